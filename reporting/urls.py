"""Addresses of reports."""

from django.urls import path

from reporting import views

app_name = "reporting"

urlpatterns = [
    path("berichte/", views.report_list, name="report-list"),
    path("berichte/neu/", views.report_create, name="report-create"),
    path("berichte/<int:pk>/", views.report_detail, name="report-detail"),
    path("berichte/<int:pk>/bearbeiten/", views.report_edit, name="report-edit"),
    path("berichte/<int:pk>/vorschau/", views.report_preview, name="report-preview"),
    path("berichte/<int:pk>/verlauf/", views.report_history, name="report-history"),
    path("berichte/<int:pk>/veroeffentlichen/", views.report_publish, name="report-publish"),
    path("berichte/<int:pk>/lauf/", views.report_run, name="report-run"),
    path("berichte/<int:pk>/lauf/stand/", views.report_run_state, name="report-run-state"),
    path("berichte/<int:pk>/lauf/wiederholen/", views.report_retry, name="report-retry"),
    path("berichte/<int:pk>/zuruecknehmen/", views.report_withdraw, name="report-withdraw"),
    path("berichte/<int:pk>/pdf/", views.report_download, name="report-download"),
]
