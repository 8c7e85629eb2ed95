"""Pages that belong to no app: errors, accessibility statement, keyboard shortcuts, component gallery."""

import logging
import sys
from typing import Any, Final

from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from neuss_integration import gallery, request_ids
from neuss_integration.accessibility_checks import latest_checks
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.accounts.services.users import switch_shortcuts
from neuss_integration.city.models import EnteredNames
from neuss_integration.context_processors import city
from neuss_integration.definitions import definitions
from neuss_integration.foundation.forms.pages import CONFIRM_PAGE, button, form_methods, form_page, version_of
from neuss_integration.foundation.records.history import Trail
from neuss_integration.foundation.troubles import trouble_of
from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.foundation.words.laender import land
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.mailing.services import report_barrier
from neuss_integration.maintenance.services import enter_names
from neuss_integration.master_data import OWN_LISTS, is_without_lists, load_example
from neuss_integration.navigation import navigation_for, shortcuts_for
from neuss_integration.outages import trouble_page
from neuss_integration.portal.enums import LegalPage
from neuss_integration.portal.selectors.legal import released_legal
from neuss_integration.site_forms import PREVIEW, AccessibilityFeedbackForm, CityNamesForm, sentences_with

logger = logging.getLogger(__name__)

NAMES_PAGE: Final = "site/city_names.html"
WHAT_THE_EXAMPLE_IS: Final = (
    "In den Stammdaten stehen Stadtteile, Fachdienststellen, Gremien, Organisationen und Runde Tische einer Stadt.",
    "Was an Erfolgsfaktoren, Handlungsfeldern, Indikatoren und Zielgruppen fehlt, kommt dazu.",
    "Maßnahmen und Konten kommen nicht dazu.",
    "Es ist zum Ausprobieren. Wollen Sie es nicht mehr, löschen Sie jeden Eintrag einzeln.",
)
FEEDBACK_LIMITS: Final = {"feedback": "5/10m/ip"}
TOO_MANY_REPORTS: Final = (
    "Von Ihrem Anschluss kamen gerade schon mehrere Meldungen. Bitte versuchen Sie es in zehn Minuten noch einmal "
    "oder schreiben Sie an {email}."
)


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """The Erklärung zur Barrierefreiheit; what its form reports is kept and mailed to the office."""
    form = AccessibilityFeedbackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if consume(request, app="site", action="feedback", config=FEEDBACK_LIMITS):
            if not form.is_from_robot():
                names = ("message", "page", "email")
                report_barrier(**{name: form.cleaned_data[name] for name in names})
            messages.success(request, "Danke. Ihre Meldung ist angekommen. Wir antworten Ihnen, so schnell wir können.")
            return redirect("site:accessibility")
        logger.warning("Too many messages from one network: feedback")
        form.add_error(None, TOO_MANY_REPORTS.format(email=city_names().contact_email))
    crumbs = [("Start", "/"), ("Barrierefreiheit", "")]
    context = {"form": form, "breadcrumbs": crumbs, "land": land(), "statement": released_legal(LegalPage.BARRIERS)}
    return render(request, "site/accessibility.html", context | {"checks": latest_checks()})


@login_not_required
@require_safe
def accessibility_checks(request: HttpRequest) -> HttpResponse:
    """What the automatic checks behind the Erklärung zur Barrierefreiheit found last, page by page."""
    title = "Automatische Prüfung der Barrierefreiheit"
    crumbs = [("Start", "/"), ("Barrierefreiheit", reverse("site:accessibility")), ("Automatische Prüfung", "")]
    context = {"page_title": title, "checks": latest_checks(), "breadcrumbs": crumbs}
    return render(request, "site/accessibility_checks.html", context)


@login_not_required
@require_safe
def definition_list(request: HttpRequest) -> HttpResponse:
    """How each figure is counted; for everybody, as published reports are."""
    title, lead, found = definitions()
    context = {"page_title": title, "lead": lead, "definitions": found, "breadcrumbs": [("Start", "/"), (title, "")]}
    return render(request, "site/definitions.html", context)


