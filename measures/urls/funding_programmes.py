"""Addresses of funding programmes."""

from django.urls import path, re_path

from measures.views import funding_programmes

programme_patterns = [
    path("foerderprogramme/", funding_programmes.programme_list, name="programme-list"),
    re_path(
        r"^foerderprogramme/foerderprogramme\.(?P<suffix>xlsx|csv)$",
        funding_programmes.programme_export,
        name="programme-export",
    ),
    path("foerderprogramme/neu/", funding_programmes.programme_create, name="programme-create"),
    path("foerderprogramme/<int:pk>/", funding_programmes.programme_detail, name="programme-detail"),
    path("foerderprogramme/<int:pk>/bearbeiten/", funding_programmes.programme_edit, name="programme-edit"),
    path("foerderprogramme/<int:pk>/entfernen/", funding_programmes.programme_remove, name="programme-remove"),
    path("foerderprogramme/<int:pk>/verlauf/", funding_programmes.programme_history, name="programme-history"),
]
