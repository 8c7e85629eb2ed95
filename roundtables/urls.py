"""Addresses of the Runde Tische."""

from django.urls import path

from roundtables.views import round_tables

app_name = "roundtables"

urlpatterns = [
    path("runde-tische/", round_tables.table_list, name="table-list"),
]
