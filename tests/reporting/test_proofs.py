"""The proof of a draft: asked for by the Koordination, read by all who read the draft, never after the release."""

import re

import pytest
from django.core.cache import caches
from django.urls import reverse

from neuss_integration.accounts.models import User
from neuss_integration.foundation.pdf import PdfError
from neuss_integration.foundation.pdf.checks import inspect
from neuss_integration.foundation.pdf.page_texts import page_texts
from neuss_integration.mailing.models import Mail
from reporting.models import Report
from reporting.publication import proof as proofs
from reporting.publication.proof import ask_for_proof, make_proof, proof_of
from tests.factories import World, sign_in


def address(name: str, report: Report) -> str:
    return reverse(f"reporting:{name}", args=[report.pk])


def told_of(person: User, report: Report) -> tuple[str, str]:
    """How many pages and hints the mail to the person who asked for the proof names; it leads to its page."""
    mail = Mail.objects.get(kind="report_proof", recipient=person)
    assert address("report-proof", report) in mail.text
    (found,) = re.findall(r"gesetzt: (\d+) Seiten, (\d+|keine) Hinweise?", mail.text)
    return found


@pytest.mark.slow
def test_proof_is_marked_on_each_page_and_has_hints(client, world: World, draft: Report) -> None:
    caches["pdf"].clear()
    assert ask_for_proof(draft)
    make_proof(draft.pk, world.koordination.pk)
    made = proof_of(draft)
    assert made is not None
    assert made.error == ""
    facts = inspect(made.pdf)
    assert "Entwurf vom" in facts.text
    assert told_of(world.koordination, draft) == (str(facts.pages), str(len(made.hints) or "keine"))
    sign_in(client, world.koordination)
    assert "Hinweise zum Satz" in client.get(address("report-proof", draft)).text
    assert client.get(address("report-proof-file", draft)).content == made.pdf


@pytest.mark.slow
def test_themenbericht_of_the_proof_is_marked_and_says_that_it_is_from_a_draft(
    client, world: World, draft: Report
) -> None:
    caches["pdf"].clear()
    sign_in(client, world.koordination)
    url, office = address("report-proof-part", draft), {"fachdienststelle": "Stadtbibliothek"}
    assert client.get(url, office).status_code == 404
    ask_for_proof(draft)
    make_proof(draft.pk)
    assert f"{url}?fachdienststelle=Stadtbibliothek" in client.get(address("report-proof", draft)).text
    part = client.get(url, office)
    assert 'filename="entwurf-themenbericht-stadtbibliothek.pdf"' in part["Content-Disposition"]
    pages = page_texts(part.content)
    assert [number for number, text in enumerate(pages, start=1) if "Entwurf vom" not in text] == []
    assert f"Auszug aus dem Entwurf „{draft.title}“" in inspect(part.content).text


def test_proof_is_set_once_at_a_time(client, world: World, draft: Report) -> None:
    caches["pdf"].clear()
    sign_in(client, world.koordination)
    assert client.post(address("report-proof", draft)).status_code == 302
    assert not ask_for_proof(draft)
    assert "wird gesetzt" in client.get(address("report-proof", draft)).text
    waiting = client.get(address("report-proof", draft), headers={"Accept": "application/json"})
    assert waiting.json() == {"state": "running"}
    assert client.get(address("report-proof-file", draft)).status_code == 404


def test_proof_that_fails_says_why_and_can_be_repeated(world: World, draft: Report, monkeypatch) -> None:
    def refused(*args, **kwargs) -> bytes:
        raise PdfError("Zu groß.")

    monkeypatch.setattr(proofs, "render_parts", refused)
    make_proof(draft.pk, world.koordination.pk)
    made = proof_of(draft)
    assert made is not None
    assert (made.error, made.pdf) == ("Zu groß.", b"")
    mail = Mail.objects.get(kind="report_proof")
    assert (mail.recipient, mail.subject) == (world.koordination, f"Fehlgeschlagen: Probedruck von {draft.title}")
    assert "konnte nicht gesetzt werden: Zu groß." in mail.text
    assert ask_for_proof(draft)


def test_published_report_has_no_proof(client, world: World, published: Report) -> None:
    sign_in(client, world.koordination)
    assert client.get(address("report-proof", published)).status_code == 404
    assert client.post(address("report-proof", published)).status_code == 404
