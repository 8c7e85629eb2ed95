"""Writing the figures of the Personalverwaltung, and making values of indicators of them."""

import datetime as dt
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.city.models import Department
from neuss_integration.foundation.exceptions import Incomplete, Stale
from neuss_integration.foundation.records.saving import created, locked, removed, save_as, save_values
from neuss_integration.foundation.words.counting import WHOLE
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.foundation.words.partial_dates import PERIOD_NOT_OVER, PartialDate
from success_factors.enums import RequestState, TableSign
from success_factors.models import Indicator, IndicatorValue, StaffFigures, StaffYear, ValueRequest
from success_factors.models.staff import COUNTS
from success_factors.selectors.staff import counts_by_office, last_full_year, may_enter_staff, shares_of
from success_factors.services.indicators import USE_NEW, record_value
from success_factors.services.submissions import SENT, decided, sent
from success_factors.services.value_requests import accept as accept_request
from success_factors.services.value_requests import delivered, give_back
from success_factors.workflows import SUBMISSION_WORKFLOW

Counts = Mapping[str, int | None]
TENTH: Final = Decimal("0.1")
NOTHING_ENTERED: Final = "Bitte tragen Sie mindestens für eine Fachdienststelle Zahlen ein."
CORRECTED: Final = "Neu errechnet aus den Personalzahlen"


@transaction.atomic
def save_staff(
    year: int,
    *,
    by: User,
    expected_version: int,
    offices: Mapping[Department, Counts],
    note: str = "",
    submit: bool = False,
) -> StaffYear:
    """The figures of `year` are those of `offices`; one without any number has none. Others stay as they are.

    With `submit` they go to the Koordination, and what was asked of the shares is answered. `expected_version` is 0
    where nothing was stored yet. Raises Stale when somebody saved since, Refused once they are submitted, Incomplete
    without a number, ValidationError for numbers that contradict each other or a year that is not over.
    """
    _ensure_entering(by)
    if year > last_full_year():
        raise ValidationError(PERIOD_NOT_OVER)
    current = _year_at(year, expected_version, by)
    SUBMISSION_WORKFLOW.check("submit" if submit else "save", current.state)
    _replace(current, offices, by)
    current.note = note.strip()
    if submit:
        if not current.offices.exists():
            raise Incomplete({"": NOTHING_ENTERED})
        sent(current, by)
    current.full_clean()
    save_as(current, ("note", *SENT), by=by)
    if submit:
        _answer_requests(current, by)
    return current


@transaction.atomic
def accept_staff(year: StaffYear, *, by: User) -> StaffYear:
    """Everybody who reads the concept sees the figures, and each share is a used value of its indicator.

    Where other offices told of the released year before, the share begins a new series: both show no change.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked(year)
    SUBMISSION_WORKFLOW.check("accept", current.state)
    for request in _requests(current, "submitted"):
        accept_request(request, by=by, confirmed=True)
    _keep_values(current, by)
    done = decided(current, RequestState.ACCEPTED, by, "")
    later = StaffYear.objects.filter(year__gt=done.year, state=RequestState.ACCEPTED).order_by("year").first()
    if later is not None:  # it was told by other offices than the year that is new before it
        _keep_values(later, by)
    return done


@transaction.atomic
def return_staff(year: StaffYear, *, by: User, comment: str) -> StaffYear:
    """The Personalverwaltung is asked again. What was released before is not shown until it is released once more."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked(year)
    SUBMISSION_WORKFLOW.check("return", current.state, comment)
    for request in _requests(current, "submitted"):
        give_back(request, by=by, comment=comment)
    return decided(current, RequestState.RETURNED, by, comment)


def _ensure_entering(by: User) -> None:
    if not may_enter_staff(by):
        raise PermissionDenied


def _year_at(year: int, expected_version: int, by: User) -> StaffYear:
    """The locked row of `year`, new where there was none."""
    found = StaffYear.objects.select_for_update().filter(year=year).first()
    if found is None:
        try:
            with transaction.atomic():
                return created(StaffYear(year=year), by=by)
        except IntegrityError:  # two began the year at once
            raise Stale(StaffYear.objects.get(year=year)) from None
    if found.version != expected_version:
        raise Stale(found)
    return found


