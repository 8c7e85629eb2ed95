"""Rating needs: who may, what counts, the rank, and what comes too late."""

import datetime as dt
import uuid
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from neuss_integration.foundation.exceptions import Refused
from roundtables.enums.meetings import MemberKind, VotePer
from roundtables.models import LateRating, Need, Rating, RatingResult, RatingRun, RoundTable, TableMember
from roundtables.selectors.ratings import outcomes, turnout
from roundtables.services.ratings import close_rating, open_rating, rate
from tests.factories import World, make_need, make_organisation, make_person, make_seat, make_table, sign_in

TODAY = timezone.localdate()


@pytest.fixture
def table(world: World) -> RoundTable:
    """A table with the member of the small world and two needs."""
    table = make_seat(round_table=make_table(), user=world.rundertisch_person).round_table
    for title in ("Kursplätze", "Sprachmittlung"):
        make_need(round_table=table, title=title)
    return table


def opened(world: World, table: RoundTable) -> RatingRun:
    """An open run for all needs of the table."""
    needs = list(table.needs.order_by("number"))
    return open_rating(table, by=world.koordination, title="Bedarfe 2026", needs=needs)


def seat_for(table: RoundTable, name: str, **fields: Any) -> TableMember:
    """A seat of a new person."""
    return make_seat(round_table=table, user=make_person(f"{name}@neuss.example"), **fields)


def given(run: RatingRun, *pairs: tuple[int, int]) -> dict[int, tuple[int, int]]:
    """The pairs for the needs of the run in the order of their numbers."""
    return dict(zip(run.needs.order_by("number").values_list("pk", flat=True), pairs, strict=False))


def rated(run: RatingRun, seat: TableMember, *pairs: tuple[int, int]) -> None:
    person = type(seat.user).objects.get(pk=seat.user_id)
    person.memberships.get_or_create(role="roundtable_member")
    rate(run, by=person, seat=seat, given=given(run, *pairs))


def test_opening_takes_reported_needs_into_discussion(world: World, table: RoundTable) -> None:
    run = opened(world, table)
    assert [need.state for need in table.needs.all()] == ["in_discussion", "in_discussion"]
    assert (run.state, run.needs.count(), run.history.first().needs.count()) == ("open", 2, 2)


def test_one_run_is_open_at_a_table(world: World, table: RoundTable) -> None:
    opened(world, table)
    with pytest.raises(Refused, match="läuft schon eine Bewertung"):
        opened(world, table)
    with pytest.raises(IntegrityError, match=r"roundtables_ratingrun\.round_table_id|one_open"), transaction.atomic():
        RatingRun.objects.create(round_table=table, title="Zweite")


def test_opening_is_offered_where_none_is_open(world: World, table: RoundTable, client: Client) -> None:
    free, page = make_table(), sign_in(client, world.koordination)
    opened(world, table)
    links = [f'href="{reverse("roundtables:rating-create", args=[each.pk])}"' for each in (table, free)]
    shown = page.get(reverse("roundtables:rating-list")).content.decode()
    assert [link in shown for link in links] == [False, True]


def test_double_click_opens_one_run(world: World, table: RoundTable) -> None:
    key, needs = uuid.uuid4(), list(table.needs.all())
    runs = [open_rating(table, by=world.koordination, title="X", needs=needs, submission_key=key) for _ in range(2)]
    assert runs[0] == runs[1]


def test_run_needs_needs_of_its_table_and_a_day_to_come(world: World, table: RoundTable) -> None:
    with pytest.raises(Refused, match="mindestens einen Bedarf"):
        open_rating(table, by=world.koordination, title="X", needs=[])
    with pytest.raises(ValidationError, match="nicht zur Bewertung"):
        open_rating(table, by=world.koordination, title="X", needs=[make_need()])
    with pytest.raises(ValidationError, match="Vergangenheit"):
        open_rating(
            table, by=world.koordination, title="X", needs=table.needs.all(), due_on=TODAY - dt.timedelta(days=1)
        )


def test_rating_replaces_the_earlier_one_of_the_seat(world: World, table: RoundTable) -> None:
    run, seat = opened(world, table), table.members.get()
    for pairs in (((1, 2), (3, 3)), ((5, 4),)):
        rate(run, by=world.rundertisch_person, seat=seat, given=given(run, *pairs))
    found = Rating.objects.order_by("need__number").values_list("importance", "urgency", "is_voting")
    assert list(found) == [(5, 4, True), (3, 3, True)]
    assert Rating.history.count() == 3


