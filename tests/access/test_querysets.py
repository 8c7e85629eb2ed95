"""How many rows of the scene each role reaches: the third net, below every view."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from measures.models import (
    GoalGauge,
    Judgement,
    Measure,
    MeasureAttachment,
    Milestone,
    OfficeCheck,
    ProgressReport,
    ReportingRound,
    Resolution,
)
from neuss_integration.accounts.models import Deputy, Membership, User
from reporting.models import Report
from roundtables.models import ActionItem, Meeting, Minutes, Need, Proposal, RatingRun
from success_factors.models import ValueRequest
from tests.access.scene import Scene
from tests.access.table import PEOPLE

pytestmark = pytest.mark.django_db

REACHED: list[tuple[Callable[[Any], QuerySet], dict[str, int]]] = [
    (Measure.objects.visible_to, {"koord": 4, "jugend": 3, "bibl": 4, "tisch": 3, "rat": 3}),
    (Measure.objects.editable_by, {"koord": 4, "jugend": 2, "bibl": 2}),
    (GoalGauge.objects.visible_to, {"koord": 3, "jugend": 1, "bibl": 2, "tisch": 1, "rat": 1}),
    (Judgement.objects.visible_to, {"koord": 4, "jugend": 2, "bibl": 3, "tisch": 2, "rat": 2}),
    (Resolution.objects.visible_to, {"koord": 3, "jugend": 3, "bibl": 3, "tisch": 3, "rat": 3}),
    (Milestone.objects.visible_to, {"koord": 1, "jugend": 1, "bibl": 1, "tisch": 1, "rat": 1}),
    (Milestone.objects.editable_by, {"koord": 1, "jugend": 1}),
    (MeasureAttachment.objects.visible_to, {"koord": 3, "jugend": 3, "bibl": 1, "tisch": 1, "rat": 1}),
    (ReportingRound.objects.visible_to, {"koord": 5, "jugend": 4, "bibl": 4}),
    (ProgressReport.objects.visible_to, {"koord": 4, "jugend": 4, "bibl": 1, "tisch": 1, "rat": 1}),
    (ProgressReport.objects.answerable_by, {"jugend": 4}),
    (Meeting.objects.visible_to, {"koord": 6, "tisch": 3}),
    (Minutes.objects.inside_of, {"koord": 4, "tisch": 1}),
    (Minutes.objects.visible_to, {"koord": 4, "jugend": 1, "bibl": 1, "tisch": 1, "rat": 1}),
    (ActionItem.objects.visible_to, {"koord": 3, "jugend": 1, "tisch": 1}),
    (ActionItem.objects.editable_by, {"koord": 3, "jugend": 1}),
    (Report.objects.visible_to, {"koord": 2, "jugend": 1, "bibl": 1, "tisch": 1, "rat": 1, "admin": 1}),
    (Need.objects.visible_to, {"koord": 5, "jugend": 1, "bibl": 1, "tisch": 3, "rat": 1}),
    (Need.objects.editable_by, {"koord": 5, "tisch": 1}),
    (Proposal.objects.visible_to, {"koord": 4, "jugend": 1, "bibl": 1, "tisch": 2, "rat": 1}),
    (Proposal.objects.editable_by, {"koord": 4}),
    (RatingRun.objects.visible_to, {"koord": 2, "tisch": 1}),
    (OfficeCheck.objects.visible_to, {"koord": 9, "jugend": 3, "bibl": 4, "tisch": 1, "rat": 1}),
    (OfficeCheck.objects.answerable_by, {"koord": 9, "jugend": 3, "bibl": 3}),
    (ValueRequest.objects.visible_to, {"koord": 3, "jugend": 2, "bibl": 1}),
    (ValueRequest.objects.answerable_by, {"jugend": 2, "bibl": 1}),
    (User.objects.visible_to, {"admin": 12}),
    (Membership.objects.visible_to, {"admin": 10}),
    (Deputy.objects.visible_to, {"koord": 1, "jugend": 1, "admin": 1}),
    (Deputy.objects.editable_by, {"koord": 1, "jugend": 1, "admin": 1}),
    (User.objects.absence_entered_by, {"koord": 3, "jugend": 2, "bibl": 1, "admin": 3}),
]


def named(case: object) -> str:
    """The model and what is asked of it, for the name of the test."""
    return f"{case.__self__.model.__name__}-{case.__name__}" if callable(case) else ""


@pytest.mark.parametrize(("rows", "counts"), REACHED, ids=named)
def test_rows_are_reached_by_those_who_may(scene: Scene, rows: Callable, counts: dict[str, int]) -> None:
    users = {column: getattr(scene.world, person) if person else AnonymousUser() for column, person in PEOPLE.items()}
    assert {column: rows(user).count() for column, user in users.items()} == dict.fromkeys(PEOPLE, 0) | counts


@pytest.mark.parametrize(("rows", "counts"), REACHED, ids=named)
def test_rows_are_reached_by_no_deactivated_person(scene: Scene, rows: Callable, counts: dict[str, int]) -> None:
    people = [User.objects.get(pk=getattr(scene.world, person).pk) for person in PEOPLE.values() if person]
    for person in people:
        person.is_active = False
    assert [rows(person).count() for person in people] == [0] * len(people)
