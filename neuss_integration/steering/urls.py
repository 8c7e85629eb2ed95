"""Addresses of the calendar."""

from django.urls import path, re_path

from neuss_integration.steering import views

app_name = "steering"
urlpatterns = [
    path("kalender/", views.calendar, name="calendar"),
    re_path(r"^kalender/kalender\.(?P<suffix>xlsx|csv)$", views.calendar_export, name="calendar-export"),
    path("kalender/abonnieren/", views.subscription, name="subscription"),
    path("kalender/abonnieren/neu/", views.address_renew, name="address-renew"),
    path("verfolgt/", views.follow_list, name="follow-list"),
    re_path(r"^verfolgt/verfolgt\.(?P<suffix>xlsx|csv)$", views.follow_export, name="follow-export"),
    path("verfolgt/<str:kind>/<int:pk>/", views.follow_thing, name="follow"),
    path("kalender/abo/<str:secret>.ics", views.feed, name="feed"),
]
