"""Two people change something that is measured in words: only who changed the target is asked to keep their own."""

import datetime as dt
from typing import Any, Final

import pytest
from django.test import Client

from measures.services.goal_gauges import FIELDS, add_gauge, change_gauge
from success_factors.models import AreaValue
from success_factors.services.indicators import update_indicator
from tests.factories import World, make_goal, make_indicator, sign_in
from tests.measures.answers import text_of

pytestmark = pytest.mark.django_db
STEPS: Final = "nicht begonnen\nin Planung\neingeführt\nverstetigt"


def typed(client: Client, url: str) -> dict[str, Any]:
    """What a browser sends of the form at `url`."""
    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields}
    days = {name: f"{value:%d.%m.%Y}" for name, value in values.items() if isinstance(value, dt.date)}
    return {name: value for name, value in values.items() if value not in (None, False)} | days


def asked(page: Any) -> dict[str, tuple[list[str], list[str], str]]:
    assert page.status_code == 409
    return {row.name: (row.mine, row.theirs, row.preselected) for row in page.context["rows"]}


@pytest.mark.parametrize(
    ("mine", "chosen"), [("in Planung", "theirs"), ("IN  PLANUNG", "theirs"), ("eingeführt", "mine"), ("", "mine")]
)
def test_target_that_was_not_touched_is_not_kept(world: World, client: Client, mine: str, chosen: str) -> None:
    given = {"name": "Leitlinie", "value_kind": "steps", "steps": STEPS, "unit": "", "target_value": 2}
    indicator, client = make_indicator(**given), sign_in(client, world.koordination)
    url = f"/indikatoren/{indicator.pk}/bearbeiten/"
    update_indicator(indicator, by=world.koordination, expected_version=1, values={"comparison": "Ämter"})
    sent = typed(client, url) | {"target_value": mine, "definition": "Neu gesagt"}
    update_indicator(indicator, by=world.vertretung, expected_version=2, values={"target_value": 4})
    found = asked(client.post(url, sent))
    assert found["target_value"] == ([mine] if mine else found["target_value"][0], ["verstetigt"], chosen)
    assert found["definition"][2] == "mine"


def test_same_word_typed_by_both_is_no_conflict(world: World, client: Client) -> None:
    given = {"name": "Leitlinie", "value_kind": "steps", "steps": STEPS, "unit": "", "target_value": 2}
    indicator, client = make_indicator(**given), sign_in(client, world.koordination)
    url = f"/indikatoren/{indicator.pk}/bearbeiten/"
    sent = typed(client, url) | {"target_value": "Verstetigt"}
    update_indicator(indicator, by=world.vertretung, expected_version=1, values={"target_value": 4})
    assert client.post(url, sent).status_code == 302


def test_target_of_a_goal_that_was_not_touched_is_not_kept(world: World, client: Client) -> None:
    client, steps = sign_in(client, world.koordination), make_indicator(value_kind="steps", steps=STEPS, unit="")
    given = {"indicator": steps, "target_value": 2, "target_date": dt.date(2030, 12, 31)}
    gauge = add_gauge(make_goal(), by=world.koordination, values=given)
    url = f"/ziele/messgroessen/{gauge.pk}/"
    sent = typed(client, url) | {"note": "Darum"}
    now = {name: getattr(gauge, name) for name in FIELDS} | {"target_value": 3, "note": "Anders"}
    change_gauge(gauge, by=world.vertretung, expected_version=1, values=now)
    found = asked(client.post(url, sent))
    assert (found["target_value"], found["note"][2]) == ((["in Planung"], ["eingeführt"], "theirs"), "mine")


def test_stadtteile_are_not_offered_for_words(world: World, client: Client) -> None:
    indicator, client = make_indicator(value_kind="yes_no", unit=""), sign_in(client, world.koordination)
    url = f"/indikatoren/{indicator.pk}/gebiete/"
    shown = client.get(url)
    assert "keine Gruppen und keine Stadtteile" in text_of(shown)
    assert f"{url}erfassen/" not in shown.content.decode()
    for response in (client.get(f"{url}erfassen/"), client.post(f"{url}erfassen/", {"text": "Gebiet;Jahr;Wert"})):
        assert response.url == indicator.get_absolute_url()
    assert "keine Gruppen und keine Stadtteile" in text_of(client.get(indicator.get_absolute_url()))
    assert not AreaValue.objects.exists()
