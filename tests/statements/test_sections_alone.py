"""The page of one section says what the whole report says there: of a draft as of today, later as it was frozen."""

import re

import pytest
from django.test import Client

from reporting.content.sections.source import Source
from reporting.content.snapshot import build_section, build_snapshot
from reporting.formats.html import section_body
from reporting.models import Report
from tests.access.german import shown
from tests.factories import World, make_coordinator, make_measure, sign_in
from tests.statements.cities import write
from tests.statements.one_of_each import ONE_OF_EACH

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NUMBERED = re.compile(r"(Tabelle|Abbildung) \d+: ")


def lines(html: str) -> set[str]:
    """What is read, line by line, without the numbers of tables and pictures."""
    return {NUMBERED.sub("", " ".join(line.split())) for line in shown(f"<div>{html}</div>").splitlines()}


def test_each_section_alone_says_what_the_report_says() -> None:
    report = write(ONE_OF_EACH)
    whole = lines(section_body(build_snapshot(report), str))
    sections = list(report.sections.included())
    alone = {each.title: lines(section_body(build_section(Source(report), each), str)) for each in sections}
    assert {title: said - whole for title, said in alone.items() if not said <= whole} == {}
    assert whole - set().union(*alone.values()) == {"Tabellen", "Abbildungen"}
    assert len(sections) > 20


def test_every_section_has_its_page(client: Client) -> None:
    report = write(ONE_OF_EACH)
    sign_in(client, make_coordinator())
    pages = [f"{each.get_absolute_url()}{tail}" for each in report.sections.all() for tail in ("", "anmerkungen/")]
    assert [url for url in pages if client.get(url).status_code != 200] == []


def test_section_of_a_published_report_is_told_as_it_was_frozen(
    client: Client, world: World, published: Report
) -> None:
    section = published.sections.get(kind="summary")
    page = sign_in(client, world.koordination).get(section.get_absolute_url())
    for _ in range(3):
        make_measure()
    later = client.get(section.get_absolute_url())
    assert [each.text.count("2 Maßnahmen") for each in (page, later)] == [2, 2]
