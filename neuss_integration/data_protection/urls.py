"""Addresses about the rights of people."""

from django.urls import path, re_path

from neuss_integration.data_protection import views

app_name = "data-protection"

urlpatterns = [
    path("", views.index, name="index"),
    path("loeschen/", views.erase, name="erase"),
    re_path(r"^auskunft-(?P<kind>pdf|json)/$", views.answer, name="answer"),
]
