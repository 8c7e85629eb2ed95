"""What a report tells as gelungen and as nicht gelungen is a choice out of a proposal by weight."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from measures.models import Measure, ProgressReport
from neuss_integration.foundation.exceptions import Refused, Stale
from reporting.content.sentences import not_worked_share
from reporting.content.snapshot import build_snapshot
from reporting.enums import HighlightSide
from reporting.formats.html import report_html
from reporting.models import Highlight, HighlightChoice, Report
from reporting.publication.recount import checked, recounted
from reporting.selectors.highlights import candidates
from reporting.services.corrections import begin_correction
from reporting.services.discarding import discard_report
from reporting.services.highlights import Pick, choose_highlights
from tests.factories import World, make_measure, make_progress, make_round, sign_in

BAD = HighlightSide.NOT_WORKED


@pytest.fixture
def troubled(world: World, draft: Report) -> list[Measure]:
    """Seven measures with trouble; the last two, by number, are red."""
    reporting_round = make_round(title="Runde")
    found = [make_measure(number=f"M-2025-10{at}", title=f"Vorhaben {at}") for at in range(7)]
    for at, measure in enumerate(found):
        light = {"traffic_light": "red" if at > 4 else "yellow", "traffic_light_reason": "Grund"}
        make_progress(round=reporting_round, measure=measure, state="accepted", **light)
    return found


def choose(world: World, report: Report, picks: list[Pick], version: int = 0) -> HighlightChoice:
    return choose_highlights(report, by=world.koordination, side=BAD, picks=picks, expected_version=version)


def told(report: Report) -> list[tuple[str, str]]:
    return [(each["number"], each["text"]) for each in build_snapshot(report)["summary"]["not_worked"]]


def test_proposal_begins_with_what_weighs_most(draft: Report, troubled: list[Measure]) -> None:
    found = candidates(draft, BAD)
    assert [each.measure.number for each in found][:2] == ["M-2025-105", "M-2025-106"]
    assert [each.place for each in found] == [1, 2, 3, 4, 5, None, None]


def test_choice_stands_in_the_report_in_its_order_and_words(
    world: World, draft: Report, troubled: list[Measure]
) -> None:
    choose(world, draft, [Pick(troubled[3], "Es fehlte Personal."), Pick(troubled[6])])
    content = build_snapshot(draft)
    assert told(draft) == [("M-2025-103", "Es fehlte Personal."), ("M-2025-106", "Grund")]
    sentence = "2 von 7 Maßnahmen mit Schwierigkeiten, ausgewählt durch die Verwaltung."
    assert not_worked_share(content) == sentence
    assert sentence in report_html(content)
    assert "Es fehlte Personal." in report_html(content)


def test_correction_tells_the_same_choice_in_the_same_words_and_length(
    world: World, draft: Report, troubled: list[Measure]
) -> None:
    choose(world, draft, [Pick(troubled[3], "Es fehlte Personal."), Pick(troubled[6])])
    Report.objects.filter(pk=draft.pk).update(state="withdrawn", length="full")
    correction = begin_correction(draft, by=world.koordination)
    assert (told(correction), correction.length) == (told(draft), "full")
    choose(world, correction, [Pick(troubled[1])], 1)
    assert len(told(draft)) == 2
    discard_report(correction, by=world.koordination)
    assert len(told(draft)) == 2


def test_choice_is_counted_a_second_time(world: World, draft: Report, troubled: list[Measure]) -> None:
    choose(world, draft, [Pick(troubled[3]), Pick(troubled[6])])
    rows = {each.figure.key: each for each in checked(build_snapshot(draft), recounted(draft))}
    assert (rows["not_worked:shown"].second, rows["not_worked"].second) == ("2", "7")
    assert all(each.is_equal for each in rows.values())


def test_order_changes_and_what_goes_out_keeps_its_words(world: World, draft: Report, troubled: list[Measure]) -> None:
    first, second = Pick(troubled[0], "Eins"), Pick(troubled[1], "Zwei")
    choose(world, draft, [first, second])
    choose(world, draft, [second, Pick(troubled[2])], version=1)
    rows = {each.measure: (each.position, each.text) for each in Highlight.objects.all()}
    assert rows == {troubled[0]: (None, "Eins"), troubled[1]: (1, "Zwei"), troubled[2]: (2, "")}
    moved = Highlight.objects.get(measure=troubled[1]).history.values_list("position", "history_user")
    assert list(moved) == [(1, world.koordination.pk), (2, world.koordination.pk)]


def test_without_picks_the_proposal_is_told_again(world: World, draft: Report, troubled: list[Measure]) -> None:
    choose(world, draft, [Pick(troubled[0])])
    choose(world, draft, [], version=1)
    assert len(told(draft)) == 5
    assert build_snapshot(draft)["summary"]["not_worked_chosen"] is False


def test_what_is_not_true_any_more_falls_out(world: World, draft: Report, troubled: list[Measure]) -> None:
    choose(world, draft, [Pick(troubled[0]), Pick(troubled[1])])
    ProgressReport.objects.filter(measure=troubled[0]).update(traffic_light="green")
    assert [number for number, _ in told(draft)] == ["M-2025-101"]


def test_second_writer_is_told(world: World, draft: Report, troubled: list[Measure]) -> None:
    choose(world, draft, [Pick(troubled[0])])
    choose(world, draft, [Pick(troubled[1])], version=1)
    with pytest.raises(Stale):
        choose(world, draft, [Pick(troubled[2])], version=1)


@pytest.mark.parametrize(("number", "sentence"), [(11, "höchstens 10"), (1, "zweimal")])
def test_choice_has_limits(world: World, draft: Report, number: int, sentence: str) -> None:
    picks = [Pick(make_measure()) for _ in range(number)]
    with pytest.raises(Refused, match=sentence):
        choose(world, draft, picks if number > 1 else picks * 2)


def test_published_report_keeps_its_choice(world: World, draft: Report) -> None:
    Report.objects.filter(pk=draft.pk).update(state="published")
    with pytest.raises(Refused, match="lässt sich nicht mehr ändern"):
        choose(world, draft, [Pick(make_measure())])


def test_database_gives_each_place_once(world: World, draft: Report) -> None:
    choice = choose(world, draft, [Pick(make_measure())])
    for position in (1, 11):
        with pytest.raises(IntegrityError), transaction.atomic():
            Highlight.objects.create(choice=choice, measure=make_measure(), position=position)


def test_page_stores_places_and_words(client: Any, world: World, draft: Report, troubled: list[Measure]) -> None:
    sign_in(client, world.koordination)
    address = f"/berichte/{draft.pk}/auswahl/nicht-gelungen/"
    assert client.get(address).text.count('name="place-') == 7
    data = {f"place-{each.pk}": "" for each in troubled} | {f"text-{each.pk}": "Grund" for each in troubled}
    data |= {f"place-{troubled[2].pk}": "4", f"text-{troubled[2].pk}": "Anders gesagt.", "version": "0"}
    assert client.post(address, data).status_code == 302
    assert told(draft) == [("M-2025-102", "Anders gesagt.")]
    assert "Anders gesagt." in client.get(f"/berichte/{draft.pk}/verlauf/").text


def test_page_gives_each_place_once(client: Any, world: World, draft: Report, troubled: list[Measure]) -> None:
    sign_in(client, world.koordination)
    data = {f"place-{each.pk}": "1" for each in troubled[:2]} | {"version": "0"}
    page = client.post(f"/berichte/{draft.pk}/auswahl/nicht-gelungen/", data).text
    assert "Platz 1 hat schon M-2025-10" in page
    assert Highlight.objects.count() == 0


def test_red_measure_that_was_not_picked_is_asked_about(
    client: Any, world: World, draft: Report, troubled: list[Measure]
) -> None:
    sign_in(client, world.koordination)
    choose(world, draft, [Pick(troubled[0]), Pick(troubled[5])])
    assert "obwohl die Ampel rot ist: M-2025-106." in client.get(draft.get_absolute_url()).text


def test_page_of_a_published_report_claims_nothing_from_the_rows_of_today(
    client: Any, world: World, draft: Report, troubled: list[Measure]
) -> None:
    address = f"/berichte/{draft.pk}/auswahl/nicht-gelungen/"
    claims = ("Vorhaben 5", "Im Bericht steht")
    shown = [text in sign_in(client, world.koordination).get(address).text for text in claims]
    Report.objects.filter(pk=draft.pk).update(state="published")
    page = client.get(address).text
    assert (shown, [text in page for text in claims]) == ([True, True], [False, False])
    assert "lässt sich nicht mehr ändern" in page
