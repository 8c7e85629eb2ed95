"""Master data: word for word where it must be, complete, and never in the way of the office."""

import datetime as dt
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from neuss_integration.city.enums import CommitteeKind
from neuss_integration.city.models import Committee, Department, District, Organisation, TargetGroup
from roundtables.models import RoundTable
from success_factors.models import Criterion, FieldOfAction, SuccessFactor

SEED = Path(__file__).with_name("seed.txt").read_text(encoding="utf-8")
TABLES = (
    SuccessFactor,
    Criterion,
    FieldOfAction,
    Department,
    Committee,
    District,
    TargetGroup,
    Organisation,
    RoundTable,
)

pytestmark = pytest.mark.django_db


def load() -> str:
    out = StringIO()
    call_command("load_master_data", stdout=out)
    return out.getvalue()


def factors_of_the_document() -> list[tuple[int, str, list[str]]]:
    """The list between its heading and the next one, as the document of the city has it."""
    part = SEED.partition("Erfolgsfaktoren für kommunale Integrationspolitik\n")[2].partition(
        "\nIntegration als „Quer"
    )[0]
    blocks = re.split(r"^  (?=\d\. )", part, flags=re.MULTILINE)[1:]
    found = []
    for block in blocks:
        heading, *criteria = [line.strip() for line in block.strip().splitlines()]
        found.append((int(heading[0]), heading[3:], [line.removeprefix("• ") for line in criteria]))
    return found


def test_success_factors_are_those_of_the_document_word_for_word():
    load()
    stored = [
        (factor.number, factor.title, list(factor.criteria.values_list("text", flat=True)))
        for factor in SuccessFactor.objects.order_by("number")
    ]
    assert stored == factors_of_the_document()
    assert (len(stored), Criterion.objects.count()) == (9, 15)


def test_fields_of_action_start_with_those_the_document_names():
    load()
    named = Criterion.objects.get(factor__number=6, position=2).text.removeprefix("Besonders in: ").split(", ")
    assert list(FieldOfAction.objects.filter(is_priority=True).values_list("name", flat=True)) == named
    assert FieldOfAction.objects.count() == 10


def test_districts_are_the_28_numbered_ones():
    load()
    assert list(District.objects.values_list("number", flat=True)) == list(range(1, 29))
    assert str(District.objects.get(number=9)) == "09 Weckhoven"


def test_integrationsrat_has_its_predecessor_and_its_successors():
    load()
    chain = [Committee.objects.get(name="Ausländerbeirat")]
    while chain[-1].successor:
        chain.append(chain[-1].successor)
    assert [committee.name for committee in chain] == [
        "Ausländerbeirat",
        "Integrationsrat",
        "Integrationsausschuss",
        "Ausschuss für Chancengerechtigkeit und Integration",
    ]


def test_one_integration_council_is_valid_on_any_day_since_2022():
    load()
    councils = Committee.objects.filter(kind=CommitteeKind.INTEGRATION_COUNCIL)
    for day in (dt.date(2022, 1, 1), dt.date(2025, 10, 31), dt.date(2025, 11, 1)):
        assert councils.valid_on(day).count() == 1


def test_former_offices_are_followed_by_the_integrationsamt():
    load()
    former = Department.objects.get(name="Integrationsbüro")
    assert former.successor == Department.objects.get(name="Integrationsamt")
    assert former.valid_until == dt.date(2017, 11, 30)


def test_date_known_to_the_month_begins_on_its_first_day_and_keeps_the_words():
    load()
    office = Department.objects.get(name="Stabsstelle Diversität, Integration und Antirassismus")
    assert office.valid_from == dt.date(2021, 2, 1)
    assert "Beginn laut Quelle: 2021-02." in office.note


def test_offices_of_the_district_are_external():
    load()
    external = Department.objects.filter(is_external=True).values_list("short_name", flat=True)
    assert {"Jobcenter", "KI Rhein-Kreis Neuss", "Agentur für Arbeit"} <= set(external)


def test_offices_without_a_source_are_left_out():
    load()
    assert not Department.objects.filter(name__in=["Rechtsamt", "Kämmerei", "Schulverwaltungsamt"]).exists()
    assert not Department.objects.filter(source="").exists()


def test_one_round_table_finds_the_needs():
    load()
    assert RoundTable.objects.get(finds_needs=True).name == "Runder Tisch Integrationsförderung"
    assert RoundTable.objects.count() == 3


def test_loading_twice_changes_nothing_and_says_so():
    load()
    before = {model: model.history.count() for model in TABLES}
    said = load()
    assert {model: model.history.count() for model in TABLES} == before
    assert "Stadtteile: 0 angelegt, 28 vorhanden." in said


def test_what_the_office_changed_is_kept():
    load()
    sportamt = Department.objects.get(name="Sportamt")
    sportamt.note, sportamt.valid_until = "Eigene Notiz", dt.date(2026, 6, 30)
    sportamt.save()
    load()
    sportamt.refresh_from_db()
    assert (sportamt.note, sportamt.valid_until) == ("Eigene Notiz", dt.date(2026, 6, 30))


def test_renamed_office_is_not_created_again():
    load()
    office = Department.objects.get(name="Sportamt")
    office.name = "Amt für Sport und Bewegung"
    office.save()
    load()
    assert not Department.objects.filter(name="Sportamt").exists()


def test_missing_row_is_created_again_with_its_successor():
    load()
    Department.objects.filter(name="Integrationsbüro").delete()
    Department.history.filter(name="Integrationsbüro").delete()
    load()
    assert Department.objects.get(name="Integrationsbüro").successor.name == "Integrationsamt"


def test_round_table_the_office_chose_for_the_needs_stays_the_one():
    RoundTable.objects.create(name="Bedarfskonferenz", finds_needs=True)
    load()
    assert RoundTable.objects.get(finds_needs=True).name == "Bedarfskonferenz"
