"""Addresses of reports."""

from django.urls import path

from reporting.views import (
    changes,
    consultations,
    discarding,
    files,
    highlights,
    pictures,
    portal,
    proofs,
    recount,
    release,
    reports,
    resolutions,
    review,
    sections,
)

app_name = "reporting"

SECTION = "berichte/<int:pk>/abschnitte/<int:section_pk>/"

urlpatterns = [
    path("berichte/", reports.report_list, name="report-list"),
    path("berichte/neu/", reports.report_create, name="report-create"),
    path("berichte/<int:pk>/", reports.report_detail, name="report-detail"),
    path("berichte/<int:pk>/bearbeiten/", reports.report_edit, name="report-edit"),
    path("berichte/<int:pk>/vorschau/", reports.report_preview, name="report-preview"),
    path("berichte/<int:pk>/probedruck/", proofs.report_proof, name="report-proof"),
    path("berichte/<int:pk>/probedruck/pdf/", proofs.report_proof_file, name="report-proof-file"),
    path("berichte/<int:pk>/nachrechnen/", recount.report_recount, name="report-recount"),
    path("berichte/<int:pk>/auswahl/<slug:side>/", highlights.report_highlights, name="report-highlights"),
    path("berichte/<int:pk>/verlauf/", reports.report_history, name="report-history"),
    path("berichte/<int:pk>/veroeffentlichen/", release.report_publish, name="report-publish"),
    path("berichte/<int:pk>/lauf/", release.report_run, name="report-run"),
    path("berichte/<int:pk>/lauf/stand/", release.report_run_state, name="report-run-state"),
    path("berichte/<int:pk>/lauf/dateien/<slug:kind>/", files.prepared_file, name="prepared-file"),
    path("berichte/<int:pk>/lauf/veroeffentlichen/", release.report_issue, name="report-issue"),
    path("berichte/<int:pk>/lauf/wiederholen/", release.report_retry, name="report-retry"),
    path("berichte/<int:pk>/verwerfen/", discarding.report_discard, name="report-discard"),
    path("berichte/<int:pk>/zuruecknehmen/", release.report_withdraw, name="report-withdraw"),
    path("berichte/<int:pk>/abschnitte/neu/", sections.section_create, name="section-create"),
    path("berichte/<int:pk>/abschnitte/ergaenzen/", sections.sections_complete, name="sections-complete"),
    path(SECTION, sections.section_detail, name="section-detail"),
    path(SECTION + "verlauf/", sections.section_history, name="section-history"),
    path(SECTION + "verschieben/", sections.section_move, name="section-move"),
    path(SECTION + "weglassen/", sections.section_include, name="section-include"),
    path(SECTION + "anmerkungen/", review.section_comments, name="section-comments"),
    path(SECTION + "bilder/neu/", pictures.picture_create, name="picture-create"),
    path(SECTION + "bilder/<int:picture_pk>/", pictures.picture_edit, name="picture-edit"),
    path(SECTION + "bilder/<int:picture_pk>/entfernen/", pictures.picture_remove, name="picture-remove"),
    path(SECTION + "dabei/", review.section_editors, name="section-editors"),
    path("berichte/<int:pk>/anmerkungen/<int:comment_pk>/", review.comment_settle, name="comment-settle"),
    path("berichte/<int:pk>/abstimmung/", review.report_review, name="report-review"),
    path("berichte/<int:pk>/abstimmung/beenden/", review.report_review_end, name="report-review-end"),
    path("berichte/<int:pk>/abstimmung/durchgesehen/", review.report_read, name="report-read"),
    path("berichte/<int:pk>/zurueckziehen/", release.report_revoke, name="report-revoke"),
    path("berichte/<int:pk>/berichtigen/", release.report_correct, name="report-correct"),
    path("berichte/<int:pk>/dateien/<slug:kind>/", files.report_file, name="report-file"),
    path("berichte/<int:pk>/bilder/<slug:sha256>/", pictures.picture_file, name="picture-file"),
    path("berichte/<int:pk>/auszug/", files.report_part, name="report-part"),
    path("berichte/<int:pk>/plan/", reports.report_plan, name="report-plan"),
    path("berichte/<int:pk>/plan/kalender/", reports.report_plan_calendar, name="report-plan-calendar"),
    path("berichte/<int:pk>/vorlage/", release.report_paper, name="report-paper"),
    path("berichte/<int:pk>/veraenderungen/", changes.report_changes, name="report-changes"),
    path(
        "berichte/<int:pk>/beratungen/neu/", consultations.report_consultation_create, name="report-consultation-create"
    ),
    path(
        "berichte/<int:pk>/beratungen/<int:consultation>/",
        consultations.report_consultation_edit,
        name="report-consultation-edit",
    ),
    path(
        "berichte/<int:pk>/beratungen/<int:consultation>/entfernen/",
        consultations.report_consultation_remove,
        name="report-consultation-remove",
    ),
    path("berichte/<int:pk>/beschluesse/", resolutions.report_resolution_link, name="report-resolution-link"),
    path(
        "berichte/<int:pk>/beschluesse/<int:link_pk>/loesen/",
        resolutions.report_resolution_unlink,
        name="report-resolution-unlink",
    ),
    path("beschluesse/<int:pk>/berichte/", resolutions.resolution_report_link, name="resolution-report-link"),
    path("portal/berichte/", portal.portal_reports, name="portal-reports"),
    path("portal/berichte/<int:pk>/", portal.portal_report, name="portal-report"),
    path("portal/berichte/<int:pk>/bilder/<slug:sha256>/", pictures.portal_picture, name="portal-picture"),
    path("portal/berichte/<int:pk>/dateien/<slug:kind>/", portal.portal_file, name="portal-file"),
    path("berichte/<int:pk>/pdf/", files.report_download, name="report-download"),
]