def test_seat_of_somebody_else_is_refused(world: World, table: RoundTable) -> None:
    run, other = opened(world, table), make_seat(round_table=table)
    for by, seat in ((world.rundertisch_person, other), (world.integrationsrat_person, table.members.first())):
        with pytest.raises(PermissionDenied):
            rate(run, by=by, seat=seat, given=given(run, (1, 1)))


def test_seat_that_ended_is_refused(world: World, table: RoundTable) -> None:
    run, seat = opened(world, table), table.members.get()
    table.members.update(valid_until=TODAY - dt.timedelta(days=1))
    with pytest.raises(PermissionDenied):
        rate(run, by=world.rundertisch_person, seat=seat, given=given(run, (1, 1)))


@pytest.mark.parametrize("pair", [(0, 3), (3, 6)])
def test_number_outside_the_scale_is_refused(world: World, table: RoundTable, pair: tuple[int, int]) -> None:
    run, seat = opened(world, table), table.members.get()
    with pytest.raises(ValidationError, match="von 1 bis 5"):
        rate(run, by=world.rundertisch_person, seat=seat, given=given(run, pair))
    with pytest.raises(ValidationError, match="gezeigten Bedarfe"):
        rate(run, by=world.rundertisch_person, seat=seat, given={make_need().pk: (1, 1)})


def test_rating_after_the_end_is_refused_and_kept_as_a_note(world: World, table: RoundTable) -> None:
    run, seat = opened(world, table), table.members.get()
    close_rating(run, by=world.koordination)
    for pairs in (((1, 1),), ((5, 5),)):
        with pytest.raises(Refused, match="als Notiz"):
            rate(run, by=world.rundertisch_person, seat=seat, given=given(run, *pairs))
    assert (Rating.objects.count(), list(LateRating.objects.values_list("importance", "urgency"))) == (0, [(5, 5)])
    assert turnout(run).late == 1


def test_votes_decide_the_rank_and_advice_stands_apart(world: World, table: RoundTable) -> None:
    run = opened(world, table)
    rated(run, seat_for(table, "eins"), (5, 5), (2, 2))
    rated(run, seat_for(table, "zwei", kind=MemberKind.ADVISORY), (1, 1), (5, 5))
    close_rating(run, by=world.koordination)
    rows = RatingResult.objects.values_list("need__title", "rank", "importance", "advisory_importance", "votes")
    assert list(rows) == [
        ("Kursplätze", 1, Decimal("5"), Decimal("1"), 1),
        ("Sprachmittlung", 2, Decimal("2"), Decimal("5"), 1),
    ]


def test_equal_means_share_a_rank(world: World, table: RoundTable) -> None:
    make_need(round_table=table, title="Dritter")
    run = opened(world, table)
    for name in ("eins", "zwei", "drei"):
        rated(run, seat_for(table, name), (4, 2), (3, 3), (1, 1))
    assert [(each.rank, each.is_tied) for each in outcomes(run)] == [(1, True), (1, True), (3, False)]


def test_thirds_are_compared_exactly(world: World, table: RoundTable) -> None:
    run = opened(world, table)
    for name, first, second in (("eins", (5, 1), (1, 3)), ("zwei", (2, 3), (3, 3)), ("drei", (3, 3), (4, 3))):
        rated(run, seat_for(table, name), first, second)
    assert [(each.voting.score, each.is_tied) for each in outcomes(run)] == [(Fraction(17, 3), True)] * 2


def test_need_without_a_vote_has_no_rank_and_stays(world: World, table: RoundTable) -> None:
    run = opened(world, table)
    rated(run, seat_for(table, "eins"), (5, 5))
    close_rating(run, by=world.koordination)
    found = {need.title: need.state for need in Need.objects.all()}
    assert found == {"Kursplätze": "prioritised", "Sprachmittlung": "in_discussion"}
    assert RatingResult.objects.get(need__title="Sprachmittlung").rank is None


