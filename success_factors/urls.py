"""Addresses of the concept."""

from django.urls import path

from success_factors.views import assessments, editions, factors, fields, goals, indicators, matrix, values

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
    path("ziele/", goals.goal_list, name="goal-list"),
    path("ziele/<int:pk>/", goals.goal_detail, name="goal-detail"),
    path("ziele/<int:pk>/bearbeiten/", goals.goal_edit, name="goal-edit"),
    path("ziele/<int:pk>/status/", goals.goal_state, name="goal-state"),
    path("ziele/leitziele/<int:pk>/ziel/", goals.goal_create, name="goal-create"),
    path("ziele/fassungen/", editions.edition_list, name="edition-list"),
    path("ziele/fassungen/neu/", editions.edition_create, name="edition-create"),
    path("ziele/fassungen/<int:pk>/", editions.edition_detail, name="edition-detail"),
    path("ziele/fassungen/<int:pk>/beschluss/", editions.edition_adopt, name="edition-adopt"),
    path("ziele/fassungen/<int:pk>/leitziel/", editions.guiding_goal_create, name="guiding-goal-create"),
    path("ziele/fassungen/<int:pk>/beteiligung/", editions.participation_create, name="participation-create"),
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
