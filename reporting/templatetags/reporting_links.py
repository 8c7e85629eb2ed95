"""The ways between reports and what they tell about: measures, and resolutions of committees."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from measures.models import Measure, Resolution
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from neuss_integration.foundation.ui.html import format_html_join
from reporting.models import Report, ReportResolution
from roundtables.models import Need

register = template.Library()


@register.inclusion_tag("reporting/includes/published_in.html", takes_context=True)
def published_in(context: dict[str, Any], measure: Measure) -> dict[str, Any]:
    """The published reports that hold `measure`, newest first (one query)."""
    reports = Report.objects.visible_to(context["user"]).filter(publication__published_measures__measure=measure)
    return {"reports": reports.select_related("publication").order_by("-publication__published_at")}


@register.inclusion_tag("reporting/includes/published_in.html", takes_context=True)
def published_with(context: dict[str, Any], measures: Iterable[Measure]) -> dict[str, Any]:
    """The published reports that hold any of `measures`, newest first (one query)."""
    keys = [measure.pk for measure in measures]
    reports = Report.objects.visible_to(context["user"]).filter(publication__published_measures__measure__in=keys)
    return {"reports": reports.select_related("publication").order_by("-publication__published_at").distinct()}


@register.inclusion_tag("reporting/includes/needs_in.html", takes_context=True)
def needs_in(context: dict[str, Any], snapshot: Mapping[str, Any] | None) -> dict[str, Any]:
    """The needs that the frozen report tells about, as far as the person may open them today (one query)."""
    numbers = [need["number"] for need in (snapshot or {}).get("round_tables", {}).get("needs", ())]
    return {"needs": list(Need.objects.visible_to(context["user"]).filter(number__in=numbers).order_by("number"))}


@register.inclusion_tag("reporting/includes/resolutions.html", takes_context=True)
def resolutions_about(context: dict[str, Any], report: Report) -> dict[str, Any]:
    """What committees resolved about `report`, the newest first; the Koordination can take a link back (one query)."""
    user = context["user"]
    links = report.resolution_links.standing().visible_to(user).newest_first()
    return {
        "links": list(links),
        "may_compose": access_of(user).has(Permission.COMPOSE_REPORTS),
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("reporting/includes/reports_of_resolution.html", takes_context=True)
def reports_of_resolution(context: dict[str, Any], resolution: Resolution) -> dict[str, Any]:
    """The reports that `resolution` is about and the person may see, the newest first (one query)."""
    user = context["user"]
    links = ReportResolution.objects.standing().filter(resolution=resolution)
    reports = Report.objects.visible_to(user).filter(pk__in=links.values("report"))
    may_compose = access_of(user).has(Permission.COMPOSE_REPORTS)
    return {"reports": list(reports), "resolution": resolution, "may_compose": may_compose}


@register.simple_tag(takes_context=True)
def reports_by_resolution(context: dict[str, Any], resolutions: Iterable[Resolution]) -> dict[int, list[Report]]:
    """The reports the person may see by the key of each of `resolutions`; for `report_names`, one query."""
    links = ReportResolution.objects.standing().visible_to(context["user"]).filter(resolution__in=list(resolutions))
    found: dict[int, list[Report]] = {}
    for link in links.select_related("report").order_by("-report__period_end", "-report_id"):
        found.setdefault(link.resolution_id, []).append(link.report)
    return found


@register.simple_tag
def report_names(reports: Mapping[int, Iterable[Report]], key: int) -> SafeString:
    """The reports under `key` as items of a list, each leading to its page; empty when there is none."""
    found = ((each.get_absolute_url(), each.title) for each in reports.get(key, ()))
    return format_html_join("", '<li><a href="{}">{}</a></li>', found)
