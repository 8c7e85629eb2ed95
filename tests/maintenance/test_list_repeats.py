"""„dto.“, „s. o.“ and ditto marks in lists of master data, needs and figures of areas: as in the catalogue."""

import pytest

from neuss_integration.city.models import Organisation
from neuss_integration.maintenance.imports import plan_list, read_list
from neuss_integration.maintenance.kinds.city import CITY_KINDS
from roundtables.imports import plan_needs, read_needs
from success_factors.imports.area_values import plan_areas, read_areas
from tests.factories import World, make_indicator, make_need, make_organisation, make_table

pytestmark = pytest.mark.django_db
ORGANISATIONS = next(kind for kind in CITY_KINDS if kind.slug == "organisationen")
MARKS = ("dto.", "s. o.", "″", "ebenda", "dito")


@pytest.mark.parametrize("mark", MARKS)
def test_name_of_a_list_that_repeats_is_read_as_the_one_above(world: World, mark: str) -> None:
    text = f"Name\tBemerkung\nAWO\taus der Liste von 2020\nCaritas\t{mark}\n"
    plan = plan_list(ORGANISATIONS.form, read_list(ORGANISATIONS.form, None, text))
    assert [row.values["note"] for row in plan.rows] == ["aus der Liste von 2020"] * 2
    read = "Gelesen ist Zeile 3: aus der Liste von 2020. Bitte prüfen Sie das."
    assert plan.notices == [f"Bei „Bemerkung“ steht ein Zeichen für „wie darüber“. {read}"]


def test_repeat_below_nothing_stays_empty_and_is_said(world: World) -> None:
    text = "Name\tBemerkung\nAWO\tdto.\nCaritas\tneu\n"
    plan = plan_list(ORGANISATIONS.form, read_list(ORGANISATIONS.form, None, text))
    assert plan.rows[0].values["note"] == ""
    assert plan.notices == [
        "Bei „Bemerkung“ steht ein Zeichen für „wie darüber“. Darüber steht nichts, leer bleibt Zeile 2."
    ]


def test_words_that_are_stored_are_no_repeat(world: World) -> None:
    for name, note in (("AWO", "neu"), ("Caritas", "s. o.")):
        Organisation.objects.filter(pk=make_organisation(name).pk).update(note=note)
    text = "Name\tBemerkung\nAWO\tneu\nCaritas\ts. o.\n"
    plan = plan_list(ORGANISATIONS.form, read_list(ORGANISATIONS.form, None, text))
    assert ([row.action for row in plan.rows], plan.notices) == (["unverändert"] * 2, [])


def test_need_that_repeats_table_and_day_is_read(world: World) -> None:
    make_table(name="Eins")
    need = make_need(title="Alt", description="s. o.")
    text = (
        "Nummer;Titel;Runder Tisch;gemeldet am;Beschreibung\n;A;Eins;12.03.2026;Vorn\n;B;dto.;s. o.;Hinten\n"
        f"{need.number};Alt;;;s. o.\n"
    )
    plan = plan_needs(read_needs(None, text), by=world.koordination)
    assert [row.problems for row in plan.rows] == [[], [], []]
    assert (plan.rows[1].values["round_table"].name, str(plan.rows[1].values["raised_on"])) == ("Eins", "2026-03-12")
    assert plan.rows[2].action == "unverändert"
    assert [notice.split("“")[0] for notice in plan.notices] == ["Bei „Runder Tisch", "Bei „gemeldet am"]


def test_area_that_repeats_is_read(world: World) -> None:
    text = "Gebiet;Jahr;Wert\nNRW;2023;5\ndto.;2024;6\n"
    plan = plan_areas(make_indicator(), read_areas(None, text), kind="areas", source="Amt")
    assert [row.name for row in plan.rows] == ["NRW 2023", "NRW 2024"]
