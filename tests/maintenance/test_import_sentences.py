"""What lists say of rows that cannot be: the column, what is wrong with it, and what to do. None of Django's."""

import re

import pytest
from django.core.exceptions import ValidationError

from measures.models import Measure
from neuss_integration.foundation.forms.model_sentences import sentences_of
from neuss_integration.foundation.records.history import label_of
from neuss_integration.foundation.spreadsheets.cells import as_text
from neuss_integration.maintenance.imports import ListPlan, plan_list, read_list
from neuss_integration.maintenance.kinds.city import CITY_KINDS
from neuss_integration.maintenance.kinds.kind import Kind
from roundtables.imports import COLUMNS, plan_needs, read_needs
from success_factors.imports.series import read_series
from success_factors.maintenance_kinds import FIELDS_OF_ACTION
from tests.factories import World, make_indicator, make_table
from tests.measures.test_catalogue_import import draft_of, planned

pytestmark = pytest.mark.django_db

OF_DJANGO = re.compile(r"Dieses Feld|Dieser Wert|Stellen Sie sicher|Constraint|existiert bereits|gibt es nicht mehr")
LONG = "x" * 40_000
KINDS = {kind.slug: kind for kind in (FIELDS_OF_ACTION, *CITY_KINDS)}


def list_of(kind: Kind, text: str) -> ListPlan:
    return plan_list(kind.form, read_list(kind.form, None, text))


def organisations(text: str) -> ListPlan:
    return list_of(KINDS["organisationen"], text)


@pytest.mark.parametrize("cell", [LONG, "#NV"])
@pytest.mark.parametrize("slug", sorted(KINDS))
def test_no_sentence_of_master_data_is_of_django(world: World, slug: str, cell: str) -> None:
    kind = KINDS[slug]
    labels = [label_of(kind.model._meta.get_field(name)) for name in kind.fields]
    text = "\n".join("\t".join(cells) for cells in (labels, [cell] * len(labels)))
    told = " ".join(" ".join(row.problems) for row in list_of(kind, text).rows)
    assert OF_DJANGO.search(told) is None, told
    assert told


@pytest.mark.parametrize("cell", ["", LONG])
@pytest.mark.parametrize("column", [words[0] for words in COLUMNS.values()])
def test_no_sentence_of_needs_is_of_django(world: World, column: str, cell: str) -> None:
    make_table(name="Eins")
    cells = {"Titel": "A", "Runder Tisch": "Eins", "gemeldet am": "12.03.2026"} | {column: cell}
    (row, _) = plan_needs(
        read_needs(None, f"{';'.join(cells)}\n{';'.join(cells.values())}\nB;Eins;12.03.2026"), by=world.koordination
    ).rows
    told = " ".join(row.problems)
    assert OF_DJANGO.search(told) is None, told
    assert not told or f"„{column}“" in told or "Bedarf" in told


def test_need_without_day_or_title_says_which_column(world: World) -> None:
    make_table(name="Eins")
    text = f"Titel;Betroffene Dienstleistung\n{'A' * 201};x\nB;{'x' * 201}"
    long_title, no_day = plan_needs(read_needs(None, text), by=world.koordination).rows
    missing = "„gemeldet am“ fehlt. Bitte füllen Sie die Zelle aus."
    assert set(long_title.problems) == {
        missing,
        "„Titel“ ist zu lang: Erlaubt sind 200 Zeichen, es sind 201. Bitte kürzen Sie den Text.",
    }
    assert len(no_day.problems) == 2
    assert missing in no_day.problems


def test_value_of_a_series_is_kept_whole_or_refused() -> None:
    indicator = make_indicator()
    group = "Menschen " * 12
    preview = read_series(indicator, f"Zeit;Wert;Gruppe;Quelle\n2020;5;{group};Amt\n2020;6;{group}b;Amt")
    assert [each.column for each in preview.problems] == ["Gruppe", "Gruppe"]
    assert "ist zu lang: Text mit 107 Zeichen, erlaubt sind 100." in preview.problems[0].sentence


@pytest.mark.parametrize("words", ["stadtweit", "gesamtes Stadtgebiet", "gesamtstädtisch", "ganz Neuss"])
def test_need_of_the_whole_city_is_read_as_people_write_it(world: World, words: str) -> None:
    make_table(name="Eins")
    (row,) = plan_needs(read_needs(None, f"Titel;gemeldet am;Wo\nA;12.03.2026;{words}"), by=world.koordination).rows
    assert (row.problems, row.values["is_citywide"], row.values["districts"]) == ([], True, [])


@pytest.mark.parametrize(
    ("words", "label"),
    [("Verein", "Verein oder Initiative"), ("e. V.", "Verein oder Initiative"), ("VHS", "Bildungsträger"),
     ("Kita", "Schule oder Kindertageseinrichtung"), ("Grundschule", "Schule oder Kindertageseinrichtung"),
     ("Wohlfahrt", "Wohlfahrtsverband"), ("Sportverein", "Sportverein oder Sportverband"), ("sonstiges", "Sonstige"),
     ("welfare", "Wohlfahrtsverband")],
)  # fmt: skip
def test_kind_of_an_organisation_is_read_as_people_write_it(world: World, words: str, label: str) -> None:
    (row,) = organisations(f"Name;Art\nX;{words}").rows
    assert ("Art", "", label) in row.differences


def test_unknown_kind_names_the_possible_ones(world: World) -> None:
    (row,) = organisations("Name;Art\nX;Raumfahrt").rows
    (sentence,) = row.problems
    assert sentence.startswith(
        "„Raumfahrt“ gibt es bei „Art“ nicht. Möglich sind: „Wohlfahrtsverband“, „Freier Träger“"
    )
    (named,) = organisations("Name\nSprachschule Erfttal").rows
    assert ("Art", "", "Bildungsträger") in named.differences


def test_sentences_of_the_catalogue_are_not_of_django(world: World) -> None:
    head = ["Titel", "Art", "Handlungsfeld", "Federführung", "Beginn", "E-Mail", "Ort", "Rhythmus", "Telefon"]
    (row,) = planned(draft_of(world.koordination, [as_text(LONG[:3000])] * len(head), head=head)).rows
    told = " ".join(row.problems)
    assert "„Titel“ ist zu lang" in told
    assert OF_DJANGO.search(told) is None, told


def test_own_sentences_of_models_stay_and_constraints_without_one_get_one(world: World) -> None:
    measure = world.praeventionsnetz
    measure.title, measure.lead_department_id = "", None  # type: ignore[assignment]
    with pytest.raises(ValidationError) as caught:
        measure.full_clean()
    told = sentences_of(caught.value, Measure)
    assert "„Titel“ fehlt. Bitte füllen Sie die Zelle aus." in told
    assert OF_DJANGO.search(" ".join(told)) is None, told
