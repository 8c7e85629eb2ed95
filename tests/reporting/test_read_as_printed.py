"""What was found when the printed report of the demo was read line by line and counted again by hand."""

import datetime as dt
import re

import pytest

from measures.models import Measure
from reporting.content import findings
from reporting.content.sentences import SENTENCES
from reporting.content.snapshot import build_snapshot
from reporting.formats.html import report_html
from reporting.models import Report
from tests.factories import World, make_committee, make_field, make_measure, make_resolution
from tests.reporting.test_round_tables import IN_PERIOD, public_need, sent_proposal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["forwarded", "deferred"])
def test_money_that_nobody_resolved_is_told_as_asked_for(world: World, draft: Report, state: str) -> None:
    resolved = {"resolution": make_resolution(resolved_date=IN_PERIOD), "state_reason": "Erst klären"}
    more = resolved if state == "deferred" else {}
    sent_proposal(public_need(), number="V-2025-001", state=state, amount=22000, **more)
    (proposal,) = build_snapshot(draft)["round_tables"]["proposals"]
    assert proposal["money"] == "beantragt 22.000,00 Euro im Jahr"


def test_name_that_followed_is_not_told_as_the_name_of_today(world: World, draft: Report) -> None:
    last = make_committee("Ausschuss für Chancengerechtigkeit")
    middle = make_committee("Migrationsausschuss", valid_until=dt.date(2021, 12, 31), successor=last)
    make_committee("Migrationsrat", valid_until=dt.date(2016, 12, 31), successor=middle)
    html = report_html(build_snapshot(draft))
    table = html[html.index("Namen, die nicht mehr gelten") :]
    assert re.findall(r'<th scope="col">(.*?)</th>', table)[:3] == ["Name", "bis", "danach"]
    assert re.findall(r"<td>(.*?)</td>", table)[:4] == ["31.12.2016", middle.name, "31.12.2021", last.name]


def test_zeitplan_says_how_many_it_leaves_out(world: World, draft: Report) -> None:
    Measure.objects.update(start_date=None, start_precision="")
    make_measure(start_date=dt.date(2025, 1, 1))
    content = build_snapshot(draft)
    words = "2 Maßnahmen fehlen im Zeitplan, weil ihr Beginn nicht eingetragen ist."
    assert SENTENCES["undated"](content) == words
    assert words in report_html(content)
    Measure.objects.update(start_date=None, start_precision="")
    assert SENTENCES["undated"](build_snapshot(draft)) == ""


def test_field_that_a_measure_left_in_the_period_is_not_told_to_have_had_none(world: World, draft: Report) -> None:
    """Where a measure belongs is told as of the day of the data; before, it may have been there."""
    left = world.praeventionsnetz.field_of_action
    Measure.objects.filter(field_of_action=left).update(field_of_action=make_field("Gesundheit"))
    html = report_html(build_snapshot(draft))
    part = html[html.index(f">{left.name}</h1>") :]
    assert part[: part.index("</section>")].count("gehört keine Maßnahme des Berichtszeitraums.") == 1
    assert "gab es im Berichtszeitraum keine Maßnahme" not in html


def test_number_of_measures_says_of_how_many_nobody_knows_the_beginning(world: World, draft: Report) -> None:
    Measure.objects.update(start_date=dt.date(2025, 1, 1), start_precision="day")
    told = {}
    for pk in (None, *Measure.objects.values_list("pk", flat=True)):
        Measure.objects.filter(pk=pk).update(start_date=None, start_precision="")
        content = build_snapshot(draft)
        told[SENTENCES["opening"](content).partition(" was aus ")[2]] = SENTENCES["extent"](content)
        assert SENTENCES["opening"](content) in report_html(content)
    whole, day = "2 Maßnahmen in 2 Handlungsfeldern", f"Stand {content['report']['as_of_label']}"
    lacks = ("", "; bei 1 ist der Beginn nicht eingetragen", "; bei allen ist der Beginn nicht eingetragen")
    assert told == {
        f"2 Maßnahmen in 2 Handlungsfeldern geworden ist{lack}.": f"{whole}, {day}{lack}." for lack in lacks
    }


def test_measures_whose_money_ends_go_on_all_of_them() -> None:
    content = {"funding": {"ending": [{"number": "M-1"}, {"number": "M-2"}]}}
    assert findings.money_ending(content).endswith("die Maßnahmen gehen weiter.")
