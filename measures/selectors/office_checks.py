"""Reading the Selbstcheck: one year over all offices, one office over the years, its gaps and what became of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from measures.enums import ENDED_STATES, CheckRating, GapOutcome, MeasureState
from measures.models import CheckAnswer, CheckQuestion, CheckYear, Measure, OfficeCheck
from measures.querysets.office_checks import OfficeCheckQuerySet
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from neuss_integration.city.models import Department
from neuss_integration.foundation.words.counting import chosen
from neuss_integration.foundation.words.nouns import count_of

CHECKS_WAITING: Final = "eingereicht"
"""What the address of the overview says to list what waits for the Koordination."""
Newest = Mapping[int, int]
"""The key of the newest wording of each question, by its own key."""


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """An answer as one person may see it, with what became of it where it is a gap."""

    answer: CheckAnswer
    outcome: GapOutcome
    measure: Measure | None
    reason: str
    proposed: Measure | None = None
    """The measure that was to close the same gap a year ago and goes on, while nothing is decided about this one."""

    @property
    def is_gap(self) -> bool:
        return self.answer.is_gap

    @property
    def outcome_words(self) -> str:
        """What became of a gap in one line: the measure, why none, or that it is open; empty where there is no gap."""
        if not self.is_gap:
            return ""
        if self.measure is not None:
            return f"{self.measure} ({self.measure.get_state_display()})"
        return f"Keine Maßnahme: {self.reason}" if self.reason else str(self.outcome.label)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """An office in the table of a year: its answers in the order of the questions; none where it told nothing."""

    check: OfficeCheck
    cells: list[tuple[CheckQuestion, ToldAnswer | None]]

    @property
    def gaps(self) -> list[ToldAnswer]:
        return [told for _, told in self.cells if told is not None and told.is_gap]


@dataclass(frozen=True, slots=True)
class CheckTable:
    """One year over all offices as one person may see it; what is counted is what was released."""

    check_year: CheckYear
    questions: list[CheckQuestion]
    rows: list[CheckRow]
    missing: list[Department]
    asked: int

    @property
    def released(self) -> list[CheckRow]:
        return [row for row in self.rows if row.check.is_released]

    @property
    def told(self) -> list[ToldAnswer]:
        """Every released answer."""
        return [told for row in self.released for _, told in row.cells if told is not None]

    @property
    def by_rating(self) -> list[tuple[CheckRating, int]]:
        counts = Counter(each.answer.rating for each in self.told)
        return [(rating, counts[rating.value]) for rating in CheckRating]

    @property
    def gaps(self) -> list[ToldAnswer]:
        return [each for each in self.told if each.is_gap]

    @property
    def by_outcome(self) -> list[tuple[GapOutcome, int]]:
        counts = Counter(each.outcome for each in self.gaps)
        return [(outcome, counts[outcome]) for outcome in GapOutcome]

    @property
    def waiting_told(self) -> str:
        return waiting_told(Counter(each.answer.rating for each in self.told if each.answer.has_days))

    @property
    def submitted(self) -> int:
        """How many wait for the Koordination; of those the person may see."""
        return sum(row.check.state == "submitted" for row in self.rows)


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question over the years of an office: the newest wording, and what was told in each year."""

    question: CheckQuestion
    cells: list[tuple[OfficeCheck, ToldAnswer | None]]


def may_answer(user: Any, check: OfficeCheck) -> bool:
    """Whether the person enters its answers: who works for the office, and the Koordination. No query."""
    access = access_of(user)
    if access.has(Permission.MAINTAIN_CONCEPT):
        return True
    return access.has(Permission.REPORT_PROGRESS) and check.department_id in access.department_ids


def check_years(user: Any) -> list[CheckYear]:
    """The years that were opened, the newest first, for who may read the concept; one query."""
    return list(CheckYear.objects.order_by("-year")) if access_of(user).has(Permission.VIEW_CONCEPT) else []


def checks_for(user: Any) -> OfficeCheckQuerySet:
    """What `user` may see, with office and year."""
    return OfficeCheck.objects.visible_to(user).select_related("check_year", "department")


def owed_checks(user: Any) -> list[OfficeCheck]:
    """What the offices of `user` have to answer, returned ones first; one query."""
    found = checks_for(user).owed().filter(department__in=access_of(user).department_ids)
    return sorted(found, key=lambda each: (each.state != "returned", each.check_year.due_on, each.pk))


def check_table(user: Any, check_year: CheckYear) -> CheckTable:
    """The table of `check_year`; at most five queries."""
    checks = {each.pk: each for each in _in_order(checks_for(user).filter(check_year=check_year))}
    every = check_year.checks.select_related("department").order_by("department__sort_key", "pk")
    told = _told(user, checks)
    questions = list(check_year.questions.in_order())
    rows = [CheckRow(each, [(asked, told[each.pk].get(asked.pk)) for asked in questions]) for each in checks.values()]
    every_one = list(every)
    missing = [each.department for each in every_one if not each.is_released]
    return CheckTable(check_year, questions, rows, missing, len(every_one))


def years_of_office(user: Any, department: Department) -> tuple[list[OfficeCheck], list[QuestionRow]]:
    """The checks of an office that `user` may see, the newest first, and its answers side by side; four queries."""
    checks = list(checks_for(user).filter(department=department).order_by("-check_year__year"))
    told = _told(user, {each.pk: each for each in checks})
    newest, questions = _newest()
    by_chain = {key: {newest[asked]: each for asked, each in answers.items()} for key, answers in told.items()}
    shown = {chain for answers in by_chain.values() for chain in answers}
    rows = [
        QuestionRow(question, [(check, by_chain.get(check.pk, {}).get(question.pk)) for check in checks])
        for question in questions
        if question.pk in shown
    ]
    return checks, rows


