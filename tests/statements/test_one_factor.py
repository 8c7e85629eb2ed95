"""One Erfolgsfaktor on the overview, its page, the start page of the council, and in a report: all say the same."""

import datetime as dt
import re
from typing import Any, Final

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement, fromstring

from neuss_integration.accounts.enums import Role
from reporting.enums import ReportState
from reporting.models import Report
from success_factors.enums import Direction, Level
from success_factors.models import SuccessFactor
from success_factors.selectors.standing import NOT_ASSESSED
from tests.factories import (
    make_assessment,
    make_coordinator,
    make_criterion,
    make_factor,
    make_person,
    make_published,
    make_report,
)
from tests.factories import sign_in as signed_in

pytestmark = pytest.mark.django_db
LEVELS = [*Level.labels, "nicht vollständig eingeschätzt", NOT_ASSESSED]
DIRECTIONS = Direction.labels
LEVEL = st.sampled_from([None, 1, 3, 5])
FACTOR = st.lists(st.tuples(LEVEL, LEVEL), min_size=1, max_size=2)
"""The level of each criterion when the last report was made, and what was judged since; on the same day."""


def write(pairs: list[tuple[int | None, int | None]], *, has_report: bool) -> Report:
    """The factor stands in the database, and a draft to be compared with the report before, if any."""
    make_factor(), make_coordinator()
    criteria = [make_criterion(position=at, text=f"Kriterium {at}") for at, _ in enumerate(pairs, start=1)]
    for at, (criterion, (before, _)) in enumerate(zip(criteria, pairs, strict=True)):
        if before:
            make_assessment(criterion=criterion, level=before, assessed_on=dt.date(2024, 1, 1 + at))
    if has_report:
        make_published(period_start=dt.date(2023, 1, 1), period_end=dt.date(2024, 12, 31))
    for at, (criterion, (_, since)) in enumerate(zip(criteria, pairs, strict=True)):
        if since:
            make_assessment(criterion=criterion, level=since, assessed_on=dt.date(2026, 3, 1 + at))
    return make_report()


def said(element: HtmlElement) -> tuple[str, ...]:
    """Level, direction and day in what a place says of the factor; "" where it says none."""
    text = " ".join(element.text_content().split())
    text = re.sub(r"\(Stufe.*?\)|seit dem Bericht vom [\d.]+", "", text)
    found: Any = [[word for word in words if word in text] for words in (LEVELS, DIRECTIONS)]
    days = re.findall(r"\d{2}\.\d{2}\.\d{4}", text)
    return (*(max(each, key=len, default="") for each in found), days[-1] if days else "")


def places(client: Client, report: Report) -> dict[str, tuple[str, ...]]:
    """What the Koordination reads on three pages, and a member of the council on its start page."""
    signed_in(client, make_coordinator())
    pages = {
        "/erfolgsfaktoren/": "//table[contains(@class, 'standing-table')]//tr[th/a]",
        "/erfolgsfaktoren/4/": "//p[@class='criteria__level'][1]",
        f"/berichte/{report.pk}/vorschau/": "//table[@class='levels']//tbody/tr",
    }
    found = {url: said(fromstring(client.get(url).text).xpath(path)[0]) for url, path in pages.items()}
    preview = f"/berichte/{report.pk}/vorschau/"
    if "Bisher ist kein Erfolgsfaktor eingeschätzt." in client.get(preview).text:
        found[preview] = (NOT_ASSESSED, *found[preview][1:])
    signed_in(client, make_person("rat@stadt.example", "Mitglied", Role.COUNCIL_READER))
    start = "//section[@aria-labelledby='neun-faktoren']//li"
    return found | {"/": said(fromstring(client.get("/").text).xpath(start)[0])}


