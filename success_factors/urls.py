"""Addresses of the concept."""

from django.urls import path

from success_factors.views import assessments, factors, fields, indicators, matrix, values

app_name = "success_factors"

urlpatterns = [
    path("erfolgsfaktoren/", factors.factor_list, name="factor-list"),
    path("erfolgsfaktoren/matrix/", matrix.matrix_fields, name="matrix-fields"),
    path("erfolgsfaktoren/matrix/stadtteile/", matrix.matrix_districts, name="matrix-districts"),
    path("erfolgsfaktoren/<int:number>/", factors.factor_detail, name="factor-detail"),
    path("erfolgsfaktoren/<int:number>/standortbestimmung/", assessments.assessment_history, name="assessment-history"),
    path(
        "erfolgsfaktoren/<int:number>/standortbestimmung/<int:position>/",
        assessments.assessment_create,
        name="assessment-create",
    ),
    path("standortbestimmungen/<int:pk>/berichtigen/", assessments.assessment_correct, name="assessment-correct"),
    path("indikatoren/", indicators.indicator_list, name="indicator-list"),
    path("indikatoren/neu/", indicators.indicator_create, name="indicator-create"),
    path("indikatoren/<int:pk>/", indicators.indicator_detail, name="indicator-detail"),
    path("indikatoren/<int:pk>/bearbeiten/", indicators.indicator_edit, name="indicator-edit"),
    path("indikatoren/<int:pk>/verlauf/", indicators.indicator_history, name="indicator-history"),
    path("indikatoren/<int:pk>/daten.csv", indicators.indicator_download, name="indicator-download"),
    path("indikatoren/<int:pk>/wert/", values.value_create, name="value-create"),
    path("indikatoren/<int:pk>/reihe/", values.value_import, name="value-import"),
    path("handlungsfelder/", fields.field_list, name="field-list"),
    path("handlungsfelder/<int:pk>/", fields.field_detail, name="field-detail"),
]
