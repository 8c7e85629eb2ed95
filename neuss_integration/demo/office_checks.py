"""Invented answers of the offices about their services for two years, entered and released through the services."""

import datetime as dt
from typing import Any, Final

from measures.enums import CheckKind, MeasureState
from measures.models import CheckAnswer, CheckQuestion, CheckYear, GapFollowUp, Measure, OfficeCheck
from measures.services.gap_follow_ups import follow_up, measure_of_gap
from measures.services.measure import change_state
from measures.services.office_checks import accept_check, open_check_year, return_check, save_check
from neuss_integration.accounts.models import User
from neuss_integration.demo.accounts import person
from success_factors.models import SuccessFactor

NOTE: Final = "Demonstrationsdaten: Alle Antworten sind erfunden."
RATINGS: Final = ("yes", "partly", "yes", "no", "none", "yes", "partly")
NOTES: Final = {
    "yes": "Geregelt in der Dienstanweisung.",
    "partly": "Nur an einem der Standorte.",
    "no": "Dafür fehlt zurzeit Personal.",
    "none": "",
}
FOREIGNERS: Final = "Integrationsamt"
"""In Neuss the Ausländerbehörde is part of it."""
WAITING: Final = {"Wartezeit Termin": (15, 34), "Bearbeitungszeit": (30, 52), "Vorlauf Dolmetschen": (3, 5)}
"""Standard and actual working days of the Ausländerbehörde in the first of the two years."""
QUICKER: Final = {"Wartezeit Termin": 24, "Bearbeitungszeit": 45, "Vorlauf Dolmetschen": 2}
"""And in the second."""
OWING: Final = 6
"""Each so many-th office has not answered the second year yet."""
REASON: Final = "Der Umbau des Eingangs ist beschlossen und beginnt im nächsten Jahr."


def play(today: dt.date) -> bool:
    """Last year is released with what became of its gaps; this year most have answered, and some still owe theirs."""
    if CheckYear.objects.exists():
        return False
    by = person("koordination")
    for year in (today.year - 1, today.year):
        opened = open_check_year(by=by, year=year, due_on=today + dt.timedelta(days=21), note=NOTE)
        _answer(opened, by, back=today.year - year)
        if year < today.year:
            _follow(opened, by)
        else:
            _carry(opened, by)
    return True


def _answer(opened: CheckYear, by: User, *, back: int) -> None:
    checks = list(opened.checks.select_related("department").order_by("department__sort_key", "pk"))
    questions = list(opened.questions.in_order())
    for number, check in enumerate(checks, start=1):
        if not back and number % OWING == 0:
            continue
        told = {each: _told(check, each, number, back) for each in questions}
        sent = save_check(check, by=by, expected_version=check.version, answers=told, submit=True)
        if not back and number % OWING == 1:
            continue
        done = accept_check(sent, by=by)
        if not back and number == OWING + 3:
            return_check(done, by=by, comment="Bitte nennen Sie bei den Formularen die Sprachen.")


def _told(check: OfficeCheck, question: CheckQuestion, number: int, back: int) -> dict[str, Any]:
    """Always the same answer of the office; a year later a few are better."""
    at = (number * 5 + question.position * 3) % len(RATINGS)
    if question.kind == CheckKind.DAYS:
        return _days(str(check.department), question.short_name, at, back)
    rating = "yes" if not back and at == 1 else RATINGS[at]
    return {"rating": rating, "note": NOTES[rating], "evidence": str(2 + at) if rating == "yes" else ""}


def _days(office: str, question: str, at: int, back: int) -> dict[str, Any]:
    if office == FOREIGNERS:
        standard, actual = WAITING[question]
        return {"standard_days": standard, "actual_days": actual if back else QUICKER[question]}
    if at > 2:
        return {"rating": "none"}
    return {"standard_days": None if at == 2 else 10, "actual_days": 4 + 5 * at - (0 if back else 2)}


def _follow(opened: CheckYear, by: User) -> None:
    """Of the gaps of the Ausländerbehörde one becomes a planned measure, one has a reason, one is a draft."""
    gaps = CheckAnswer.objects.filter(office_check__check_year=opened, rating__in=("partly", "no"))
    own = list(gaps.filter(office_check__department__name=FOREIGNERS).order_by("-question__position", "pk"))
    if len(own) >= 3:
        change_state(measure_of_gap(own[0], by=by), by=by, transition="plan")
        measure_of_gap(own[1], by=by)
        follow_up(own[2], by=by, measure=None, reason=REASON)
    factor = SuccessFactor.objects.filter(number=8)
    served = Measure.objects.filter(success_factors__in=factor).exclude(state=MeasureState.IDEA).order_by("number")
    other = gaps.exclude(office_check__department__name=FOREIGNERS).order_by("pk").first()
    if other is not None and (measure := served.first()) is not None:
        follow_up(other, by=by, measure=measure, reason="")


def _carry(opened: CheckYear, by: User) -> None:
    """What was decided about a gap last year holds for the same gap of this year."""
    gaps = CheckAnswer.objects.filter(office_check__check_year=opened, rating__in=("partly", "no"))
    for each in gaps.exclude(office_check__submitted_at=None).select_related("office_check").order_by("pk"):
        same = GapFollowUp.objects.filter(
            answer__question=each.question_id, answer__office_check__department=each.office_check.department_id
        )
        if (known := same.first()) is not None:
            follow_up(each, by=by, measure=known.measure, reason=known.reason)
