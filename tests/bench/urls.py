"""Addresses of the page benchmark: all of the application, the admin's list of measures, and a static page."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from measures.models import Measure
from tests.bench import static_page


class OpenSite(admin.AdminSite):
    """An admin that everybody may read who is signed in; only for measuring."""

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated


class MeasureAdmin(admin.ModelAdmin):
    """What a team would configure: the columns and filters of our list, with joins."""

    list_display = ("number", "title", "field_of_action", "lead_department", "state", "light", "reported")
    list_filter = ("field_of_action", "state", "lead_department")
    list_select_related = ("field_of_action", "lead_department", "latest_progress")
    list_per_page = 50
    search_fields = ("search_text",)

    @admin.display(description="Ampel")
    def light(self, measure: Measure) -> str:
        return measure.latest_progress.get_traffic_light_display() if measure.latest_progress else ""

    @admin.display(description="Sachstand")
    def reported(self, measure: Measure) -> object:
        return measure.latest_progress.decided_at if measure.latest_progress else ""

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


site = OpenSite()
site.register(Measure, MeasureAdmin)


def page_for_all(request: HttpRequest) -> HttpResponse:
    """Behind sign-in, as every page it is compared with."""
    return HttpResponse(static_page.CONTENT)


urlpatterns = [
    path("bench/statisch/", page_for_all),
    path("bench/admin/", site.urls),
    path("", include("neuss_integration.urls")),
]
