"""Where Messgrößen are shown besides their goal, how a Fortschreibung carries them over, and that search finds them."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from measures.models import GoalGauge
from measures.templatetags.goal_tags import gauges_by
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.models import GuidingGoal
from success_factors.services.editions import adopt_edition
from success_factors.services.goals import remove_goal
from success_factors.services.revisions import begin_revision, decide_goal
from tests.factories import (
    World,
    make_edition,
    make_gauge,
    make_goal,
    make_indicator,
    make_judgement,
    make_measure,
    make_value,
    sign_in,
)
from tests.measures.answers import text_of
from tests.measures.factories import make_key_figure, make_key_figure_value

pytestmark = pytest.mark.django_db


def places(world: World, indicator: Any) -> list[str]:
    return [indicator.get_absolute_url(), "/erfolgsfaktoren/4/", f"/handlungsfelder/{world.bildung.pk}/"]


def measured(world: World, rows: int = 1) -> Any:
    """An indicator and a Kennzahl at each of so many goals of factor 4 and the field Bildung."""
    indicator = make_indicator(name="Sprachstand", unit="%")
    make_value(indicator=indicator, year=2025, value=52)
    for each in range(rows):
        goal = make_goal(text=f"Alle lernen Deutsch {each}")
        goal.success_factors.set([world.factors[3]])
        GuidingGoal.objects.filter(pk=goal.guiding_goal_id).update(field_of_action=world.bildung)
        make_gauge(goal, indicator)
        figure = make_key_figure(measure=world.praeventionsnetz)
        make_key_figure_value(key_figure=figure)
        make_gauge(goal, figure)
    return indicator


def test_indicator_factor_and_field_tell_how_far_their_goals_are(world: World, client: Client) -> None:
    indicator = measured(world)
    sign_in(client, world.integrationsrat_person)
    for url in places(world, indicator):
        shown = text_of(client.get(url))
        assert "Alle lernen Deutsch 0" in shown
        told = ("60 % des Wegs vom Ausgangswert", "Ausgangswert 40 (", "letzter Wert 52 (2025)", "Ziel 60 bis")
        assert [words for words in told if words not in shown] == []


@pytest.mark.parametrize(("place", "queries"), [(0, 11), (1, 20), (2, 11)])
@pytest.mark.parametrize("rows", [1, 3])
def test_pages_need_the_same_queries_at_any_number_of_gauges(
    world: World, client: Client, django_assert_num_queries: Any, rows: int, place: int, queries: int
) -> None:
    url = places(world, measured(world, rows))[place]
    sign_in(client, world.integrationsrat_person)
    with django_assert_num_queries(queries):
        client.get(url)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_goals_tells_how_far_each_is_with_the_same_queries(
    world: World, client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    measured(world, rows)
    make_goal(text="Ziel ohne Zahl")
    sign_in(client, world.integrationsrat_person)
    with django_assert_num_queries(13):
        shown = text_of(client.get("/ziele/"))
    assert shown.count("Sprachstand: <strong>60 % des Wegs vom Ausgangswert zum Ziel.") == rows
    assert shown.count("ohne Messgröße") == 1


def test_list_of_goals_tells_of_a_goal_carried_on_what_its_page_tells(world: World, client: Client) -> None:
    measured(world)
    old = GoalGauge.objects.order_by("pk")[0].goal
    new = make_goal(text="Alle lernen weiter", edition=make_edition(title="Fortschreibung"))
    type(old).objects.filter(pk=old.pk).update(state="revised", successor=new)
    sign_in(client, world.integrationsrat_person)
    told = "60 % des Wegs vom Ausgangswert zum Ziel."
    assert [text_of(client.get(url)).count(told) for url in (new.get_absolute_url(), "/ziele/")] == [1, 2]


def test_gauges_of_drafts_and_of_former_goals_are_not_told(world: World, client: Client) -> None:
    indicator = measured(world)
    idea = make_measure(state="idea", lead_department=world.jugendamt)
    secret = make_gauge(GoalGauge.objects.get(indicator=indicator).goal, make_key_figure(measure=idea, name="Geheim"))
    draft = make_goal(text="Noch geheimes Ziel", edition=make_edition(state="draft", title="Entwurf"))
    make_gauge(draft, indicator)
    given_up = make_goal(text="Aufgegebenes Ziel", state="given_up", state_reason="Es fehlt das Geld.")
    make_gauge(given_up, indicator)
    assert (secret.name, given_up.state) == ("Geheim", "given_up")
    sign_in(client, world.integrationsrat_person)
    for url in places(world, indicator):
        shown = text_of(client.get(url))
        assert not [words for words in ("Geheim", "Noch geheimes Ziel", "Aufgegebenes Ziel") if words in shown]
    assert "Noch geheimes Ziel" in text_of(sign_in(Client(), world.koordination).get(indicator.get_absolute_url()))


def test_pages_say_when_nothing_is_measured(world: World, client: Client) -> None:
    sign_in(client, world.integrationsrat_person)
    said = [text_of(client.get(url)) for url in places(world, make_indicator())]
    assert "Noch kein Ziel wird an diesem Indikator gemessen." in said[0]
    assert "Noch ist zu keinem Ziel dieses Erfolgsfaktors gesagt, woran es gemessen wird." in said[1]
    assert "Noch ist zu keinem Ziel dieses Handlungsfelds gesagt, woran es gemessen wird." in said[2]


def carried(world: World) -> tuple[GoalGauge, Any]:
    """A gauge whose goal is kept word for word in a new Fassung."""
    old = make_edition(title="Alte Fassung", adopted_date=dt.date(2022, 1, 1))
    gauge = make_gauge(
        make_goal(edition=old), make_indicator(name="Sprachstand"), note="Amtliche Zahl", target_value=80
    )
    new = begin_revision(old, by=world.koordination, title="Neue Fassung")
    guiding = new.guiding_goals.get()
    decided = decide_goal(
        new, gauge.goal, by=world.koordination, expected_version=0, outcome="kept", guiding_goal=guiding
    )
    return gauge, decided.successor


def adopt(goal: Any, by: Any) -> None:
    day = PartialDate(dt.date(2026, 1, 1), "day")
    adopt_edition(goal.guiding_goal.edition, by=by, adopted=day, values={})


def test_fortschreibung_carries_the_gauges_over_once(world: World, client: Client) -> None:
    gauge, goal = carried(world)
    adopt(goal, world.koordination)
    copy = goal.gauges.get()
    told = [(each.indicator, each.target_value, each.note, each.direction) for each in (gauge, copy)]
    assert told[0] == told[1]
    assert (GoalGauge.objects.count(), copy.history.get().history_user) == (2, world.koordination)
    sign_in(client, world.integrationsrat_person)
    page = client.get(goal.get_absolute_url()).text
    assert (page.count('id="messgroesse-'), f'id="messgroesse-{copy.pk}"' in page) == (2, True)
    assert gauge.indicator is not None
    shown = client.get(gauge.indicator.get_absolute_url()).text
    assert (copy.get_absolute_url() in shown, gauge.get_absolute_url() in shown) == (True, False)


def test_what_the_draft_says_of_the_same_number_counts(world: World) -> None:
    gauge, goal = carried(world)
    own = make_gauge(goal, gauge.indicator, target_value=90)
    adopt(goal, world.koordination)
    assert goal.gauges.get() == own


def test_goal_of_a_draft_goes_with_its_gauges_but_not_with_what_was_judged(world: World) -> None:
    draft = make_edition(state="draft", title="Entwurf")
    measured_goal, judged_goal = (make_goal(edition=draft) for _ in range(2))
    gauge = make_gauge(measured_goal, make_indicator())
    remove_goal(measured_goal, by=world.koordination)
    assert GoalGauge.history.get(id=gauge.pk, history_type="-").history_user == world.koordination
    make_judgement(judged_goal)
    with pytest.raises(Refused, match="schon eingeschätzt"):
        remove_goal(judged_goal, by=world.koordination)


def test_list_of_gauges_knows_three_ways_only() -> None:
    with pytest.raises(KeyError):
        gauges_by({"user": None}, "measure", None)  # type: ignore[arg-type]
