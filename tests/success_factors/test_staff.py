"""Kommune als Arbeitgeber: what is entered, what cannot be, who sees it, what becomes of it."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from neuss_integration.accounts import cached_pages
from neuss_integration.city.models import Department
from neuss_integration.foundation.exceptions import Incomplete, Refused, Stale
from reporting.content.staff import employer, staff_told
from success_factors.enums import StaffShare
from success_factors.models import Indicator, IndicatorValue, StaffFigures, StaffYear, ValueRequest
from success_factors.models.staff import COUNTS, contradictions
from success_factors.selectors.staff import offices_of, staff_table
from success_factors.services.staff import accept_staff, return_staff, save_staff
from success_factors.services.value_requests import deliver, request_value
from tests.factories import World, make_department, make_indicator, sign_in

YEAR = timezone.localdate().year - 1
FULL = dict(zip(COUNTS, (100, 60, 15, 10, 4, 8, 4, 10, 3, 2, 20), strict=True))
SUMS = """
    SELECT SUM(f.with_migration) * 100.0 / SUM(f.answered), SUM(f.participants) * 100.0 / SUM(f.staff)
    FROM success_factors_stafffigures f JOIN success_factors_staffyear y ON y.id = f.staff_year_id WHERE y.year = %s
"""


def share(world: World, key: str = "staff", **fields: Any) -> Indicator:
    return make_indicator(name=f"Anteil {key}", unit="%", decimals=1, staff_share=key, **fields)


def entered(world: World, *rows: tuple[Department, dict[str, Any]], year: int = YEAR, **fields: Any) -> StaffYear:
    options: dict[str, Any] = {"by": world.koordination, "expected_version": 0} | fields
    return save_staff(year, offices=dict(rows), **options)


def released(world: World, *rows: tuple[Department, dict[str, Any]], year: int = YEAR) -> StaffYear:
    return accept_staff(entered(world, *rows, year=year, submit=True), by=world.koordination)


def page_of(person: Any, address: str) -> str:
    return sign_in(Client(), person).get(address).text


def test_shares_of_the_administration_become_values_once_released(world: World) -> None:
    indicators = {key: share(world, key) for key in ("staff", "trained")}
    sent = entered(world, (world.jugendamt, FULL), (world.stadtbibliothek, {**FULL, "answered": 20}), submit=True)
    assert IndicatorValue.objects.count() == 0
    accept_staff(sent, by=world.koordination)
    with connection.cursor() as cursor:
        cursor.execute(SUMS, [YEAR])
        expected = [Decimal(str(each)).quantize(Decimal("0.1")) for each in cursor.fetchone()]
    values = [each.values.get() for each in indicators.values()]
    assert [each.value for each in values] == expected == [Decimal("37.5"), Decimal("20.0")]
    assert values[0].source == f"Personalzahlen {YEAR} aus 2 Fachdienststellen"


def test_share_is_rounded_half_up_as_everywhere(world: World) -> None:
    """5 of 80 are 6.25 %."""
    indicator = share(world)
    released(world, (world.jugendamt, {**FULL, "staff": 90, "answered": 80, "with_migration": 5}))
    assert indicator.values.get().value == Decimal("6.3")


def test_correction_replaces_the_value_and_the_same_again_writes_none(world: World) -> None:
    indicator = share(world)
    done = released(world, (world.jugendamt, FULL))
    for answers in (60, 50):
        back = return_staff(done, by=world.koordination, comment="Bitte prüfen.")
        again = {**FULL, "answered": answers}
        sent = entered(world, (world.jugendamt, again), expected_version=back.version, submit=True)
        done = accept_staff(sent, by=world.koordination)
    found = indicator.values.order_by("pk").values_list("value", "is_used", "use_reason")
    assert list(found) == [
        (Decimal("25.0"), False, "Neu errechnet aus den Personalzahlen"),
        (Decimal("30.0"), True, "Neu errechnet aus den Personalzahlen"),
    ]


def test_share_that_would_tell_of_single_people_is_a_sign(world: World) -> None:
    indicator = share(world)
    few = {**FULL, "with_migration": 2, "trainees_with_migration": 0, "managers_with_migration": 0}
    released(world, (world.jugendamt, few))
    assert list(indicator.values.values_list("value", "sign")) == [(None, "secret")]


def asked_of(world: World) -> ValueRequest:
    due_on = dt.date(YEAR + 1, 3, 31)
    return request_value(share(world, department=world.jugendamt), by=world.koordination, due_on=due_on)


def test_task_of_the_office_leads_to_the_form(world: World) -> None:
    asked = asked_of(world)
    page = sign_in(Client(), world.jugendamt_person).get(reverse("success_factors:request-detail", args=[asked.pk]))
    assert page.headers["Location"] == reverse("success_factors:staff-edit", args=[YEAR])
    with pytest.raises(Refused, match="aus den Personalzahlen errechnet"):
        deliver(asked, by=world.jugendamt_person, expected_version=1, values={}, lines=[], submit=False)


def test_what_was_asked_of_the_office_is_answered_and_released(world: World) -> None:
    asked, office, rows = asked_of(world), world.jugendamt_person, (world.jugendamt, FULL)
    entered(world, rows, year=YEAR - 1, by=office, submit=True)
    assert ValueRequest.objects.get().state == "open"
    sent = entered(world, rows, by=office, submit=True)
    assert (ValueRequest.objects.get().state, asked.lines.get().value) == ("submitted", Decimal("25.0"))
    back = return_staff(sent, by=world.koordination, comment="Wirklich?")
    assert ValueRequest.objects.get().state == "returned"
    accept_staff(entered(world, rows, by=office, expected_version=back.version, submit=True), by=world.koordination)
    assert (ValueRequest.objects.get().state, IndicatorValue.objects.count()) == ("accepted", 1)


def test_only_the_coordination_and_the_office_that_answers_for_a_share_enter(world: World) -> None:
    share(world, department=world.jugendamt)
    entered(world, (world.jugendamt, FULL), by=world.jugendamt_person)
    for person in (world.bibliothek_person, world.integrationsrat_person):
        with pytest.raises(PermissionDenied):
            entered(world, (world.jugendamt, FULL), by=person, expected_version=2)
        assert "noch keine Personalzahlen" in page_of(person, reverse("success_factors:staff-overview"))
    with pytest.raises(PermissionDenied):
        accept_staff(StaffYear.objects.get(), by=world.jugendamt_person)


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"answered": 101}, "answered", "„Befragung beantwortet“ (101) ist mehr als „Beschäftigte“ (100)."),
        ({"with_migration": 61}, "with_migration", "(61) ist mehr als „Befragung beantwortet“ (60)."),
        ({"answered": None}, "with_migration", "Bitte geben Sie auch „Befragung beantwortet“ an"),
        ({"participants": 101}, "participants", "(101) ist mehr als „Beschäftigte“ (100)."),
        ({"trainings": 0}, "participants", "Ohne Fortbildung gibt es niemanden"),
        ({"managers_with_migration": 10, "with_migration": 9}, "managers_with_migration", "(10) ist mehr als"),
        ({"staff": None}, "staff", "Bitte geben Sie auch „Beschäftigte“ an."),
    ],
)
def test_numbers_that_contradict_each_other_are_refused_everywhere(
    world: World, wrong: dict[str, Any], field: str, sentence: str
) -> None:
    counts = FULL | wrong
    assert sentence in contradictions(counts)[field]
    with pytest.raises(ValidationError):
        entered(world, (world.jugendamt, counts))
    year = StaffYear.objects.create(year=YEAR)
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffFigures.objects.create(staff_year=year, department=world.jugendamt, **counts)
    browser = sign_in(Client(), world.koordination)
    data = {f"{name}-{world.jugendamt.pk}": "" if value is None else value for name, value in counts.items()}
    page = browser.post(reverse("success_factors:staff-edit", args=[YEAR]), data | {"version": 1, "note": "getippt"})
    assert sentence in page.text
    assert "getippt" in page.text
    assert StaffFigures.objects.count() == 0


def test_year_that_is_not_over_and_nothing_at_all_are_refused(world: World) -> None:
    with pytest.raises(ValidationError, match="noch nicht zu Ende"):
        entered(world, (world.jugendamt, FULL), year=YEAR + 1)
    with pytest.raises(Incomplete, match="mindestens für eine"):
        entered(world, submit=True)
    assert StaffYear.objects.count() == 0


def test_second_writer_keeps_what_was_typed(world: World) -> None:
    entered(world, (world.jugendamt, FULL))
    for version in (0, 1):
        with pytest.raises(Stale):
            entered(world, (world.jugendamt, FULL), expected_version=version)
    browser, field = sign_in(Client(), world.koordination), f"staff-{world.stadtbibliothek.pk}"
    page = browser.post(reverse("success_factors:staff-edit", args=[YEAR]), {"version": 0, field: 77})
    assert (page.status_code, "77" in page.text) == (409, True)


def test_emptied_row_is_gone_and_its_history_stays(world: World) -> None:
    now = entered(world, (world.jugendamt, FULL))
    entered(world, (world.jugendamt, dict.fromkeys(COUNTS)), expected_version=now.version)
    assert StaffFigures.objects.count() == 0
    assert [each.history_type for each in StaffFigures.history.all()] == ["-", "+"]
    page = page_of(world.koordination, reverse("success_factors:staff-history", args=[YEAR]))
    assert ("erfasst" in page, "entfernt" in page) == (True, True)


def with_small_numbers(world: World) -> StaffYear:
    """Two people in the Jugendamt, and all trainees of the Sozialamt but one."""
    few = {"with_migration": 2, "trainees_with_migration": 2, "managers_with_migration": 2}
    nearly_all = {"trainees": 8, "trainees_with_migration": 7}
    third, fourth = (make_department(name) for name in ("Sozialamt", "Sportamt"))
    rows = ((world.jugendamt, few), (world.stadtbibliothek, {}), (third, nearly_all), (fourth, {"with_migration": 40}))
    return released(world, *((office, FULL | other) for office, other in rows))


def test_small_numbers_are_hidden_with_what_would_tell_them(world: World) -> None:
    with_small_numbers(world)
    browser = sign_in(Client(), world.integrationsrat_person)
    table = browser.get(reverse("success_factors:staff-overview")).context["table"]
    rows = {row.name: row.plain for row in (*table.rows, table.total)}
    assert {name: row["with_migration"] for name, row in rows.items()} == {
        "Jugendamt": "·", "Stadtbibliothek": "·", "Sozialamt": 15, "Sportamt": 40, "Stadtverwaltung": 72,
    }  # fmt: skip
    assert {name: row["trainees_with_migration"] for name, row in rows.items()} == {
        "Jugendamt": "·", "Stadtbibliothek": "·", "Sozialamt": "·", "Sportamt": "·", "Stadtverwaltung": 17,
    }  # fmt: skip
    csv = browser.get(reverse("success_factors:staff-download", args=[YEAR, "csv"])).content.decode()
    assert csv.count("·") == sum(value == "·" for row in rows.values() for value in row.values()) > 4


def test_who_enters_them_sees_small_numbers(world: World) -> None:
    table = staff_table(world.koordination, with_small_numbers(world))
    assert [row.plain["with_migration"] for row in table.rows] == [2, 15, 40, 15]


def test_what_is_not_released_is_seen_by_those_only_who_enter_it(world: World) -> None:
    done = released(world, (world.jugendamt, FULL), year=YEAR - 1)
    entered(world, (world.jugendamt, {**FULL, "staff": 777}))
    address = reverse("success_factors:staff-overview")
    assert "777" in page_of(world.koordination, address)
    council = page_of(world.integrationsrat_person, address)
    assert ("777" in council, f"Personalzahlen {YEAR - 1}" in council) == (False, True)
    browser = sign_in(Client(), world.integrationsrat_person)
    assert browser.get(reverse("success_factors:staff-download", args=[YEAR, "csv"])).status_code == 404
    return_staff(done, by=world.koordination, comment="Falsche Zahl.")
    assert f"Personalzahlen {YEAR - 1}" not in page_of(world.integrationsrat_person, address)


def test_who_is_missing_and_what_was_a_year_ago(world: World) -> None:
    make_department("Kreisamt", is_external=True)
    make_department("Neues Amt", valid_from=dt.date(YEAR + 1, 1, 1))
    released(world, (world.jugendamt, {**FULL, "staff": 90}), year=YEAR - 1)
    released(world, (world.jugendamt, FULL))
    page = " ".join(page_of(world.integrationsrat_person, reverse("success_factors:staff-overview")).split())
    assert "Zahlen liegen aus 1 von 3 Fachdienststellen vor. Es fehlen: Integrationsamt, Stadtbibliothek." in page
    table = staff_table(world.integrationsrat_person, StaffYear.objects.get(year=YEAR))
    assert [(cell.shown, cell.before) for cell in table.rows[0].cells[:4]] == [
        ("100", "90"), ("60 (60 %)", "60 (67 %)"), ("15 (25 %)", "15 (25 %)"), ("10", "10"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (["jugendamt"], f"Für {YEAR - 1} liegen Zahlen von 1 Fachdienststelle vor, nicht von denselben"),
        (["jugendamt", "integrationsamt"], "von 2 Fachdienststellen vor, nicht von denselben"),
        (["jugendamt", "stadtbibliothek"], ""),
        ([], ""),
    ],
)
def test_sums_of_different_offices_are_not_set_against_each_other(world: World, before: list[str], told: str) -> None:
    if before:
        released(world, *((getattr(world, name), FULL) for name in before), year=YEAR - 1)
    released(world, (world.jugendamt, FULL), (world.stadtbibliothek, FULL))
    found = employer(dt.date(YEAR, 12, 31))
    page = page_of(world.integrationsrat_person, reverse("success_factors:staff-overview"))
    assert [told in text for text in (page, staff_told({"employer": found}))] == [True, True]
    assert ("nicht von denselben" in page) is bool(told)


def test_office_without_survey_counts_with_its_staff(world: World) -> None:
    indicator = share(world, StaffShare.COVERAGE)
    released(world, (world.jugendamt, FULL), (world.stadtbibliothek, dict.fromkeys(COUNTS) | {"staff": 20}))
    assert indicator.values.get().value == Decimal("50.0")


def test_office_that_ended_keeps_its_row(world: World) -> None:
    released(world, (world.jugendamt, FULL))
    Department.objects.filter(pk=world.jugendamt.pk).update(valid_until=dt.date(YEAR, 6, 30))
    assert world.jugendamt in offices_of(YEAR)
    assert world.jugendamt not in offices_of(YEAR + 1)


def test_pages_ask_the_same_for_one_and_three_offices(world: World) -> None:
    browser, asked = sign_in(Client(), world.koordination), []
    rows = [(each, FULL) for each in (world.jugendamt, world.stadtbibliothek, world.integrationsamt)]
    version = 0
    for many in (1, 3):
        version = entered(world, *rows[:many], expected_version=version).version
        for name, args in (("overview", []), ("edit", [YEAR]), ("history", [YEAR]), ("download", [YEAR, "csv"])):
            address = reverse(f"success_factors:staff-{name}", args=args)
            browser.get(address)
            cached_pages.forget()
            with CaptureQueriesContext(connection) as queries:
                browser.get(address)
            asked.append(len(queries))
    assert asked[:4] == asked[4:]
    assert max(asked) <= 12


def test_large_city_sends_more_fields_than_django_takes_by_itself(world: World) -> None:
    for number in range(120):
        make_department(f"Amt {number:03d}")
    browser, address = sign_in(Client(), world.koordination), reverse("success_factors:staff-edit", args=[YEAR])
    names = [name for name in browser.get(address).context["form"].fields if name not in ("version", "note")]
    page = browser.post(address, dict.fromkeys(names, "0") | {"version": "0", "speichern": "1"})
    assert (page.status_code, len(names), StaffFigures.objects.count()) == (302, 123 * len(COUNTS), 123)
