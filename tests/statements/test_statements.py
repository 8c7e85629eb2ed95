"""Every figure and every sentence of a report is compared with a second computation in plain SQL."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, Final

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils.html import escape
from hypothesis import HealthCheck, Phase, example, given, settings

from measures.models import Measure, ProgressReport, ReportingRound
from measures.selectors import returns
from reporting.content import changes, chapters, counts, sentences
from reporting.content.sections import source
from reporting.content.sentences import SENTENCES
from reporting.content.snapshot import build_snapshot
from reporting.formats.html import report_body, report_html
from reporting.formats.paper import paper_text
from reporting.formats.parts import summary_html
from reporting.models import Report
from reporting.publication.recount import checked, counting, recounted
from reporting.publication.worker import execute_run
from reporting.services.reports import release_report
from tests.access.german import faults, shown
from tests.factories import World, make_field, make_progress, sign_in
from tests.statements.cities import CITIES, write
from tests.statements.leading import Numbers, commented, extent, services_told, staff_told, without_start
from tests.statements.on_pictures import directions, most_named
from tests.statements.one_of_each import ONE_OF_EACH

pytestmark = pytest.mark.django_db
Values = dict[str, str]
Json = dict[str, Any]
DRAWN = settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


def numbers(values: Values, *keys: str) -> list[str]:
    """What a sentence says of these figures: zero is a word."""
    return [values[key] for key in keys if values.get(key, "0") != "0"]


def total(values: Values, start: str) -> str:
    return str(sum(int(value) for key, value in values.items() if key.startswith(start)))


def shown_of(known: str) -> list[str]:
    return [str(min(5, int(known))), known] if int(known) else []


def known(values: Values, name: str) -> list[str]:
    """The sum and, where not all Aktionen say it, of how many of how many."""
    all_of, of = values["campaigns"], values[f"campaigns:{name}:known"]
    found = [values[f"campaigns:{name}"]]
    return [] if of == "0" else found if of == all_of else [*found, of, all_of]


def returned(values: Values, content: Json) -> list[str]:
    asked = values["returns:asked"] != "0"
    found = [*numbers(values, "returns:asked", "returns:answered"), values["returns:percent"]]
    return found if asked and content["rounds"] else []


def without_money(values: Values, content: Json) -> list[str]:
    rest = str(int(values["total"]) - int(values["money:measures"]))
    if "money:total:planned" not in values or not content["funding"]["by_year"]:
        return []
    return [values["money:measures"], *([rest] if rest != "0" else [])]


def unreleased(values: Values, content: Json) -> list[str]:
    states = [each["key"] for each in content["round_tables"]["unreleased_by_state"]]
    return numbers(values, "needs:unreleased", *(f"needs:unreleased:{state}" for state in states))


def offices(values: Values, content: Json) -> list[str]:
    asked = {key: value for key, value in values.items() if re.fullmatch(r"returns:.+:asked", key)}
    whole = sum(value == values[key.removesuffix("asked") + "answered"] for key, value in asked.items())
    return [str(len(asked)), *([str(whole)] if whole else [])] if asked else []


EXPECTED: Final[dict[str, Callable[[Values, Json], list[str]]]] = {
    "opening": extent, "extent": extent,
    "as_of": lambda values, content: [], "returns": returned, "open_rounds": lambda values, content: [],
    "places": lambda values, content: numbers(values, "place:citywide", "place:districts", "place:unstated"),
    "unreleased": unreleased, "money_covered": without_money,
    "money_outside": lambda values, content: numbers(values, "money:outside"),
    "changed": lambda values, content: (content["changes"] and numbers(values, *(
        f"changes:{name}" for name in ("new", "state_all", "light_better", "light_worse", "light_new", "light_gone")
    ))) or [],
    "states_sentence": lambda values, content: numbers(values, "total")
    and [*numbers(values, "state:running"), values["total"]],
    "lights_sentence": lambda values, content: numbers(values, "total")
    and numbers(values, "light:red", "light:yellow", "light:unknown"),
    "lights_balance": lambda values, content: (
        content["changes"] and numbers(values, "changes:light_better", "changes:light_worse")
    ) or [],
    "gaps": lambda values, content: [],
    "money_years": lambda values, content: [
        key.split(":")[1] for key, value in values.items()
        if re.fullmatch(r"money:\d{4}:granted", key) and value != "–"
    ],
    "needs_answered": lambda values, content: numbers(values, "needs:told")
    and [values["needs:told"], *numbers(values, "needs:in_measure")],
    "offices_answered": offices, "factors_moved": directions, "districts_named": most_named,
    "taking_part": lambda values, content: commented(values),
    "money_of_fields": lambda values, content: [], "staff_told": staff_told, "services_told": services_told,
    "money_ending": lambda values, content: [each for each in numbers(values, "money:ending") if each != "1"],
    "ended": lambda values, content: [each for each in [total(values, "ended:")] if each != "0"],
    "ended_after": lambda values, content: numbers(values, "ended_after"), "undated": without_start,
    "ended_before": lambda values, content: numbers(values, "ended_before"),
    "worked_share": lambda values, content: shown_of(values["worked"]),
    "not_worked_share": lambda values, content: shown_of(values["not_worked"]),
    "enquiries": lambda values, content: numbers(values, "enquiries")
    and [values["enquiries"], *(str(each["count"]) for each in content["outreach"]["enquiries"]["by_subject"][:3])],
    "campaigns": lambda values, content: numbers(values, "campaigns")
    and [values["campaigns"], *known(values, "reach"), *known(values, "cost")[1:]],
    "all_measures": lambda values, content: numbers(values, "total"),
}  # fmt: skip
"""The numbers that each sentence says, from the second computation. A sentence that is missing here fails a test."""


def said(content: Json, name: str) -> list[str]:
    """The numbers of a sentence without those of dates, names and Euro."""
    text = SENTENCES[name](content)
    for words in (content["report"]["period"]["label"], content["report"]["as_of_label"], *_dates(content)):
        text = text.replace(words, "")
    return re.findall(r"\d+", re.sub(r"„.*?“|[\d.]+(?:,\d\d)? €|Frist [\d.]+|\bM-[\d-]+", "", text))


def _dates(content: Json) -> list[str]:
    return [content["previous"]["published_label"]] if content["previous"] else []


def test_each_sentence_has_a_second_computation() -> None:
    assert EXPECTED.keys() == SENTENCES.keys()


@pytest.mark.slow
@DRAWN
@given(CITIES)
@example(ONE_OF_EACH)
def test_every_figure_and_sentence_of_any_city_is_true(world_free: None, city: Json) -> None:
    with transaction.atomic():
        report = write(city)
        content, values = build_snapshot(report), recounted(report)
        wrong = [(each.figure.key, each.figure.value, each.second) for each in checked(content, values)]
        assert [each for each in wrong if each[1] != each[2]] == []
        assert {name: said(content, name) for name in SENTENCES} == {
            name: expected(values, content) for name, expected in EXPECTED.items()
        }
        _is_told(content, values)
        transaction.set_rollback(True)


def _is_told(content: Json, values: Values) -> None:
    """The sentences stand in the report and in the council paper; the three places are all, the gaps are named."""
    html, paper = report_html(content), paper_text(content).decode()
    assert [faults(text) for text in (shown(html), shown(summary_html(content)), paper)] == [[], [], []]
    for name in ("opening", "returns", "places", "ended", "unreleased", "open_rounds"):
        assert escape(SENTENCES[name](content)) in html
    assert Numbers(report_body(content, str, "/nachrechnen/"), "/nachrechnen/").loose == []
    assert sentences.opening(content) in paper
    assert "None" not in paper
    for title, due in _open_rounds():
        assert f"„{title}“ (Frist {due:%d.%m.%Y})" in SENTENCES["open_rounds"](content)
    assert sum(counts.places(content).values()) == int(values["total"])
    assert len(content["summary"]["gaps"]) == int(values["gaps"])


def _open_rounds() -> list[tuple[str, dt.date]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT title, due_on FROM measures_reportinground WHERE state = 'open' AND period_end BETWEEN %s AND %s",
            [dt.date(2025, 1, 1), dt.date(2026, 12, 31)],
        )
        return [(title, dt.date.fromisoformat(str(due))) for title, due in cursor.fetchall()]


@pytest.fixture
def world_free() -> None:
    """The database as it is; every drawn city is rolled back."""


FAULTS: Final = {
    "ended measures told again": (counting, "MEASURES", "SELECT m.id FROM measures_measure m WHERE m.state <> 'idea'"),
    "fields without measures counted": (counts, "fields_with_measures", lambda content: len(content["fields"])),
    "place forgotten": (counts, "place_of", lambda measure: "citywide" if measure["is_citywide"] else "districts"),
    "worse taken for better": (changes, "is_worse", lambda changed: False),
    "a renamed office told as change of lead": (changes, "_descent", lambda name, heirs: set()),
    "the last round taken for the period": (
        source,
        "returns_facts",
        lambda rounds: chapters.returns_facts(rounds[-1:]),
    ),
    "returns rounded down": (returns, "percentage", lambda part, whole: 100 * part // whole),
}
"""Faults that were found in use or lie near, put back one at a time."""


@pytest.mark.parametrize("name", FAULTS)
def test_fault_that_is_put_back_is_found(name: str, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    city = {
        "measures": [_measure("running"), _measure("completed"), _measure("running", light="red")],
        "rounds": [False, True],
        "needs": [],
        "meetings": 0,
        "levels": [],
        "before": "published and renamed",
    }
    make_field("Ohne Maßnahme")
    report = write(city)
    _worsen(report)
    assert all(each.is_equal for each in checked(build_snapshot(report), recounted(report)))
    monkeypatch.setattr(*FAULTS[name])
    assert not all(each.is_equal for each in checked(build_snapshot(report), recounted(report)))


def _measure(state: str, light: str = "green") -> Json:
    return {
        "state": state,
        "field": "Sport",
        "office": "Sportamt",
        "start": None,
        "end": None,
        "since": None,
        "is_citywide": False,
        "districts": [],
        "factors": [],
        "answers": [(0, "accepted", light)],
        "money": [],
    }


def _worsen(report: Report) -> None:
    """What was green is red now, what has ended, ended long ago, and a short round asks one measure again."""
    again = Measure.objects.filter(state="running").first()
    make_progress(round=ReportingRound.objects.get(title="Runde 1"), measure=again)
    for _ in range(3):
        make_progress(round=ReportingRound.objects.get(title="Runde 0"), state="accepted")
    ProgressReport.objects.filter(traffic_light="green").update(traffic_light="red", traffic_light_reason="Grund")
    Measure.objects.filter(state="completed").update(end_date="2019-01-01", end_precision="day")


def test_check_report_prints_both_computations(world: World, draft: Report, capsys: Any) -> None:
    call_command("check_report", str(draft.pk))
    lines = capsys.readouterr().out.splitlines()
    assert "gleich\tMaßnahmen\t2\t2" in lines
    assert lines[-1].endswith("keine ist verschieden.")


def test_check_report_fails_on_a_difference(world: World, draft: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "fields_with_measures", lambda content: 47)
    with pytest.raises(CommandError, match="1 von"):
        call_command("check_report", str(draft.pk))


def test_publishing_stops_at_a_difference(world: World, draft: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    run = release_report(draft, by=world.koordination)
    monkeypatch.setattr(counts, "fields_with_measures", lambda content: 47)
    execute_run(run.pk)
    run.refresh_from_db()
    assert (run.state, draft.runs.count()) == ("failed", 1)
    assert "Handlungsfelder mit Maßnahmen: Der Bericht sagt 47, nachgerechnet 2." in run.error


def test_kept_computation_claims_nothing_of_a_figure_that_came_later(world: World, draft: Report) -> None:
    content, values = build_snapshot(draft), recounted(draft)
    values.pop("total")
    assert [each.is_equal for each in checked(content, values, is_kept=True) if each.figure.key == "total"] == [True]
    assert [each.is_equal for each in checked(content, values) if each.figure.key == "total"] == [False]


def test_each_number_of_the_preview_leads_to_its_row(client: Any, world: World, draft: Report) -> None:
    sign_in(client, world.koordination)
    preview, rows = (client.get(f"/berichte/{draft.pk}/{page}/").text for page in ("vorschau", "nachrechnen"))
    anchors = set(re.findall(rf'href="/berichte/{draft.pk}/nachrechnen/#([^"]+)"', preview))
    assert {anchor for anchor in anchors if f'id="{anchor}"' not in rows} == set()
    assert {"total", "state-running", "factor-4-total", "returns-percent"} <= anchors
    assert 'class="figure"' not in report_html(build_snapshot(draft))


def test_page_shows_each_figure_with_its_rows(client: Any, world: World, draft: Report) -> None:
    sign_in(client, world.koordination)
    page = client.get(f"/berichte/{draft.pk}/nachrechnen/").text
    assert 'href="/massnahmen/M-2017-001/"' in page
    assert "keine ist verschieden" in page
    assert f"/berichte/{draft.pk}/nachrechnen/#total" in client.get(f"/berichte/{draft.pk}/vorschau/").text
