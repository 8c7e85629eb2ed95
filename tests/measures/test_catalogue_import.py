"""Taking in a catalogue: what is read, what it would do, and what it did."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.utils import timezone

from measures.catalogue.importing.plan import ImportPlan, RowAction
from measures.catalogue.importing.row_plans import make_plan
from measures.catalogue.listing import Listing
from measures.enums import MeasureState, NameKind
from measures.exports import listing_file
from measures.models import CatalogueImport, Measure, NameMapping
from measures.services.catalogue_import import (
    assign_columns,
    assign_names,
    discard_import,
    forget_imports,
    start_import,
)
from measures.services.catalogue_run import run_import
from measures.services.measure import update_measure
from neuss_integration.accounts.models import User
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.words.partial_dates import PartialDate
from tests.factories import World, make_department, make_organisation, make_target_group
from tests.spreadsheets.files import upload, workbook_of

HEAD = ["Träger", "Maßnahme", "Amt", "Art", "Handlungsfeld", "Start", "Stadtteil", "Foo"]
NEW = ["", "Frühsprachförderung Änne", "jugendamt", "projekt", "Bildung und Sprache", "03.2026", "9; Erfttal", "x"]


def draft_of(by: User, *rows: list[Any], head: list[str] | None = None) -> CatalogueImport:
    return start_import(upload(workbook_of(head or HEAD, *rows)), by=by)


def planned(draft: CatalogueImport) -> ImportPlan:
    return make_plan(CatalogueImport.objects.get(pk=draft.pk))


def run(draft: CatalogueImport, by: User, *, only_good: bool = False) -> CatalogueImport:
    return run_import(draft, by=by, digest=planned(draft).digest, only_good=only_good)


def export(by: User, file_format: str, columns: str = "") -> bytes:
    listing = Listing(QueryDict(columns), by)
    return listing_file(listing, file_format, made_at=timezone.localtime(), all_columns=not columns)


@pytest.fixture
def full(world: World) -> World:
    """Measures with everything that could get lost on the way through a file."""
    net = world.praeventionsnetz
    values = {
        "title": "Übergänge: „Größe“ & Maß; =1+1", "description": "Zeile eins\n\nZeile zwei; mit Semikolon",
        "carriers": [make_organisation("Caritas; Diakonie"), make_organisation("Öku e.V.")],
        "target_groups": [make_target_group("Kinder"), make_target_group("Ältere")],
        "contributing_departments": [world.stadtbibliothek], "rhythm": "-", "location": "+49 2131",
        "start": PartialDate.from_parts(2017), "end": PartialDate.from_parts(2020, 3),
    }  # fmt: skip
    update_measure(net, by=world.koordination, expected_version=net.version, values=values)
    lead = {"start": PartialDate.from_parts(2013, 4, 5), "internal_note": "'=zitiert"}
    reading = world.vorlesestunden
    update_measure(reading, by=world.koordination, expected_version=reading.version, values=lead)
    return world


@pytest.mark.parametrize("file_format", ["xlsx", "ods", "csv"])
def test_own_export_changes_nothing(full: World, file_format: str) -> None:
    before = list(Measure.objects.order_by("pk").values())
    content = export(full.koordination, file_format)
    draft = start_import(upload(content, f"a.{file_format}"), by=full.koordination)
    assert CatalogueImport.objects.get().assignment.keys() >= {"nummer", "titel", "stadtteile", "ende", "notiz"}
    plan = planned(draft)
    assert [row.problems + row.differences for row in plan.rows] == [[], [], []]
    assert plan.counts == {RowAction.NEW: 0, RowAction.CHANGED: 0, RowAction.UNCHANGED: 3, RowAction.WRONG: 0}
    run(draft, full.koordination)
    assert list(Measure.objects.order_by("pk").values()) == before


def test_own_export_changes_nothing_even_when_empty_cells_delete(full: World) -> None:
    draft = start_import(upload(export(full.koordination, "csv"), "a.csv"), by=full.koordination)
    assignment = CatalogueImport.objects.get().places
    assign_columns(draft, by=full.koordination, assignment=assignment, empties_delete=True)
    assert planned(draft).counts[RowAction.UNCHANGED] == 3


def test_cell_that_says_what_is_stored_is_right(world: World) -> None:
    """What the forms refuse today may be stored from before; a list that repeats it changes nothing."""
    Measure.objects.filter(pk=world.praeventionsnetz.pk).update(contact_email="k. A.")
    draft = start_import(upload(export(world.koordination, "xlsx")), by=world.koordination)
    assert [row.problems + row.differences for row in planned(draft).rows] == [[]] * Measure.objects.count()
    other = draft_of(world.koordination, ["M-2017-001", "keine"], head=["Nummer", "E-Mail"])
    assert [len(row.problems) for row in planned(other).rows] == [1]


def test_headings_are_recognised_in_any_order(world: World) -> None:
    draft = draft_of(world.koordination, NEW)
    assert draft.assignment == {
        "traeger": 0, "titel": 1, "federfuehrung": 2, "art": 3, "handlungsfeld": 4, "beginn": 5, "stadtteile": 6,
    }  # fmt: skip


def test_new_measure_has_all_values_and_a_number(world: World) -> None:
    done = run(draft_of(world.koordination, NEW), world.koordination)
    measure = Measure.objects.get(title="Frühsprachförderung Änne")
    assert (measure.kind, measure.lead_department, measure.state) == ("project", world.jugendamt, "planned")
    assert str(measure.start) == "März 2026"
    assert list(measure.districts.order_by("number")) == [world.weckhoven, world.erfttal]
    assert measure.number.startswith(f"M-{timezone.localdate().year}-")
    assert measure.history.latest().history_user == world.koordination
    assert [(each["line"], each["action"], each["number"]) for each in done.results] == [(2, "neu", measure.number)]


def test_changed_measure_shows_old_and_new_and_keeps_history(world: World) -> None:
    row = ["M-2017-001", "Präventionsnetz", "1.2.2018", "ganze Stadt", "4; 8. Erfolgsfaktor 8"]
    head = ["Nummer", "Titel", "Beginn", "Stadtteile", "Erfolgsfaktoren"]
    draft = draft_of(world.koordination, row, head=head)
    assert [(each.label, each.old, each.new) for each in planned(draft).rows[0].differences] == [
        ("Titel", "Präventionsnetz Kein Kind zurücklassen", "Präventionsnetz"),
        ("Erfolgsfaktoren", "Erfolgsfaktor 4", "Erfolgsfaktor 4; Erfolgsfaktor 8"),
        ("Stadtteile", "Weckhoven", "ganze Stadt"),
        ("Beginn", "Februar 2017", "01.02.2018"),
    ]
    version = world.praeventionsnetz.version
    run(draft, world.koordination)
    measure = Measure.objects.get(number="M-2017-001")
    assert (measure.title, measure.is_citywide, measure.version) == ("Präventionsnetz", True, version + 1)
    assert measure.history.latest().history_user == world.koordination


def test_empty_cells_delete_only_when_asked(world: World) -> None:
    Measure.objects.filter(number="M-2017-001").update(location="Rathaus")
    draft = draft_of(world.koordination, ["M-2017-001", ""], head=["Nummer", "Ort"])
    assert planned(draft).counts[RowAction.UNCHANGED] == 1
    assign_columns(draft, by=world.koordination, assignment={"nummer": 0, "ort": 1}, empties_delete=True)
    run(draft, world.koordination)
    assert Measure.objects.get(number="M-2017-001").location == ""


def test_measure_without_number_is_found_by_its_title(world: World) -> None:
    row = ["mehrsprachige VORLESESTUNDEN", "Haus am Markt"]
    plan = planned(draft_of(world.koordination, row, head=["Titel", "Ort"]))
    assert plan.rows[0].number == "M-2013-001"
    assert [each.label for each in plan.rows[0].differences] == ["Titel", "Ort"]


@pytest.mark.parametrize(
    ("place", "cell", "sentence"),
    [
        (1, "", "„Titel“ fehlt. Bitte füllen Sie die Zelle aus."),
        (1, "x" * 201, "„Titel“ ist zu lang: Erlaubt sind 200 Zeichen, es sind 201. Bitte kürzen Sie den Text."),
        (2, "Amt für Nichts", ("„Amt für Nichts“ ist bei „Federführung“ nicht bekannt. Bitte ordnen Sie den Namen im "
                              "Schritt „Werte zuordnen“ zu.")),
        (3, "Hobby", ("„Hobby“ gibt es bei „Art“ nicht. Möglich sind: Dauerangebot, Projekt, Veranstaltung, Netzwerk "
                     "oder Gremium, Konzept, Strukturmaßnahme, Kampagne, Förderprogramm, Erhebung.")),
        (5, "31.02.2026", "Diesen Tag gibt es im Kalender nicht. Bitte prüfen Sie bei „Beginn“ Tag und Monat."),
        (5, "bald", ("Bitte geben Sie bei „Beginn“ ein Jahr (2026), einen Monat (03.2026) oder einen Tag (12.03.2026) "
                    "an.")),
    ],
)  # fmt: skip
def test_wrong_cell_is_a_sentence(world: World, place: int, cell: str, sentence: str) -> None:
    row = [*NEW[:place], cell, *NEW[place + 1 :]]
    plan = planned(draft_of(world.koordination, row))
    assert (plan.rows[0].action, plan.rows[0].problems) == (RowAction.WRONG, [sentence])


def test_rules_between_cells_are_sentences(world: World) -> None:
    head = ["Nummer", "Titel", "Beginn", "Ende", "Status"]
    rows = [["M-2017-001", "", "2026", "2020", ""], ["M-1999-001", "X", "", "", ""], ["M-2013-001", "", "", "", "Idee"],
            ["M-2026-001", "", "", "", "ruhend"], ["M-2017-001", "", "", "", ""]]  # fmt: skip
    plan = planned(draft_of(world.koordination, *rows, head=head))
    assert [row.problems[0][:45] for row in plan.rows] == [
        "Das Ende liegt vor dem Beginn. Bitte prüfen S",
        "Die Nummer „M-1999-001“ gibt es nicht. Bitte ",
        "Von „laufend“ führt kein Schritt zu „Idee“. B",
        "Von „Idee“ führt kein Schritt zu „ruhend“. Bi",
        "Diese Maßnahme steht schon in Zeile 2. Bitte ",
    ]


def test_status_changes_by_a_step_of_the_workflow(world: World) -> None:
    row = ["M-2017-001", "ruhend", "Personal fehlt"]
    run(draft_of(world.koordination, row, head=["Nummer", "Status", "Begründung des Status"]), world.koordination)
    measure = Measure.objects.get(number="M-2017-001")
    event = measure.events.latest("pk")
    assert (measure.state, measure.state_reason) == (MeasureState.PAUSED, "Personal fehlt")
    assert (event.transition, event.actor, event.comment) == ("pause", world.koordination, "Personal fehlt")


def test_office_that_ended_leads_nothing_new(world: World) -> None:
    ended = dt.date(2020, 12, 31)
    make_department("Altes Amt", valid_until=ended, successor=world.jugendamt)
    plan = planned(draft_of(world.koordination, [*NEW[:2], "Altes Amt", *NEW[3:]]))
    assert plan.rows[0].problems == [
        ("„Altes Amt“ gibt es seit dem 31.12.2020 nicht mehr. Seitdem gilt „Jugendamt“. Bitte wählen Sie neu.")
    ]


def test_names_assigned_by_hand_are_remembered(world: World) -> None:
    row = ["Alter Verein; Unwichtig", *NEW[1:2], "Amt 51", *NEW[3:]]
    draft = draft_of(world.koordination, row)
    targets: dict[Any, Any] = {
        (NameKind.DEPARTMENT, "Amt 51"): world.jugendamt, (NameKind.ORGANISATION, "Unwichtig"): None,
        (NameKind.ORGANISATION, "ALTER Verein"): make_organisation("Neuer Verein"),
    }  # fmt: skip
    assign_names(by=world.koordination, targets=targets)
    run(draft, world.koordination)
    measure = Measure.objects.get(title=NEW[1])
    assert (measure.lead_department, [str(each) for each in measure.carriers.all()]) == (
        world.jugendamt,
        ["Neuer Verein"],
    )
    assert NameMapping.objects.get(text="amt 51").history.get().history_user == world.koordination
    assert planned(draft_of(world.koordination, row)).counts[RowAction.UNCHANGED] == 1


def test_nothing_is_taken_in_when_somebody_changed_something_since_the_preview(world: World) -> None:
    draft = draft_of(world.koordination, ["M-2017-001", "Neu"], NEW[:2], head=["Nummer", "Titel"])
    digest = planned(draft).digest
    net = world.praeventionsnetz
    update_measure(net, by=world.vertretung, expected_version=net.version, values={"title": "Von der Vertretung"})
    with pytest.raises(Refused, match="Inzwischen hat sich etwas geändert"):
        run_import(draft, by=world.koordination, digest=digest, only_good=True)
    assert Measure.objects.get(number="M-2017-001").title == "Von der Vertretung"


def test_wrong_rows_stay_outside_when_asked_and_in_the_report(world: World) -> None:
    draft = draft_of(world.koordination, NEW, ["", "Ohne Amt", "", "Projekt", "Bildung und Sprache", "", "", ""])
    with pytest.raises(Refused, match="Eine Zeile hat einen Fehler"):
        run(draft, world.koordination)
    assert Measure.objects.count() == 3
    done = run(draft, world.koordination, only_good=True)
    assert Measure.objects.count() == 4
    assert [each["action"] for each in done.results] == ["neu", "falsch"]
    assert [row[1] for row in done.table["rows"]] == ["Ohne Amt"]


def test_second_confirmation_does_nothing(world: World) -> None:
    draft = draft_of(world.koordination, NEW)
    digest = planned(draft).digest
    for _ in range(2):
        run_import(draft, by=world.koordination, digest=digest)
    assert Measure.objects.filter(title=NEW[1]).count() == 1


def test_only_the_koordination_takes_in_and_only_its_own_files(world: World) -> None:
    with pytest.raises(PermissionDenied):
        draft_of(world.jugendamt_person, NEW)
    draft = draft_of(world.koordination, NEW)
    with pytest.raises(Refused, match="liegt nicht mehr bereit"):
        run_import(draft, by=world.vertretung, digest=planned(draft).digest)
    with pytest.raises(Refused, match="liegt nicht mehr bereit"):
        discard_import(draft, by=world.vertretung)
    assert Measure.objects.count() == 3


def test_forgotten_files_go_and_done_ones_stay(world: World) -> None:
    done = run(draft_of(world.koordination, NEW), world.koordination)
    old, young = (draft_of(world.koordination, NEW) for _ in range(2))
    long_ago = timezone.now() - dt.timedelta(days=15)
    CatalogueImport.objects.filter(pk__in=[old.pk, done.pk]).update(updated_at=long_ago)
    assert forget_imports() == 1
    assert set(CatalogueImport.objects.values_list("pk", flat=True)) == {done.pk, young.pk}
