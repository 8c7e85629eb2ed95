"""Pages of the Standortbestimmung: assess, correct, see everything with its day."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from reporting.content.schema import SCHEMA_VERSION
from reporting.models import Publication, Snapshot
from success_factors.enums import LEVEL_SENTENCES, Level
from success_factors.models import Assessment, Criterion
from success_factors.services.assessments import correct_assessment
from tests.factories import World, make_assessment, make_criterion, make_person, make_report, sign_in

ASSESS = "/erfolgsfaktoren/4/standortbestimmung/1/"
HISTORY = "/erfolgsfaktoren/4/standortbestimmung/"


def sent(**changes: Any) -> dict[str, Any]:
    """What a browser sends."""
    values = {"level": "4", "assessed_on": "12.03.2026", "rationale": "Fast alle arbeiten mit.", "evidence": ""}
    return values | {"submission_key": str(uuid.uuid4())} | changes


def test_form_explains_every_level_and_shows_the_last_judgement(
    world: World, client: Client, criterion: Criterion
) -> None:
    make_assessment(criterion=criterion, rationale="Das Netzwerk tagt selten.")
    page = sign_in(client, world.koordination).get(ASSESS).content.decode()
    assert all(sentence in page for sentence in LEVEL_SENTENCES.values())
    assert criterion.text in page
    assert "Das Netzwerk tagt selten." in page
    assert f'value="{timezone.localdate():%d.%m.%Y}"' in page


def test_criterion_is_assessed_once_by_a_double_click(world: World, client: Client, criterion: Criterion) -> None:
    data = sent()
    for _ in range(2):
        response = sign_in(client, world.koordination).post(ASSESS, data, follow=True)
    assert response.redirect_chain == [(HISTORY, 302)]
    made = Assessment.objects.get()
    assert (made.level, made.assessed_on, made.author) == (Level.LARGELY, dt.date(2026, 3, 12), world.koordination)
    assert "Eingeschätzt: weitgehend." in response.content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"assessed_on": "01.01.2090"}, "Der Stand liegt in der Zukunft."),
        ({"assessed_on": "31.02.2026"}, "Diesen Tag gibt es im Kalender nicht."),
        ({"level": ""}, "Bitte wählen Sie bei „Wo steht die Stadt?“ etwas aus."),
        ({"level": "9"}, "Ihre Auswahl bei „Wo steht die Stadt?“ gibt es nicht mehr."),
        ({"rationale": "  "}, "Bitte füllen Sie „Begründung“ aus."),
        ({"rationale": "a\x00b"}, "unsichtbare Steuerzeichen"),
        ({"rationale": "x" * 20_001}, "ist zu lang"),
    ],
)
def test_bad_judgement_is_refused_with_a_sentence(
    world: World, client: Client, criterion: Criterion, change: dict[str, Any], sentence: str
) -> None:
    response = sign_in(client, world.koordination).post(ASSESS, sent(**change))
    assert sentence in response.content.decode()
    assert not Assessment.objects.exists()


def test_second_judgement_of_a_day_is_refused_with_a_way_out(
    world: World, client: Client, criterion: Criterion
) -> None:
    make_assessment(criterion=criterion, assessed_on=dt.date(2026, 3, 12))
    response = sign_in(client, world.koordination).post(ASSESS, sent())
    assert "berichtigen Sie sie bitte im Verlauf" in response.content.decode()
    assert "Fast alle arbeiten mit." in response.content.decode()


def test_wrong_judgement_is_corrected_and_stays_visible(world: World, client: Client, criterion: Criterion) -> None:
    wrong = make_assessment(criterion=criterion, rationale="Zweimal gezählt.")
    url = f"/standortbestimmungen/{wrong.pk}/berichtigen/"
    assert "Zweimal gezählt." in sign_in(client, world.koordination).get(url).content.decode()
    data = sent(level="2", correction_reason="Ein Treffen war doppelt erfasst.")
    page = client.post(url, data, follow=True).content.decode()
    assert list(criterion.assessments.standing().values_list("level", flat=True)) == [Level.BEGINNINGS]
    assert page.count("Ein Treffen war doppelt erfasst.") == 2
    assert "Zweimal gezählt." in page
    assert page.count("assessment--corrected") == 1


def test_correction_needs_a_reason(world: World, client: Client, criterion: Criterion) -> None:
    wrong = make_assessment(criterion=criterion)
    response = sign_in(client, world.koordination).post(f"/standortbestimmungen/{wrong.pk}/berichtigen/", sent())
    assert "Bitte füllen Sie „Warum war die Einschätzung falsch?“ aus." in response.content.decode()
    assert Assessment.objects.count() == 1


def test_second_correction_is_refused_with_a_sentence(world: World, client: Client, criterion: Criterion) -> None:
    wrong = make_assessment(criterion=criterion)
    values = {"level": 2, "assessed_on": wrong.assessed_on, "rationale": "Anders."}
    correct_assessment(wrong, by=world.vertretung, values=values, reason="Falsch.")
    data = sent(correction_reason="Auch falsch.")
    response = sign_in(client, world.koordination).post(f"/standortbestimmungen/{wrong.pk}/berichtigen/", data)
    assert "Diese Einschätzung ist schon berichtigt." in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_history_needs_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for position in range(1, rows + 1):
        for year in range(rows):
            criterion = make_criterion(world.factors[3], position)
            make_assessment(criterion=criterion, assessed_on=dt.date(2020 + year, 1, 1))
    sign_in(client, world.integrationsrat_person)
    with django_assert_num_queries(7):
        assert client.get(HISTORY).content.decode().count('<article class="assessment') == rows * rows


def test_history_draws_what_holds_as_a_line(world: World, client: Client, criterion: Criterion) -> None:
    make_assessment(criterion=criterion, assessed_on=dt.date(2020, 1, 1), level=Level.NOT_BEGUN)
    page = sign_in(client, world.integrationsrat_person).get(HISTORY).content.decode()
    assert '<svg class="line-chart' not in page
    make_assessment(criterion=criterion, assessed_on=dt.date(2024, 1, 1), level=Level.LARGELY)
    page = client.get(HISTORY).content.decode()
    assert "01.01.2020: noch nicht begonnen, 01.01.2024: weitgehend." in page
    assert "Einschätzen" not in page


@pytest.mark.parametrize(
    "url", ["/erfolgsfaktoren/4/standortbestimmung/7/", "/erfolgsfaktoren/77/standortbestimmung/",
            "/standortbestimmungen/999999999999999999999999/berichtigen/"],
)  # fmt: skip
def test_pages_of_no_criterion_are_not_found(world: World, client: Client, criterion: Criterion, url: str) -> None:
    assert sign_in(client, world.koordination).get(url).status_code == 404


def test_markup_in_a_judgement_is_shown_as_text(world: World, client: Client, criterion: Criterion) -> None:
    make_assessment(criterion=criterion, rationale="<script>alert(1)</script> {{ 7 }}", evidence="javascript:alert(1)")
    page = sign_in(client, world.koordination).get(HISTORY).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_factor_that_is_assessed_in_part_is_not_called_unassessed_since_a_report(
    world: World, client: Client, criterion: Criterion
) -> None:
    make_criterion(world.factors[3], 2)
    publish_on(dt.date(2024, 5, 20), told=Level.NOT_BEGUN)
    make_assessment(criterion=criterion, level=Level.BEGINNINGS)
    page = " ".join(sign_in(client, world.integrationsrat_person).get("/erfolgsfaktoren/4/").text.split())
    assert "nicht vollständig eingeschätzt" in page
    assert "dem Bericht vom" not in page


def test_overview_shows_the_weakest_level_and_the_direction_since_the_last_report(
    world: World, client: Client, criterion: Criterion
) -> None:
    strong, then = make_criterion(world.factors[3], 2), dt.date(2024, 1, 1)
    make_assessment(criterion=strong, assessed_on=then, recorded_on=then, level=Level.ANCHORED)
    publish_on(dt.date(2024, 5, 20), told=Level.NOT_BEGUN)
    make_assessment(criterion=criterion, assessed_on=then, recorded_on=then, level=Level.NOT_BEGUN)
    make_assessment(criterion=criterion, assessed_on=dt.date(2025, 1, 1), level=Level.BEGINNINGS)
    page = sign_in(client, world.integrationsrat_person).get("/erfolgsfaktoren/").content.decode()
    assert "Seit dem Bericht vom 20.05.2024" in page
    assert 'in Ansätzen<span class="kern-sr-only"> (Stufe 2 von 5)</span>' in page
    assert page.count("verbessert") == 1
    assert page.count("noch nicht eingeschätzt") == 8
    assert "01.01.2025" in page


def test_factor_page_shows_each_criterion_with_its_level(world: World, client: Client, criterion: Criterion) -> None:
    make_assessment(criterion=criterion, level=Level.LARGELY)
    page = sign_in(client, world.koordination).get("/erfolgsfaktoren/4/").content.decode()
    assert "weitgehend" in page
    assert f'href="{ASSESS}"' in page
    assert (
        f'href="{ASSESS}"' not in sign_in(client, world.bibliothek_person).get("/erfolgsfaktoren/4/").content.decode()
    )


def test_factor_page_draws_the_history_of_a_criterion_without_what_was_corrected(
    world: World, client: Client, criterion: Criterion
) -> None:
    wrong = make_assessment(criterion=criterion, assessed_on=dt.date(2023, 1, 1), level=Level.ANCHORED)
    make_assessment(
        criterion=criterion,
        assessed_on=dt.date(2023, 1, 1),
        level=Level.BEGINNINGS,
        corrects=wrong,
        correction_reason="Vertippt",
    )
    sign_in(client, world.integrationsrat_person)
    assert "Stufe im Lauf der Zeit" not in client.get("/erfolgsfaktoren/4/").content.decode()
    make_assessment(criterion=criterion, assessed_on=dt.date(2025, 1, 1), level=Level.PARTLY)
    page = client.get("/erfolgsfaktoren/4/").content.decode()
    assert "01.01.2023: in Ansätzen, 01.01.2025: teilweise." in page


def publish_on(day: dt.date, *, told: Level) -> None:
    """A report that told `told` of the Erfolgsfaktor 4."""
    factors = [{"number": 4, "assessment": {"level": told, "criteria": []}}]
    report = make_report(title="Bericht", state="published")
    person = make_person("koordination@neuss.example")
    content = json.dumps({"schema_version": SCHEMA_VERSION, "factors": factors, "sections": [], "summary": {}})
    snapshot = Snapshot.objects.create(
        report=report, content=content, sha256="0" * 64, schema_version=SCHEMA_VERSION, created_by=person
    )
    Publication.objects.create(
        report=report,
        snapshot=snapshot,
        published_at=dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC),
        published_by=person,
        page_count=1,
        pdf_sha256="0" * 64,
        chain_sha256="1" * 64,
    )
