"""Addresses of the city as measures show it: map, organisations, Stadtteile, responsibilities, Übergabe."""

from django.urls import path, re_path

from measures.views import city, coverage, handover

city_patterns = [
    path("massnahmen/karte/", city.measure_map, name="measure-map"),
    path("massnahmen/luecken/<int:field>/<str:crossing>/", coverage.coverage_detail, name="coverage-detail"),
    path(
        "massnahmen/luecken/<int:field>/<str:crossing>/kein-bedarf/",
        coverage.coverage_accept,
        name="coverage-accept",
    ),
    path(
        "massnahmen/luecken/<int:field>/<str:crossing>/wieder-offen/",
        coverage.coverage_reopen,
        name="coverage-reopen",
    ),
    path("organisationen/", city.organisation_list, name="organisation-list"),
    re_path(
        r"^organisationen/organisationen\.(?P<suffix>xlsx|csv)$", city.organisation_export, name="organisation-export"
    ),
    path("organisationen/<int:pk>/", city.organisation_detail, name="organisation-detail"),
    path("stadtteile/", city.district_list, name="district-list"),
    path("stadtteile/<int:pk>/", city.district_detail, name="district-detail"),
    path("organigramm/", city.organisation_chart_page, name="organisation-chart"),
    path("zustaendigkeiten/", city.responsibility_matrix, name="responsibilities"),
    path("stammdaten/fachdienststellen/<int:pk>/uebergabe/", handover.handover, name="handover"),
]
