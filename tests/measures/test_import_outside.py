"""What a file tells of known measures beside their fields: taken in after a preview, or named as left outside."""

from decimal import Decimal

from django.test import Client
from django.utils import timezone

from measures.catalogue.importing.plan import RowAction
from measures.models import CatalogueImport, KeyFigure, Measure
from measures.services.catalogue_import import assign_columns
from measures.services.catalogue_undo import undo_import
from tests.factories import World, sign_in
from tests.measures.test_catalogue_import import HEAD as NEW_HEAD
from tests.measures.test_catalogue_import import NEW, draft_of, planned, run

HEAD = ["Nummer", "Kennzahl"]
NUMBER = "M-2017-001"


def figures() -> list[tuple[str, list[Decimal]]]:
    found = KeyFigure.objects.filter(measure__number=NUMBER).order_by("pk")
    return [(each.name, [value.value for value in each.values.order_by("reference_date")]) for each in found]


def test_value_of_a_known_key_figure_is_taken_in_and_back(world: World) -> None:
    run(draft_of(world.koordination, [NUMBER, "Kurse 2023: 3; Kurse 2024: 5"], head=HEAD), world.koordination)
    assert figures() == [("Kurse", [Decimal(3), Decimal(5)])]
    again = draft_of(world.koordination, [NUMBER, "Kurse 2024: 5; Kurse 2025: 8"], head=HEAD)
    (row,) = planned(again).rows
    assert [(each.label, each.new) for each in row.differences] == [("Kennzahl", "Kurse 2025: 8")]
    done = run(again, world.koordination)
    assert figures() == [("Kurse", [Decimal(3), Decimal(5), Decimal(8)])]
    undo_import(done, by=world.koordination)
    assert figures() == [("Kurse", [Decimal(3), Decimal(5)])]
    (row,) = planned(draft_of(world.koordination, [NUMBER, "Kurse 2023: 3; Kurse 2024: 5"], head=HEAD)).rows
    assert (row.action, row.ignored) == (RowAction.UNCHANGED, [])


def test_what_a_known_key_figure_does_not_take_is_named(world: World) -> None:
    run(draft_of(world.koordination, [NUMBER, "Kurse 2024: 5; 25 Lotsen"], head=HEAD), world.koordination)
    year = timezone.localdate().year
    cell = f"Kurse 2024: 6; Kurse {year}: 7; Kurse 2023: 4 Euro; 25 Lotsen; 30 Lotsen; läuft gut"
    (row,) = planned(draft_of(world.koordination, [NUMBER, cell], head=HEAD)).rows
    assert (row.action, row.differences) == (RowAction.UNCHANGED, [])
    there, still, unit, no_year, words = row.ignored
    assert there.startswith(
        "„Kurse 2024: 6“: Im Katalog steht für diese Zeit 5. Bitte berichtigen Sie den Wert auf der"
    )
    assert still.startswith(f"„Kurse {year}: 7“ gehört zu einem Jahr, das nicht zu Ende ist.")
    assert unit.startswith("„Kurse 2023: 4 Euro“: Die Kennzahl zählt „Anzahl“. Bitte schreiben Sie diese Einheit")
    assert no_year.startswith("„30 Lotsen“ nennt kein Jahr.")
    assert no_year.endswith(f"„Lotsen {year - 1}: 30“.")
    assert words == "„läuft gut“ ist keine Kennzahl mit Zahl. Bitte schreiben Sie es in eine Spalte „Ergebnisse“."


def test_number_that_becomes_no_value_of_a_new_key_figure_is_named(world: World) -> None:
    year = timezone.localdate().year
    row = [*NEW, f"Kurse {year - 1}: 5; 25 Lotsen; Feste {year}: 7"]
    draft = draft_of(world.koordination, row, head=[*NEW_HEAD, "Kennzahl"])
    (planned_row,) = planned(draft).rows
    assert planned_row.action is RowAction.NEW
    no_year, not_over = planned_row.ignored
    told = "Die Kennzahl entsteht ohne Messwert, die Zahl steht nur in ihrer Definition."
    assert no_year.startswith(f"„25 Lotsen“ nennt kein Jahr. {told} Bitte")
    assert no_year.endswith(f"„Lotsen {year - 1}: 25“.")
    assert not_over.startswith(f"„Feste {year}: 7“ gehört zu einem Jahr, das nicht zu Ende ist. {told}")
    run(draft, world.koordination)
    stored = {each.name: each.values.count() for each in KeyFigure.objects.filter(measure__title=NEW[1])}
    assert stored == {"Kurse": 1, "Lotsen": 0, "Feste": 0}


