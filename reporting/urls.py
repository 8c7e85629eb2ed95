"""Addresses of reports."""

from django.urls import path

from reporting.views import publishing, reports, sections

app_name = "reporting"

urlpatterns = [
    path("berichte/", reports.report_list, name="report-list"),
    path("berichte/neu/", reports.report_create, name="report-create"),
    path("berichte/<int:pk>/", reports.report_detail, name="report-detail"),
    path("berichte/<int:pk>/bearbeiten/", reports.report_edit, name="report-edit"),
    path("berichte/<int:pk>/vorschau/", reports.report_preview, name="report-preview"),
    path("berichte/<int:pk>/verlauf/", reports.report_history, name="report-history"),
    path("berichte/<int:pk>/veroeffentlichen/", publishing.report_publish, name="report-publish"),
    path("berichte/<int:pk>/lauf/", publishing.report_run, name="report-run"),
    path("berichte/<int:pk>/lauf/stand/", publishing.report_run_state, name="report-run-state"),
    path("berichte/<int:pk>/lauf/wiederholen/", publishing.report_retry, name="report-retry"),
    path("berichte/<int:pk>/zuruecknehmen/", publishing.report_withdraw, name="report-withdraw"),
    path("berichte/<int:pk>/abschnitte/neu/", sections.section_create, name="section-create"),
    path("berichte/<int:pk>/abschnitte/ergaenzen/", sections.sections_complete, name="sections-complete"),
    path("berichte/<int:pk>/abschnitte/<int:section_pk>/", sections.section_detail, name="section-detail"),
    path("berichte/<int:pk>/abschnitte/<int:section_pk>/verlauf/", sections.section_history, name="section-history"),
    path("berichte/<int:pk>/abschnitte/<int:section_pk>/verschieben/", sections.section_move, name="section-move"),
    path("berichte/<int:pk>/abschnitte/<int:section_pk>/weglassen/", sections.section_include, name="section-include"),
    path("berichte/<int:pk>/pdf/", reports.report_download, name="report-download"),
]
