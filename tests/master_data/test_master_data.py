"""Master data: word for word where it must be, and complete."""

import datetime as dt
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from neuss_integration.city.enums import CommitteeKind
from neuss_integration.city.models import Committee, Department, District
from roundtables.models import RoundTable
from success_factors.models import Criterion, FieldOfAction, Indicator, SuccessFactor

SEED = Path(__file__).with_name("seed.txt").read_text(encoding="utf-8")
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def master_data(django_db_setup, django_db_blocker):
    """Loaded once for the module, and removed after it."""
    with django_db_blocker.unblock():
        try:
            call_command("load_master_data", stdout=StringIO())
            yield
        finally:
            call_command("flush", interactive=False, verbosity=0)


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
    stored = [
        (factor.number, factor.title, list(factor.criteria.values_list("text", flat=True)))
        for factor in SuccessFactor.objects.order_by("number")
    ]
    assert stored == factors_of_the_document()
    assert (len(stored), Criterion.objects.count()) == (9, 15)


def test_fields_of_action_start_with_those_the_document_names():
    named = Criterion.objects.get(factor__number=6, position=2).text.removeprefix("Besonders in: ").split(", ")
    assert list(FieldOfAction.objects.filter(is_priority=True).values_list("name", flat=True)) == named
    assert FieldOfAction.objects.count() == 10


def test_districts_are_the_28_numbered_ones():
    assert list(District.objects.values_list("number", flat=True)) == list(range(1, 29))
    assert str(District.objects.get(number=9)) == "09 Weckhoven"


def test_integrationsrat_has_its_predecessor_and_its_successors():
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
    councils = Committee.objects.filter(kind=CommitteeKind.INTEGRATION_COUNCIL)
    for day in (dt.date(2022, 1, 1), dt.date(2025, 10, 31), dt.date(2025, 11, 1)):
        assert councils.valid_on(day).count() == 1


def test_former_offices_are_followed_by_the_integrationsamt():
    former = Department.objects.get(name="Integrationsbüro")
    assert former.successor == Department.objects.get(name="Integrationsamt")
    assert former.valid_until == dt.date(2017, 11, 30)


def test_date_known_to_the_month_begins_on_its_first_day_and_keeps_the_words():
    office = Department.objects.get(name="Stabsstelle Diversität, Integration und Antirassismus")
    assert office.valid_from == dt.date(2021, 2, 1)
    assert "Beginn laut Quelle: 2021-02." in office.note


def test_offices_of_the_district_are_external():
    external = Department.objects.filter(is_external=True).values_list("short_name", flat=True)
    assert {"Jobcenter", "KI Rhein-Kreis Neuss", "Agentur für Arbeit"} <= set(external)


def test_offices_without_a_source_are_left_out():
    assert not Department.objects.filter(name__in=["Rechtsamt", "Kämmerei", "Schulverwaltungsamt"]).exists()
    assert not Department.objects.filter(source="").exists()


def test_one_round_table_finds_the_needs():
    assert RoundTable.objects.get(finds_needs=True).name == "Runder Tisch Integrationsförderung"
    assert RoundTable.objects.count() == 3


def test_indicators_known_only_for_the_state_are_not_watched_and_say_why():
    inactive = Indicator.objects.filter(is_active=False)
    assert (Indicator.objects.count(), inactive.count()) == (55, 23)
    assert not inactive.filter(inactive_reason="").exists()
    assert not Indicator.objects.filter(is_active=True, scope__in=["state", "nation"]).exists()


def test_indicators_have_a_source_and_no_key_figure_of_a_measure_among_them():
    assert not Indicator.objects.filter(source="").exists()
    assert not Indicator.objects.filter(name__contains="der Maßnahme").exists()
    assert list(Indicator.objects.get(name="Einbürgerungen pro Jahr").success_factors.values_list("number")) == [(8,)]
