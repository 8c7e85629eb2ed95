"""Wagtail's administration, and the static page that it is compared with."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from wagtail.admin import urls as admin_urls

STATIC = HttpResponse("<!DOCTYPE html><title>x</title>" + "<p>Seite ohne Datenbank und ohne Vorlage.</p>" * 100).content


@login_required
def static_page(request: HttpRequest) -> HttpResponse:
    """Behind sign-in."""
    return HttpResponse(STATIC)


def alive(request: HttpRequest) -> HttpResponse:
    """Says that the server is there."""
    return HttpResponse("ok")


urlpatterns = [path("healthz", alive), path("bench/statisch/", static_page), path("admin/", include(admin_urls))]
