"""Composing the sections of a report."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.urls import reverse

from neuss_integration.foundation.exceptions import Incomplete, Refused, Stale
from reporting.content.sections.registry import KINDS, SECTIONS
from reporting.content.snapshot import build_snapshot
from reporting.enums import ReportKind, ReportState
from reporting.models import Report, Section
from reporting.selectors.compose import composed
from reporting.services.reports import create_report, release_report
from reporting.services.sections import (
    add_own_section,
    complete_sections,
    include_section,
    move_section,
    place_section,
    write_section,
)
from tests.factories import World, make_field, make_report, sign_in
from tests.order import LostOrder


def section_of(report: Report, kind: str) -> Section:
    return report.sections.get(kind=kind)


def kinds(report: Report) -> list[str]:
    return list(report.sections.values_list("kind", flat=True))


def test_registry_knows_each_kind_and_anchor_once() -> None:
    anchors = [kind.anchor for kind in SECTIONS if kind.anchor]
    assert len(KINDS) == len(SECTIONS) + 1
    assert len(set(anchors)) == len(anchors)


def test_new_report_has_every_section_in_the_order_of_the_registry(world: World, draft: Report) -> None:
    fields = draft.sections.exclude(field_of_action=None).count()
    expected = [kind.key for kind in SECTIONS for _ in range(fields if kind.key == "field" else 1)]
    assert kinds(draft) == expected


def test_page_lists_sections_in_the_order_to_which_they_were_moved(world: World, draft: Report) -> None:
    for _ in range(5):
        move_section(section_of(draft, "outlook"), by=world.koordination, up=True)
    listed = [each.section.kind for each in composed(draft)]
    assert listed == kinds(draft)
    assert listed.index("outlook") < listed.index("funding")


def test_section_with_an_open_question_is_not_counted_as_complete(world: World, draft: Report) -> None:
    by_kind = {each.section.kind: each for each in composed(draft)}
    asked = {kind: each.state for kind, each in by_kind.items() if each.questions}
    assert by_kind["tables"].state == "questions"
    assert "complete" not in asked.values()


def test_create_report_makes_its_sections(world: World) -> None:
    values = {
        "title": "Neu",
        "period_start": "2025-01-01",
        "period_end": "2026-12-31",
        "committee": world.integrationsausschuss,
    }
    report = create_report(by=world.koordination, values=values)
    assert report.sections.filter(kind="foreword").count() == 1


def test_new_field_of_action_is_added_behind_the_last_one(world: World, draft: Report) -> None:
    field = make_field("Gesundheit")
    made = complete_sections(draft, by=world.koordination)
    titles = list(draft.sections.filter(kind="field").values_list("title", flat=True))
    assert [each.field_of_action for each in made] == [field]
    assert titles[-1] == "Gesundheit"


def test_write_section_stores_counts_and_keeps_history(world: World, draft: Report) -> None:
    section = section_of(draft, "outlook")
    write_section(section, by=world.koordination, expected_version=section.version, values={"text": "Neu"})
    stored = section_of(draft, "outlook")
    assert (stored.text, stored.version) == ("Neu", section.version + 1)
    assert stored.history.first().history_user == world.koordination


def test_write_section_tells_the_second_writer(world: World, draft: Report) -> None:
    section = section_of(draft, "outlook")
    write_section(section, by=world.koordination, expected_version=section.version, values={"text": "A"})
    with pytest.raises(Stale):
        write_section(section, by=world.vertretung, expected_version=section.version, values={"text": "B"})
    assert section_of(draft, "outlook").text == "A"


@pytest.mark.parametrize("person", ["jugendamt_person", "integrationsrat_person", "verwaltung_person"])
def test_only_the_koordination_composes(world: World, draft: Report, person: str) -> None:
    somebody, section = getattr(world, person), section_of(draft, "foreword")
    for write in (
        lambda: write_section(section, by=somebody, expected_version=1, values={"text": "Fremd"}),
        lambda: move_section(section, by=somebody, up=True),
        lambda: include_section(section, by=somebody, is_included=False),
        lambda: add_own_section(draft, by=somebody, title="Fremd"),
        lambda: complete_sections(draft, by=somebody),
    ):
        with pytest.raises(PermissionDenied):
            write()


def test_released_report_takes_no_more_text(world: World, run) -> None:
    section = section_of(run.report, "outlook")
    with pytest.raises(Refused, match="freigegeben"):
        write_section(section, by=world.koordination, expected_version=section.version, values={"text": "Zu spät"})
    with pytest.raises(Refused):
        move_section(section, by=world.koordination, up=True)


def test_move_section_changes_places_and_stops_at_the_ends(world: World, draft: Report) -> None:
    before = kinds(draft)
    move_section(section_of(draft, "changes"), by=world.koordination, up=True)
    assert kinds(draft)[:3] == [before[1], before[0], before[2]]
    move_section(section_of(draft, "changes"), by=world.koordination, up=True)
    assert kinds(draft)[:2] == [before[1], before[0]]


def test_left_out_section_is_neither_shown_nor_frozen(world: World, draft: Report) -> None:
    include_section(section_of(draft, "ended"), by=world.koordination, is_included=False)
    snapshot = build_snapshot(draft)
    assert "ended" not in snapshot
    assert "ended" not in [each["kind"] for each in snapshot["sections"]]


def test_section_that_every_report_needs_cannot_be_left_out(world: World, draft: Report) -> None:
    with pytest.raises(Refused, match="gehört in jeden Bericht"):
        include_section(section_of(draft, "factors"), by=world.koordination, is_included=False)


def test_own_section_stands_where_it_was_put_and_once(world: World, draft: Report) -> None:
    key = "6f1f3c1e-5a4e-4a6e-9b8e-0d3f6f1f3c1e"
    after = section_of(draft, "foreword")
    for _ in range(2):
        own = add_own_section(draft, by=world.koordination, title="Dank", after=after, submission_key=key)
    assert own.position == after.position + 1
    assert kinds(draft).count("own") == 1


def test_own_section_is_shown_with_its_table(world: World, draft: Report) -> None:
    own = add_own_section(draft, by=world.koordination, title="Dank")
    write_section(own, by=world.koordination, expected_version=own.version, values={"text": "| A |\n|---|\n| 1 |"})
    last = build_snapshot(draft)["sections"][-1]
    assert (last["key"], last["title"], last["anchor"]) == ("own:1", "Dank", "abschnitt-1")


def test_release_names_the_texts_that_are_missing(world: World, draft: Report) -> None:
    draft.sections.filter(kind__in=["outlook", "procedure"]).update(text=" ")
    with pytest.raises(Incomplete) as refusal:
        release_report(draft, by=world.koordination)
    draft.refresh_from_db()
    assert sorted(refusal.value.problems) == ["outlook", "procedure"]
    assert draft.state == ReportState.DRAFT


def test_list_that_an_aggregate_left_without_order_is_an_error(world: World, draft: Report) -> None:
    counted = draft.sections.annotate(number=Count("comments"))
    with pytest.raises(LostOrder, match="Section"):
        list(counted)
    assert list(counted.order_by("position"))


def test_section_is_put_behind_any_other_and_first(world: World, draft: Report) -> None:
    order = list(draft.sections.all())
    place_section(order[0], by=world.koordination, after=order[3])
    assert [each.pk for each in draft.sections.all()][:4] == [each.pk for each in (*order[1:4], order[0])]
    place_section(order[3], by=world.koordination, after=None)
    assert draft.sections.first() == order[3]


def test_section_is_not_put_behind_one_of_another_report(world: World, draft: Report) -> None:
    other = make_report(kind=ReportKind.INTERIM).sections.first()
    with pytest.raises(Refused, match="desselben Berichts"):
        place_section(draft.sections.first(), by=world.koordination, after=other)


def test_page_puts_a_section_where_it_is_told(client, world: World, draft: Report) -> None:
    first, *_, last = draft.sections.all()
    sign_in(client, world.koordination)
    assert f'value="{last.pk}"' in client.get(first.get_absolute_url()).text
    address = reverse("reporting:section-move", args=[draft.pk, first.pk])
    assert client.post(address, {"after": "x"}).status_code == 404
    client.post(address, {"after": last.pk})
    assert draft.sections.last() == first
