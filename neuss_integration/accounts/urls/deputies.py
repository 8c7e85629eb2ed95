"""Addresses below vertretungen/: who stands in for whom."""

from django.urls import path

from neuss_integration.accounts.views import deputies as views

app_name = "deputies"
urlpatterns = [
    path("", views.deputy_list, name="list"),
    path("neu/", views.deputy_create, name="create"),
    path("<int:pk>/", views.deputy_detail, name="detail"),
    path("<int:pk>/beenden/", views.deputy_end, name="end"),
]
