"""Wagtail's administration, and the static page that it is compared with."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from wagtail.admin import urls as admin_urls

from tests.bench import static_page


@login_required
def page_for_all(request: HttpRequest) -> HttpResponse:
    """Behind sign-in."""
    return HttpResponse(static_page.CONTENT)


def alive(request: HttpRequest) -> HttpResponse:
    """Says that the server is there."""
    return HttpResponse("ok")


urlpatterns = [path("healthz", alive), path("bench/statisch/", page_for_all), path("admin/", include(admin_urls))]
