"""What members without an account say about the needs, entered by the office."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from neuss_integration.foundation.exceptions import Refused
from roundtables.enums.meetings import VotePer
from roundtables.models import LateRating, Rating, RatingRun, TableMember
from roundtables.selectors.ratings import office_seats, outcomes, turnout
from roundtables.services.ratings import close_rating, open_rating, rate
from tests.factories import World, make_need, make_person, make_seat, make_table, sign_in


@pytest.fixture
def run(world: World) -> RatingRun:
    """Open for one need, at a table with one member who can sign in and one who cannot."""
    table = make_table(name="Tisch ohne Konten")
    make_seat(round_table=table, user=world.rundertisch_person)
    make_seat(round_table=table, contact_name="Ohne Konto")
    return open_rating(table, by=world.koordination, title="Bedarfe", needs=[make_need(round_table=table)])


@pytest.fixture
def seat(run: RatingRun) -> TableMember:
    """The seat without an account."""
    return run.round_table.members.get(user=None)


def told(run: RatingRun, pair: tuple[int, int]) -> dict[int, tuple[int, int]]:
    return {run.needs.get().pk: pair}


def test_office_enters_one_rating_and_changes_it(world: World, run: RatingRun, seat: TableMember) -> None:
    for pair in ((5, 4), (3, 2), (3, 2)):
        rate(run, by=world.koordination, seat=seat, given=told(run, pair))
    found = Rating.objects.values_list("importance", "urgency", "is_by_office", "person__name", "is_voting")
    assert list(found) == [(3, 2, True, world.koordination.name, True)]
    assert (Rating.history.count(), turnout(run).by_office, turnout(run).rated) == (2, 1, 1)


def test_office_rates_for_nobody_who_can_sign_in(world: World, run: RatingRun, seat: TableMember) -> None:
    with pytest.raises(PermissionDenied):
        rate(run, by=world.koordination, seat=run.round_table.members.get(user__isnull=False), given={})
    TableMember.objects.filter(pk=seat.pk).update(deputy_user=make_person("stellvertretung@neuss.example"))
    with pytest.raises(PermissionDenied):
        rate(run, by=world.koordination, seat=seat, given=told(run, (1, 1)))


def test_nobody_else_rates_for_members_without_an_account(world: World, run: RatingRun, seat: TableMember) -> None:
    for person in (world.rundertisch_person, world.integrationsrat_person, world.jugendamt_person):
        with pytest.raises(PermissionDenied):
            rate(run, by=person, seat=seat, given=told(run, (1, 1)))
        assert office_seats(run, person) == []


def test_rating_told_too_late_is_kept_as_a_note_of_the_office(world: World, run: RatingRun, seat: TableMember) -> None:
    close_rating(run, by=world.koordination)
    with pytest.raises(Refused, match="als Notiz"):
        rate(run, by=world.koordination, seat=seat, given=told(run, (2, 2)))
    assert list(LateRating.objects.values_list("importance", "is_by_office")) == [(2, True)]
    assert Rating.objects.count() == 0


@pytest.mark.parametrize("rule", VotePer.values)
def test_each_member_without_an_account_has_a_vote(world: World, run: RatingRun, seat: TableMember, rule: str) -> None:
    run.round_table.vote_per = rule
    run.round_table.save()
    other = make_seat(round_table=run.round_table, contact_name="Auch ohne Konto")
    for each, pair in ((seat, (5, 5)), (other, (1, 1))):
        rate(run, by=world.koordination, seat=each, given=told(run, pair))
    (found,) = outcomes(run)
    assert (found.voting.votes, found.voting.importance) == (2, 3)


def test_member_who_gets_an_account_changes_what_the_office_entered(
    world: World, run: RatingRun, seat: TableMember
) -> None:
    rate(run, by=world.koordination, seat=seat, given=told(run, (5, 5)))
    run.round_table.members.filter(user__isnull=False).delete()
    TableMember.objects.filter(pk=seat.pk).update(user=world.rundertisch_person, contact_name="")
    rate(run, by=world.rundertisch_person, seat=seat, given=told(run, (1, 1)))
    assert list(Rating.objects.values_list("importance", "is_by_office")) == [(1, False)]


def test_page_offers_the_seats_and_says_who_entered(
    world: World, run: RatingRun, seat: TableMember, client: Client
) -> None:
    sign_in(client, world.koordination)
    url = f"{run.get_absolute_url()}bewerten/?sitz={seat.pk}"
    assert url in client.get(run.get_absolute_url()).text
    assert "was <strong>" in client.get(url).text
    need = run.needs.get().pk
    answer = client.post(url, {f"importance-{need}": "5", f"urgency-{need}": "4"}, follow=True).text
    assert f"Gespeichert ist die Bewertung von {seat.organisation} zu 1 Bedarf." in answer
    assert ("Für 1 Sitz ohne Konto" in answer, "eingetragen</" in answer) == (True, True)


def test_member_is_not_offered_the_seats_of_others(world: World, run: RatingRun, client: Client) -> None:
    assert "Mitglieder ohne Konto" not in sign_in(client, world.rundertisch_person).get(run.get_absolute_url()).text


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_the_office_needs_the_same_queries_at_any_length(
    world: World, run: RatingRun, client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows - 1):
        make_seat(round_table=run.round_table, contact_name=f"Sitz {number}")
    sign_in(client, world.koordination)
    with django_assert_num_queries(13):
        assert client.get(run.get_absolute_url()).text.count("Bewertung eintragen") == rows
