"""A number that is hidden stands in no output of a report and on no page that people outside the office read."""

import io
import json
import re
import zipfile

import pytest
from django.test import Client
from django.utils import timezone

from measures.models import KeyFigure, KeyFigureValue, Measure
from measures.selectors.key_figures import key_figure_rows
from neuss_integration.portal.exports.open_data import indicator_entries
from reporting.content.figures import figures
from reporting.content.snapshot import build_snapshot, canonical
from reporting.formats.document import report_document
from reporting.formats.html import report_body, report_html
from reporting.formats.paper import paper_text
from reporting.formats.tables import measures_csv, report_workbook
from reporting.models import Report
from success_factors.models import Indicator, StaffFigures, StaffYear
from tests.access.german import shown
from tests.factories import (
    World,
    make_coordinator,
    make_factor,
    make_indicator,
    make_measure,
    make_published,
    make_value,
    sign_in,
)
from tests.reporting.words import words_of_document
from tests.statements.forms import tables_of_workbook

HIDDEN = ("7308", "7.308", "7308,0")
SHOWN = ("7310", "7.310")


@pytest.fixture
def few_women(db: None) -> None:
    """7310 people, 2 of them women: the 7308 men would tell it. One indicator of a factor, one of the city."""
    for factors in ([make_factor(4)], []):
        indicator = make_indicator(counts_people=True, success_factors=factors)
        for year in (2024, 2025):
            for group, value in (("", 7310), ("Frauen", 2), ("Männer", 7308)):
                make_value(indicator=indicator, group=group, value=value, year=year)


def unpacked(file: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return " ".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


@pytest.mark.slow
def test_no_output_of_a_report_tells_what_is_hidden(world: World, draft: Report, few_women: None) -> None:
    content = build_snapshot(draft)
    outputs = {
        "json": canonical(content), "html": report_html(content), "xlsx": unpacked(report_workbook(content)),
        "docx": unpacked(report_document(content)), "csv": measures_csv(content).decode("utf-8-sig"),
        "paper": paper_text(content).decode(),
    }  # fmt: skip
    assert [name for name, text in outputs.items() if any(number in text for number in HIDDEN)] == []
    assert all(any(number in outputs[name] for number in SHOWN) for name in ("json", "html", "xlsx", "docx"))


def told_of(text: str, names: tuple[str, ...]) -> set[int]:
    """The whole numbers on the lines that name one of `names`, years aside."""
    lines = [line for line in text.splitlines() if any(name in line for name in names)]
    found = {int(each.replace(".", "")) for line in lines for each in re.findall(r"\d[\d.]*\d|\d", line)}
    return found - set(range(2000, 2100))


@pytest.mark.slow
def test_no_form_lets_anybody_work_out_what_is_hidden(world: World, draft: Report, few_women: None) -> None:
    """From the numbers that stand beside each other nobody gets the two women or the 7,308 men by adding or taking."""
    content = build_snapshot(draft)
    names = (*Indicator.objects.values_list("name", flat=True), "Frauen", "Männer", "insgesamt")
    html = re.sub(r"</(?:td|th)>\s*<(?:td|th)[^>]*>", " ", report_html(content))
    book = tables_of_workbook(report_workbook(content))
    forms = {
        "json": canonical(content).replace("}", "}\n"), "html": shown(html), "page": shown(report_body(content, str)),
        "xlsx": "\n".join(" ".join(map(str, row.values())) for rows in book.values() for row in rows),
        "docx": words_of_document(report_document(content)), "csv": measures_csv(content).decode("utf-8-sig"),
        "open data": "\n".join(map(str, indicator_entries(content))), "paper": paper_text(content).decode(),
    }  # fmt: skip
    for name, text in forms.items():
        told = told_of(text, names) - {1, 2, 3, 4}
        assert {a - b for a in told for b in told} & {2, 7308} == set(), name
        assert {a + b for a in told for b in told} & {7308} == set(), name
    assert 7310 in told_of(forms["open data"], names)


def test_no_page_outside_the_office_tells_what_is_hidden(client: Client, world: World, few_women: None) -> None:
    sign_in(client, world.integrationsrat_person)
    indicator = Indicator.objects.first()
    addresses = ["/", "/erfolgsfaktoren/", "/erfolgsfaktoren/4/", "/indikatoren/", f"/indikatoren/{indicator.pk}/",
                 f"/indikatoren/{indicator.pk}/daten.csv", "/massnahmen/?q=7308", "/indikatoren/?q=7308"]  # fmt: skip
    answers = [client.get(address) for address in addresses]
    assert {each.status_code for each in answers} == {200}
    pages = dict(zip(addresses, (each.content.decode() for each in answers), strict=True))
    found = [address for address, text in pages.items() if any(f">{each}" in text for each in HIDDEN)]
    assert (found, "7308" in pages[addresses[5]]) == ([], False)


@pytest.fixture
def counted(world: World) -> Measure:
    """A measure with a Kennzahl that counts people: from 2 to 6 of 10."""
    measure = make_measure(title="Lotsen")
    figure = KeyFigure.objects.create(
        measure=measure,
        name="Begleitete",
        kind="output",
        unit="Personen",
        counts_people=True,
        direction="up",
        baseline_value=2,
        baseline_date="2024-12-31",
        target_value=10,
        target_date="2026-12-31",
    )
    KeyFigureValue.objects.create(
        key_figure=figure,
        value=6,
        reference_date="2025-12-31",
        reference_precision="day",
        recorded_by=make_coordinator(),
    )
    return measure


def test_share_of_the_way_does_not_tell_a_hidden_baseline(counted: Measure) -> None:
    (outside,) = key_figure_rows(counted.key_figures.all(), inside=False)
    (inside,) = key_figure_rows(counted.key_figures.all(), inside=True)
    assert (outside.baseline, outside.degree.sentence, outside.degree.percent) == (
        "·",
        "Ziel noch nicht erreicht.",
        None,
    )
    assert inside.degree.sentence == "50 % des Wegs vom Ausgangswert zum Ziel."


def test_kept_second_computation_tells_only_what_the_report_tells(world: World) -> None:
    """Its SQL knows that two of an office have a migration history; the published JSON carries it."""
    by, now = world.koordination, timezone.now()
    told = {"submitted_at": now, "submitted_by": by, "decided_at": now, "decided_by": by}
    year = StaffYear.objects.create(year=2025, state="accepted", **told)
    for office, few in ((world.jugendamt, 2), (world.integrationsamt, 20), (world.stadtbibliothek, 120)):
        StaffFigures.objects.create(staff_year=year, department=office, staff=190, answered=150, with_migration=few)
    content = json.loads(make_published().publication.snapshot.content)
    kept = {key: value for key, value in content["recount"].items() if key.endswith(":with_migration")}
    assert kept == {
        "employer:value:with_migration": "142 (32 %)",
        f"employer:office:{world.stadtbibliothek}:with_migration": "120 (80 %)",
    }
    assert set(content["recount"]) <= {each.key for each in figures(content)}
