"""Addresses below benutzer/: accounts and roles, for the Fachadministration."""

from django.urls import path

from neuss_integration.accounts.views import accounts as views
from neuss_integration.accounts.views import colleagues, leaving

app_name = "accounts"
urlpatterns = [
    path("", views.user_list, name="user-list"),
    path("neu/", views.user_create, name="user-create"),
    path("<int:pk>/", views.user_detail, name="user-detail"),
    path("<int:pk>/bearbeiten/", views.user_edit, name="user-edit"),
    path("<int:pk>/einladen/", views.user_invite, name="user-invite"),
    path("<int:pk>/zweiter-faktor/", views.user_second_factor, name="user-second-factor"),
    path("<int:pk>/rollen/neu/", views.role_grant, name="role-grant"),
    path("<int:pk>/deaktivieren/", leaving.user_leave, name="user-leave"),
    path("vorschlaege/", colleagues.request_list, name="request-list"),
    path("vorschlaege/neu/", colleagues.request_create, name="request-create"),
    path("vorschlaege/<int:pk>/freigeben/", colleagues.request_release, name="request-release"),
    path("vorschlaege/<int:pk>/ablehnen/", colleagues.request_decline, name="request-decline"),
    path("rollen/<int:pk>/beenden/", leaving.role_end, name="role-end"),
]