def test_preview_and_report_name_what_stays_outside(world: World, client: Client) -> None:
    draft = draft_of(world.koordination, [NUMBER, "läuft gut"], head=HEAD)
    page = sign_in(client, world.koordination).get(f"/massnahmen/import/{draft.pk}/").content.decode()
    assert "Aus 1 Zeile wird nicht alles übernommen." in page
    run(draft, world.koordination)
    for text in (page, client.get(f"/massnahmen/import/{draft.pk}/").content.decode()):
        assert "„läuft gut“ ist keine Kennzahl mit Zahl." in text


def test_two_values_for_one_time_and_a_long_unit_are_refused(world: World) -> None:
    cells = [
        "Kurse 2024: 5; Kurse 2024: 6",
        f"Kurse 2024: 5 {'sehr ' * 8}lang",
        "; ".join(f"9 Dinge {letter}" for letter in "ABCDEFG"),
    ]
    rows = [[number, cell] for number, cell in zip((NUMBER, "M-2013-001", "M-2026-001"), cells, strict=True)]
    one, two, three = planned(draft_of(world.koordination, *rows, head=HEAD)).rows
    assert one.problems == ["In „Kennzahl“ stehen für „Kurse“ zwei Werte zur selben Zeit. Bitte löschen Sie einen."]
    told = (
        "„sehr sehr sehr sehr sehr sehr sehr sehr lang“ in der Spalte „Kennzahl“ ist zu lang: Einheit mit 44 Zeichen, "
    )
    assert two.problems == [f"{told}erlaubt sind 30. Bitte kürzen Sie den Text in der Datei."]
    assert three.problems[0].startswith("Mit „Kennzahl“ hätte die Maßnahme mehr als 6 Kennzahlen.")


def test_another_reason_for_the_same_state_is_named(world: World) -> None:
    head = ["Nummer", "Status", "Begründung des Status"]
    run(draft_of(world.koordination, [NUMBER, "ruhend", "Personal fehlt"], head=head), world.koordination)
    rows = [[NUMBER, "ruhend", "Das Geld fehlt"], ["M-2013-001", "", "Weil"]]
    paused, running = planned(draft_of(world.koordination, *rows, head=head)).rows
    for row, stays in ((paused, "Personal fehlt"), (running, "leer")):
        (sentence,) = row.ignored
        assert sentence.startswith(f"Die „Begründung des Status“ ändert sich nur mit dem Status und bleibt „{stays}“.")
    (same,) = planned(draft_of(world.koordination, [NUMBER, "ruhend", "Personal fehlt"], head=head)).rows
    assert same.ignored == []
    assert Measure.objects.get(number=NUMBER).state_reason == "Personal fehlt"


def test_old_light_of_a_known_measure_is_named(world: World) -> None:
    draft = draft_of(world.koordination, [NUMBER, "gelb"], head=["Nummer", "Ampel"])
    (sentence,) = planned(draft).rows[0].ignored
    assert sentence.startswith(
        "„Ampel in der alten Liste: gelb“ kommt nur bei neuen Maßnahmen in den internen Vermerk."
    )


def test_remark_that_is_read_again_keeps_what_was_noted_with_it(world: World) -> None:
    head = [*NEW_HEAD, "Bemerkung", "Auslastung"]

    def drafted(remark: str) -> CatalogueImport:
        draft = draft_of(world.koordination, [*NEW, remark, "85 %"], head=head)
        return assign_columns(
            draft, by=world.koordination, assignment=draft.places, empties_delete=False, notes_rest=True
        )

    run(drafted("Antrag läuft"), world.koordination)
    (row,) = planned(drafted("Antrag läuft")).rows
    assert (row.action, row.ignored) == (RowAction.UNCHANGED, [])
    (row,) = planned(drafted("Antrag bewilligt")).rows
    assert [each.new for each in row.differences] == ["Antrag bewilligt\n\nFoo: x\nAuslastung: 85 %"]
