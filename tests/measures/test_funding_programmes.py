"""Funding programmes: entering and changing, whose money ends, reminders, pages."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import timezone

from measures.models import FundingProgramme, Measure
from measures.selectors.funding_programmes import funded_until, money_ends, money_warning
from measures.services.funder_reminders import remind_of_funders
from measures.services.funding_programmes import create_programme, remove_programme, update_programme
from neuss_integration.foundation.exceptions import Incomplete, Stale
from neuss_integration.mailing.models import Mail
from neuss_integration.steering.selectors.due import due_entries
from tests.factories import World, make_measure, make_programme, sign_in
from tests.measures.answers import text_of


def day(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def values(world: World, **more: Any) -> dict[str, Any]:
    """A programme of two years."""
    given = {"title": "Ankommen", "funder": "Land", "source": "state", "department": world.jugendamt}
    return given | {"starts_on": day(-365), "ends_on": day(365), "measures": [world.praeventionsnetz]} | more


def ending_in_sql() -> list[str]:
    """Titles of running measures whose granted money ends within a year, found a second way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.title FROM measures_measure m "
            "JOIN measures_fundingprogramme_measures t ON t.measure_id = m.id "
            "JOIN measures_fundingprogramme p ON p.id = t.fundingprogramme_id AND p.granted > 0 "
            "WHERE m.state = 'running' GROUP BY m.id, m.title, m.end_date "
            "HAVING MAX(p.ends_on) <= %s AND (m.end_date IS NULL OR m.end_date > MAX(p.ends_on)) ORDER BY m.title",
            [day(365)],
        )
        return [title for (title,) in cursor.fetchall()]


def test_programme_is_entered_once_and_changed_with_history(world: World) -> None:
    key = "3f1c2a52-1111-4222-8333-444455556666"
    made, again = (
        create_programme(by=world.koordination, values=values(world), submission_key=key)  # type: ignore[arg-type]
        for _ in range(2)
    )
    assert (made.pk, list(made.measures.all())) == (again.pk, [world.praeventionsnetz])
    changed = update_programme(made, by=world.koordination, expected_version=2, values={"granted": 10, "measures": []})
    assert (changed.version, changed.history.first().history_user) == (3, world.koordination)
    with pytest.raises(Stale):
        update_programme(made, by=world.koordination, expected_version=2, values={"granted": 11})


