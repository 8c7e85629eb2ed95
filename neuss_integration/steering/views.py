"""Pages of the calendar: what is due, the same as a file, and how a person takes it along."""

import datetime as dt
from http import HTTPStatus
from typing import Any, Final

from allauth.core.internal.ratelimit import consume
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.calendar.icalendar_files import MEDIA_TYPE
from neuss_integration.foundation.forms.pages import button, confirmed, form_methods, form_page
from neuss_integration.foundation.spreadsheets.writing import download
from neuss_integration.steering.enums import FollowKind
from neuss_integration.steering.exports import calendar_file, calendar_table, follow_table
from neuss_integration.steering.forms import CalendarFilter, SubscriptionForm
from neuss_integration.steering.selectors.addresses import feed_address, subscription_at
from neuss_integration.steering.selectors.due import FEED_AHEAD, FEED_BACK, due_entries, in_groups, own_by_default
from neuss_integration.steering.selectors.entries import DueEntry
from neuss_integration.steering.selectors.follows import NEWS_DAYS, address_of, news_for, things, visible_follows
from neuss_integration.steering.services.follows import follow, unfollow
from neuss_integration.steering.services.subscriptions import renew_address, subscribe, subscription_of

CRUMB: Final = ("Kalender", reverse_lazy("steering:calendar"))
PER_PAGE: Final = 100
FEED: Final = "feed"
FEED_LIMITS: Final = {FEED: "20/10m/key"}
"""For one address: ten devices that ask every five minutes."""
FEED_WAIT: Final = 600
TOO_OFTEN: Final = "Dieser Kalender wurde gerade sehr oft abgerufen. Bitte rufen Sie ihn in zehn Minuten wieder ab.\n"


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@cached_page(by_person=True)
def calendar(request: SignedInRequest) -> HttpResponse:
    """Everything that is due, by month, what is overdue first."""
    form, chosen = _filter(request)
    entries = _entries(request, chosen)
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page_title": "Kalender",
        "filter_form": form,
        "page_obj": page,
        "groups": in_groups(list(page.object_list)),
        "overdue": sum(entry.is_overdue for entry in entries),
        "only_own": chosen["only_own"],
        "days": chosen["days"],
        "query": request.GET.urlencode(),
    }
    return render(request, "steering/calendar.html", context)


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@fair_share
def calendar_export(request: SignedInRequest, suffix: str) -> HttpResponse:
    """What the page shows with the same filters, all pages of it."""
    return download(calendar_table(_entries(request, _filter(request)[1]), suffix), f"kalender.{suffix}")


@form_methods
@require_permission(Permission.VIEW_MEASURES)
def subscription(request: SignedInRequest) -> HttpResponse:
    """The person chooses a secret address for calendar programs and a mail each week."""
    chosen = subscription_of(request.user)
    form = SubscriptionForm(form_data(request), subscription=chosen)

    def save() -> Any:
        return subscribe(by=request.user, **form.cleaned_data)

    context = {
        "page_title": "Kalender abonnieren",
        "breadcrumbs": [CRUMB, ("Abonnieren", "")],
        "address": feed_address(chosen) if chosen.has_feed else "",
    }
    here = reverse("steering:subscription")
    return form_page(request, form, save, "steering/subscription.html", context, back=here)


@form_methods
@require_permission(Permission.VIEW_MEASURES)
def address_renew(request: SignedInRequest) -> HttpResponse:
    """A new secret address, for when others have seen the old one."""
    here = reverse("steering:subscription")
    context = {
        "page_title": "Neue Adresse für Ihren Kalender",
        "breadcrumbs": [CRUMB, ("Abonnieren", here), ("Neue Adresse", "")],
        "consequences": [
            "Die bisherige Adresse zeigt nichts mehr an.",
            "Programme, in denen sie eingetragen ist, brauchen die neue Adresse.",
        ],
        "confirm_label": "Neue Adresse anlegen",
    }
    act = lambda: renew_address(by=request.user)  # noqa: E731
    return confirmed(request, act, context, back=here, done="Ihr Kalender hat eine neue Adresse.")


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@cached_page(by_person=True)
def follow_list(request: SignedInRequest) -> HttpResponse:
    """What the person follows and what happened with it."""
    since = timezone.localdate() - dt.timedelta(days=NEWS_DAYS)
    context = {
        "page_title": "Verfolgt",
        "news": news_for(request.user, since=since),
        "follows": _followed(request.user),
        "breadcrumbs": [CRUMB, ("Verfolgt", "")],
    }
    return render(request, "steering/follow_list.html", context)


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@fair_share
def follow_export(request: SignedInRequest, suffix: str) -> HttpResponse:
    """What the page shows, as a file."""
    since = timezone.localdate() - dt.timedelta(days=NEWS_DAYS)
    table = follow_table(_followed(request.user), news_for(request.user, since=since), suffix)
    return download(table, f"verfolgt.{suffix}")


def _followed(user: Any) -> list[tuple[FollowKind, Any, str]]:
    """What the person follows, each with its page."""
    return [(kind, thing, address_of(kind, thing)) for kind, thing in visible_follows(user)]


@require_POST
@require_permission(Permission.VIEW_MEASURES)
def follow_thing(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """The person follows what they may see, or follows it no more."""
    if kind not in FollowKind.values:
        raise Http404
    chosen, here = FollowKind(kind), reverse("steering:follow-list")
    if request.POST.get("schritt") == "nicht":
        return button(
            request, lambda: unfollow(chosen, pk, by=request.user), back=here, done="Sie verfolgen es nicht mehr."
        )
    thing = get_object_or_404(things(chosen, request.user), pk=pk)
    done = "Sie verfolgen es. Neues dazu steht hier und, wenn Sie möchten, jede Woche in einer E-Mail."
    return button(request, lambda: follow(chosen, thing, by=request.user), back=here, done=done)


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of whoever has this address, for calendar programs, which cannot sign in; 404 for any other.

    Programs ask every few minutes and from several devices; whoever asks much more often waits (error 429).
    """
    found = subscription_at(secret)
    if found is None:
        raise Http404
    if not consume(request, app="steering", action=FEED, config=FEED_LIMITS, key=str(found.pk), limit_get=True):
        answer = HttpResponse(TOO_OFTEN, status=HTTPStatus.TOO_MANY_REQUESTS, content_type="text/plain; charset=utf-8")
        answer["Retry-After"], answer["Cache-Control"] = str(FEED_WAIT), "private, no-store"
        return answer
    today = timezone.localdate()
    since, until = today - dt.timedelta(days=FEED_BACK), today + dt.timedelta(days=FEED_AHEAD)
    entries = due_entries(found.user, today=today, since=since, until=until, only_own=found.only_own)
    response = HttpResponse(calendar_file(entries), content_type=MEDIA_TYPE)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _filter(request: SignedInRequest) -> tuple[CalendarFilter, dict[str, Any]]:
    own_first = own_by_default(request.user)
    form = CalendarFilter(request.GET)
    chosen = form.chosen(own_first=own_first)
    if not request.GET:
        form = CalendarFilter({"zeitraum": str(chosen["days"]), "wessen": "eigene" if own_first else "alle"})
    return form, chosen


def _entries(request: SignedInRequest, chosen: dict[str, Any]) -> list[DueEntry]:
    today = timezone.localdate()
    until = today + dt.timedelta(days=chosen["days"])
    kinds, only_own = chosen["kinds"], chosen["only_own"]
    return due_entries(request.user, today=today, until=until, kinds=kinds, only_own=only_own)
