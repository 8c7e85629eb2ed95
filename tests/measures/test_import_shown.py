"""A catalogue from a file as offices write it: dates, errors, invisible signs, apostrophes."""

import pytest
from django.http import QueryDict

from measures.catalogue.listing import Listing
from measures.models import Measure
from measures.services.measure import update_measure
from tests.factories import World
from tests.measures.test_catalogue_import import NEW, draft_of, planned, run


@pytest.mark.parametrize(
    ("cell", "date"),
    [("31.12.27", "31.12.2027"), ("31/12/2026", "31.12.2026"), ("2026-12-31", "31.12.2026"), ("seit 2015", "2015"),
     ("Mrz. 22", "März 2022"), ("ab März 2024", "März 2024")],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(world: World, cell: str, date: str) -> None:
    (row,) = planned(draft_of(world.koordination, [*NEW[:5], cell, *NEW[6:]])).rows
    assert (str(row.values["start"]), row.problems, row.questions) == (date, [], [])


@pytest.mark.parametrize(("cell", "date"), [("2024/25", "2024"), ("Sommer 2026", "Juni 2026"), ("ca. 2019", "2019")])
def test_dates_that_could_mean_several_are_asked_about(world: World, cell: str, date: str) -> None:
    (row,) = planned(draft_of(world.koordination, [*NEW[:5], cell, *NEW[6:]])).rows
    assert str(row.values["start"]) == date
    assert [question.startswith(f"„{cell}“ ist gelesen als {date}") for question in row.questions] == [True]


def test_error_of_a_formula_makes_its_row_wrong(world: World) -> None:
    (row,) = planned(draft_of(world.koordination, [*NEW[:2], "#NV", *NEW[3:]])).rows
    assert row.problems[0].startswith("In der Spalte „Federführung“ steht der Fehler #NV statt eines Wertes.")


def test_formula_without_a_result_becomes_no_title(world: World) -> None:
    (row,) = planned(draft_of(world.koordination, [NEW[0], "#OHNE ERGEBNIS!", *NEW[2:]])).rows
    assert row.problems[0].startswith("In der Spalte „Titel“ steht der Fehler #OHNE ERGEBNIS! statt eines Wertes.")


def test_names_and_titles_are_known_whatever_is_invisible_in_them(world: World) -> None:
    draft = draft_of(world.koordination, ["", "Sprach\u00adtreff", "Jugend\u00adamt\u200b", *NEW[3:]])
    run(draft, world.koordination)
    assert Measure.objects.get(title="Sprachtreff").lead_department == world.jugendamt
    assert Listing(QueryDict("suche=Sprachtreff"), world.koordination).measures.count() == 1


def test_apostrophe_of_the_own_csv_file_is_no_difference(world: World) -> None:
    net = world.praeventionsnetz
    values = {"results_note": "- 25 Lotsinnen und Lotsen"}
    update_measure(net, by=world.koordination, expected_version=net.version, values=values)
    row = [net.number, "'- 25 Lotsinnen und Lotsen"]
    (plan,) = planned(draft_of(world.koordination, row, head=["Nummer", "Bekannte Ergebnisse"])).rows
    assert (plan.problems, plan.differences) == ([], [])
