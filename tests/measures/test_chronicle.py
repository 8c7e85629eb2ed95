"""The history of a measure with its parts: complete, with who and why, as of a day, and between two days."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import timezone

from measures.models import Funding, KeyFigure, Measure
from measures.selectors.history import WAY_OF_AN_ANSWER, chronicle_of, end_of, measure_parts
from measures.services.funding import add_funding, change_funding, remove_funding
from measures.services.measure import update_measure
from measures.services.milestones import add_milestone, change_milestone
from neuss_integration.accounts.models import User
from neuss_integration.city.models import Department, District
from neuss_integration.foundation.records.history_names import names_of
from neuss_integration.foundation.records.history_of_parts import ChronicleEntry
from success_factors.models import Goal, SuccessFactor
from tests.factories import (
    World,
    make_department,
    make_district,
    make_goal,
    make_indicator,
    make_measure,
    make_progress,
    sign_in,
)
from tests.measures.factories import (
    make_attachment,
    make_effect,
    make_evaluation,
    make_funding,
    make_key_figure,
    make_key_figure_value,
    make_milestone,
)

TECHNICAL = {"id", "version", "created_at", "updated_at", "measure", "position", "recorded_on", "recorded_by", "sha256"}
SPECIAL: dict[str, dict[str, Any]] = {
    "baseline_value": {"baseline_date": dt.date(2020, 1, 1), "baseline_unknown_reason": ""},
    "baseline_date": {"baseline_value": 3, "baseline_unknown_reason": ""},
    "target_value": {"target_date": dt.date(2030, 1, 1)},
    "target_date": {"target_value": 7},
    "dropped_on": {"dropped_reason": "Entfällt"},
    "dropped_reason": {"dropped_on": dt.date(2026, 1, 1)},
    "start_date": {"start_precision": "day"},
    "end_date": {"end_precision": "day"},
    "delay_reason": {"traffic_light": "yellow"},
}
"""What the constraints of the database want beside a field."""


def made(model: type[models.Model], measure: Measure) -> models.Model:
    """A row of `model` that belongs to `measure`."""
    makers = {
        "milestone": make_milestone, "funding": make_funding, "keyfigure": make_key_figure,
        "evaluation": make_evaluation, "measureattachment": make_attachment,
    }  # fmt: skip
    name = str(model._meta.model_name)
    if name == "measure":
        return measure
    if name == "indicatoreffect":
        return make_effect(measure=measure, indicator=make_indicator())
    if name == "keyfigurevalue":
        return make_key_figure_value(key_figure=make_key_figure(measure=measure))
    if name == "progressreport":
        return make_progress(measure=measure, state="accepted", traffic_light_reason="Geld fehlt.")
    return makers[name](measure=measure)


def another(field: models.Field, before: Any) -> Any:
    """A value that differs from `before`."""
    if field.related_model:
        rows = field.related_model._default_manager.exclude(pk=getattr(before, "pk", None))
        return rows.first() or make_progress()
    if field.flatchoices:
        return next(key for key, _ in field.flatchoices if key not in ("", before))
    kinds: list[tuple[type, Any]] = [
        (models.BooleanField, not before), (models.DateTimeField, timezone.now()),
        (models.DateField, dt.date(2022, 2, 2)), (models.DecimalField, Decimal(77)), (models.IntegerField, 2031),
    ]  # fmt: skip
    return next((value for kind, value in kinds if isinstance(field, kind)), "anders@neuss.example")


def changeable(world: World) -> list[tuple[type[models.Model], str]]:
    """Every field of every model in the history of a measure, but technical ones and halves of a pair."""
    skipped = TECHNICAL | {
        "key_figure",
        "reference_precision",
        "start_precision",
        "end_precision",
        "public_text_released_at",
        "public_text_released_by",
    }
    return [
        (part.model, each.name)
        for part in measure_parts(world.koordination)
        for each in part.model.history.model.tracked_fields  # type: ignore[attr-defined]
        if each.name not in skipped and not (part.series and each.name in WAY_OF_AN_ANSWER)
    ]


@pytest.mark.slow
def test_every_changed_field_is_told_with_who_changed_it(world: World) -> None:
    make_department("Anderes Amt")
    make_indicator()
    missing = []
    for model, name in changeable(world):
        measure = make_measure(internal_note="x", state_reason="x", public_text="x", search_text="x")
        row: Any = made(model, measure)
        for other, value in SPECIAL.get(name, {}).items():
            setattr(row, other, value)
        setattr(row, name, another(model._meta.get_field(name), getattr(row, name)))
        row._history_user = world.vertretung
        row.save()
        entries = chronicle_of(measure, world.koordination).entries()
        found = [each.name for entry in entries if entry.who == str(world.vertretung) for each in entry.changes]
        missing += [] if name in found or name.removesuffix("_date") in found else [f"{model.__name__}.{name}"]
    assert missing == []


def test_every_changed_relation_is_told_with_who_changed_it(world: World) -> None:
    relations = [each.name for each in Measure.history.model._history_m2m_fields]
    values = {
        name: [another(Measure._meta.get_field(name), world.praeventionsnetz)]
        for name in relations
        if name not in ("goals", "districts", "carriers", "partners", "target_groups")
    }
    values["districts"] = [make_district(28, "Rosellen")]
    update_measure(world.praeventionsnetz, by=world.vertretung, expected_version=1, values=values)
    newest = chronicle_of(world.praeventionsnetz, world.koordination).entries()[0]
    assert ({each.name for each in newest.changes}, newest.who) == (set(values), "Vertretung Koordination")


def plain(entries: list[ChronicleEntry]) -> list[tuple[str, str, str, str]]:
    """What, which row, how and why."""
    return [(each.kind, each.subject, each.what, each.why) for each in entries]


def test_chronicle_tells_parts_with_reasons_newest_first(world: World) -> None:
    measure, by = world.vorlesestunden, world.koordination
    due = {"title": "Start", "due_date": dt.date(2026, 3, 1)}
    milestone = add_milestone(measure, by=by, values=due)
    change_milestone(milestone, by=by, expected_version=1, values={"due_date": dt.date(2026, 5, 1)}, reason="Umbau")
    money = add_funding(measure, by=by, values={"source": "eu", "year": 2026, "planned": Decimal("5.5")})
    change_funding(money, by=by, expected_version=1, values={"spent": Decimal("4.25")})
    remove_funding(money, by=by, reason="Falsche Maßnahme")
    entries = chronicle_of(measure, by).entries()
    assert plain(entries)[:5] == [
        ("Finanzierung", "EU 2026", "-", "Falsche Maßnahme"), ("Finanzierung", "EU 2026", "~", ""),
        ("Finanzierung", "EU 2026", "+", ""), ("Meilenstein", "Start", "~", "Umbau"), ("Meilenstein", "Start", "+", ""),
    ]  # fmt: skip
    assert [(each.label, each.old, each.new) for each in entries[3].changes] == [
        ("Fällig am", "01.03.2026", "01.05.2026")
    ]


def dated(model: Any, days_ago: int) -> dt.date:
    """The newest row of history of `model` was written that many days ago."""
    at = timezone.now() - dt.timedelta(days=days_ago)
    newest = model.history.model.objects.order_by("-history_id").first()
    model.history.model.objects.filter(pk=newest.pk).update(history_date=at)
    return timezone.localdate(at)


def test_measure_is_seen_as_of_a_day_and_between_two(world: World) -> None:
    measure = make_measure(title="Alter Titel", search_text="x")
    entered = dated(Measure, 60)
    money = make_funding(measure=measure)
    funded = dated(Funding, 40)
    update_measure(measure, by=world.koordination, expected_version=1, values={"title": "Neuer Titel"})
    remove_funding(money, by=world.koordination, reason="Weg")
    chronicle = chronicle_of(measure, world.koordination)
    shown = {
        day: [(each.kind, dict(each.facts).get("Titel")) for each in chronicle.standing(end_of(day))]
        for day in (entered - dt.timedelta(days=1), entered, funded, timezone.localdate())
    }
    assert list(shown.values()) == [
        [], [("Maßnahme", "Alter Titel")], [("Maßnahme", "Alter Titel"), ("Finanzierung", None)],
        [("Maßnahme", "Neuer Titel")],
    ]  # fmt: skip


def test_two_days_of_a_measure_are_compared(world: World) -> None:
    measure = make_measure(title="Alter Titel", search_text="x")
    entered = dated(Measure, 60)
    money = make_funding(measure=measure)
    funded = dated(Funding, 40)
    update_measure(measure, by=world.koordination, expected_version=1, values={"title": "Neuer Titel"})
    remove_funding(money, by=world.koordination, reason="Weg")
    chronicle = chronicle_of(measure, world.koordination)
    found = chronicle.differences(end_of(funded), end_of(timezone.localdate()))
    assert [(each.kind, each.what, [part.new for part in each.changes]) for each in found] == [
        ("Maßnahme", "~", ["Neuer Titel"]),
        ("Finanzierung", "-", []),
    ]
    assert [each.what for each in chronicle.differences(end_of(entered), end_of(funded))] == ["+"]


def test_history_page_shows_a_day_two_days_and_what_is_wrong(world: World, client: Client) -> None:
    url, today = "/massnahmen/M-2017-001/verlauf/", timezone.localdate()
    sign_in(client, world.koordination)
    assert "Präventionsnetz" in client.get(url, {"stand": f"{today:%d.%m.%Y}"}).content.decode()
    assert "gab es die Maßnahme hier noch nicht" in client.get(url, {"stand": "01.03.2015"}).content.decode()
    both = client.get(url, {"von": "01.03.2015", "bis": f"{today:%d.%m.%Y}"})
    assert [each.what for each in both.context["differences"]] == ["+"]
    for asked, sentence in (
        ({"von": "01.03.2015"}, "Bitte geben Sie beide Tage an."),
        ({"von": "01.03.2016", "bis": "01.03.2015"}, "Der zweite Tag liegt vor dem ersten."),
        ({"stand": "32.13."}, "Bitte geben Sie „Stand am“ als Datum an"),
    ):
        assert sentence in client.get(url, asked).content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_history_page_needs_the_same_queries_with_many_parts(
    world: World, client: Client, django_assert_num_queries: Any, more: int
) -> None:
    measure = world.praeventionsnetz
    for number in range(1 + more):
        make_milestone(measure=measure, department=world.jugendamt)
        make_funding(measure=measure, year=2020 + number)
        make_key_figure_value(key_figure=make_key_figure(measure=measure))
        make_attachment(measure=measure)
    sign_in(client, world.koordination)
    with django_assert_num_queries(17):
        assert client.get("/massnahmen/M-2017-001/verlauf/").status_code == 200


def test_names_of_related_rows_are_those_they_give_themselves_in_one_query(
    world: World, django_assert_num_queries: Any
) -> None:
    make_key_figure(measure=world.praeventionsnetz)
    make_goal()
    entries = [model for model in apps.get_models() if hasattr(model, "display_fields") and model.objects.exists()]
    rows = {model: {row.pk: str(row) for row in model.objects.all()} for model in entries}
    with django_assert_num_queries(1):
        names = names_of(rows)
    assert names == rows
    assert {Measure, KeyFigure, Goal, Department, District, SuccessFactor, User} <= names.keys()


def answered(measure: Measure, *, days_ago: int, light: str) -> None:
    """An answer that was accepted so many days ago."""
    report = make_progress(measure=measure, state="accepted", traffic_light=light, traffic_light_reason="Geld fehlt.")
    report.history.update(history_date=timezone.now() - dt.timedelta(days=days_ago))


def lights_of(entries: Iterable[Any]) -> list[tuple[str, str]]:
    """The changes of the traffic light."""
    changes = [change for each in entries if each.kind == "Angenommener Sachstand" for change in each.changes]
    return [(each.old, each.new) for each in changes if each.name == "traffic_light"]


def test_accepted_answers_and_changes_of_light_are_told(world: World, client: Client) -> None:
    measure = world.praeventionsnetz
    answered(measure, days_ago=400, light="yellow")
    answered(measure, days_ago=200, light="red")
    make_progress(measure=measure, state="submitted", traffic_light="green", what_happened="Noch nicht geprüft")
    assert lights_of(chronicle_of(measure, world.koordination).entries()) == [("gelb", "rot"), ("", "gelb")]
    shown = sign_in(client, world.koordination).get(f"/massnahmen/{measure.number}/verlauf/").content.decode()
    assert ("Angenommener Sachstand" in shown, "Noch nicht geprüft" in shown) == (True, False)


def test_stand_of_a_day_and_comparison_know_the_answers(world: World) -> None:
    measure, now = world.praeventionsnetz, timezone.now()
    answered(measure, days_ago=400, light="yellow")
    answered(measure, days_ago=200, light="red")
    chronicle = chronicle_of(measure, world.koordination)
    then, later = now - dt.timedelta(days=300), now - dt.timedelta(days=100)
    facts = [dict(each.facts) for each in chronicle.standing(then) if each.kind == "Angenommener Sachstand"]
    assert [each["Ampel"] for each in facts] == ["gelb"]
    assert lights_of(chronicle.differences(then, later)) == [("gelb", "rot")]


def test_history_page_day_and_comparison_tell_the_same_change_of_light(world: World, client: Client) -> None:
    measure, today = world.praeventionsnetz, timezone.localdate()
    answered(measure, days_ago=400, light="yellow")
    answered(measure, days_ago=200, light="red")
    sign_in(client, world.koordination)
    then, later = (f"{today - dt.timedelta(days=days):%d.%m.%Y}" for days in (300, 100))
    queries = ("", f"?stand={then}", f"?stand={later}", f"?von={then}&bis={later}")
    pages = [client.get(f"/massnahmen/{measure.number}/verlauf/{query}").text for query in queries]
    told = [[light for light in ("gelb", "rot") if f">{light}<" in page] for page in pages]
    assert told == [["gelb", "rot"], ["gelb"], ["rot"], ["gelb", "rot"]]
    assert all("Angenommener Sachstand" in page for page in pages)
