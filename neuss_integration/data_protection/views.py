"""What the Fachadministration does about the rights of people: find, answer, erase; and the Verzeichnis.

Names and addresses come by POST only, so that they stand in no log of addresses.
"""

import json
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.data_protection.forms import PersonForm
from neuss_integration.data_protection.pdf import disclosure_pdf
from neuss_integration.data_protection.selectors import (
    disclosure,
    findings,
    processing_record,
    retention_preview,
)
from neuss_integration.data_protection.services import STILL_ACTIVE, erase_person
from neuss_integration.data_protection.texts import Person
from neuss_integration.foundation.forms.pages import CONFIRM_PAGE, button, form_methods
from neuss_integration.foundation.pdf.responses import pdf_response
from neuss_integration.foundation.words.nouns import count_of

HOME: Final = "data-protection:index"
NOT_READ: Final = (
    "Was so nicht gefunden wird: Namen in Bildern und in eingescannten Seiten, ein Name in anderer Schreibweise, "
    "Vor- und Nachname in Zellen einer Tabelle, die nicht nebeneinander stehen. Sehen Sie dort "
    "bitte selbst nach."
)
CONSEQUENCES: Final = (
    "Name und Adresse verschwinden aus allen Tabellen, ihren Änderungsverläufen, Texten und E-Mails.",
    "Wer was entschieden hat, bleibt ohne Namen stehen; ein Konto heißt dann „Gelöschte Person“.",
    "Genehmigte Protokolle und Veröffentlichungen bleiben, wie sie beschlossen wurden.",
    "Dateien bleiben, wie sie sind: Ersetzen Sie bitte selbst, was die Auskunft als Datei nennt. Bilder liest niemand.",
    "In Sicherungen steht die Person, bis diese nach ihrer Frist gelöscht sind.",
)


@form_methods
@require_permission(Permission.MANAGE_USERS)
def index(request: SignedInRequest) -> HttpResponse:
    """Looks for a person, shows what is about to be erased by itself, and the Verzeichnis."""
    form = PersonForm(form_data(request))
    person = form.person() if request.method == "POST" and form.is_valid() else None
    context = {
        "page_title": "Auskunft und Löschung",
        "breadcrumbs": [("Start", "/"), ("Datenschutz", "")],
        "form": form,
        "person": person,
        "not_read": NOT_READ,
        "findings": findings(person) if person else [],
        "record": list(processing_record()),
        "retention": retention_preview(),
    }
    return render(request, "data_protection/index.html", context)


@require_POST
@require_permission(Permission.MANAGE_USERS)
@fair_share
def answer(request: SignedInRequest, kind: str) -> HttpResponse:
    """What is stored about a person as JSON or PDF, to be handed over to them."""
    person = _person(request)
    if person is None:
        return redirect(HOME)
    content = disclosure(person)
    record(AuditEvent.DISCLOSED, by=request.user, about=person.user, detail=kind.upper())
    name = f"auskunft-{timezone.localdate():%Y-%m-%d}.{kind}"
    if kind == "pdf":
        return pdf_response(request, lambda: disclosure_pdf(content), name, back=HOME)
    response = HttpResponse(json.dumps(content, ensure_ascii=False, indent=2), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@require_permission(Permission.MANAGE_USERS)
def erase(request: SignedInRequest) -> HttpResponse:
    """Erases a person, after a page that says what follows."""
    person = _person(request)
    if person is None:
        return redirect(HOME)
    if request.POST.get("confirmed"):
        return button(request, lambda: erase_person(person, by=request.user), back=reverse(HOME), done=_sentence)
    return render(request, CONFIRM_PAGE, _question(person))


def _person(request: SignedInRequest) -> Person | None:
    form = PersonForm(request.POST)
    return form.person() if form.is_valid() else None


def _question(person: Person) -> dict[str, Any]:
    rows = [f"{finding.title}: {count_of(finding.count, 'Zeile')}" for finding in findings(person)]
    hidden = [("email", person.email), ("name", person.name), ("confirmed", "1")]
    return {
        "page_title": "Angaben der Person löschen?",
        "breadcrumbs": [("Start", "/"), ("Datenschutz", reverse(HOME)), ("Löschen", "")],
        "subject": " · ".join(filter(None, (person.name, person.email))),
        "refusal": STILL_ACTIVE if person.user is not None and person.user.is_active else "",
        "consequences": CONSEQUENCES,
        "named": [("Gefunden", rows)],
        "hidden": hidden,
        "confirm_label": "Angaben löschen",
        "back": reverse(HOME),
    }


def _sentence(done: tuple[int, int]) -> str:
    changed, kept = done
    stay = f" {count_of(kept, 'Zeile')} unverändert: beschlossen, veröffentlicht oder eine Datei." if kept else ""
    return f"Die Angaben sind gelöscht ({count_of(changed, 'Zeile')}).{stay}"
