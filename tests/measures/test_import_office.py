"""A list as an office keeps it: title rows, merged headings, own words, lists in cells, rough dates."""

import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from measures.catalogue.importing.headings import recognised
from measures.catalogue.importing.names import CLOSED, MANY_SEPARATORS
from measures.catalogue.importing.proposals import proposal
from measures.catalogue.importing.related import read_amount, read_figures
from measures.enums import NameKind
from measures.models import CatalogueImport, Measure
from measures.services.catalogue_import import assign_columns
from neuss_integration.city.models import Organisation
from neuss_integration.foundation.forms.written_dates import read_written_date
from tests.factories import World, make_department, make_organisation, sign_in
from tests.measures.test_catalogue_import import NEW, draft_of, planned, run
from tests.spreadsheets.files import upload, workbook_of

HEAD = ["Träger", "Maßnahme", "Amt", "Art", "Handlungsfeld", "Start"]
ROW = ["", "Sprachtreff", "Jugendamt", "Projekt", "Bildung und Sprache", "2025"]


def test_contact_goals_money_figures_and_light_are_recognised() -> None:
    headings = ["EF", "Ampel", "Ansprechpartner/in", "Tel.", "E-Mail", "Kennzahlen", "Vorgänger", "Fördersumme",
                "Stadtteil/Sozialraum", "Ziele des Konzepts"]  # fmt: skip
    assert list(recognised(headings).values()) == [
        "erfolgsfaktoren", "altampel", "kontakt", "telefon", "email", "kennzahl", "vorgaenger", "bewilligt",
        "stadtteile", "konzeptziele",
    ]  # fmt: skip
    assert list(recognised(["Ampel", "Kennzahlen", "Letzter Bericht"]).values()) == []


def test_shortened_headings_and_those_below_a_common_one_are_recognised() -> None:
    headings = ["Zuständigkeit FF Amt", "Zuständigkeit weitere Ämter", "Koop.-Partner", "EF-Nr.", "Worum geht es?",
                "Sachstand", "Handl.feld", "Maßn.-Bezeichnung", "Kontakt Name", "Kontakt Telefon"]  # fmt: skip
    assert list(recognised(headings, [["läuft"] * len(headings)]).values()) == [
        "federfuehrung", "mitwirkend", "partner", "erfolgsfaktoren", "beschreibung", "status", "handlungsfeld",
        "titel", "kontakt", "telefon",
    ]  # fmt: skip
    reports = [["Zwei Kurse laufen, ein Raum wird noch gesucht."]]
    assert [recognised(each, reports) for each in (["Sachstand"], ["Telefon Amt"])] == [{}, {}]


