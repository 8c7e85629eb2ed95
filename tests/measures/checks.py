"""Questions, years and answers of the Selbstcheck."""

import datetime as dt
from typing import Any, Final

from django.utils import timezone

from measures.models import CheckQuestion, CheckYear, OfficeCheck
from measures.services.office_checks import accept_check, open_check_year, save_check
from neuss_integration.city.models import Department
from success_factors.models import FieldOfAction
from tests.factories import World

YEAR: Final = timezone.localdate().year
LATER: Final = dt.timedelta(days=30)


def make_check_question(name: str, field: FieldOfAction, **fields: Any) -> CheckQuestion:
    options: dict[str, Any] = {"short_name": name[:40], "position": CheckQuestion.objects.count() + 1} | fields
    return CheckQuestion.objects.create(name=name, field_of_action=field, **options)


def opened(world: World, year: int = YEAR, **fields: Any) -> CheckYear:
    """A year with two questions, one of them about days; those that are there already are asked again."""
    if not CheckQuestion.objects.exists():
        make_check_question("Wird mehrsprachig beraten?", world.beteiligung, short_name="Sprachen")
        make_check_question("Wie lange wartet man?", world.beteiligung, short_name="Wartezeit", kind="days")
    options: dict[str, Any] = {"by": world.koordination, "due_on": timezone.localdate() + LATER} | fields
    return open_check_year(year=year, **options)


def check_of(office: Department, year: int = YEAR) -> OfficeCheck:
    return OfficeCheck.objects.get(department=office, check_year__year=year)


def answers_of(check: OfficeCheck, rating: str = "partly", actual: int | None = 30, **more: Any) -> dict[Any, Any]:
    """The same rating to each question, and of a waiting time a standard of 20 days."""
    days = {"standard_days": 20, "actual_days": actual}
    return {
        each: {"rating": rating, **more} | (days if each.kind == "days" else {})
        for each in check.check_year.questions.all()
    }


def answered(world: World, office: Department, year: int = YEAR, **told: Any) -> OfficeCheck:
    """Submitted by the Koordination for the office."""
    check = check_of(office, year)
    return save_check(
        check,
        by=world.koordination,
        expected_version=check.version,
        answers=answers_of(check, **told),
        submit=True,
    )


def released(world: World, office: Department, year: int = YEAR, **told: Any) -> OfficeCheck:
    return accept_check(answered(world, office, year, **told), by=world.koordination)
