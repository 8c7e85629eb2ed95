"""The report tells what the Gremien ordered: open orders, and those settled in its time."""

import datetime as dt
from typing import Any

from django.db import connection
from django.utils.html import strip_tags

from measures.models import Consultation, Resolution
from neuss_integration.city.models import ParliamentaryGroup
from reporting.content.orders import orders
from reporting.content.snapshot import build_snapshot
from reporting.formats.html import report_html
from reporting.models import Report
from tests.factories import World, make_committee, make_resolution

DAY = dt.date(2026, 11, 29)
PAPER = "https://rat.neuss.example/vorlage/1"


def ordered(world: World, title: str, **fields: Any) -> Resolution:
    """The Jugendamt was asked for something on 1 March 2024, unless `fields` say otherwise."""
    given = {"order_text": "Berichten", "responsible_department": world.jugendamt, "state": "open", "link": PAPER}
    return make_resolution(title=title, **given | fields)


def told_in_sql(report: Report) -> list[tuple[str, bool]]:
    """Titles and whether they are late, counted a second way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT title, state IN ('open', 'in_progress') AND due_date < %s FROM measures_resolution "
            "WHERE order_text <> '' AND link <> '' AND resolved_date <= %s "
            "AND (settled_on IS NULL OR settled_on >= %s) ORDER BY id",
            [DAY, report.period_end, report.period_start],
        )
        return [(title, bool(is_late)) for title, is_late in cursor.fetchall()]


def test_report_tells_open_orders_and_those_settled_in_its_time(world: World, draft: Report) -> None:
    ordered(world, "Spät", due_date=DAY - dt.timedelta(days=1))
    ordered(world, "In der Zeit", due_date=DAY)
    settled = {"state": "done", "outcome": "Liegt vor."}
    ordered(world, "Fertig", settled_on=draft.period_start, due_date=dt.date(2024, 4, 1), **settled)
    ordered(world, "Lange fertig", settled_on=draft.period_start - dt.timedelta(days=1), **settled)
    after = draft.period_end + dt.timedelta(days=1)
    ordered(world, "Danach erteilt", resolved_date=after, recorded_on=after)
    make_resolution(title="Ohne Auftrag", link=PAPER)
    ordered(world, "Nicht öffentlich", link="")
    told = [(each["title"], each["is_overdue"]) for each in orders(draft, DAY)]
    assert told == told_in_sql(draft) == [("Spät", True), ("In der Zeit", False), ("Fertig", False)]


def heard(resolution: Resolution, day: dt.date, result: str = "") -> None:
    """The Sozialausschuss dealt with it, with a note for the office alone."""
    committee, task = make_committee(name="Sozialausschuss"), {"kind": "advice", "note": "Nur für uns"}
    Consultation.objects.create(resolution=resolution, committee=committee, day=day, result=result, **task)


def test_report_tells_who_put_an_order_forward_and_what_the_other_gremien_came_to(world: World, draft: Report) -> None:
    together = ordered(world, "Gemeinsam")
    together.proposers.set([ParliamentaryGroup.objects.create(name=name) for name in ("Fraktion A", "Fraktion B")])
    ordered(world, "Allein")
    heard(together, dt.date(2024, 2, 1), "approved")
    heard(together, DAY + dt.timedelta(days=1))
    html = " ".join(strip_tags(report_html(build_snapshot(draft))).split())
    assert "eingebracht von Fraktion A, Fraktion B (fraktionsübergreifend)" in html
    advice = "Sozialausschuss, 01.02.2024 (Vorberatung): zugestimmt; Sozialausschuss, 30.11.2026 (Vorberatung)"
    assert f"Beratungsfolge: {advice}" in html
    assert "Nur für uns" not in html
    assert [(each["proposed_by"], len(each["way"])) for each in orders(draft, DAY) if each["title"] == "Allein"] == [
        ("", 0)
    ]
