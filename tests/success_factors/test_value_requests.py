"""Values asked of offices: who is asked when, what is sent, released, given back; reminders and pages."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import timezone

from measures.services.handover_of_indicators import IndicatorMover
from measures.services.indicator_reminders import remind_of_values
from neuss_integration.foundation.exceptions import Incomplete, Refused, Stale
from neuss_integration.foundation.words.partial_dates import PartialDate
from neuss_integration.mailing.models import Mail
from neuss_integration.steering.selectors.due import due_entries
from success_factors.models import IndicatorValue, ValueRequest
from success_factors.services.indicators import Unusual
from success_factors.services.value_requests import accept, ask_for_values, cancel, deliver, give_back, request_value
from tests.factories import World, make_indicator, make_value, picture_bytes, sign_in
from tests.measures.answers import text_of
from tests.success_factors.requests import make_value_request

LAST_YEAR = PartialDate(dt.date(timezone.localdate().year - 1, 1, 1), "year")
GIVEN = {"period": LAST_YEAR, "source": "Ausländerbehörde", "note": "", "starts_new_series": False}
ALL = {"group": "", "value": Decimal(410), "sign": "", "qualifier": ""}


def day(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def sent(world: World, lines: Any = (ALL,), *, submit: bool = True, **fields: Any) -> ValueRequest:
    asked = make_value_request(world, **fields)
    return deliver(asked, by=world.jugendamt_person, expected_version=1, values=GIVEN, lines=lines, submit=submit)


def test_office_is_asked_a_month_before_and_once(world: World) -> None:
    office: dict[str, Any] = {"department": world.jugendamt, "rhythm_months": 12}
    for name, more, age in (("bald", {}, 340), ("später", {"available_after_months": 2}, 340), ("alt", {}, 900)):
        make_value(indicator=make_indicator(name=name, **office | more), reference_date=day(-age))
    make_value(indicator=make_indicator(name="ohne Stelle", rhythm_months=12), reference_date=day(-900))
    assert [ask_for_values() for _ in range(2)] == [2, 0]
    assert not any(each.due_on < day(20) for each in ValueRequest.objects.all())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.name FROM success_factors_valuerequest r "
            "JOIN success_factors_indicator i ON i.id = r.indicator_id"
        )
        assert sorted(name for (name,) in cursor.fetchall()) == ["alt", "bald"]
    cancel(ValueRequest.objects.get(indicator__name="alt"), by=world.koordination, comment="Gibt es nicht mehr.")
    assert ask_for_values() == 0


def test_sent_value_is_nobodys_until_it_is_released(world: World) -> None:
    request = sent(world, [ALL, {**ALL, "group": "Frauen", "value": Decimal(200)}])
    assert (IndicatorValue.objects.count(), request.state) == (0, "submitted")
    accept(request, by=world.koordination)
    found = IndicatorValue.objects.order_by("group").values_list("group", "value", "source", "is_used")
    assert list(found) == [
        ("", Decimal(410), "Ausländerbehörde", True), ("Frauen", Decimal(200), "Ausländerbehörde", True),
    ]  # fmt: skip
    with pytest.raises(Refused):
        accept(request, by=world.koordination)


def test_released_value_replaces_the_one_of_the_same_time_with_reason(world: World) -> None:
    request = sent(world)
    old = make_value(indicator=request.indicator, year=LAST_YEAR.date.year, value=Decimal(400))
    accept(request, by=world.koordination)
    old.refresh_from_db()
    assert (old.is_used, old.use_reason) == (False, "Freigegebene Lieferung: Jugendamt")


def test_odd_value_has_to_be_confirmed(world: World) -> None:
    request = sent(world, [{**ALL, "value": Decimal("101")}], unit="%")
    with pytest.raises(Unusual, match="mehr als das Ganze"):
        accept(request, by=world.koordination)
    assert accept(request, by=world.koordination, confirmed=True).state == "accepted"


def test_given_back_value_is_sent_again(world: World) -> None:
    request = sent(world)
    with pytest.raises(Refused):
        give_back(request, by=world.koordination, comment=" ")
    back = give_back(request, by=world.koordination, comment="Für welchen Stichtag?")
    again = deliver(
        back, by=world.jugendamt_person, expected_version=back.version, values=GIVEN, lines=[ALL], submit=True
    )
    assert (again.state, again.decided_at, again.history.count()) == ("submitted", None, 4)


def test_only_the_office_sends_and_only_the_coordination_releases(world: World) -> None:
    asked = make_value_request(world)
    with pytest.raises(Refused, match="anderen Fachdienststelle"):
        deliver(asked, by=world.bibliothek_person, expected_version=1, values=GIVEN, lines=[ALL], submit=True)
    with pytest.raises(PermissionDenied):
        accept(asked, by=world.jugendamt_person)
    with pytest.raises(Refused, match="welche Fachdienststelle"):
        request_value(make_indicator(), by=world.koordination, due_on=day(1))


@pytest.mark.parametrize(
    ("values", "lines", "field"),
    [
        (GIVEN | {"period": None}, [ALL], "period"),
        (GIVEN | {"period": PartialDate(day(1), "day")}, [ALL], "period"),
        (GIVEN | {"source": " "}, [ALL], "source"),
        (GIVEN, [], "value_0"),
    ],
)
def test_incomplete_value_is_kept_but_not_sent(world: World, values: Any, lines: Any, field: str) -> None:
    asked = make_value_request(world)
    given: dict[str, Any] = {"by": world.jugendamt_person, "values": values, "lines": lines}
    with pytest.raises(Incomplete) as missing:
        deliver(asked, expected_version=1, submit=True, **given)
    assert list(missing.value.problems) == [field]
    assert deliver(asked, expected_version=1, submit=False, **given).state == "open"
    with pytest.raises(Stale):
        deliver(asked, expected_version=1, submit=False, **given)


def test_database_keeps_one_open_request_and_complete_ones(world: World) -> None:
    asked = make_value_request(world)
    with pytest.raises(IntegrityError, match=r"request_one_open|valuerequest.indicator_id"):
        ValueRequest.objects.create(indicator=asked.indicator, department=world.jugendamt, due_on=day(3))


def test_office_is_reminded_once_a_week(world: World) -> None:
    make_value_request(world, name="Einbürgerungen", due_on=day(-1))
    make_value_request(world, name="Später", due_on=day(15))
    sent(world, name="Geliefert")
    assert [remind_of_values() for _ in range(2)] == [1, 1]
    mail = Mail.objects.get(kind="indicator")
    assert mail.subject == "Überfällig: 1 Messwert"
    assert [mail.text.count(name) for name in ("Einbürgerungen", "Später", "Geliefert")] == [1, 0, 0]


def test_task_stands_where_the_office_works(client: Client, world: World) -> None:
    asked = make_value_request(world, name="Einbürgerungen")
    office = sign_in(client, world.jugendamt_person)
    assert "Einbürgerungen" in text_of(office.get("/sachstand/"))
    assert "1 Messwert zu liefern" in text_of(office.get("/"))
    own = due_entries(world.jugendamt_person, today=day(0), until=day(30), only_own=True)
    assert [(each.kind.value, each.url) for each in own] == [("indikator", asked.get_absolute_url())]
    sent(world, name="Ausländeranteil")
    assert "Ein Messwert ist freizugeben" in text_of(sign_in(client, world.koordination).get("/"))


TYPED = {"version": "1", "period": "2025", "source": "Register", "value_0": "410", "value_1": "200"}


def test_form_keeps_what_was_typed(client: Client, world: World) -> None:
    asked = make_value_request(world, by_gender=True)
    url = asked.get_absolute_url()
    page = text_of(sign_in(client, world.jugendamt_person).post(url, TYPED | {"sign_1": "later"}))
    assert ("nicht beides" in page, 'value="410"' in page, asked.lines.count()) == (True, True, 0)


def test_evidence_is_for_the_office_and_the_coordination(client: Client, world: World) -> None:
    request = make_value_request(world, by_gender=True)
    url, file = request.get_absolute_url(), SimpleUploadedFile("bild.png", picture_bytes())
    sign_in(client, world.jugendamt_person).post(url, TYPED | {"file": file})
    request.refresh_from_db()
    assert (request.state, [str(each.value) for each in request.lines.all()]) == ("submitted", ["410.0000", "200.0000"])
    people = (world.jugendamt_person, world.koordination, world.bibliothek_person)
    path = f"{url}belege/{request.files.get().pk}/"
    assert [sign_in(client, each).get(path).status_code for each in people] == [200, 200, 404]


def test_pages_lead_from_the_request_to_the_release(client: Client, world: World) -> None:
    request = sent(world)
    office, url = sign_in(client, world.koordination), request.get_absolute_url()
    assert "Freigeben" in text_of(office.get(url))
    office.post(f"{url}freigeben/", {})
    assert IndicatorValue.objects.get().value == 410
    assert "freigegeben" in text_of(office.get(request.indicator.get_absolute_url()))


@pytest.mark.parametrize("rows", [1, 3])
def test_list_has_the_same_queries_for_any_number(
    client: Client, world: World, django_assert_num_queries: Any, rows: int
) -> None:
    for _ in range(rows):
        make_value_request(world)
    office = sign_in(client, world.koordination)
    with django_assert_num_queries(6):
        office.get("/messwerte/")


def test_successor_of_an_office_takes_over(world: World) -> None:
    asked = make_value_request(world)
    done = accept(sent(world), by=world.koordination)
    assert IndicatorMover().count(world.jugendamt) == [("Indikatoren", 2), ("offene Abfragen von Messwerten", 1)]
    assert IndicatorMover().move(world.jugendamt, world.stadtbibliothek, by=world.koordination) == 3
    assert [ValueRequest.objects.get(pk=each.pk).department for each in (asked, done)] == [
        world.stadtbibliothek, world.jugendamt,
    ]  # fmt: skip
