"""Addresses of the concept."""

from django.urls import path

from success_factors import views

app_name = "success_factors"

urlpatterns = [
    path("erfolgsfaktoren/", views.factor_list, name="factor-list"),
    path("erfolgsfaktoren/<int:number>/", views.factor_detail, name="factor-detail"),
    path("handlungsfelder/", views.field_list, name="field-list"),
    path("handlungsfelder/<int:pk>/", views.field_detail, name="field-detail"),
]