def test_removed_programme_leaves_its_history(world: World) -> None:
    programme = make_programme(measures=[world.praeventionsnetz])
    with pytest.raises(Incomplete):
        remove_programme(programme, by=world.koordination, reason=" ")
    with pytest.raises(PermissionDenied):
        remove_programme(programme, by=world.jugendamt_person, reason="Doppelt")
    remove_programme(programme, by=world.koordination, reason="Doppelt")
    assert FundingProgramme.history.first().history_change_reason == "Doppelt"


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": day(-366)},
        {"proof_due": day(-366)},
        {"granted": 5, "called": 6},
        {"called": 1},
        {"granted": -1},
        {"applied_on": day(1)},
    ],
)
def test_contradictions_are_refused_with_a_sentence(world: World, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        create_programme(by=world.koordination, values=values(world, **wrong))


@pytest.mark.parametrize("wrong", [{"ends_on": day(-600)}, {"granted": 5, "called": 6}, {"proof_due": day(-600)}])
def test_database_refuses_contradictions(world: World, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="measures_programme_"):
        make_programme(**wrong)


PAID: list[tuple[str, dict[str, Any], list[int]]] = [
    ("bald", {}, [365]),
    ("schon vorbei", {}, [-1]),
    ("reicht", {}, [366]),
    ("verlängert", {}, [10, 500]),
    ("endet selbst", {"end_date": day(10)}, [10]),
    ("ruht", {"state": "paused", "state_reason": "Grund"}, [10]),
]
"""Measures, each with the days from today on which its granted money ends."""


def test_money_that_ends_is_found_as_in_sql(world: World) -> None:
    for title, fields, ends in PAID:
        measure = make_measure(title=title, **fields)
        for end in ends:
            make_programme(measures=[measure], ends_on=day(end))
    make_programme(measures=[Measure.objects.get(title="bald")], ends_on=day(700), granted=None)
    found = Measure.objects.filter(money_ends()).order_by("title").values_list("title", flat=True)
    assert list(found) == ending_in_sql() == ["bald", "schon vorbei"]
    warned = [each.title for each in Measure.objects.annotate(funded_until=funded_until()) if money_warning(each)]
    assert sorted(warned) == ["bald", "schon vorbei"]


def test_warning_stands_where_people_work(client: Client, world: World) -> None:
    make_programme(measures=[world.praeventionsnetz], proof_due=day(-1))
    office = sign_in(client, world.koordination)
    start = text_of(office.get("/"))
    assert "Eine laufende Maßnahme ist ohne Anschlussfinanzierung" in start
    assert "Eine Frist eines Mittelgebers ist vorbei" in start
    listed = office.get("/massnahmen/?status=running&fehlt=anschlussfinanzierung")
    assert (listed.context["page_obj"].paginator.count, world.praeventionsnetz.number in text_of(listed)) == (1, True)
    page = text_of(office.get(world.praeventionsnetz.get_absolute_url()))
    assert f"Das bewilligte Geld endet am {day(180):%d.%m.%Y}." in page


def test_lead_office_finds_the_end_of_its_money_on_its_start_page_and_among_its_dates(
    client: Client, world: World
) -> None:
    library = {"department": world.stadtbibliothek}
    make_programme(title="Ankommen", measures=[world.praeventionsnetz], ends_on=day(330), **library)
    make_programme(title="Bücherbus", measures=[world.vorlesestunden], ends_on=day(330), **library)
    page = text_of(sign_in(client, world.jugendamt_person).get("/"))
    told = f'{world.praeventionsnetz.title}</a> <span class="start-list__fact">Das bewilligte Geld endet am '
    assert (f"{told}{day(330):%d.%m.%Y}." in page, world.vorlesestunden.title in page) == (True, False)
    dates = due_entries(world.jugendamt_person, today=day(0), until=day(365), kinds=["foerderung"], only_own=True)
    assert [(each.title, each.what) for each in dates] == [("Ankommen", "Förderung endet")]
    FundingProgramme.objects.filter(title="Ankommen").update(ends_on=day(366))
    assert "Ohne Anschlussfinanzierung" not in text_of(sign_in(client, world.jugendamt_person).get("/"))


def test_office_is_reminded_once_a_week_of_what_is_due(world: World) -> None:
    make_programme(title="Ankommen", interim_due=day(30), proof_due=day(-1))
    make_programme(title="Später", interim_due=day(31))
    make_programme(title="Erledigt", interim_due=day(3), interim_sent_on=day(-3))
    assert [remind_of_funders() for _ in range(2)] == [1, 1]
    mail = Mail.objects.get(kind="funder")
    assert mail.subject == "Vorbei: 1 Frist bei Förderprogrammen"
    assert [mail.text.count(title) for title in ("Ankommen", "Später", "Erledigt")] == [2, 0, 0]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_has_the_same_queries_for_any_number(
    client: Client, world: World, django_assert_num_queries: Any, rows: int
) -> None:
    for _ in range(rows):
        make_programme(measures=[world.praeventionsnetz, world.lesegarten])
    reader = sign_in(client, world.integrationsrat_person)
    with django_assert_num_queries(7):
        page = reader.get("/foerderprogramme/")
    assert world.lesegarten.title not in page.content.decode()


def test_form_keeps_what_was_typed_and_says_what_is_wrong(client: Client, world: World) -> None:
    office = sign_in(client, world.koordination)
    typed = {"title": "Ankommen", "funder": "Land", "source": "state", "department": str(world.jugendamt.pk)}
    typed |= {"starts_on": "01.01.2027", "ends_on": "31.12.2026", "measures": world.praeventionsnetz.number}
    page = text_of(office.post("/foerderprogramme/neu/", typed))
    assert ("Das Ende liegt vor dem Beginn." in page, 'value="Ankommen"' in page) == (True, True)
    office.post("/foerderprogramme/neu/", typed | {"ends_on": "31.12.2028", "granted": "1.000,50"})
    made = FundingProgramme.objects.get()
    assert (str(made.granted), made.measures.count()) == ("1000.50", 1)
    history = text_of(office.get(f"/foerderprogramme/{made.pk}/verlauf/"))
    assert "Ankommen" in history
