"""The Beratungsfolge of a report: entered, told in every form, and due in the calendar."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from neuss_integration.accounts.models import User
from neuss_integration.city.models import Committee
from neuss_integration.steering.enums import DueKind
from neuss_integration.steering.selectors.due import due_entries
from reporting.content.schema import upgraded
from reporting.content.snapshot import build_snapshot
from reporting.content.wording import date_label
from reporting.formats.html import report_html
from reporting.formats.paper import paper_parts
from reporting.formats.parts import summary_html
from reporting.formats.tables.committees import WAY
from reporting.models import Publication, Report, ReportConsultation
from reporting.selectors.way import way_of_report
from reporting.services.consultations import (
    add_report_consultation,
    change_report_consultation,
    remove_report_consultation,
)
from reporting.services.corrections import begin_correction
from reporting.services.discarding import discard_report
from reporting.services.resolutions import link_resolution
from tests.factories import World, make_published, make_report, make_resolution, sign_in

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


def entered(world: World, report: Report, **changes: Any) -> ReportConsultation:
    """The Sozialausschuss advises on `report` in a week."""
    council, _ = Committee.objects.get_or_create(name="Sozialausschuss", kind="council", seats=17)
    values = {"committee": council, "kind": "advice", "day": TODAY + 7 * DAY} | changes
    return add_report_consultation(report, by=world.koordination, values=values)


def told(report: Report) -> list[tuple[str, str, str, str]]:
    way = way_of_report(report, report.resolution_links.standing())
    return [(each.committee, each.task, str(each.when or ""), each.result) for each in way]


def test_way_is_told_in_the_order_of_time_with_the_gremium_of_the_report(world: World) -> None:
    report = make_report(meeting_on=TODAY + 14 * DAY, texts={"proposed_resolution": ""})
    own = report.committee.name
    assert told(report) == [(own, "Kenntnisnahme", f"{TODAY + 14 * DAY:%d.%m.%Y}", "")]
    entered(world, report)
    entered(world, report, kind="information", day=TODAY + 21 * DAY)
    assert [each[:2] for each in told(report)] == [
        ("Sozialausschuss", "Vorberatung"), (own, "Kenntnisnahme"), ("Sozialausschuss", "Kenntnisnahme"),
    ]  # fmt: skip


def test_meeting_of_the_gremium_of_the_report_is_told_once(world: World) -> None:
    report = make_published()
    entered(world, report, committee=report.committee, kind="hearing", day=TODAY - 9 * DAY, result="noted")
    entered(world, report, committee=report.committee, kind="decision", day=TODAY - DAY, result="approved")
    own = report.committee.name
    assert [each[:2] for each in told(report)] == [(own, "Anhörung"), (own, "Entscheidung")]
    assert [each["task"] for each in build_snapshot(report)["report"]["way"]] == ["Anhörung", "Entscheidung"]


def test_paper_and_snapshot_name_every_gremium_and_who_decides(world: World) -> None:
    report = make_report(texts={"proposed_resolution": "Der Rat beschließt."})
    entered(world, report)
    content = build_snapshot(report)
    day = f"{TODAY + 7 * DAY:%d.%m.%Y}"
    assert content["report"]["way"] == [
        {"committee": "Sozialausschuss", "task": "Vorberatung", "when": day},
        {"committee": report.committee.name, "task": "Entscheidung", "when": ""},
    ]
    paper = f"Sozialausschuss, {day} (Vorberatung)\n{report.committee.name} (Entscheidung)"
    assert dict(paper_parts(content))["Beratungsfolge"] == paper


def test_what_a_gremium_came_to_before_the_release_is_told_in_every_file(world: World) -> None:
    report = make_report(meeting_on=TODAY + 14 * DAY, texts={"proposed_resolution": "Der Rat beschließt."})
    entered(world, report, day=TODAY - DAY, result="approved", votes_for=9, votes_against=4)
    content = build_snapshot(report)
    told = f"Sozialausschuss, {TODAY - DAY:%d.%m.%Y} (Vorberatung): zugestimmt, 9 Ja, 4 Nein"
    own = [report.committee.name, "Entscheidung", TODAY + 14 * DAY, "", ""]
    assert dict(paper_parts(content))["Beratungsfolge"].split("\n")[0] == told
    assert told in re.sub(r"\s+", " ", strip_tags(report_html(content)))
    assert list(WAY.told(content)) == [
        ["Sozialausschuss", "Vorberatung", TODAY - DAY, "zugestimmt", "9 Ja, 4 Nein"],
        own,
    ]
    assert list(WAY.told(upgraded(build_snapshot(report, at=timezone.now() - 2 * DAY)))) == [
        ["Sozialausschuss", "Vorberatung", TODAY - DAY, "", ""], own,
    ]  # fmt: skip


def test_what_is_resolved_after_the_release_changes_no_file(world: World) -> None:
    report = make_published()
    row, before = entered(world, report, day=TODAY - DAY), report.publication.snapshot
    for link in ("", "https://rat.example/1"):
        day = TODAY - (2 + bool(link)) * DAY
        resolution = make_resolution(committee=report.committee, resolved_date=day, result="noted", link=link)
        link_resolution(report, by=world.koordination, resolution=resolution)
    assert Publication.objects.get(report=report).snapshot == before
    assert [(each["committee"], each.get("result")) for each in build_snapshot(report)["report"]["way"]] == [
        (report.committee.name, "zur Kenntnis genommen"), (row.committee.name, None),
    ]  # fmt: skip


def test_paper_of_an_older_snapshot_names_its_one_gremium(world: World) -> None:
    content = build_snapshot(make_report())
    del content["report"]["way"]
    assert dict(paper_parts(content))["Beratungsfolge"] == content["report"]["committee"]


def test_linked_resolution_stands_on_its_day_instead_of_the_meeting(world: World) -> None:
    report = make_published()
    heard = entered(world, report, day=TODAY - 3 * DAY)
    own = make_resolution(committee=report.committee, resolved_date=TODAY - DAY, result="noted")
    other = make_resolution(committee=heard.committee, resolved_date=heard.day, result="approved")
    for each in (own, other):
        link_resolution(report, by=world.koordination, resolution=each)
    assert [(each[0], each[3]) for each in told(report)] == [
        ("Sozialausschuss", "approved"), (report.committee.name, "noted"),
    ]  # fmt: skip


def test_result_is_entered_after_publication_and_told_to_everybody(world: World, client: Client) -> None:
    report = make_published()
    row = entered(world, report, day=TODAY - DAY)
    voted = {"result": "approved", "votes_for": 9, "votes_against": 4, "abstentions": None, "note": "Mit Dank"}
    values = {"committee": row.committee, "kind": "advice", "day": row.day} | voted
    change_report_consultation(row, by=world.koordination, expected_version=1, values=values)
    portal = client.get(f"/portal/berichte/{report.pk}/").text
    inside = sign_in(client, world.integrationsrat_person).get(f"/berichte/{report.pk}/").text
    words = ("Sozialausschuss", "Vorberatung", "9 Ja, 4 Nein", "Mit Dank")
    assert [word for page in (portal, inside) for word in words if word not in page] == []
    assert "Beratung eintragen" not in portal + inside


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"result": "approved"}, "noch nicht gewesen"), ({"day": TODAY, "votes_for": 1, "votes_against": 0}, "erst mit"),
     ({"day": TODAY, "result": "approved", "votes_for": 17, "votes_against": 1}, "hat 17 Sitze")],
)  # fmt: skip
def test_consultation_that_cannot_be_is_refused(world: World, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        entered(world, make_report(), **changes)


def test_same_gremium_twice_on_a_day_is_refused(world: World) -> None:
    report = entered(world, make_report()).report
    with pytest.raises(ValidationError, match="schon in der Beratungsfolge"):
        entered(world, report)


def test_only_the_koordination_writes(world: World) -> None:
    row = entered(world, make_published())
    values = {"committee": row.committee, "kind": "advice", "day": TODAY}
    for writes in (
        lambda: add_report_consultation(row.report, by=world.jugendamt_person, values=values),
        lambda: change_report_consultation(row, by=world.jugendamt_person, expected_version=1, values=values),
        lambda: remove_report_consultation(row, by=world.jugendamt_person, reason="Falsch"),
    ):
        with pytest.raises(PermissionDenied):
            writes()


def test_correction_takes_over_the_meetings_to_come_and_a_discarded_draft_none(world: World) -> None:
    report = make_published()
    entered(world, report, day=TODAY - DAY)
    entered(world, report)
    correction = begin_correction(report, by=world.koordination)
    assert [row.day for row in correction.consultations.all()] == [TODAY + 7 * DAY]
    discard_report(correction, by=world.koordination)
    assert ReportConsultation.objects.values_list("report", flat=True).distinct().get() == report.pk


def test_way_is_entered_removed_and_kept_in_the_history_by_clicks(world: World, client: Client) -> None:
    report, url = make_published(), ""
    url = f"/berichte/{report.pk}/"
    typed = {"committee": report.committee.pk, "kind": "hearing", "day": f"{TODAY:%d.%m.%Y}", "note": "Mit Gästen"}
    assert sign_in(client, world.koordination).post(f"{url}beratungen/neu/", typed).url == f"{url}#beratungsfolge"
    row = report.consultations.get()
    assert f"{url}beratungen/{row.pk}/" in client.get(url).text
    client.post(f"{url}beratungen/{row.pk}/entfernen/", {"reason": "Falsche Sitzung"})
    history = client.get(f"{url}verlauf/").text
    assert ("Mit Gästen" in history, "Falsche Sitzung" in history) == (True, True)
    assert not report.consultations.exists()


def consultations_due(person: User) -> list[tuple[dt.date, bool]]:
    """Their days in the calendar, and whether they are late."""
    papers = due_entries(person, today=TODAY, until=TODAY + 30 * DAY, kinds=[DueKind.PAPER])
    return [(each.day, each.is_overdue) for each in papers if each.key.startswith("beratung-")]


def test_missing_result_is_late_for_the_koordination_and_no_longer_shown_to_others(world: World) -> None:
    report = make_published()
    entered(world, report, day=TODAY - DAY)
    entered(world, report, result="", day=TODAY + DAY)
    assert consultations_due(world.koordination) == [(TODAY - DAY, True), (TODAY + DAY, False)]
    assert consultations_due(world.integrationsrat_person) == [(TODAY + DAY, False)]


def test_correction_says_on_paper_that_it_is_one(world: World) -> None:
    published = make_published()
    corrected = begin_correction(published, by=world.koordination)
    content = build_snapshot(corrected)
    day = date_label(timezone.localdate(published.publication.published_at))
    sentence = f"Berichtigung des Berichts „{published.title}“, veröffentlicht am {day}"
    assert "corrects" not in build_snapshot(published)["report"]
    assert dict(paper_parts(content))["Sachverhalt"].startswith(sentence)
    assert report_html(upgraded(content)).count(sentence) == summary_html(content).count(sentence) + 1 == 2
