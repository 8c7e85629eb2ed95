"""Loading master data: again and again, and never in the way of the office."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command

from neuss_integration.city.models import Committee, Department, District, Organisation, TargetGroup
from roundtables.models import RoundTable
from success_factors.models import Criterion, FieldOfAction, SuccessFactor

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

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def load() -> str:
    out = StringIO()
    call_command("load_master_data", stdout=out)
    return out.getvalue()


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
