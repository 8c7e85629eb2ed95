"""Addresses of pages that belong to no app."""

from django.urls import path

from neuss_integration import views

app_name = "site"
urlpatterns = [
    path("barrierefreiheit/", views.accessibility, name="accessibility"),
    path("barrierefreiheit/pruefung/", views.accessibility_checks, name="accessibility-checks"),
    path("hilfe/definitionen/", views.definition_list, name="definitions"),
    path("hilfe/seiten/", views.page_list, name="page-list"),
    path("hilfe/tastenkuerzel/", views.shortcuts, name="shortcuts"),
    path("entwicklung/bausteine/", views.component_gallery, name="gallery"),
]