@pytest.mark.parametrize(
    ("text", "amount", "is_asked"),
    [("12.500 €", "12500", False), ("8.000,00", "8000", False), ("3200", "3200", False), ("2 T€", "2000", False),
     ("ca. 5.000 Euro", "5000", True), ("7.000,- EUR", "7000", False), ("1,2 Mio. €", "1200000", False),
     ("12,5 k€", "12500", False), ("0,125 Mio. Euro", "125000", False), ("EUR 5.000,--", "5000", False),
     ("3 Mrd. €", "3000000000", False), ("5.000 € (Landesmittel)", "5000", True), ("12 Tsd. €", "12000", False),

     ("20.000 € p.a.", "20000", True), ("rd. 500", "500", True)],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(text: str, amount: str, is_asked: bool) -> None:
    found, question = read_amount(text)
    assert (found, bool(question)) == (Decimal(amount), is_asked)
    with pytest.raises(ValidationError, match="ist kein Betrag"):
        read_amount("nach Bedarf")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("je 2.000 € p.a.", "nennt einen Betrag je Einheit"),
        ("30 €/Std.", "nennt einen Betrag je Einheit"),
        ("2.000–3.000 €", "nennt mehr als einen Betrag"),
        ("4.000 € (2025), 5.000 € (2026)", "nennt mehr als einen Betrag"),
        ("12.500 T€", "kann zweierlei heißen"),
        ("99 Mrd. €", "ist kein Betrag"),
    ],
)
def test_amounts_that_could_be_others_are_asked_for(text: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        read_amount(text)


def test_words_in_place_of_an_amount_stand_with_the_financing(world: World) -> None:
    """Also when the file is read again: then they are known."""
    head = [*HEAD, "Ansatz", "Kosten"]
    rows: Any = [*ROW, "2.000–3.000 €", "Land und Bund"]
    run(draft_of(world.koordination, rows, head=head), world.koordination)
    assert Measure.objects.get(title="Sprachtreff").funding_note == "Land und Bund\nGeplant in Euro: 2.000–3.000 €"
    (row,) = planned(draft_of(world.koordination, rows, head=head)).rows
    assert (row.problems, row.ignored, row.differences) == ([], [], [])
    (row,) = planned(draft_of(world.koordination, [*ROW, "je 5 €", ""], head=head)).rows
    assert row.ignored[0].startswith("„je 5 €“ nennt einen Betrag je Einheit.")


def test_words_for_no_amount_are_asked_about() -> None:
    assert read_amount("kostenneutral") == (None, "„kostenneutral“ ist gelesen als: kein Betrag. Ist das gemeint?")


def test_period_in_one_column_is_parted_with_a_question(world: World) -> None:
    head = [*HEAD[:5], "Laufzeit"]
    rows = [[*ROW[:1], "Eins", *ROW[2:5], "2022–2025"], [*ROW[:1], "Zwei", *ROW[2:5], "ab Sommer 2024"]]
    one, two = planned(draft_of(world.koordination, *rows, head=head)).rows
    assert [str(one.values["start"]), str(one.values["end"]), one.values.get("period_note")] == ["2022", "2025", None]
    assert one.questions == ["„2022–2025“ ist gelesen als Beginn 2022 und Ende 2025. Ist das gemeint?"]
    assert (str(two.values["start"]), two.values["period_note"]) == ("Juni 2024", "ab Sommer 2024")


def test_key_figures_are_read_from_words() -> None:
    found, other = read_figures("Beratungskontakte 2025: 1.412 Personen; 25 Lotsen\nläuft gut")
    assert [(each.name, each.number, each.unit, each.year) for each in found] == [
        ("Beratungskontakte", Decimal(1412), "Personen", 2025), ("Lotsen", Decimal(25), "Anzahl", None),
    ]  # fmt: skip
    assert other == ["läuft gut"]


def test_what_stands_beside_the_fields_is_taken_in(world: World) -> None:
    head = [*HEAD, "Ausgaben", "Kennzahl", "Ampel", "Ansprechpartner", "E-Mail", "Farbe"]
    draft = draft_of(
        world.koordination, [*ROW, "1.200 €", "Kurse 2024: 12", "gelb", "Fr. N.", "a@b.de", "blau"], head=head
    )
    money: Any = {"funding_source": "city", "funding_year": 2025, "notes_rest": True}
    draft = assign_columns(draft, by=world.koordination, assignment=draft.places, empties_delete=False, **money)
    run(draft, world.koordination)
    measure = Measure.objects.get(title="Sprachtreff")
    assert [str(each.spent) for each in measure.fundings.all()] == ["1200.00"]
    assert [(each.name, each.values.get().value) for each in measure.key_figures.all()] == [("Kurse", Decimal(12))]
    assert measure.internal_note == "Ampel in der alten Liste: gelb\nFarbe: blau"
    assert (measure.contact_name, measure.contact_email) == ("Fr. N.", "a@b.de")


def test_amounts_without_source_are_asked_for_and_others_stay(world: World) -> None:
    draft = draft_of(world.koordination, [*ROW, "1200"], head=[*HEAD, "Ausgaben"])
    (row,) = planned(draft).rows
    assert row.problems == ["Bitte wählen Sie im Schritt „Spalten zuordnen“ die Quelle und das Jahr der Beträge."]


def test_circle_of_predecessors_is_refused_in_its_row(world: World) -> None:
    rows = [["M-2017-001", "M-2013-001"], ["M-2013-001", "Präventionsnetz Kein Kind zurücklassen"], ["M-2026-001", "X"]]
    first, second, third = planned(draft_of(world.koordination, *rows, head=["Nummer", "Vorgänger"])).rows
    assert (first.problems, first.differences[0].new) == ([], "M-2013-001")
    assert second.problems[0].endswith(
        "führt im Kreis auf diese Maßnahme zurück. Bitte berichtigen Sie eine der Zeilen."
    )
    assert third.problems[0].startswith("Die Vorgängermaßnahme „X“ gibt es im Katalog nicht oder mehrfach.")


def test_words_that_are_no_day_are_asked_about(world: World) -> None:
    (row,) = planned(draft_of(world.koordination, [*ROW[:5], "jährlich", "fortlaufend"], head=[*HEAD, "Ende"])).rows
    assert (row.values["rhythm"], row.problems, len(row.questions)) == ("jährlich", [], 2)
    assert "end" not in row.values


def test_office_that_ended_is_asked_for_once_and_remembered(world: World, client: Client) -> None:
    make_department("Altes Amt", valid_until="2020-12-31", successor=world.jugendamt)
    draft = draft_of(world.koordination, [*NEW[:2], "Altes Amt", *NEW[3:]])
    page = sign_in(client, world.koordination).get(f"/massnahmen/import/{draft.pk}/namen/")
    form = page.context["form"]
    assert form.initial == {"name_0": str(world.jugendamt.pk)}
    client.post(f"/massnahmen/import/{draft.pk}/namen/", form.initial)
    assert planned(draft).rows[0].values["lead_department"] == world.jugendamt


def test_sheet_and_row_of_the_headings_can_be_chosen(world: World, client: Client) -> None:
    def second(book: Any) -> None:
        sheet = book.create_sheet("Alt")
        for row in (["Titel", "Amt"], ["Anderes", "Jugendamt"]):
            sheet.append(row)

    content = workbook_of(["Liste 2026"], HEAD, ROW, change=second)
    sign_in(client, world.koordination)
    sent: Any = client.post("/massnahmen/import/", {"file": upload(content), "submission_key": uuid.uuid4()})
    address = sent.url
    assert address.endswith("/blatt/")
    assert "Zeile 2: Träger | Maßnahme | Amt" in client.get(address).content.decode()
    client.post(address, {"sheet": "1", "heading": "0"})
    draft = CatalogueImport.objects.get()
    assert (draft.table["headings"], draft.table["rows"]) == (["Titel", "Amt"], [["Anderes", "Jugendamt"]])


def test_other_lists_in_cells_are_split_from_the_start(world: World) -> None:
    for name in ("Caritas", "Diakonie"):
        make_organisation(name)
    draft = draft_of(world.koordination, ["Caritas, Diakonie", *ROW[1:]], head=HEAD)
    assert draft.split_lists
    assert [str(each) for each in planned(draft).rows[0].values["carriers"]] == ["Caritas", "Diakonie"]


def test_row_below_which_nothing_stands_is_refused(world: World, client: Client) -> None:
    draft = draft_of(world.koordination, ROW, head=HEAD)
    address = f"/massnahmen/import/{draft.pk}/blatt/"
    response = sign_in(client, world.koordination).post(address, {"sheet": "0", "heading": "1"})
    assert "In der Datei stehen nur Überschriften." in response.content.decode()


def test_of_several_known_offices_the_first_leads(world: World) -> None:
    make_department("Amt für Schule")
    rows = [["", f"Treff {lead}", lead, *ROW[3:]] for lead in ("Jugendamt / Amt für Schule", "Amt 51 / Jugendamt")]
    several, unknown = planned(draft_of(world.koordination, *rows, head=HEAD)).rows
    assert str(several.values["lead_department"]) == "Jugendamt"
    assert [str(each) for each in several.values["contributing_departments"]] == ["Amt für Schule"]
    assert several.questions[0].endswith("federführend Jugendamt, mitwirkend Amt für Schule. Ist das gemeint?")
    assert "„Amt 51 / Jugendamt“ ist bei „Federführung“ nicht bekannt" in unknown.problems[0]


def test_several_offices_between_commas_are_told_apart_where_lists_are_split(world: World) -> None:
    """A name that holds „und“ itself stays whole."""
    make_department("Amt für Umwelt und Stadtgrün")
    cell = "Jugendamt, Stadtbibliothek und Amt für Umwelt und Stadtgrün"
    draft = draft_of(world.koordination, ["", "Treff", cell, *ROW[3:]], head=HEAD)
    chosen: Any = {"assignment": draft.places, "empties_delete": False}
    (row,) = planned(assign_columns(draft, by=world.koordination, split_lists=True, **chosen)).rows
    assert (row.problems, str(row.values["lead_department"])) == ([], "Jugendamt")
    offices = [str(each) for each in row.values["contributing_departments"]]
    assert offices == ["Stadtbibliothek", "Amt für Umwelt und Stadtgrün"]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Sommer 2026", "August 2026"),
        ("Winter 2026/27", "Februar 2027"),
        ("WS 2026/27", "März 2027"),
        ("Frühjahr/Sommer 2026", "August 2026"),
    ],
)
def test_end_of_a_season_is_its_last_month(text: str, end: str) -> None:
    written = read_written_date(text, is_end=True)
    assert written is not None
    assert (str(written.date), written.question) == (
        end,
        f"„{text}“ ist gelesen als {end}, der letzte Monat. Ist das gemeint?",
    )


