"""The office that leads what a file says no office of: chosen once, for new measures whose cell is empty."""

from typing import Any

from django.test import Client

from measures.enums import NameKind
from measures.models import CatalogueImport, Measure
from measures.services.catalogue_import import assign_columns, assign_names
from neuss_integration.accounts.models import User
from tests.factories import World, make_department, sign_in
from tests.measures.test_catalogue_import import draft_of, planned, run

HEAD = ["Nummer", "Maßnahme", "Amt", "Art", "Handlungsfeld"]
FIELD = ["Projekt", "Bildung und Sprache"]
CHOSEN = "Ohne Angabe in der Zeile. Federführung ist, wie bei den Spalten gewählt: Jugendamt."


def led(draft: CatalogueImport, by: User, lead: Any, **more: Any) -> CatalogueImport:
    return assign_columns(
        draft, by=by, assignment=draft.places, **{"empties_delete": False, "default_lead": lead} | more
    )


def test_empty_cell_of_a_new_measure_gets_the_chosen_office_and_no_other(world: World) -> None:
    before = Measure.objects.values_list("lead_department", "version").get(pk=world.vorlesestunden.pk)
    known = [world.vorlesestunden.number, "", "", "Veranstaltung", ""]
    rows = [["", "Ohne", "", *FIELD], ["", "Mit", "Stadtbibliothek", *FIELD], known]
    draft = led(draft_of(world.koordination, *rows, head=HEAD), world.koordination, world.jugendamt)
    plan = planned(draft)
    assert [row.questions for row in plan.rows] == [[CHOSEN], [], []]
    assert [each.new for row in plan.rows for each in row.differences if each.label == "Federführung"] == [
        "Jugendamt", "Stadtbibliothek",
    ]  # fmt: skip
    run(draft, world.koordination)
    leads = dict(Measure.objects.values_list("title", "lead_department__name"))
    assert (leads["Ohne"], leads["Mit"]) == ("Jugendamt", "Stadtbibliothek")
    assert Measure.objects.values_list("lead_department", "version").get(pk=world.vorlesestunden.pk) == (
        before[0], before[1] + 1,
    )  # fmt: skip


def test_read_again_the_office_stays(world: World) -> None:
    draft = draft_of(world.koordination, ["", "Ohne", "", *FIELD], head=HEAD)
    run(led(draft, world.koordination, world.jugendamt), world.koordination)
    again = draft_of(world.koordination, ["", "Ohne", "", *FIELD], head=HEAD)
    again = led(again, world.koordination, world.stadtbibliothek)
    (row,) = planned(again).rows
    assert (row.differences, row.problems, row.questions) == ([], [], [])


def test_name_that_is_left_out_says_nothing(world: World) -> None:
    """„N. N.“ is no office; somebody said so."""
    draft = draft_of(world.koordination, ["", "Ohne", "N. N.", *FIELD], head=HEAD)
    assign_names(by=world.koordination, targets={(NameKind.DEPARTMENT, "N. N."): None})
    assert planned(draft).rows[0].problems == ["„Federführung“ fehlt. Bitte füllen Sie die Zelle aus."]
    (row,) = planned(led(draft, world.koordination, world.jugendamt)).rows
    assert (row.values["lead_department"], row.questions) == (world.jugendamt, [CHOSEN])


def test_office_is_meant_that_was_chosen_and_none_that_is_called_like_it(world: World) -> None:
    make_department("Zweites Amt", short_name="Jugendamt")
    draft = draft_of(world.koordination, ["", "Ohne", "", *FIELD], head=HEAD)
    assert planned(led(draft, world.koordination, world.jugendamt)).rows[0].values["lead_department"] == world.jugendamt


def test_office_that_ended_since_is_refused_in_its_row(world: World) -> None:
    old = make_department("Altes Amt", valid_until="2020-12-31", successor=world.jugendamt)
    draft = draft_of(world.koordination, ["", "Ohne", "", *FIELD], head=HEAD)
    assert planned(led(draft, world.koordination, old)).rows[0].problems == [
        "„Altes Amt“ gibt es seit dem 31.12.2020 nicht mehr. Seitdem gilt „Jugendamt“. Bitte wählen Sie neu."
    ]


def test_file_without_offices_asks_for_one_that_is_valid(world: World, client: Client) -> None:
    old = make_department("Altes Amt", valid_until="2020-12-31", successor=world.jugendamt)
    draft = draft_of(world.koordination, ["Treff", *FIELD], head=["Maßnahme", "Art", "Handlungsfeld"])
    address = f"/massnahmen/import/{draft.pk}/spalten/"
    sent = {"titel": "0", "art": "1", "handlungsfeld": "2"}
    page: Any = sign_in(client, world.koordination).post(address, sent)
    assert page.context["form"].errors == {
        "default_lead": [
            "In der Datei steht keine Federführung. Bitte wählen Sie, welche Stelle die neuen Maßnahmen führt."
        ]
    }
    page = client.post(address, sent | {"default_lead": str(old.pk)})
    assert page.context["form"].errors["default_lead"][0].startswith("„Altes Amt“ gibt es seit dem 31.12.2020 nicht")
    assert client.post(address, sent | {"default_lead": str(world.jugendamt.pk)}).status_code == 302
    assert client.get(address).context["form"].initial["default_lead"] == world.jugendamt
    assert CHOSEN in client.get(f"/massnahmen/import/{draft.pk}/").content.decode()


def test_field_of_a_sheet_is_chosen_once_for_its_rows(world: World, client: Client) -> None:
    """Many offices keep a sheet for each Handlungsfeld, and name it nowhere in the table."""
    draft = draft_of(world.koordination, ["Treff", "Jugendamt", "Projekt"], head=["Maßnahme", "Amt", "Art"])
    address = f"/massnahmen/import/{draft.pk}/spalten/"
    sent = {"titel": "0", "federfuehrung": "1", "art": "2"}
    page: Any = sign_in(client, world.koordination).post(address, sent)
    assert page.context["form"].errors == {
        "default_field": ["In der Datei steht kein Handlungsfeld. Bitte wählen Sie, welches die neuen Maßnahmen haben."]
    }
    assert client.post(address, sent | {"default_field": str(world.bildung.pk)}).status_code == 302
    (row,) = planned(CatalogueImport.objects.get()).rows
    told = f"Ohne Angabe in der Zeile. Handlungsfeld ist, wie bei den Spalten gewählt: {world.bildung}."
    assert (row.problems, row.values["field_of_action"], row.questions) == ([], world.bildung, [told])