def gaps_of(check: OfficeCheck, rows: Iterable[QuestionRow]) -> list[ToldAnswer]:
    """The gaps of `check` among `rows` of its office, each open one with the measure of the year before; no query."""
    found = []
    for row in rows:
        told = [each for year, each in row.cells if each is not None and year.check_year.year <= check.check_year.year]
        if told and told[0].is_gap and told[0].answer.office_check_id == check.pk:
            found.append(_proposed(told[0], told[1] if len(told) > 1 else None))
    return found


def _proposed(now: ToldAnswer, before: ToldAnswer | None) -> ToldAnswer:
    """An undecided gap with the measure that was linked with it before and goes on."""
    measure = before.measure if before is not None and before.is_gap else None
    if hasattr(now.answer, "follow_up") or measure is None or measure.state in ENDED_STATES:
        return now
    return replace(now, proposed=measure)


def told_before(user: Any, check: OfficeCheck) -> tuple[OfficeCheck | None, dict[int, ToldAnswer]]:
    """What the office told last before `check`, by the key of each question of today; at most four queries."""
    earlier = checks_for(user).filter(department=check.department, check_year__year__lt=check.check_year.year)
    last = earlier.exclude(submitted_at=None).order_by("-check_year__year").first()
    if last is None:
        return None, {}
    newest, _ = _newest()
    answers = {newest[asked]: each for asked, each in _told(user, {last.pk: last})[last.pk].items()}
    return last, {asked: answers[chain] for asked, chain in newest.items() if chain in answers}


def with_proposals(user: Any, check: OfficeCheck, told: Mapping[int, ToldAnswer]) -> dict[int, ToldAnswer]:
    """`told` of `check`, each open gap with the measure linked with it before; at most four queries, none without."""
    is_open = any(each.is_gap and not hasattr(each.answer, "follow_up") for each in told.values())
    before = told_before(user, check)[1] if is_open else {}
    return {key: _proposed(each, before.get(key)) if each.is_gap else each for key, each in told.items()}


def told_in(user: Any, check: OfficeCheck) -> dict[int, ToldAnswer]:
    """What the office told, by the key of the question; two queries."""
    return _told(user, {check.pk: check})[check.pk]


def gaps_of_measure(user: Any, measure: Measure) -> list[CheckAnswer]:
    """The gaps that `measure` is to close, as far as `user` may see them; one query."""
    seen = OfficeCheck.objects.visible_to(user)
    found = CheckAnswer.objects.filter(follow_up__measure=measure, office_check__in=seen)
    return list(found.select_related("question", "office_check__department", "office_check__check_year").order_by("pk"))


def outcome_of(answer: CheckAnswer) -> GapOutcome:
    """What became of the gap; a measure counts once it is no idea any more. The follow-up has to be loaded."""
    known = getattr(answer, "follow_up", None)
    if known is None or (known.measure is not None and known.measure.state == MeasureState.IDEA):
        return GapOutcome.OPEN
    return GapOutcome.MEASURE if known.measure is not None else GapOutcome.REASON


def waiting_told(ratings: Mapping[str, int]) -> str:
    """How many waiting times keep the standard of their office, and how many have none; empty where no time is told.

    The `ratings` are those of the answers in days: "teilweise" is a time without a standard, see `rating_of_days`.
    """
    kept, late, unset = (ratings.get(each.value, 0) for each in (CheckRating.YES, CheckRating.NO, CheckRating.PARTLY))
    number = kept + late + unset
    if not number:
        return ""
    known = f"; bei {unset} ist keiner angegeben" if unset else ""
    times, verb = count_of(number, "Wartezeit", dative=True), chosen(kept or 1, "hält", "halten")
    return f"Von {times} {verb} {kept or 'keine'} den eigenen Standard{known}."


def _in_order(found: OfficeCheckQuerySet) -> OfficeCheckQuerySet:
    return found.order_by("department__sort_key", "pk")


def _told(user: Any, checks: Mapping[int, OfficeCheck]) -> dict[int, dict[int, ToldAnswer]]:
    """By check and question; at most two queries."""
    found = CheckAnswer.objects.filter(office_check__in=list(checks)).exclude(rating="", note="", evidence="")
    rows = list(found.select_related("question", "follow_up__measure").order_by("question__position", "pk"))
    seen = _seen_measures(user, rows)
    told: dict[int, dict[int, ToldAnswer]] = defaultdict(dict)
    for each in rows:
        each.office_check = checks[each.office_check_id]
        known = getattr(each, "follow_up", None)
        measure = seen.get(known.measure_id) if known is not None else None
        told[each.office_check_id][each.question_id] = ToldAnswer(
            each, outcome_of(each), measure, known.reason if known is not None else ""
        )
    return told


def _seen_measures(user: Any, answers: Iterable[CheckAnswer]) -> dict[int | None, Measure]:
    """The linked measures that `user` may see: drafts are shown to those only who work on them; at most one query."""
    keys = (each.follow_up.measure_id for each in answers if hasattr(each, "follow_up"))
    linked = {key for key in keys if key is not None}
    if not linked:
        return {}
    return {each.pk: each for each in Measure.objects.visible_to(user).filter(pk__in=linked)}


def _newest() -> tuple[dict[int, int], list[CheckQuestion]]:
    """The newest wording of each question by its key, and all questions in their order; one query."""
    questions = list(CheckQuestion.objects.in_order())
    follows = {each.pk: each.successor_id for each in questions}

    def last(key: int) -> int:
        while (after := follows[key]) is not None:
            key = after
        return key

    return {each.pk: last(each.pk) for each in questions}, questions