def test_what_stays_open_is_entered_at_once_where_that_is_wished(world: World, client: Client) -> None:
    names = ["Stadtjugendring", "Bürgerstiftung", "Moscheegemeinde", "Freiwilligenagentur"]
    draft = draft_of(world.koordination, *([name, f"M {name}", *ROW[2:]] for name in names), head=HEAD)
    page = sign_in(client, world.koordination).get(f"/massnahmen/import/{draft.pk}/namen/")
    assert next(iter(page.context["form"].fields)) == "rest_is_new"
    client.post(f"/massnahmen/import/{draft.pk}/namen/", {"rest_is_new": "on"})
    assert [str(row.values["carriers"][0]) for row in planned(draft).rows] == names


def test_office_named_as_carrier_is_told_and_not_entered_with_the_rest(world: World, client: Client) -> None:
    names = ["Jugendamt", "Stadtjugendring", "Bürgerstiftung", "Moscheeverein", "Oase"]
    draft = draft_of(world.koordination, *([name, f"M {name}", *ROW[2:]] for name in names), head=HEAD)
    address = f"/massnahmen/import/{draft.pk}/namen/"
    form = sign_in(client, world.koordination).get(address).context["form"]
    (office,) = [name for name, (_, text) in form.name_fields.items() if text == "Jugendamt"]
    assert form.fields[office].help_text.endswith(
        "So heißt eine Fachdienststelle: Soll sie auch als Organisation gelten?"
    )
    client.post(address, {"rest_is_new": "on"})
    assert set(Organisation.objects.filter(name__in=names).values_list("name", flat=True)) == set(names[1:])


