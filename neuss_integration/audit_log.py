"""The page of the audit log, and what is noted of every answer: files that come and leave, lists of people."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.models import AuditEntry
from neuss_integration.audit.selectors import entries
from neuss_integration.audit.services import record
from neuss_integration.foundation.forms.base import FilterForm, GermanDateField
from neuss_integration.foundation.spreadsheets.cells import Column, Sheet
from neuss_integration.foundation.spreadsheets.writing import csv_file, download
from neuss_integration.foundation.ui.lists import filters_without, query_url

ROWS: Final = 50
MAX_IN_A_FILE: Final = 50_000
INSTALLATION: Final = "die Anwendung"
LISTS_OF_PEOPLE: Final = frozenset(
    {
        "accounts:user-list",
        "mailing:mail-list",
        "mailing:barrier-list",
        "audit-log",
        "publicity:enquiry-list",
        "roundtables:table-detail",
        "roundtables:member-create",
        "roundtables:member-edit",
        "roundtables:meeting-detail",
        "roundtables:meeting-invite",
        "roundtables:meeting-attendance",
        "roundtables:minutes-detail",
        "roundtables:action-create",
        "roundtables:action-edit",
        "roundtables:rating-detail",
        "data-protection:index",
    }
)
"""Pages that show contact data of many people, or who sits at a table: tests/access/test_hostile_text finds them."""
NOTED_SETTINGS: Final = (
    "DEMO_MODE", "DEBUG", "HTTPS", "SEND_MAIL", "ALLOW_OWN_APPROVAL", "SECOND_FACTOR_ROLES", "OIDC_SERVER_URL",
    "OIDC_IS_SECOND_FACTOR", "OIDC_VERIFIED_EMAIL", "CLAMD_ADDRESS", "AUDIT_DAYS", "AUDIT_SIGN_IN_DAYS",
    "CONTACT_RETENTION_MONTHS",
)  # fmt: skip


class AuditFilterForm(FilterForm):
    """What the log is narrowed to."""

    event = forms.ChoiceField(label="Ereignis", choices=[("", "alle"), *AuditEvent.choices])
    person = forms.CharField(label="Person", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    since = GermanDateField(label="Von")
    until = GermanDateField(label="Bis")

    def shown(self, name: str) -> str:
        """The chosen value of the field `name` in words."""
        value = self.cleaned_data[name]
        if name == "event":
            return str(AuditEvent(value).label)
        return str(value) if isinstance(value, str) else f"{value:%d.%m.%Y}"


@require_safe
@require_permission(Permission.VIEW_AUDIT)
def audit_log(request: SignedInRequest) -> HttpResponse:
    """Who did what, the latest first."""
    form = AuditFilterForm(request.GET)
    chosen = _chosen(form)
    page = Paginator(entries(**chosen), ROWS).get_page(request.GET.get("seite"))
    chips = [(f"{form[name].label}: {form.shown(name)}", filters_without(request, name)) for name in chosen]
    context = {
        "page_title": "Protokoll",
        "breadcrumbs": [("Start", "/"), ("Protokoll", "")],
        "filter_form": form,
        "chips": chips,
        "page_obj": page,
        "file_url": reverse("audit-export") + query_url(request, seite=None),
        "installation": INSTALLATION,
    }
    return render(request, "site/audit_log.html", context)


@require_safe
@require_permission(Permission.VIEW_AUDIT)
@fair_share
def audit_export(request: SignedInRequest) -> HttpResponse:
    """The same as a file, as far as the filters reach."""
    headings = ("Zeitpunkt", "Ereignis", "Handelnde Person", "Betroffene Person", "Gegenstand", "Netz")
    rows = [_row(entry) for entry in entries(**_chosen(AuditFilterForm(request.GET)))[:MAX_IN_A_FILE]]
    sheet = Sheet("Protokoll", [Column(heading) for heading in headings], rows)
    return download(csv_file(sheet), f"protokoll-{timezone.localdate():%Y-%m-%d}.csv")


def _chosen(form: AuditFilterForm) -> dict[str, Any]:
    found = form.cleaned_data if form.is_valid() else {}
    return {name: value for name, value in found.items() if value}


def _row(entry: AuditEntry) -> list[str]:
    return [
        f"{timezone.localtime(entry.at):%d.%m.%Y %H:%M:%S}",
        str(entry.get_event_display()),
        str(entry.actor or INSTALLATION),
        str(entry.subject or ""),
        entry.detail,
        entry.network,
    ]


class AuditMiddleware:
    """Notes which files people fetched and which lists of people they read; public pages have no people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in (HTTPStatus.OK, HTTPStatus.FOUND) and getattr(request, "is_behind_sign_in", False):
            self.note(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Whether the page is for signed-in people, is known here."""
        request.is_behind_sign_in = getattr(view, "login_required", True)  # type: ignore[attr-defined]
        request.takes_files = getattr(view, "has_fair_uploads", False)  # type: ignore[attr-defined]

    def note(self, request: HttpRequest, response: HttpResponse) -> None:
        """An entry for a file, in or out, and for a list of people; the path holds no words that somebody searched for.

        A file that was sent is noted whatever became of it; what it changed, the service that wrote it notes itself.
        """
        if getattr(request, "takes_files", False) and request.method == "POST" and request.FILES:
            record(AuditEvent.UPLOADED, by=request.user, detail=request.path)
        if "Content-Disposition" in response.headers:
            record(AuditEvent.EXPORTED, by=request.user, detail=request.path)
        elif _is_list_of_people(request, response):
            record(AuditEvent.PEOPLE_VIEWED, by=request.user, detail=request.path)


def _is_list_of_people(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    return response.status_code == HTTPStatus.OK and match is not None and match.view_name in LISTS_OF_PEOPLE


@transaction.atomic
def note_settings() -> None:
    """The log knows how the installation is set where that touches safety, whenever it is another way than before."""
    now = " ".join(f"{name}={_word(getattr(settings, name))}" for name in NOTED_SETTINGS)[:300]
    last = AuditEntry.objects.filter(event=AuditEvent.SETTINGS_CHANGED, actor_id=None).order_by("-pk").first()
    if last is None or last.detail != now:
        record(AuditEvent.SETTINGS_CHANGED, by=None, detail=now)


def _word(value: Any) -> str:
    return ",".join(value) if isinstance(value, list | tuple) else str(value)
