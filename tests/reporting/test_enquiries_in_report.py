"""Enquiries of the portal in a report, counted a second time: every kind and way, and no dismissed comment."""

from typing import Any

import pytest
from django.utils import timezone

from neuss_integration.portal.enums import EnquiryChannel, EnquiryKind
from neuss_integration.portal.models import Enquiry
from neuss_integration.portal.services.enquiries import receive_enquiry
from reporting.content.figures import figures
from reporting.content.snapshot import build_snapshot
from reporting.models import Report
from reporting.publication.recount import recounted
from roundtables.models import CommentRound, GoalComment, PutGoal
from tests.factories import World, make_edition

pytestmark = pytest.mark.django_db


def both(report: Report) -> tuple[dict[str, str], dict[str, str]]:
    """What the report and what SQL say of enquiries."""
    told = {each.key: each.value for each in figures(build_snapshot(report)) if each.key.startswith("enquiries")}
    return told, {key: value for key, value in recounted(report).items() if key.startswith("enquiries")}


def received(report: Report, by: Any, **values: Any) -> Enquiry:
    channel = values.pop("channel", EnquiryChannel.MAIL)
    row = receive_enquiry(values={"message": "Wie geht das?"} | values, channel=channel, by=by)
    Enquiry.objects.filter(pk=row.pk).update(received_on=report.period_start)
    return row


def test_every_kind_and_way_is_counted_alike(world: World, draft: Report) -> None:
    for kind in EnquiryKind:
        received(draft, world.koordination, kind=kind)
    for channel in EnquiryChannel:
        received(draft, world.koordination, channel=channel)
    told, second = both(draft)
    assert told == second
    assert second["enquiries"] == str(len(EnquiryKind) + len(EnquiryChannel))


def comments(report: Report, by: Any) -> None:
    """Two of people without an account, one of them advertising."""
    day = report.period_start
    dates = {"opened_on": day, "until": day.replace(month=2), "answer_by": day.replace(month=3)}
    opened = CommentRound.objects.create(edition=make_edition(state="draft"), title="Meinung", is_public=True, **dates)
    gone = {"withdrawn_at": timezone.now(), "withdraw_reason": "Das macht der Kreis."}
    goal = PutGoal.objects.create(round=opened, guiding_goal="Leitziel", text="Ziel", position=1, **gone)
    given: dict[str, Any] = {"put_goal": goal, "channel": "portal", "received_on": day, "deadline": dates["until"]}
    for more in ({}, {"dismissed_at": timezone.now(), "dismiss_reason": "Werbung"}):
        comment = GoalComment.objects.create(text="Ein Kommentar", **given, **more)
        received(report, by, kind=EnquiryKind.COMMENT, goal_comment=comment)


def test_dismissed_comment_is_counted_in_neither(world: World, draft: Report) -> None:
    comments(draft, world.koordination)
    told, second = both(draft)
    assert (told, second["enquiries"], second["enquiries:by_kind:Anmerkung"]) == (second, "1", "1")
    GoalComment.objects.update(dismissed_at=None, dismiss_reason="")
    told, second = both(draft)
    assert (told, second["enquiries"]) == (second, "2")
