"""Writing the Selbstcheck: a year is opened, offices answer, the Koordination releases or gives back."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from measures.enums import CheckKind, CheckRating
from measures.models import CheckAnswer, CheckQuestion, CheckYear, OfficeCheck
from measures.models.office_check import rating_of_days
from measures.selectors.office_checks import may_answer
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.city.models import Department
from neuss_integration.foundation.exceptions import Incomplete, Refused
from neuss_integration.foundation.records.history_records import store_new
from neuss_integration.foundation.records.saving import locked, locked_at_version, save_as, save_values
from success_factors.enums import RequestState
from success_factors.services.submissions import SENT, decided, sent
from success_factors.workflows import SUBMISSION_WORKFLOW

Answers = Mapping[CheckQuestion, Mapping[str, Any]]
GIVEN: Final = ("rating", "standard_days", "actual_days", "note", "evidence")
"""What an answer holds, and what is written of it."""
OPENED_ALREADY: Final = "Für dieses Jahr ist der Selbstcheck schon eröffnet."
NOTHING_TO_ASK: Final = "Es gibt keine Frage, die heute gilt. Bitte legen Sie zuerst Fragen in den Stammdaten an."
NOBODY_TO_ASK: Final = "Es gibt keine Fachdienststelle der Stadtverwaltung, die heute gilt."
DUE_BEFORE_TODAY: Final = "Die Frist ist schon vorbei. Bitte wählen Sie einen späteren Tag."
SAME_NAME: Final = "Zwei Fragen haben denselben Kurznamen „{}“. Bitte ändern Sie einen davon in den Stammdaten."
UNANSWERED: Final = "Bitte beantworten Sie diese Frage. „Trifft nicht zu“ ist auch eine Antwort."


@transaction.atomic
def open_check_year(*, by: User, year: int, due_on: dt.date, note: str = "") -> CheckYear:
    """Each office of the city of today owes its answers of `year`, to the questions that are valid today.

    Raises ValidationError for a year that was opened or a day that has passed, Refused where there is nothing to ask.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    _refuse_past(due_on)
    if not (questions := list(CheckQuestion.objects.current().in_order())):
        raise Refused(NOTHING_TO_ASK)
    names = [each.short_name for each in questions]
    if twins := sorted({name for name in names if names.count(name) > 1}):
        raise Refused(SAME_NAME.format(twins[0]))
    opened = CheckYear(year=year, due_on=due_on, note=note.strip())
    if CheckYear.objects.filter(year=year).exists():
        raise ValidationError({"year": OPENED_ALREADY})
    opened.full_clean()
    try:
        with transaction.atomic():
            store_new(CheckYear, [(opened, {"questions": questions})], by=by)
    except IntegrityError:  # two opened the year at once
        raise ValidationError({"year": OPENED_ALREADY}) from None
    if not _ask_offices(opened, by):
        raise Refused(NOBODY_TO_ASK)
    return opened


@transaction.atomic
def update_check_year(
    check_year: CheckYear, *, by: User, expected_version: int, due_on: dt.date, note: str = ""
) -> CheckYear:
    """The year has this day and note, and offices that are there by now are asked too. Raises Stale."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked_at_version(check_year, expected_version)
    if due_on != current.due_on:
        _refuse_past(due_on)
    save_values(current, {"due_on": due_on, "note": note.strip()}, by=by)
    _ask_offices(current, by)
    return current


@transaction.atomic
def save_check(
    check: OfficeCheck, *, by: User, expected_version: int, answers: Answers, submit: bool = False
) -> OfficeCheck:
    """The `answers` are stored, others stay as they are; with `submit` they go to the Koordination.

    The rating of a waiting time is worked out of its days. Raises Stale when somebody saved since, Refused once they
    are submitted or for another office, Incomplete with the key of each question that is not answered.
    """
    if not may_answer(by, check):
        raise Refused("Dieser Selbstcheck gehört zu einer anderen Fachdienststelle.")
    current = locked_at_version(check, expected_version)
    SUBMISSION_WORKFLOW.check("submit" if submit else "save", current.state)
    asked = {each.pk: each for each in current.check_year.questions.all()}
    stored = {each.question_id: each for each in current.answers.select_for_update(of=("self",))}
    given = {each: as_stored(each, told) for each, told in answers.items() if each.pk in asked}
    _write(current, given, stored, by)
    if submit:
        missing = [key for key in asked if key not in stored or not stored[key].rating]
        if missing:
            raise Incomplete({f"rating-{key}": UNANSWERED for key in missing})
        sent(current, by)
    current.full_clean()
    save_as(current, SENT, by=by)
    return current


@transaction.atomic
def accept_check(check: OfficeCheck, *, by: User) -> OfficeCheck:
    """Everybody who reads the concept sees the answers, and they count."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked(check)
    SUBMISSION_WORKFLOW.check("accept", current.state)
    return decided(current, RequestState.ACCEPTED, by, "")


@transaction.atomic
def accept_all_checks(check_year: CheckYear, *, by: User) -> int:
    """All that were submitted of the year are released; how many."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    waiting = list(check_year.checks.submitted().order_by("pk"))
    for each in waiting:
        accept_check(each, by=by)
    return len(waiting)


@transaction.atomic
def return_check(check: OfficeCheck, *, by: User, comment: str) -> OfficeCheck:
    """The office is asked again. What was released before is not shown until it is released once more."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked(check)
    SUBMISSION_WORKFLOW.check("return", current.state, comment)
    return decided(current, RequestState.RETURNED, by, comment)


def as_stored(question: CheckQuestion, given: Mapping[str, Any]) -> dict[str, Any]:
    """What is written of an answer: of a waiting time the rating follows from the days, other answers have no days."""
    told = {name: given.get(name) for name in GIVEN} | {
        name: str(given.get(name) or "").strip() for name in ("rating", "note", "evidence")
    }
    if question.kind == CheckKind.CHOICE:
        return told | {"standard_days": None, "actual_days": None}
    if told["rating"] == CheckRating.NOT_APPLICABLE:
        return told | {"actual_days": None}
    return told | {"rating": rating_of_days(told["standard_days"], told["actual_days"])}


def _refuse_past(due_on: dt.date) -> None:
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": DUE_BEFORE_TODAY})


def _ask_offices(check_year: CheckYear, by: User) -> int:
    """Each office of the city of today is asked, once; how many are."""
    asked = set(check_year.checks.values_list("department_id", flat=True))
    there = Department.objects.current().filter(is_external=False).in_german_order()
    new = [OfficeCheck(check_year=check_year, department=each) for each in there if each.pk not in asked]
    if new:
        store_new(OfficeCheck, [(each, {}) for each in new], by=by)
    return len(asked) + len(new)


def _write(
    check: OfficeCheck, given: Mapping[CheckQuestion, dict[str, Any]], stored: dict[int, CheckAnswer], by: User
) -> None:
    """Only what differs is written; an answer that was emptied stays as a row, since a follow-up may hang on it."""
    new = []
    for question, told in given.items():
        if row := stored.get(question.pk):
            save_values(row, told, by=by)
        elif any(value not in (None, "") for value in told.values()):
            answer = stored[question.pk] = CheckAnswer(office_check=check, question=question, **told)
            answer.full_clean(exclude=("office_check", "question"))  # both were read in this transaction
            new.append(answer)
    if new:
        store_new(CheckAnswer, [(each, {}) for each in new], by=by)