@require_safe
def page_list(request: SignedInRequest) -> HttpResponse:
    """Every page of the navigation as plain links, group by group."""
    groups = navigation_for(request.user, request.path)
    context = {"page_title": "Alle Seiten", "breadcrumbs": [("Start", "/"), ("Alle Seiten", "")], "groups": groups}
    return render(request, "site/page_list.html", context)


@form_methods
def shortcuts(request: SignedInRequest) -> HttpResponse:
    """Which keys lead where, and the switch that turns them off for this person (WCAG 2.1.4)."""
    if request.method == "POST":
        user = switch_shortcuts(by=request.user, on=request.POST.get("on") == "yes")
        messages.success(request, f"Die Tastenkürzel sind {'ein' if user.has_shortcuts else 'aus'}geschaltet.")
        return redirect("site:shortcuts")
    context = {
        "page_title": "Tastenkürzel",
        "breadcrumbs": [("Start", "/"), ("Tastenkürzel", "")],
        "shortcuts": shortcuts_for(request.user),
    }
    return render(request, "site/shortcuts.html", context)


@login_not_required
def component_gallery(request: HttpRequest) -> HttpResponse:
    """Every component and form widget on one page, for those who build pages; 404 outside development."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "gallery/gallery.html", gallery.context(request))


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for errors of ours: no database, no session, no context processors. Trouble of the database is told."""
    if trouble := trouble_of(sys.exc_info()[1]):
        return trouble_page(request, trouble)
    return HttpResponseServerError(
        render_to_string("500.html", {"site": city(), "request_id": request_ids.current.get()})
    )


@form_methods
@require_permission(Permission.MAINTAIN_MASTER_DATA)
def names_of_the_city(request: SignedInRequest) -> HttpResponse:
    """Enter what the city, its office and its committee are called, with the sentences that come of it."""
    entered = EnteredNames.objects.first()
    form = CityNamesForm(form_data(request), instance=entered)
    context = {
        "form": form,
        "entered": entered,
        "page_title": "Namen Ihrer Stadt",
        "sentences": sentences_with(form.shown_names()),
        "breadcrumbs": [("Stammdaten", reverse("maintenance:index")), ("Namen Ihrer Stadt", "")],
    }

    def save() -> Any:
        if PREVIEW in request.POST:
            return render(request, NAMES_PAGE, context)
        return enter_names(by=request.user, expected_version=version_of(form), values=form.values())

    back = reverse("city-names")
    return form_page(
        request, form, save, NAMES_PAGE, context, back=back, stored=lambda current: CityNamesForm(instance=current)
    )


@form_methods
@require_permission(Permission.MAINTAIN_MASTER_DATA)
def example(request: SignedInRequest) -> HttpResponse:
    """Load the lists of another city to try the application with, after a question."""
    back = reverse("start")
    if request.method == "POST":

        def done(count: int) -> str:
            return f"Das Beispiel ist geladen, {count_of(count, 'Zeile')} in den Stammdaten."

        return button(request, lambda: load_example(by=request.user), back=back, done=done)
    context = {
        "page_title": "Beispiel laden",
        "consequences": WHAT_THE_EXAMPLE_IS,
        "refusal": "" if is_without_lists() else OWN_LISTS,
        "confirm_label": "Beispiel laden",
        "back": back,
        "breadcrumbs": [("Stammdaten", reverse("maintenance:index")), ("Beispiel laden", "")],
    }
    return render(request, CONFIRM_PAGE, context)


@require_safe
@require_permission(Permission.MAINTAIN_MASTER_DATA)
def names_history(request: SignedInRequest) -> HttpResponse:
    """Who entered which names when."""
    entered = get_object_or_404(EnteredNames)
    context = {
        "page_title": "Änderungsverlauf: Namen Ihrer Stadt",
        "page_obj": Trail(entered).page(request.GET.get("seite")),
        "breadcrumbs": [("Namen Ihrer Stadt", reverse("city-names")), ("Änderungsverlauf", "")],
    }
    return render(request, "layout/history.html", context)