def _replace(current: StaffYear, offices: Mapping[Department, Counts], by: User) -> None:
    """Only what differs is written; an office of which nothing is told loses its row and keeps its history."""
    stored = {each.department_id: each for each in current.offices.select_for_update(of=("self",))}
    for department, given in offices.items():
        counts = {name: given.get(name) for name in COUNTS}
        row = stored.get(department.pk)
        if all(value is None for value in counts.values()):
            if row is not None:
                removed(row, by=by)
        elif row is None:
            created(StaffFigures(staff_year=current, department=department, **counts), by=by)
        else:
            save_values(row, counts, by=by)


def _requests(year: StaffYear, adjective: str) -> list[ValueRequest]:
    """What is asked of shares for `year`: due in the year after or, where that is not over yet, for the newest one."""
    asked = ValueRequest.objects.exclude(indicator__staff_share="").select_related("indicator").order_by("pk")
    found = getattr(asked, adjective)()
    return [each for each in found if min(each.due_on.year - 1, last_full_year()) <= year.year]


def _last_day(year: StaffYear) -> dt.date:
    return dt.date(year.year, 12, 31)


def _period(year: StaffYear) -> PartialDate:
    return PartialDate(dt.date(year.year, 1, 1), "year")


def _source(year: StaffYear) -> str:
    return f"Personalzahlen {year.year} aus {count_of(year.offices.count(), 'Fachdienststelle')}"


def _lines(year: StaffYear) -> dict[str, dict[str, Any]]:
    """The value of each share; a sign where it is hidden. With one place after the comma, as far as it goes."""
    found = {}
    for each in shares_of(year.year):
        exact = Decimal(WHOLE) * each.part / each.whole
        value = None if each.is_hidden else exact.quantize(TENTH, ROUND_HALF_UP)
        sign = TableSign.SECRET.value if each.is_hidden else ""
        found[each.share.value] = {"group": "", "value": value, "sign": sign, "qualifier": ""}
    return found


UNKNOWN: Final = {"group": "", "value": None, "sign": TableSign.SECRET.value, "qualifier": ""}


def _answer_requests(year: StaffYear, by: User) -> None:
    lines = _lines(year)
    values = {"period": _period(year), "source": _source(year), "note": "", "starts_new_series": _is_new_series(year)}
    for request in _requests(year, "owed"):
        line = lines.get(request.indicator.staff_share, UNKNOWN)
        delivered(locked(request), by=by, values=values, lines=[line], submit=True)


def _is_new_series(year: StaffYear) -> bool:
    """Whether other offices told of the last released year before `year`."""
    earlier = StaffYear.objects.filter(year__lt=year.year, state=RequestState.ACCEPTED).order_by("-year").first()
    return earlier is not None and counts_by_office(earlier.year).keys() != counts_by_office(year.year).keys()


def _keep_values(year: StaffYear, by: User) -> None:
    lines, is_new = _lines(year), {"starts_new_series": _is_new_series(year)}
    for indicator in Indicator.objects.watched().exclude(staff_share="").order_by("pk"):
        line = lines.get(indicator.staff_share)
        _keep_value(indicator, year, line and line | is_new, by)


def _keep_value(indicator: Indicator, year: StaffYear, line: dict[str, Any] | None, by: User) -> None:
    """The used value of `indicator` for `year` is that of `line`; nothing is written where it is so already."""
    used = IndicatorValue.objects.used().filter(indicator=indicator, group="", reference_date=_last_day(year))
    old = used.filter(reference_precision="year").first()
    if line is None and old is None:
        return
    wanted = line or UNKNOWN
    is_new = wanted.get("starts_new_series", False)
    if old is None or (old.value, old.sign, old.starts_new_series) != (wanted["value"], wanted["sign"], is_new):
        values = {**wanted, "source": _source(year)}
        record_value(
            indicator,
            by=by,
            period=_period(year),
            values=values,
            confirmed=True,
            decision=USE_NEW,
            reason=CORRECTED,
        )