@settings(max_examples=6, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(FACTOR, st.booleans())
@example([(5, 3), (3, None)], True)
@example([(3, 5)], True)
def test_factor_stands_alike_wherever_it_is_told(
    client: Client, pairs: list[tuple[int | None, int | None]], has_report: bool
) -> None:
    with transaction.atomic():
        report = write(pairs, has_report=has_report)
        assert SuccessFactor.objects.count() == 1
        found = places(client, report)
        assert len(set(found.values())) == 1, found
        assert next(iter(found.values()))[0] != ""
        transaction.set_rollback(True)


City = dict[int, list[tuple[int | None, ...]]]
Told = list[tuple[str, ...]]
ROWS_OF_LEVELS: Final = "//table[@class='levels']//tbody/tr"
GAPS: Final = {
    1: [(3, None)], 2: [(2, 4), (5, None)], 3: [(4, 2)], 4: [(None, 3)], 5: [(3, 3)], 6: [(None, None)],
    7: [(2, None), (None, None)], 8: [(2, 4), (2, None)], 9: [(1, 5), (None, 2)],
}  # fmt: skip
"""Nine factors with what was and was not judged before the last report and since, criterion by criterion."""
WHOLE: Final = {number: [(1 + number % 4, 5 - number % 4)] for number in range(1, 10)}


@pytest.mark.parametrize("city", [WHOLE, GAPS], ids=["whole", "gaps"])
def test_nine_factors_stand_alike_on_five_pages(client: Client, city: City) -> None:
    draft = write_city(city)
    told = [*told_in_work(client, city, draft), *told_to_others(client, draft)]
    assert [len(each) for each in told] == [9] * 5
    assert all(level for level, _, _ in told[0])
    assert [len(set(each)) for each in zip(*told, strict=True)] == [1] * 9, told


def write_city(city: City) -> Report:
    """Judged, published, judged again: and a draft that tells both."""
    make_coordinator()
    criteria = {
        (number, at): make_criterion(make_factor(number, f"Faktor {number}"), at, f"Kriterium {number}.{at}")
        for number, pairs in city.items()
        for at, _ in enumerate(pairs, start=1)
    }
    _judge(city, criteria, when=0)
    make_published(period_start=dt.date(2023, 1, 1), period_end=dt.date(2024, 12, 31))
    _judge(city, criteria, when=1)
    return make_report()


def told_in_work(client: Client, city: City, draft: Report) -> list[Told]:
    """What the Koordination reads of each factor: on the overview, its page, and in the preview."""
    signed_in(client, make_coordinator())
    return [
        rows(client, "/erfolgsfaktoren/", "//table[contains(@class, 'standing-table')]//tr[th/a]"),
        [rows(client, f"/erfolgsfaktoren/{number}/", "//p[@class='criteria__level'][1]")[0] for number in city],
        rows(client, f"/berichte/{draft.pk}/vorschau/", ROWS_OF_LEVELS),
    ]


def told_to_others(client: Client, draft: Report) -> list[Told]:
    """What the council reads on its start page, and everybody in the report that is published instead of the draft."""
    signed_in(client, make_person("rat@stadt.example", "Mitglied", Role.COUNCIL_READER))
    start = rows(client, "/", "//section[@aria-labelledby='neun-faktoren']//li")
    Report.objects.filter(pk=draft.pk).update(state=ReportState.WITHDRAWN)
    return [start, rows(client, f"/portal/berichte/{make_published().pk}/", ROWS_OF_LEVELS)]


def _judge(city: dict[int, Any], criteria: dict[tuple[int, int], Any], *, when: int) -> None:
    for (number, at), criterion in criteria.items():
        if level := city[number][at - 1][when]:
            day = dt.date(2026, 3, number + at) if when else dt.date(2024, 1, number + at)
            make_assessment(criterion=criterion, level=level, assessed_on=day)


def rows(client: Client, url: str, path: str) -> Told:
    return [said(each) for each in fromstring(client.get(url).text).xpath(path)]


def test_judgement_on_the_day_of_the_report_is_a_change_on_every_page(client: Client) -> None:
    found = places(client, write([(3, 5)], has_report=True))
    assert set(found.values()) == {("verankert", "verbessert", "01.03.2026")}
