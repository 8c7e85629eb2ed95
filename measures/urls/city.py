"""Addresses of the city as measures show it: map, organisations, Stadtteile, responsibilities, Übergabe."""

from django.urls import path

from measures.views import city, handover

city_patterns = [
    path("massnahmen/karte/", city.measure_map, name="measure-map"),
    path("organisationen/", city.organisation_list, name="organisation-list"),
    path("organisationen/<int:pk>/", city.organisation_detail, name="organisation-detail"),
    path("stadtteile/", city.district_list, name="district-list"),
    path("stadtteile/<int:pk>/", city.district_detail, name="district-detail"),
    path("organigramm/", city.organisation_chart_page, name="organisation-chart"),
    path("zustaendigkeiten/", city.responsibility_matrix, name="responsibilities"),
    path("stammdaten/fachdienststellen/<int:pk>/uebergabe/", handover.handover, name="handover"),
]
