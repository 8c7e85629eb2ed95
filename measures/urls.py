"""Addresses of measures, rounds and progress reports."""

from django.urls import path

from measures.city_urls import city_patterns
from measures.part_urls import part_patterns
from measures.views import (
    bulk,
    catalogue_import,
    funding,
    history,
    listing,
    measure,
    progress,
    resolutions,
    review,
    round_mails,
    round_tasks,
    rounds,
    saved_views,
)

app_name = "measures"

urlpatterns = [
    *city_patterns,
    path("massnahmen/", listing.measure_list, name="measure-list"),
    path("massnahmen/export/<str:file_format>/", listing.measure_export, name="measure-export"),
    path("massnahmen/gemeinsam-aendern/", bulk.measure_bulk, name="measure-bulk"),
    path("massnahmen/import/", catalogue_import.import_start, name="import-start"),
    path("massnahmen/import/vorlage/", catalogue_import.import_template, name="import-template"),
    path("massnahmen/import/<int:pk>/", catalogue_import.import_detail, name="import-detail"),
    path("massnahmen/import/<int:pk>/spalten/", catalogue_import.import_columns, name="import-columns"),
    path("massnahmen/import/<int:pk>/namen/", catalogue_import.import_names, name="import-names"),
    path("massnahmen/import/<int:pk>/uebernehmen/", catalogue_import.import_run, name="import-run"),
    path("massnahmen/import/<int:pk>/verwerfen/", catalogue_import.import_discard, name="import-discard"),
    path("massnahmen/import/<int:pk>/bericht/", catalogue_import.import_download, name="import-download"),
    path("massnahmen/ansichten/", saved_views.view_list, name="view-list"),
    path("massnahmen/ansichten/neu/", saved_views.view_create, name="view-create"),
    path("massnahmen/ansichten/<int:pk>/bearbeiten/", saved_views.view_edit, name="view-edit"),
    path("massnahmen/ansichten/<int:pk>/loeschen/", saved_views.view_delete, name="view-delete"),
    path("massnahmen/neu/", measure.measure_create, name="measure-create"),
    path("massnahmen/finanzierung/", funding.funding_totals, name="funding-totals"),
    path("massnahmen/<str:number>/", measure.measure_detail, name="measure-detail"),
    path("massnahmen/<str:number>/bearbeiten/", measure.measure_edit, name="measure-edit"),
    path("massnahmen/<str:number>/verlauf/", history.measure_history, name="measure-history"),
    path("massnahmen/<str:number>/status/", measure.measure_state, name="measure-state"),
    *part_patterns("massnahmen/<str:number>/"),
    path("berichtsrunden/", rounds.round_list, name="round-list"),
    path("berichtsrunden/neu/", rounds.round_create, name="round-create"),
    path("berichtsrunden/<int:pk>/", rounds.round_detail, name="round-detail"),
    path("berichtsrunden/<int:pk>/bearbeiten/", rounds.round_edit, name="round-edit"),
    path("berichtsrunden/<int:pk>/oeffnen/", rounds.round_open, name="round-open"),
    path("berichtsrunden/<int:pk>/schliessen/", rounds.round_close, name="round-close"),
    path("berichtsrunden/<int:pk>/wieder-oeffnen/", rounds.round_reopen, name="round-reopen"),
    path("beschluesse/", resolutions.resolution_list, name="resolution-list"),
    path("beschluesse/neu/", resolutions.resolution_create, name="resolution-create"),
    path("beschluesse/<int:pk>/", resolutions.resolution_detail, name="resolution-detail"),
    path("beschluesse/<int:pk>/bearbeiten/", resolutions.resolution_edit, name="resolution-edit"),
    path("beschluesse/<int:pk>/verlauf/", resolutions.resolution_history, name="resolution-history"),
    path("beschluesse/verknuepfen/<str:kind>/<str:key>/", resolutions.resolution_link, name="resolution-link"),
    path("berichtsrunden/<int:pk>/verlaengern/", round_tasks.round_extend, name="round-extend"),
    path("berichtsrunden/<int:pk>/aufnehmen/", round_tasks.round_add, name="round-add"),
    path("berichtsrunden/<int:pk>/fragen/neu/", round_tasks.question_create, name="question-create"),
    path(
        "berichtsrunden/<int:pk>/fragen/<int:question>/entfernen/", round_tasks.question_remove, name="question-remove"
    ),
    path("berichtsrunden/<int:pk>/vorschau/", round_mails.round_letters, name="round-letters"),
    path("berichtsrunden/<int:pk>/mails/", round_mails.round_mails, name="round-mails"),
    path("berichtsrunden/<int:pk>/ruecklauf/", round_mails.round_owing, name="round-owing"),
    path("berichtsrunden/<int:pk>/erinnern/", round_mails.round_remind, name="round-remind"),
    path("sachstand/", progress.task_list, name="task-list"),
    path("sachstand/pruefung/", review.review_list, name="review-list"),
    path("sachstand/<int:pk>/", progress.progress_detail, name="progress-detail"),
    path("sachstand/<int:pk>/eintragen/", progress.progress_on_behalf, name="progress-on-behalf"),
    path("sachstand/<int:pk>/unveraendert/", progress.progress_unchanged, name="progress-unchanged"),
    path("sachstand/<int:pk>/pruefen/", review.progress_review, name="progress-review"),
    path("sachstand/<int:pk>/verlauf/", progress.progress_history, name="progress-history"),
]
