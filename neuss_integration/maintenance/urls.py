"""Addresses of the maintenance pages for the kinds they are given."""

from collections.abc import Iterable

from django.urls import URLPattern, path, re_path

from neuss_integration.maintenance import views
from neuss_integration.maintenance.kinds.kind import Kind


def maintenance_urls(kinds: Iterable[Kind]) -> list[URLPattern]:
    """The pages of `kinds`, each under its slug."""
    known = {"kinds": {kind.slug: kind for kind in kinds}}
    return [
        path("", views.index, known, name="index"),
        path("<slug:slug>/", views.item_list, known, name="list"),
        path("<slug:slug>/neu/", views.item_create, known, name="create"),
        path("<slug:slug>/einlesen/", views.list_import, known, name="import"),
        re_path(r"^(?P<slug>[a-z-]+)/liste\.(?P<suffix>xlsx|ods|csv)$", views.list_export, known, name="export"),
        path("<slug:slug>/<int:pk>/", views.item_detail, known, name="detail"),
        path("<slug:slug>/<int:pk>/bearbeiten/", views.item_edit, known, name="edit"),
        path("<slug:slug>/<int:pk>/ende/", views.item_end, known, name="end"),
        path("<slug:slug>/<int:pk>/loeschen/", views.item_delete, known, name="delete"),
        path("<slug:slug>/<int:pk>/verlauf/", views.item_history, known, name="history"),
    ]
