"""Kennzahlen, milestones, judgements, votes and orders of a small city, drawn by hypothesis."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from measures.models import Measure, MilestoneMove
from tests.factories import make_coordinator, make_department, make_resolution
from tests.measures.factories import make_evaluation, make_key_figure, make_key_figure_value, make_milestone

DUE = dt.date(2025, 6, 30)
NUMBERS = st.sampled_from([None, "0", "2", "7.5", "40", "1200", "-3"])
_figure = st.fixed_dictionaries(
    {
        "baseline": NUMBERS,
        "target": NUMBERS,
        "values": st.lists(st.sampled_from(["2", "39.96", "1199", "1200.25", "-4"]), max_size=2),
        "direction": st.sampled_from(["up", "down"]),
        "counts_people": st.booleans(),
    }
)
_milestone = st.fixed_dictionaries(
    {
        "days": st.sampled_from([-400, 0, 5000]),
        "done": st.sampled_from([None, -10, 10]),
        "is_dropped": st.booleans(),
        "moves": st.integers(0, 2),
    }
)
EFFECTS = st.fixed_dictionaries(
    {
        "figures": st.lists(_figure, max_size=2),
        "milestones": st.lists(_milestone, max_size=2),
        "rating": st.sampled_from([None, "success", "failure"]),
    }
)
DECISIONS = st.lists(
    st.tuples(
        st.sampled_from([None, (12, 3, None), (12, 0, 1), (9, 0, 2)]),
        st.sampled_from(["", "open", "done"]),
        st.sampled_from([None, 30, 3000]),
        st.booleans(),
    ),
    max_size=3,
)


def write_effects(measure: Measure, told: dict[str, Any]) -> None:
    """What is known of the effects of `measure`."""
    for each in told["figures"]:
        _write_figure(measure, each)
    for at, each in enumerate(told["milestones"]):
        _write_milestone(measure, f"Meilenstein {at}", each)
    if told["rating"]:
        make_evaluation(measure=measure, rating=told["rating"])


def _write_figure(measure: Measure, each: dict[str, Any]) -> None:
    known: dict[str, Any] = {"direction": each["direction"], "counts_people": each["counts_people"]}
    if each["baseline"] is not None:
        known |= {"baseline_value": each["baseline"], "baseline_date": DUE, "baseline_unknown_reason": ""}
    if each["target"] is not None:
        known |= {"target_value": each["target"], "target_date": DUE}
    figure = make_key_figure(measure=measure, **known)
    for at, value in enumerate(each["values"]):
        make_key_figure_value(key_figure=figure, value=value, reference_date=dt.date(2023 + at, 12, 31))


def _write_milestone(measure: Measure, title: str, each: dict[str, Any]) -> None:
    due = DUE + dt.timedelta(days=each["days"])
    state: dict[str, Any] = {}
    if each["is_dropped"]:
        state = {"dropped_on": due, "dropped_reason": "Grund"}
    elif each["done"] is not None and due < dt.date(2026, 1, 1):
        state = {"done_on": due + dt.timedelta(days=each["done"])}
    milestone = make_milestone(measure=measure, title=title, due_date=due, **state)
    for at in range(each["moves"]):
        before = due - dt.timedelta(days=90 - at)
        MilestoneMove.objects.create(
            milestone=milestone, from_date=before, to_date=due, reason="Grund", actor=make_coordinator()
        )


def write_decisions(told: list[Any]) -> None:
    """Resolutions of the period with votes, some of them ordering something; some papers only the office can read."""
    for votes, state, due, is_public in told:
        fields: dict[str, Any] = {"resolved_date": DUE, "link": "https://rat.example/1" if is_public else ""}
        if votes:
            yes, no, abstained = votes
            fields |= {"votes_for": yes, "votes_against": no, "abstentions": abstained, "is_unanimous": no == 0}
        if state:
            fields |= {
                "state": state,
                "order_text": "Bitte berichten",
                "responsible_department": make_department("Jugendamt"),
            }
            fields |= {"due_date": None if due is None else DUE + dt.timedelta(days=due)}
        if state == "done":
            fields |= {"settled_on": DUE + dt.timedelta(days=10), "outcome": "Berichtet"}
        make_resolution(**fields)
