"""Addresses of the Runde Tische."""

from django.urls import path

from roundtables import views

app_name = "roundtables"

urlpatterns = [
    path("runde-tische/", views.table_list, name="table-list"),
]
