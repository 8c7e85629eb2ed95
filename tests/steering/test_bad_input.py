"""What cannot be, sent by a browser: a sentence at its field, nothing typed is lost, no page breaks."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from measures.models import GoalGauge, Resolution
from measures.services.funding_programmes import create_programme
from neuss_integration.city.models import Committee
from neuss_integration.foundation.words.partial_dates import PartialDate
from roundtables.services.comment_rounds import open_round
from success_factors.models import IndicatorValue, StaffFigures
from success_factors.services.editions import adopt_edition
from tests.factories import World, make_edition, make_goal, make_indicator, sign_in
from tests.measures.answers import text_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
ONE_DAY = dt.timedelta(days=1)
YESTERDAY = TODAY - ONE_DAY


def resolution(world: World, **changes: Any) -> dict[str, Any]:
    """What a browser sends of a resolution of last night."""
    return {
        "title": "Dolmetschen in Ämtern",
        "committee": world.integrationsausschuss.pk,
        "kind": "resolution",
        "resolved": f"{YESTERDAY:%d.%m.%Y}",
        "result": "approved",
        "order_text": "Bericht vorlegen",
        "responsible_department": world.jugendamt.pk,
        "due_date": f"{TODAY + dt.timedelta(days=60):%d.%m.%Y}",
        "link": "https://ris.example/1",
        "submission_key": str(uuid.uuid4()),
    } | changes


@pytest.mark.parametrize(
    ("field", "changes", "sentence"),
    [
        ("due_date", {"due_date": "01.01.2020"}, "Die Frist liegt vor dem Beschluss. Bitte prüfen Sie beide Tage."),
        ("votes_for", {"votes_for": "12", "votes_against": "3"}, "hat 14 Sitze. Bitte prüfen Sie die Stimmen"),
        ("votes_against", {"votes_for": "12"}, "Stimmen"),
        ("responsible_department", {"responsible_department": ""}, "Bitte"),
    ],
)
def test_resolution_that_cannot_be_comes_back_as_it_was_typed(
    world: World, client: Client, field: str, changes: dict[str, Any], sentence: str
) -> None:
    Committee.objects.filter(pk=world.integrationsausschuss.pk).update(seats=14)
    sent = resolution(world, **changes)
    response = sign_in(client, world.koordination).post("/beschluesse/neu/", sent)
    assert response.status_code == 200
    form = response.context["form"]
    assert sentence in " ".join(form.errors[field])
    assert {name: str(form[name].value()) for name in sent} == {name: str(value) for name, value in sent.items()}
    assert not Resolution.objects.exists()


@pytest.mark.parametrize("typed", [{}, {"title": ""}, {"votes_against": "drei"}])
def test_all_that_is_wrong_with_a_resolution_is_said_at_once(
    world: World, client: Client, typed: dict[str, str]
) -> None:
    Committee.objects.filter(pk=world.integrationsausschuss.pk).update(seats=14)
    wrong = {"due_date": "01.01.2020", "votes_for": "12", "votes_against": "3", "responsible_department": ""} | typed
    page = sign_in(client, world.koordination).post("/beschluesse/neu/", resolution(world, **wrong))
    votes = "votes_against" if "votes_against" in typed else "votes_for"
    found = {"due_date", "responsible_department", votes} | typed.keys()
    assert (set(page.context["form"].errors), Resolution.objects.exists()) == (found, False)


def test_all_that_is_wrong_with_a_programme_is_said_at_once(world: World) -> None:
    wrong = {"title": "", "funder": "Land", "starts_on": TODAY, "ends_on": YESTERDAY, "proof_sent_on": TODAY + ONE_DAY}
    with pytest.raises(ValidationError) as refused:
        create_programme(by=world.koordination, values=wrong)
    assert {"title", "proof_sent_on"} < refused.value.message_dict.keys()


def test_all_that_is_wrong_with_a_round_is_said_at_once(world: World) -> None:
    draft = make_edition(title="Entwurf", state="draft")
    with pytest.raises(ValidationError) as refused:
        open_round(draft, by=world.koordination, values={"until": TODAY, "answer_by": TODAY}, goals=[])
    assert {"title", "goals", "round_tables"} <= refused.value.message_dict.keys()


def test_all_that_is_wrong_with_an_adoption_is_said_at_once(world: World) -> None:
    goal = make_goal(edition=make_edition(title="Entwurf", state="draft"))
    with pytest.raises(ValidationError) as refused:
        adopt_edition(
            goal.guiding_goal.edition,
            by=world.koordination,
            adopted=PartialDate(TODAY + ONE_DAY, "day"),
            values={"votes_for": 3},
        )
    assert refused.value.message_dict.keys() == {"adopted", "votes_against"}


def test_rate_above_all_is_asked_about_and_taken_only_when_confirmed(world: World, client: Client) -> None:
    indicator, client = make_indicator(unit="%"), sign_in(client, world.koordination)
    url = f"/indikatoren/{indicator.pk}/wert/"
    sent = {"period": "2024", "value": "120,5", "source": "Amt", "submission_key": str(uuid.uuid4())}
    asked = client.post(url, sent)
    assert "120,5 % ist mehr als das Ganze. Stimmen Wert und Einheit?" in text_of(asked)
    assert ('value="120,5"' in asked.content.decode(), IndicatorValue.objects.exists()) == (True, False)
    assert client.post(url, sent | {"confirmed": "on"}).status_code == 302
    assert IndicatorValue.objects.get().value == Decimal("120.5")


def test_target_above_all_is_refused_where_it_was_typed(world: World, client: Client) -> None:
    goal, indicator = make_goal(), make_indicator(unit="%")
    sent = {"number": f"indikator-{indicator.pk}", "counting": "latest", "target_value": "130", "note": "Mehr als alle"}
    sent |= {"target_date": f"31.12.{TODAY.year + 2}"}
    response = sign_in(client, world.koordination).post(f"/ziele/{goal.pk}/messgroessen/neu/", sent)
    assert "Ein Anteil kann nicht über 100 % liegen" in text_of(response)
    assert ("Mehr als alle" in text_of(response), GoalGauge.objects.exists()) == (True, False)


def test_more_answers_than_staff_are_refused_where_they_were_typed(world: World, client: Client) -> None:
    make_indicator(name="Anteil", unit="%", staff_share="staff", department=world.jugendamt)
    page = sign_in(client, world.koordination).get(f"/personal/{TODAY.year - 1}/erfassen/")
    form = page.context["form"]
    row = next(name for name in form.fields if name.startswith("staff"))
    suffix = row.removeprefix("staff")
    sent = {row: "10", f"answered{suffix}": "12", f"with_migration{suffix}": "3", "einreichen": "1"}
    response = client.post(f"/personal/{TODAY.year - 1}/erfassen/", sent)
    assert response.status_code == 200
    assert any("answered" in name for name in response.context["form"].errors)
    assert not StaffFigures.objects.filter(answered=12).exists()
