"""Addresses of the concept."""

from django.urls import path

from success_factors.views import assessments, factors, fields

app_name = "success_factors"

urlpatterns = [
    path("erfolgsfaktoren/", factors.factor_list, name="factor-list"),
    path("erfolgsfaktoren/<int:number>/", factors.factor_detail, name="factor-detail"),
    path("erfolgsfaktoren/<int:number>/standortbestimmung/", assessments.assessment_history, name="assessment-history"),
    path(
        "erfolgsfaktoren/<int:number>/standortbestimmung/<int:position>/",
        assessments.assessment_create,
        name="assessment-create",
    ),
    path("standortbestimmungen/<int:pk>/berichtigen/", assessments.assessment_correct, name="assessment-correct"),
    path("handlungsfelder/", fields.field_list, name="field-list"),
    path("handlungsfelder/<int:pk>/", fields.field_detail, name="field-detail"),
]
