"""All addresses. Each app has its own urls.py; here is only where it hangs."""

from django.urls import include, path

from neuss_integration import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("konto/", include("allauth.account.urls")),
    path("", include("neuss_integration.site_urls")),
]

handler500 = views.server_error
