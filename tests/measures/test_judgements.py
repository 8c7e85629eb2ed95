"""How goals and measures are judged: by the Integrationsbüro beside the offices, over time, nothing overwritten."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from measures.models import Judgement
from measures.services.judgements import judge
from tests.factories import World, make_goal, make_judgement, make_measure, make_progress, sign_in
from tests.measures.answers import text_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def given(**more: Any) -> dict[str, Any]:
    return {"rating": "at_risk", "reason": "Es fehlt Personal.", "judged_on": timezone.localdate()} | more


def test_judgement_is_recorded_once_and_stays(world: World) -> None:
    goal, key = make_goal(), "3f1c2a52-1111-4222-8333-444455558888"
    made, again = (
        judge(goal, by=world.koordination, **given(), submission_key=key)  # type: ignore[arg-type]
        for _ in range(2)
    )
    assert made.pk == again.pk
    later = judge(goal, by=world.koordination, **given(rating="on_track", reason="Zwei Stellen sind besetzt."))
    assert list(Judgement.objects.newest_first()) == [later, made]
    with pytest.raises(DatabaseError), transaction.atomic():
        Judgement.objects.filter(pk=made.pk).update(reason="Anders")


def test_offices_judge_the_goals_they_work_on_and_the_koordination_all(world: World) -> None:
    goal = make_goal()
    with pytest.raises(PermissionDenied):
        judge(goal, by=world.jugendamt_person, **given(), department=world.jugendamt)
    world.praeventionsnetz.goals.add(goal)
    own = judge(goal, by=world.jugendamt_person, **given(), department=world.jugendamt)
    assert own.department == world.jugendamt
    for thing in (goal, world.praeventionsnetz):
        with pytest.raises(PermissionDenied):
            judge(thing, by=world.jugendamt_person, **given())
        assert judge(thing, by=world.koordination, **given()).department is None
    with pytest.raises(PermissionDenied):
        judge(world.praeventionsnetz, by=world.jugendamt_person, **given(), department=world.jugendamt)
    with pytest.raises(PermissionDenied):
        judge(goal, by=world.integrationsrat_person, **given())


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"judged_on": TODAY + dt.timedelta(days=2)}, "judged_on"),
        ({"rating": "gut"}, "rating"),
    ],
)
def test_wrong_judgement_is_refused(world: World, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        judge(make_goal(), by=world.koordination, **given(**wrong))
    assert field in refused.value.message_dict


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"judged_on": TODAY + dt.timedelta(days=400)}, {"rating": "gut"}])
def test_database_holds_the_same_rules(wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_judgement(make_goal(), **wrong)


def test_office_judges_no_measure_of_its_own_here(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_judgement(world.praeventionsnetz, department=world.jugendamt)


def test_both_sides_stand_beside_each_other_on_the_page_of_a_measure(world: World, client: Client) -> None:
    measure = make_measure(lead_department=world.jugendamt)
    why = "Die Halle ist belegt."
    make_progress(measure=measure, state="accepted", traffic_light="yellow", traffic_light_reason=why)
    sign_in(client, world.koordination)
    url = f"/massnahmen/{measure.number}/einschaetzung/"
    missing = text_of(client.post(url, {"rating": "off_track", "judged_on": "1.1.2999"}))
    assert "Der Stand liegt in der Zukunft." in missing
    day = f"{timezone.localdate():%d.%m.%Y}"
    given = {"rating": "off_track", "reason": "Zu wenig Zeit.", "judged_on": day}
    shown = text_of(client.post(url, given, follow=True))
    assert "nicht auf dem Weg" in shown
    assert ("Zu wenig Zeit." in shown, "Die Halle ist belegt." in shown) == (True, True)


def test_office_judges_its_goal_on_the_page(world: World, client: Client) -> None:
    goal = make_goal()
    world.praeventionsnetz.goals.add(goal)
    make_judgement(goal, reason="Das Büro zweifelt.")
    sign_in(client, world.jugendamt_person)
    day = f"{timezone.localdate():%d.%m.%Y}"
    sent = {"rating": "on_track", "reason": "Wir sind weiter.", "judged_on": day}
    shown = text_of(client.post(f"/ziele/{goal.pk}/einschaetzung/", sent, follow=True))
    assert ("Das Büro zweifelt." in shown, "Wir sind weiter." in shown) == (True, True)
    assert Judgement.objects.get(reason="Wir sind weiter.").department == world.jugendamt
