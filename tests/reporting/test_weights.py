"""What weighs how much when a report proposes what went well and what did not; entries alone, without a database."""

from typing import Any

import pytest

from reporting.content.highlights import highlights, weighed

Json = dict[str, Any]
GREEN, YELLOW, RED = ({"key": key, "label": key} for key in ("green", "yellow", "red"))
ROW = {"planned": "1.000,00 €", "granted": "1.000,00 €", "spent": "–"}


def entry(number: str = "M-1", **told: Any) -> Json:
    """A measure with nothing to tell but what is `told`."""
    state = {"key": "running", "label": "laufend"}
    empty = {"milestones": [], "key_figures": [], "money_rows": [], "progress": None, "evaluation": None}
    named = {"number": number, "title": number, "field": "Sport", "state": state, "light": GREEN, "state_reason": ""}
    return named | empty | told


def reasons(side: str, told: Json, changes: Json | None = None) -> list[tuple[list[str], int]]:
    return [(each["reasons"], each["weight"]) for each in weighed([entry(**told)], changes, side)]


def milestones(*keys: str) -> Json:
    return {"milestones": [{"state": {"key": key}} for key in keys]}


def moved(before: Json, after: Json, number: str = "M-1") -> Json:
    return {"light": [{"number": number, "before": before, "after": after}]}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, []),
        ({"light": RED}, [(["Ampel rot"], 50)]),
        ({"light": YELLOW}, [(["Ampel gelb"], 10)]),
        ({"evaluation": {"rating": {"key": "failure"}}}, [(["Misserfolg"], 45)]),
        ({"evaluation": {"rating": {"key": "success"}}}, []),
        ({"state": {"key": "dropped"}}, [(["nicht weiter verfolgt"], 25)]),
        ({"money_rows": [ROW]}, []),
        ({"money_rows": [ROW, ROW | {"granted": "999,99 €"}]}, [(["weniger Geld bewilligt als geplant"], 20)]),
        ({"money_rows": [ROW | {"granted": "2.000,00 €"}]}, []),
        ({"money_rows": [ROW | {"granted": "–"}, ROW | {"planned": "–"}]}, []),
        (milestones("missed", "done", "missed"), [(["Meilenstein verpasst"], 30)]),
        (milestones("late", "done", "late"), [(["Meilenstein verspätet erreicht"], 20)]),
        ({"progress": {"what_did_not_work": " "}}, []),
        ({"progress": {"what_did_not_work": "Personal"}}, [(["Schwierigkeit genannt"], 5)]),
        ({"light": RED, **milestones("missed")}, [(["Ampel rot", "Meilenstein verpasst"], 65)]),
    ],
)
def test_weight_of_what_did_not_work(told: Json, expected: list) -> None:
    assert reasons("not_worked", told) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"light": RED}, []),
        ({"evaluation": {"rating": {"key": "success"}}}, [(["Erfolg"], 45)]),
        ({"evaluation": {"rating": {"key": "partial"}}}, [(["Teilerfolg"], 20)]),
        ({"progress": {"observed_effect": " "}}, []),
        ({"progress": {"observed_effect": "Mehr Kinder"}}, [(["Wirkung beobachtet"], 15)]),
        (milestones("done", "late", "done", "missed"), [(["Meilenstein erreicht"], 10)]),
        ({"key_figures": [{"degree": "Ziel noch nicht erreicht."}]}, []),
        ({"key_figures": [{"degree": "100 % des Wegs: Ziel erreicht."}]}, [(["Ziel einer Kennzahl erreicht"], 15)]),
    ],
)
def test_weight_of_what_worked(told: Json, expected: list) -> None:
    assert reasons("worked", told) == expected


@pytest.mark.parametrize(
    ("changes", "worse", "better"),
    [
        (moved(GREEN, YELLOW), [(["Ampel schlechter"], 30)], []),
        (moved(YELLOW, GREEN), [], [(["Ampel besser"], 30)]),
        (moved(GREEN, RED, "M-2"), [], []),
        ({}, [], []),
    ],
)
def test_moved_light_weighs_on_its_side(changes: Json, worse: list, better: list) -> None:
    assert reasons("not_worked", {}, changes) == worse
    assert reasons("worked", {}, changes) == better


@pytest.mark.parametrize(
    ("side", "told", "text"),
    [
        ("not_worked", {"progress": {"what_did_not_work": "Personal", "light_reason": "Grund"}}, "Personal"),
        ("not_worked", {"progress": {"what_did_not_work": " ", "light_reason": "Grund"}}, "Grund"),
        ("not_worked", {"evaluation": {"why": "Zu spät"}, "state_reason": "Aus"}, "Zu spät"),
        ("not_worked", {"state_reason": "Ausgesetzt"}, "Ausgesetzt"),
        ("not_worked", {}, ""),
        ("worked", {"progress": {"observed_effect": "Wirkt", "what_happened": "Fest"}}, "Wirkt"),
        ("worked", {"progress": {"observed_effect": " ", "what_happened": "Fest"}}, "Fest"),
        ("worked", {"progress": {"what_happened": "Fest"}, "evaluation": {"why": "Gut vernetzt"}}, "Gut vernetzt"),
        ("worked", {}, ""),
    ],
)
def test_words_are_the_first_that_say_something(side: str, told: Json, text: str) -> None:
    known = {"light": RED, **milestones("done")} | told
    assert [each["text"] for each in weighed([entry(**known)], None, side)] == [text]


def test_proposal_is_the_five_heaviest_and_equal_ones_come_by_number() -> None:
    red = [entry(f"M-{at}", light=RED) for at in (3, 1, 2)]
    many = [*(entry(f"M-{at}", light=YELLOW) for at in (9, 8, 7, 6)), *red, entry("M-0")]
    found = highlights(many, None, {})
    assert [each["number"] for each in found["not_worked"]] == ["M-1", "M-2", "M-3", "M-6", "M-7"]
    assert (found["not_worked_of"], found["not_worked_chosen"], found["worked"], found["worked_of"]) == (
        7,
        False,
        [],
        0,
    )


def test_choice_keeps_its_order_and_leaves_out_what_has_nothing_to_tell() -> None:
    entries = [entry(f"M-{at}", light=RED, state_reason="Grund") for at in (1, 2)] + [entry("M-3")]
    found = highlights(entries, None, {"not_worked": [("M-3", ""), ("M-2", "Anders"), ("M-1", "")]})
    assert [(each["number"], each["text"]) for each in found["not_worked"]] == [("M-2", "Anders"), ("M-1", "Grund")]
    assert (found["not_worked_of"], found["not_worked_chosen"]) == (2, True)