def test_what_names_nobody_is_left_out_and_never_entered(world: World, client: Client) -> None:
    names = ["s. u.", "–", "k. A.", "N.N.", "siehe Nr. 3", "Stadtjugendring", "Bürgerstiftung", "Moschee", "Oase"]
    draft = draft_of(world.koordination, *([name, f"M {name}", *ROW[2:]] for name in names), head=HEAD)
    address = f"/massnahmen/import/{draft.pk}/namen/"
    form = sign_in(client, world.koordination).get(address).context["form"]
    chosen = {text: form.initial.get(name) for name, (_, text) in form.name_fields.items()}
    assert {text for text, value in chosen.items() if value == "weglassen"} == set(names[:5])
    client.post(address, {"rest_is_new": "on"} | dict.fromkeys(form.nobody, ""))
    assert set(Organisation.objects.values_list("name", flat=True)) >= set(names[5:])
    assert not Organisation.objects.filter(name__in=names[:5]).exists()


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Preis (jährlich)", "event"), ("Verwaltungsmaßnahme", "structure"), ("Kurs (neu)", "permanent")],
)
def test_kinds_of_offices_are_proposed(text: str, meant: str) -> None:
    assert proposal(NameKind.KIND, text, CLOSED[NameKind.KIND]).pk == meant


def test_people_with_and_without_are_one_group() -> None:
    parts = MANY_SEPARATORS.split("Menschen mit und ohne Arbeit, Frauen und Männer")[::2]
    assert parts == ["Menschen mit und ohne Arbeit", "Frauen", "Männer"]


def test_file_without_kinds_asks_for_one(world: World, client: Client) -> None:
    head = ["Maßnahme", "Amt", "Handlungsfeld"]
    draft = draft_of(world.koordination, ["Sprachtreff", "Jugendamt", "Bildung und Sprache"], head=head)
    address = f"/massnahmen/import/{draft.pk}/spalten/"
    sent = {"titel": "0", "federfuehrung": "1", "handlungsfeld": "2"}
    page: Any = sign_in(client, world.koordination).post(address, sent)
    assert page.context["form"].errors["default_kind"][0].startswith("In der Datei steht keine Art.")
    assert client.post(address, sent | {"default_kind": "project"}).status_code == 302
