"""Selbstcheck der Dienstleistungen: what is asked, what an office tells, what becomes of gaps."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from measures.enums import GapOutcome, MeasureState
from measures.models import CheckAnswer, CheckQuestion, GapFollowUp, Measure, OfficeCheck
from measures.models.office_check import ASKED_ALREADY, rating_of_days
from measures.selectors.office_checks import (
    check_table,
    gaps_of_measure,
    outcome_of,
    owed_checks,
    told_before,
    waiting_told,
    years_of_office,
)
from measures.services.discarding import discard_measure
from measures.services.gap_follow_ups import follow_up, measure_of_gap, take_back_follow_up
from measures.services.measure import change_state
from measures.services.office_checks import (
    accept_all_checks,
    accept_check,
    return_check,
    save_check,
    update_check_year,
)
from neuss_integration.foundation.exceptions import Incomplete, Refused, Stale
from neuss_integration.maintenance.services import create_item, delete_item, end_item, update_item
from reporting.content.office_checks import services, services_told
from tests.factories import World, make_department
from tests.measures.checks import YEAR, answered, answers_of, check_of, make_check_question, opened, released

TODAY = timezone.localdate()
NONE_KEPT = "Von 3 Wartezeiten hält keine den eigenen Standard"


def gap(check: OfficeCheck, short_name: str = "Sprachen") -> CheckAnswer:
    return check.answers.get(question__short_name=short_name)


def test_opening_a_year_asks_every_office_of_the_city_of_today(world: World) -> None:
    make_department("Kreisamt", is_external=True)
    make_department("Altes Amt", valid_until=TODAY - dt.timedelta(days=1))
    year = opened(world)
    asked = list(year.checks.order_by("department__sort_key").values_list("department__name", "state"))
    assert asked == [("Integrationsamt", "open"), ("Jugendamt", "open"), ("Stadtbibliothek", "open")]
    assert [each.history.get().history_user for each in year.checks.all()] == [world.koordination] * 3
    assert year.history.get().questions.count() == 2


def test_year_is_opened_once_and_not_with_a_day_that_passed(world: World) -> None:
    with pytest.raises(ValidationError, match="schon vorbei"):
        opened(world, due_on=TODAY - dt.timedelta(days=1))
    opened(world)
    with pytest.raises(ValidationError, match="schon eröffnet"):
        opened(world)
    with pytest.raises(PermissionDenied):
        opened(world, YEAR + 1, by=world.jugendamt_person)


def test_year_is_not_opened_without_questions(world: World) -> None:
    question = make_check_question("Wird beraten?", world.bildung, valid_until=TODAY - dt.timedelta(days=1))
    with pytest.raises(Refused, match="keine Frage, die heute gilt"):
        opened(world)
    assert question.years.count() == 0


def test_office_that_is_new_is_asked_with_the_next_change_of_the_year(world: World) -> None:
    year = opened(world)
    make_department("Neues Amt")
    later = year.due_on + dt.timedelta(days=5)
    changed = update_check_year(year, by=world.koordination, expected_version=1, due_on=later, note=" Bitte kurz. ")
    assert (changed.due_on, changed.note, changed.checks.count(), changed.version) == (later, "Bitte kurz.", 4, 2)
    with pytest.raises(Stale):
        update_check_year(year, by=world.koordination, expected_version=1, due_on=later)


@pytest.mark.parametrize(
    ("standard", "actual", "rating", "words"),
    [
        (20, 20, "yes", "20 Arbeitstage, Standard 20"),
        (20, 21, "no", "21 statt höchstens 20 Arbeitstage"),
        (1, 2, "no", "2 statt höchstens 1 Arbeitstag"),
        (None, 1, "partly", "1 Arbeitstag, ohne Standard"),
        (20, None, "", ""),
        (0, 0, "yes", "0 Arbeitstage, Standard 0"),
    ],
)
def test_waiting_time_is_rated_by_its_standard(standard: Any, actual: Any, rating: str, words: str) -> None:
    answer = CheckAnswer(standard_days=standard, actual_days=actual, rating=rating_of_days(standard, actual))
    assert (answer.rating, answer.words, answer.is_gap) == (rating, words, rating in ("no", "partly"))


def test_database_refuses_a_rating_that_the_days_contradict(world: World) -> None:
    opened(world)
    answer = gap(answered(world, world.jugendamt), "Wartezeit")
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckAnswer.objects.filter(pk=answer.pk).update(rating="yes")


def test_draft_is_kept_and_only_its_office_and_the_koordination_enter_it(world: World) -> None:
    check = check_of(world.jugendamt, opened(world).year)
    some = dict(list(answers_of(check, note=" Türkisch ").items())[:1])
    saved = save_check(check, by=world.jugendamt_person, expected_version=1, answers=some)
    assert (saved.state, [(each.rating, each.note) for each in saved.answers.all()]) == (
        "open",
        [("partly", "Türkisch")],
    )
    with pytest.raises(Refused, match="anderen Fachdienststelle"):
        save_check(check, by=world.bibliothek_person, expected_version=saved.version, answers=some)
    with pytest.raises(Stale):
        save_check(check, by=world.koordination, expected_version=1, answers=some)


def test_submitting_names_each_question_without_an_answer(world: World) -> None:
    check = check_of(world.jugendamt, opened(world).year)
    waiting = CheckQuestion.objects.get(kind="days")
    with pytest.raises(Incomplete) as missing:
        save_check(check, by=world.koordination, expected_version=1, answers={waiting: {"rating": "none"}}, submit=True)
    assert list(missing.value.problems) == [f"rating-{CheckQuestion.objects.get(kind='choice').pk}"]


def test_what_does_not_apply_has_no_days_and_a_choice_never(world: World) -> None:
    opened(world)
    told = answered(world, world.jugendamt, rating="none")
    assert set(told.answers.values_list("rating", "actual_days")) == {("none", None)}


def test_released_is_seen_by_all_and_given_back_by_none_but_its_office(world: World) -> None:
    opened(world)
    done = released(world, world.jugendamt)
    seen = {
        name: OfficeCheck.objects.visible_to(getattr(world, name)).filter(pk=done.pk).count()
        for name in ("integrationsrat_person", "bibliothek_person", "jugendamt_person", "nobody")
    }
    assert list(seen.values()) == [1, 1, 1, 0]
    with pytest.raises(Refused, match="Begründung"):
        return_check(done, by=world.koordination, comment=" ")
    back = return_check(done, by=world.koordination, comment="Bitte prüfen.")
    assert not OfficeCheck.objects.visible_to(world.integrationsrat_person).exists()
    assert [each.pk for each in owed_checks(world.jugendamt_person)] == [back.pk]


def test_all_that_were_sent_are_released_at_once(world: World) -> None:
    year = opened(world)
    for office in (world.jugendamt, world.stadtbibliothek):
        answered(world, office)
    assert (accept_all_checks(year, by=world.koordination), year.checks.released().count()) == (2, 2)
    with pytest.raises(PermissionDenied):
        accept_all_checks(year, by=world.jugendamt_person)
    with pytest.raises(Refused, match="nicht möglich"):
        accept_check(check_of(world.integrationsamt), by=world.koordination)


def test_question_keeps_its_words_once_it_was_asked(world: World) -> None:
    opened(world)
    question = CheckQuestion.objects.get(kind="choice")
    with pytest.raises(ValidationError, match="Wortlaut bleibt"):
        update_item(question, by=world.koordination, expected_version=1, values={"name": "Wird besser beraten?"})
    changed = update_item(question, by=world.koordination, expected_version=1, values={"position": 9})
    assert (changed.position, ASKED_ALREADY.count("Nachfolge")) == (9, 1)
    with pytest.raises(Refused, match="lässt sich nicht löschen"):
        delete_item(question, by=world.koordination)


def test_successor_of_a_question_stands_in_the_same_row(world: World) -> None:
    opened(world, YEAR - 1)
    released(world, world.jugendamt, YEAR - 1)
    old = CheckQuestion.objects.get(kind="choice")
    values = {"name": "Wird in drei Sprachen beraten?", "short_name": "Sprachen", "position": 1}
    new = create_item(CheckQuestion, by=world.koordination, values=values | {"field_of_action": world.bildung})
    end_item(old, by=world.koordination, expected_version=1, valid_until=TODAY - dt.timedelta(days=1), successor=new)
    opened(world)
    released(world, world.jugendamt, rating="yes")
    _, rows = years_of_office(world.integrationsrat_person, world.jugendamt)
    told = [(row.question.name, [each and each.answer.question.name for _, each in row.cells]) for row in rows]
    assert told[0] == (new.name, [new.name, old.name])
    before = told_before(world.jugendamt_person, check_of(world.jugendamt))[1]
    assert before[new.pk].answer.words == "teilweise"


def test_gap_becomes_a_draft_measure_once_and_counts_when_it_is_planned(world: World) -> None:
    opened(world)
    answer = gap(released(world, world.jugendamt, note="Nur Deutsch."))
    made = measure_of_gap(answer, by=world.koordination)
    assert measure_of_gap(answer, by=world.koordination) == made
    assert (made.title, made.state, made.lead_department) == ("Sprachen: Jugendamt", MeasureState.IDEA, world.jugendamt)
    assert made.initial_situation.endswith("„Wird mehrsprachig beraten?“ – teilweise.\n\nNur Deutsch.")
    assert list(made.success_factors.values_list("number", flat=True)) == [8]
    answer.refresh_from_db()
    assert (outcome_of(answer), gaps_of_measure(world.jugendamt_person, made)) == (GapOutcome.OPEN, [answer])
    change_state(made, by=world.koordination, transition="plan")
    assert outcome_of(CheckAnswer.objects.get(pk=answer.pk)) == GapOutcome.MEASURE


def test_gap_is_followed_by_a_measure_or_a_reason_and_can_be_opened_again(world: World) -> None:
    opened(world)
    answer = gap(released(world, world.jugendamt), "Wartezeit")
    for measure, reason in ((None, " "), (world.praeventionsnetz, "Kein Geld")):
        with pytest.raises(Refused, match="Maßnahme"):
            follow_up(answer, by=world.koordination, measure=measure, reason=reason)
    follow_up(answer, by=world.koordination, measure=None, reason=" Umzug steht bevor. ")
    now = follow_up(answer, by=world.koordination, measure=world.praeventionsnetz, reason="")
    assert (str(now), now.version, now.history.count()) == (str(world.praeventionsnetz), 2, 2)
    take_back_follow_up(answer, by=world.koordination)
    assert (GapFollowUp.objects.count(), GapFollowUp.history.count(), Measure.objects.count()) == (0, 3, 3)


def test_only_gaps_are_followed_and_only_by_the_koordination(world: World) -> None:
    opened(world)
    answer = gap(released(world, world.jugendamt, rating="yes"))
    with pytest.raises(Refused, match="keine Lücke"):
        measure_of_gap(answer, by=world.koordination)
    with pytest.raises(PermissionDenied):
        follow_up(answer, by=world.jugendamt_person, measure=None, reason="Nein")


def test_measure_of_a_gap_is_not_discarded_before_it_is_unlinked(world: World) -> None:
    opened(world)
    answer = gap(released(world, world.jugendamt))
    made = measure_of_gap(answer, by=world.koordination)
    with pytest.raises(Refused, match="Folgen von Lücken"):
        discard_measure(made, by=world.koordination)
    take_back_follow_up(answer, by=world.koordination)
    discard_measure(made, by=world.koordination)
    assert not Measure.objects.filter(pk=made.pk).exists()


def test_table_counts_what_is_released_and_shows_no_draft_measure_to_others(world: World) -> None:
    year = opened(world)
    answer = gap(released(world, world.jugendamt))
    answered(world, world.stadtbibliothek, rating="yes", actual=10)
    measure_of_gap(answer, by=world.koordination)
    inside, outside = (check_table(each, year) for each in (world.koordination, world.integrationsrat_person))
    assert [len(each.rows) for each in (inside, outside)] == [3, 1]
    for table in (inside, outside):
        assert [number for _, number in table.by_rating] == [0, 1, 1, 0]
        assert [number for _, number in table.by_outcome] == [0, 0, 2]
        assert (len(table.released), table.asked, len(table.missing)) == (1, 3, 2)
    shown = [[bool(each.measure) for each in table.gaps] for table in (inside, outside)]
    assert shown == [[True, False], [False, False]]


def test_page_says_how_many_waiting_times_have_no_standard_as_the_report_does(world: World) -> None:
    year = opened(world)
    assert check_table(world.koordination, year).waiting_told == ""
    question = year.questions.get(kind="days")
    for office, standard, actual in ((world.jugendamt, 0, 0), (world.stadtbibliothek, None, 4)):
        check = answered(world, office)
        CheckAnswer.objects.filter(office_check=check, question=question).update(
            standard_days=standard, actual_days=actual, rating=rating_of_days(standard, actual)
        )
        accept_check(check, by=world.koordination)
    told = "Von 2 Wartezeiten hält 1 den eigenen Standard; bei 1 ist keiner angegeben."
    assert check_table(world.integrationsrat_person, year).waiting_told == told
    found = services(dt.date(YEAR, 12, 31))
    assert services_told({"services": found}).endswith(f" {told}")


@pytest.mark.parametrize(
    ("ratings", "words"),
    [
        ({}, ""),
        ({"none": 3}, ""),
        ({"yes": 2}, "Von 2 Wartezeiten halten 2 den eigenen Standard."),
        ({"no": 1}, "Von 1 Wartezeit hält keine den eigenen Standard."),
        ({"no": 1, "partly": 2}, f"{NONE_KEPT}; bei 2 ist keiner angegeben."),
    ],
)
def test_waiting_times_in_words(ratings: dict[str, int], words: str) -> None:
    assert waiting_told(ratings) == words
