"""Reports of periods in which things are missing or extreme: each is shown, and nothing in it is false."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from measures.models import Measure
from reporting.content.sentences import SENTENCES
from reporting.content.snapshot import build_snapshot
from reporting.formats.document import report_document
from reporting.formats.html import report_body, report_html
from reporting.formats.paper import paper_text
from reporting.formats.parts import summary_html
from reporting.formats.tables import measures_csv, report_workbook
from reporting.models import Publication, Report
from reporting.publication.recount import checked, recounted
from reporting.selectors.last_report import last_report
from reporting.services.corrections import begin_correction, withdraw_publication
from tests.access.german import faults, shown
from tests.factories import (
    World,
    make_assessment,
    make_coordinator,
    make_criterion,
    make_factor,
    make_indicator,
    make_progress,
    make_published,
    make_report,
    make_round,
    make_value,
    make_world,
    sign_in,
)
from tests.reporting.words import words_of_document
from tests.statements.forms import leaves, tables_of_workbook, written

pytestmark = pytest.mark.django_db
Told = dict[str, str]


def nothing_at_all() -> Report:
    make_coordinator()
    return make_report()


def first_report() -> Report:
    make_world()
    return make_report()


def second_report_of_one_period() -> Report:
    make_world()
    make_published()
    return make_report()


def report_before_one_that_is_out() -> Report:
    make_world()
    make_published(period_start=dt.date(2025, 1, 1), period_end=dt.date(2026, 12, 31))
    return make_report(period_start=dt.date(2021, 1, 1), period_end=dt.date(2022, 12, 31))


def correction_of_a_withdrawn_one() -> Report:
    world = make_world()
    published = make_published()
    withdraw_publication(published, by=world.koordination, reason="Falsche Zahlen")
    return begin_correction(published, by=world.koordination)


def everything_hidden() -> Report:
    make_world()
    indicator = make_indicator(counts_people=True, success_factors=[make_factor(4)])
    for year in (2024, 2025):
        make_value(indicator=indicator, value=2, year=year)
    return make_report()


def every_measure_red() -> Report:
    make_world()
    asked = make_round(period_start=dt.date(2025, 1, 1), period_end=dt.date(2025, 12, 31), state="closed")
    red = {"traffic_light": "red", "traffic_light_reason": "Kein Geld", "state": "accepted"}
    for measure in Measure.objects.all():
        make_progress(round=asked, measure=measure, **red)
    return make_report()


PAGES: Final = (
    "vorschau/",
    "nachrechnen/",
    "veraenderungen/",
    "auswahl/gelungen/",
    "auswahl/nicht-gelungen/",
    "vorlage/",
    "plan/",
    "abstimmung/",
    "veroeffentlichen/",
    "verlauf/",
)
CASES: Final[dict[Callable[[], Report], Told]] = {
    nothing_at_all: {"places": "Es ist keine Maßnahme verzeichnet.", "lights_sentence": "", "changed": "",
                     "returns": "Im Berichtszeitraum gab es keine Berichtsrunde."},
    first_report: {"changed": "", "lights_balance": ""},
    second_report_of_one_period: {"lights_balance": "ist keine Ampel besser und keine schlechter geworden"},
    report_before_one_that_is_out: {"changed": "", "lights_balance": ""},
    correction_of_a_withdrawn_one: {"changed": "", "lights_balance": ""},
    everything_hidden: {"returns": "Im Berichtszeitraum gab es keine Berichtsrunde."},
    every_measure_red: {"lights_sentence": "2 Maßnahmen stehen auf Rot, keine auf Gelb"},
}  # fmt: skip
"""What some sentences say in each case; "" says nothing."""


def forms(content: Any) -> Told:
    """What people read of the report in each form."""
    sheets = tables_of_workbook(report_workbook(content)).values()
    return {
        "report": shown(report_html(content)), "page": shown(report_body(content, str)),
        "summary": shown(summary_html(content)), "paper": paper_text(content).decode(),
        "docx": words_of_document(report_document(content)),
        "csv": measures_csv(content).decode("utf-8-sig").replace(";", "\n"),
        "xlsx": "\n".join(written(cell) for rows in sheets for row in rows for cell in row.values()),
    }  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_report_is_shown_and_true(case: Callable[[], Report], client: Client) -> None:
    report = case()
    content = build_snapshot(report)
    assert [each.figure.key for each in checked(content, recounted(report)) if not each.is_equal] == []
    for name, words in CASES[case].items():
        said = SENTENCES[name](content)
        assert words in said if words else said == ""
    assert {name: found for name, text in forms(content).items() if (found := faults(text))} == {}
    assert [each for each in leaves(content) if each in ("None", "nan", "NaN")] == []
    sign_in(client, make_coordinator())
    pages = ("", *PAGES, *(f"abschnitte/{each.pk}/" for each in report.sections.all()))
    answers = {page: client.get(f"/berichte/{report.pk}/{page}") for page in pages}
    assert {page for page, answer in answers.items() if answer.status_code != 200} == set()
    assert {page: found for page, answer in answers.items() if (found := faults(shown(answer.text)))} == {}


def test_judgement_of_tomorrow_is_refused_by_the_database(world: World) -> None:
    criterion, tomorrow = make_criterion(world.factors[3]), timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(IntegrityError, match="not_in_future"), transaction.atomic():
        make_assessment(criterion=criterion, level=5, assessed_on=tomorrow)


def test_report_is_not_compared_with_one_of_a_later_period(world: World) -> None:
    later = make_published(period_start=dt.date(2025, 1, 1), period_end=dt.date(2026, 12, 31))
    early = make_report(period_start=dt.date(2021, 1, 1), period_end=dt.date(2022, 12, 31))
    assert list(Publication.objects.that_hold()) == [later.publication]
    assert list(Publication.objects.to_compare_with(early)) == []


def test_look_back_that_is_published_later_is_not_the_last_report(world: World) -> None:
    newest = make_published(period_start=dt.date(2023, 1, 1), period_end=dt.date(2024, 12, 31))
    make_published(period_start=dt.date(2009, 1, 1), period_end=dt.date(2010, 12, 31), title="Rückblick")
    draft = make_report(period_start=dt.date(2025, 1, 1), period_end=dt.date(2026, 12, 31))
    assert Publication.objects.to_compare_with(draft).first() == newest.publication
    found = last_report()
    assert found is not None
    assert (found.publication, build_snapshot(draft)["previous"]["title"]) == (newest.publication, newest.title)
