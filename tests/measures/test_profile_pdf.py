"""The Steckbrief as PDF: valid in both standards, and with nothing that is not for the reader."""

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client

from measures.models import Measure
from measures.pdf.profile import profile_html, profile_pdf
from measures.selectors.measures import get_or_404
from measures.selectors.profile import Profile, with_profile
from neuss_integration.accounts.models import User
from tests.factories import World, make_goal, make_organisation, make_progress, sign_in
from tests.measures.factories import (
    make_evaluation,
    make_funding,
    make_key_figure,
    make_key_figure_value,
    make_milestone,
)
from tests.pdf.vera import validate

AT = dt.datetime(2026, 3, 12, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def full(world: World) -> Measure:
    """The Präventionsnetz with everything a Steckbrief shows."""
    measure = world.praeventionsnetz
    measure.partners.add(make_organisation("Caritas"))
    measure.goals.add(make_goal())
    figure = make_key_figure(measure=measure, target_value=80, target_date=dt.date(2027, 1, 1))
    make_key_figure_value(key_figure=figure)
    make_milestone(measure=measure, department=world.jugendamt)
    make_funding(measure=measure, spent=900)
    make_evaluation(measure=measure, lessons="- Früher anfangen\n- Mehr Zeit")
    make_progress(measure=measure, state="accepted", next_step="Weiter so")
    Measure.objects.filter(pk=measure.pk).update(
        aim="Kein Kind bleibt zurück", contact_name="Team Prävention", internal_note="Nur intern", sources="Presse 2017"
    )
    return measure


def shown(measure: Measure, user: User) -> str:
    """The printable document for the person."""
    found = get_or_404(with_profile(Measure.objects.visible_to(user), user), measure.number)
    return profile_html(Profile(found, user), at=AT)


def test_document_shows_what_the_page_shows(world: World, full: Measure) -> None:
    html = shown(full, world.koordination)
    for text in (
        "Kein Kind bleibt zurück",
        "50 % des Zielwerts",
        "−100,00 € (−10 %)",
        "Teilerfolg",
        "Team Prävention",
        "Weiter so",
        "Presse 2017",
        "Mehr Beratung",
        "Stand 12.03.2026",
    ):
        assert text in html


def test_document_says_over_how_many_entries_the_deviation_of_the_sum_is_told(world: World, full: Measure) -> None:
    make_funding(measure=full, year=2027, planned=5000, spent=None)
    html = shown(full, world.koordination)
    assert html.count("−100,00 € (−10 %)") == 2
    assert "bei 1 von 2 Einträgen ist beides bekannt" in html


def test_document_hides_contact_and_internal_note_from_the_council(world: World, full: Measure) -> None:
    html = shown(full, world.integrationsrat_person)
    assert ("Team Prävention" in html, "Nur intern" in html) == (False, False)


@pytest.mark.slow
@pytest.mark.once
def test_document_is_valid_in_both_standards(world: World, full: Measure, tmp_path: Path) -> None:
    user = world.koordination
    for number in (full.number, world.vorlesestunden.number):
        measure = get_or_404(with_profile(Measure.objects.visible_to(user), user), number)
        (tmp_path / f"{number}.pdf").write_bytes(profile_pdf(measure, user, at=AT))
    verdicts = validate(sorted(tmp_path.glob("*.pdf")))
    assert verdicts == {number: {"ua1": [], "3a": []} for number in ("M-2013-001", "M-2017-001")}


@pytest.mark.slow
def test_file_is_sent_as_a_download(world: World, client: Client) -> None:
    response = sign_in(client, world.integrationsrat_person).get("/massnahmen/M-2013-001/steckbrief.pdf")
    assert (response.content[:5], response["Content-Type"]) == (b"%PDF-", "application/pdf")
    assert response["Content-Disposition"] == 'attachment; filename="Steckbrief M-2013-001.pdf"'


def test_text_that_cannot_be_set_is_said_on_the_page(world: World, client: Client) -> None:
    Measure.objects.filter(pk=world.vorlesestunden.pk).update(description="Wort " * 25_000)
    response = sign_in(client, world.koordination).get("/massnahmen/M-2013-001/steckbrief.pdf", follow=True)
    assert response.redirect_chain[-1][0] == "/massnahmen/M-2013-001/"
    assert "kern-alert--danger" in response.content.decode()
