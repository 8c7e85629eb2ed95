"""The adoption of a Fassung is one fact: whoever puts it right, edition and resolution tell the same."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from measures.models import Resolution
from measures.services.resolutions import update_resolution
from neuss_integration.city.models import Committee
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.models import ConceptEdition
from success_factors.services.editions import adopt_edition, create_edition, record_adopted_edition, update_edition
from tests.factories import World, make_committee, make_goal, make_resolution

DAY = PartialDate(dt.date(2026, 5, 7), "day")
FACTS = ("committee", "paper_number", "votes_for", "votes_against", "abstentions")


@pytest.fixture
def committee(world: World) -> Committee:
    return make_committee(name="Rat der Stadt")


def adopted(world: World, committee: Committee) -> ConceptEdition:
    edition = create_edition(by=world.koordination, title="Konzept 2026")
    make_goal(edition=edition)
    values = dict(zip(FACTS, (committee, "V/12", 30, 4, 1), strict=True))
    return adopt_edition(edition, by=world.koordination, adopted=DAY, values=values)


def told(thing: ConceptEdition | Resolution) -> list[object]:
    thing.refresh_from_db()
    day = thing.adopted if isinstance(thing, ConceptEdition) else thing.resolved
    return [*(getattr(thing, name) for name in FACTS), day]


def test_adoption_is_recorded_as_a_resolution(world: World, committee: Committee) -> None:
    edition = adopted(world, committee)
    resolution = Resolution.objects.get(adopts=edition)
    assert told(resolution) == told(edition) == [committee, "V/12", 30, 4, 1, DAY]
    assert (resolution.title, resolution.result, list(resolution.editions.all())) == (
        "Konzept 2026",
        "approved",
        [edition],
    )


def test_resolution_follows_the_edition(world: World, committee: Committee) -> None:
    edition = adopted(world, committee)
    values = {"votes_for": 31, "paper_number": ""}
    update_edition(edition, by=world.koordination, expected_version=edition.version, values=values)
    assert told(Resolution.objects.get()) == told(edition) == [committee, "", 31, 4, 1, DAY]
    with pytest.raises(ValidationError, match="gibt es einen Beschluss"):
        update_edition(edition, by=world.koordination, expected_version=edition.version, values={"committee": None})


def test_edition_follows_the_resolution(world: World, committee: Committee) -> None:
    edition = adopted(world, committee)
    resolution = Resolution.objects.get()
    version, values = resolution.version, {"votes_against": 9, "resolved": PartialDate.from_parts(2026)}
    update_resolution(resolution, by=world.koordination, expected_version=version, values=values)
    assert told(edition) == told(resolution) == [committee, "V/12", 30, 9, 1, PartialDate.from_parts(2026)]
    wrongs: list[dict[str, object]] = [{"result": "rejected"}, {"editions": []}]
    for wrong in wrongs:
        with pytest.raises(ValidationError, match="gilt eine Fassung"):
            update_resolution(resolution, by=world.koordination, expected_version=version + 1, values=wrong)


def test_resolution_entered_before_is_taken(world: World, committee: Committee) -> None:
    facts = {"committee": committee, "resolved_date": DAY.date, "paper_number": "V/12", "votes_for": 30}
    make_resolution(title="Vorlage 12", votes_against=4, source="Niederschrift", is_unanimous=False, **facts)
    edition = adopted(world, committee)
    resolution = Resolution.objects.get()
    assert (resolution.adopts, resolution.title, resolution.source) == (edition, "Vorlage 12", "Niederschrift")
    assert told(resolution) == told(edition)


def test_edition_of_the_past_without_committee_has_no_resolution(world: World) -> None:
    edition = record_adopted_edition(by=world.koordination, title="Konzept 1999", adopted=DAY, values={})
    update_edition(edition, by=world.koordination, expected_version=edition.version, values={"note": "Aus dem Archiv"})
    assert not Resolution.objects.exists()