@pytest.mark.parametrize(
    ("rule", "votes", "importance"),
    [(VotePer.SEAT, 3, Fraction(11, 3)), (VotePer.ORGANISATION, 2, Fraction(3)), (VotePer.PERSON, 2, Fraction(3))],
)
def test_a_vote_belongs_to_seat_organisation_or_person(
    world: World, table: RoundTable, rule: VotePer, votes: int, importance: Fraction
) -> None:
    RoundTable.objects.filter(pk=table.pk).update(vote_per=rule)
    run = opened(world, RoundTable.objects.get(pk=table.pk))
    same_person, same_organisation = rule != VotePer.ORGANISATION, rule == VotePer.ORGANISATION
    one = seat_for(table, "eins", organisation=make_organisation("Eine"))
    other = one.organisation if same_organisation else make_organisation("Andere")
    two = seat_for(table, "eins" if same_person else "zwei", organisation=other)
    for seat in (one, two):
        rated(run, seat, (5, 1))
    member = world.rundertisch_person
    rate(run, by=member, seat=table.members.get(user=member), given=given(run, (1, 1)))
    assert (outcomes(run)[0].voting.votes, outcomes(run)[0].voting.importance) == (votes, importance)


def test_run_is_closed_once(world: World, table: RoundTable) -> None:
    run = opened(world, table)
    for _ in range(2):
        close_rating(run, by=world.koordination)
    assert (RatingResult.objects.count(), run.events.count()) == (2, 2)


def test_member_rates_on_one_page(world: World, table: RoundTable, client: Client) -> None:
    run = opened(world, table)
    sign_in(client, world.rundertisch_person)
    first, second = run.needs.order_by("number").values_list("pk", flat=True)
    url = f"{run.get_absolute_url()}bewerten/"
    half = client.post(url, {f"importance-{first}": "5"}).text
    assert f"#id_urgency-{first}_0" in half
    client.post(url, {f"importance-{first}": "5", f"urgency-{first}": "4"})
    assert Rating.objects.get().need_id == first
    assert client.get(url).text.count(" checked") == 2
    assert f'name="importance-{second}"' in client.get(url).text


def test_page_tells_counts_and_no_single_rating(world: World, table: RoundTable, client: Client) -> None:
    run = opened(world, table)
    rated(run, seat_for(table, "geheime-stimme"), (5, 5), (5, 5))
    text = sign_in(client, world.rundertisch_person).get(run.get_absolute_url()).text
    assert "1 von 2" in text
    assert "geheime-stimme" not in text
    assert "Rang" not in text


def test_closed_run_shows_picture_table_and_ties(world: World, table: RoundTable, client: Client) -> None:
    run = opened(world, table)
    rated(run, seat_for(table, "eins"), (4, 4), (4, 4))
    sign_in(client, world.koordination).post(f"{run.get_absolute_url()}schliessen/")
    text = client.get(run.get_absolute_url()).text
    assert text.count("gleichauf") == 2
    assert "1: Kursplätze, Bedeutung 4,0, Dringlichkeit 4,0" in text


def test_need_leads_to_its_rating_only_who_may_open_it(world: World, table: RoundTable, client: Client) -> None:
    run = opened(world, table)
    rated(run, seat_for(table, "eins"), (5, 5), (4, 4))
    close_rating(run, by=world.koordination)
    need = table.needs.get(title="Kursplätze")
    table.needs.update(is_public=True)
    pages = [
        sign_in(client, person).get(need.get_absolute_url()).text
        for person in (world.rundertisch_person, world.jugendamt_person)
    ]
    assert ["Rang 1" in page for page in pages] == [True, True]
    assert [f'href="{run.get_absolute_url()}"' in page for page in pages] == [True, False]


def test_late_rating_on_the_page_is_told(world: World, table: RoundTable, client: Client) -> None:
    run = opened(world, table)
    close_rating(run, by=world.koordination)
    key = run.needs.first().pk
    text = (
        sign_in(client, world.rundertisch_person)
        .post(f"{run.get_absolute_url()}bewerten/", {f"importance-{key}": "5", f"urgency-{key}": "4"})
        .text
    )
    assert "zählen nicht mehr mit" in text
    assert LateRating.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_need_the_same_queries_at_any_length(
    world: World, table: RoundTable, client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for _ in range(rows):
        make_need(round_table=table)
    run = opened(world, table)
    rated(run, seat_for(table, "eins"), *[(4, 4)] * (rows + 2))
    sign_in(client, world.rundertisch_person)
    for url, queries in (
        ("/runde-tische/bewertungen/", 5),
        (run.get_absolute_url(), 12),
        (f"{run.get_absolute_url()}bewerten/", 7),
    ):
        with django_assert_num_queries(queries):
            assert client.get(url).status_code == 200
