"""Small cities full of gaps, drawn by hypothesis and written into the database."""

import datetime as dt
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st

from measures.enums import HandoverKind, MeasureState, ProgressState, RoundState
from measures.models import Funding, Handover, Measure, ReportingRound
from neuss_integration.portal.services.enquiries import receive_enquiry
from reporting.models import Report
from tests.factories import (
    make_assessment,
    make_coordinator,
    make_criterion,
    make_department,
    make_district,
    make_edition,
    make_factor,
    make_field,
    make_goal,
    make_indicator,
    make_measure,
    make_meeting,
    make_need,
    make_progress,
    make_published,
    make_report,
    make_round,
    make_value,
)
from tests.portal.factories import make_campaign, make_subject
from tests.statements.effects import DECISIONS, EFFECTS, write_decisions, write_effects

FIELDS = ("Bildung", "Sport", "Gesundheit")
OFFICES = ("Sportamt", "Jugendamt", "Schulamt")
LIGHTS = ("green", "yellow", "red", "unknown")
DAYS = (None, dt.date(2010, 6, 1), dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2026, 3, 1))

_measure = st.fixed_dictionaries(
    {
        "state": st.sampled_from([state for state in MeasureState if state != MeasureState.PAUSED]),
        "field": st.sampled_from(FIELDS),
        "office": st.sampled_from(OFFICES),
        "start": st.sampled_from(DAYS[:3]),
        "end": st.sampled_from(DAYS),
        "since": st.sampled_from(DAYS),
        "is_citywide": st.booleans(),
        "districts": st.lists(st.sampled_from([1, 2]), unique=True),
        "factors": st.lists(st.sampled_from([1, 4]), unique=True),
        "answers": st.lists(
            st.tuples(st.sampled_from([0, 1, 2]), st.sampled_from(list(ProgressState)), st.sampled_from(LIGHTS)),
            max_size=3,
            unique_by=lambda each: each[0],
        ),
        "money": st.lists(
            st.tuples(
                st.sampled_from([2024, 2025, 2026]), st.sampled_from([None, 5, 1200]), st.sampled_from([None, 7, 900])
            ),
            max_size=2,
            unique_by=lambda each: each[0],
        ),
        "effects": EFFECTS,
    }
)
_indicator = st.fixed_dictionaries(
    {
        "direction": st.sampled_from(["up", "down", "converge", "neutral"]),
        "counts_people": st.booleans(),
        "decimals": st.sampled_from([0, 1]),
        "rhythm": st.sampled_from([None, 12]),
        "values": st.lists(
            st.tuples(
                st.sampled_from([2021, 2024, 2025]),
                st.sampled_from(["", "Frauen", "Männer"]),
                st.sampled_from(["2", "8", "1044", "12.25", "-3.5", "1042"]),
                st.sampled_from(["", "estimated", "weak"]),
                st.booleans(),
            ),
            max_size=6,
            unique_by=lambda each: each[:2],
        ),
    }
)
CITIES = st.fixed_dictionaries(
    {
        "measures": st.lists(_measure, max_size=6),
        "rounds": st.lists(st.booleans(), max_size=3),
        "needs": st.lists(st.tuples(st.booleans(), st.sampled_from(["reported", "prioritised"])), max_size=3),
        "meetings": st.integers(0, 2),
        "decisions": DECISIONS,
        "levels": st.lists(st.integers(1, 5), max_size=2),
        "indicators": st.lists(_indicator, max_size=2),
        "goals": st.lists(st.sampled_from(["open", "reached"]), max_size=3),
        "enquiries": st.lists(st.booleans(), max_size=3),
        "campaigns": st.lists(
            st.tuples(
                st.sampled_from([-900, -30, 0, 30]),
                st.sampled_from([None, 1, 40]),
                st.sampled_from([None, 0, 75]),
                st.booleans(),
            ),
            max_size=3,
        ),
        "before": st.sampled_from(["nothing", "published", "withdrawn", "published and renamed"]),
    }
)


def write(city: dict[str, Any]) -> Report:
    """The city stands in the database with a draft about 2025–2026, perhaps after a report that tells of it."""
    for number, name in ((1, "Innenstadt"), (2, "Norf")):
        make_district(number, name)
    for position, level in enumerate(city["levels"], start=1):
        make_assessment(criterion=make_criterion(make_factor(4), position, f"Kriterium {position}"), level=level)
    rounds = [_round(at, is_open) for at, is_open in enumerate(city["rounds"])]
    for each in city["measures"]:
        _write_measure(each, rounds)
    for told in city.get("indicators", ()):
        _write_indicator(told)
    edition = make_edition()
    for state in city.get("goals", ()):
        make_goal(edition=edition, state=state)
    for is_public, state in city["needs"]:
        make_need(is_public=is_public, state=state, raised_on=dt.date(2025, 6, 1))
    for _ in range(city["meetings"]):
        make_meeting(starts_at=dt.datetime(2025, 6, 1, 15, tzinfo=dt.UTC), state="held")
    _write_outreach(city)
    write_decisions(city.get("decisions", []))
    if city["before"] != "nothing":
        _tell_before(city["before"])
    return make_report(title="Entwurf")


def _write_outreach(city: dict[str, Any]) -> None:
    """Enquiries of today, and Aktionen around today of which some say whom they reached and what they cost."""
    for is_named in city.get("enquiries", ()):
        subject = make_subject() if is_named else None
        receive_enquiry(values={"message": "Frage", "subject": subject})
    for days, reach, cost, is_released in city.get("campaigns", ()):
        day = timezone.localdate() + dt.timedelta(days=days)
        make_campaign(starts_on=day, reach=reach if days <= 0 else None, cost=cost, is_released=is_released)


def _write_indicator(told: dict[str, Any]) -> None:
    indicator = make_indicator(
        direction=told["direction"],
        counts_people=told["counts_people"],
        decimals=told["decimals"],
        rhythm_months=told["rhythm"],
        comparison="Frauen und Männer",
    )
    for year, group, value, qualifier, is_break in told["values"]:
        make_value(
            indicator=indicator, year=year, group=group, value=value, qualifier=qualifier, starts_new_series=is_break
        )


def _round(at: int, is_open: bool) -> ReportingRound:
    end = dt.date(2025, 12, 31) if at < 2 else dt.date(2024, 12, 31)
    state = RoundState.OPEN if is_open else RoundState.CLOSED
    period = {"period_start": dt.date(end.year, 1, 1), "period_end": end}
    return make_round(title=f"Runde {at}", due_on=dt.date(2026, 2 + at, 1), state=state, **period)


def _write_measure(told: dict[str, Any], rounds: list[ReportingRound]) -> None:
    start, end = told["start"], told["end"]
    fits = end is None or start is None or start <= end
    measure = make_measure(
        state=told["state"],
        state_reason="Grund",
        field_of_action=make_field(told["field"]),
        start_date=start,
        lead_department=make_department(told["office"]),
        end_date=end if fits else None,
        state_since=told["since"],
        is_citywide=told["is_citywide"],
        districts=[make_district(each, "") for each in told["districts"]],
        success_factors=[make_factor(each, f"Faktor {each}") for each in told["factors"]],
    )
    if "effects" in told:
        write_effects(measure, told["effects"])
    for at, state, light in told["answers"]:
        if at < len(rounds):
            counted = {"participants": 3 + at, "staff_hours": "1040.5", "cost": None if at else "48000"}
            reason = "money" if light == "red" else ""
            told_light = {"traffic_light": light, "traffic_light_reason": "Grund", "delay_reason": reason}
            given = told_light | counted
            make_progress(round=rounds[at], measure=measure, state=state, **given)
    for year, planned, spent in told["money"]:
        if planned is not None or spent is not None:
            Funding.objects.create(measure=measure, source="city", year=year, planned=planned, spent=spent)


def _tell_before(what: str) -> None:
    """A report of the years before that tells of the city; since then lights, states and an office have changed."""
    report = make_published(title="Davor", period_start=dt.date(2024, 1, 1), period_end=dt.date(2025, 12, 31))
    if what == "withdrawn":
        Report.objects.filter(pk=report.pk).update(state="withdrawn")
    for at, measure in enumerate(Measure.objects.order_by("pk")):
        if at % 2 and measure.state == MeasureState.RUNNING:
            Measure.objects.filter(pk=measure.pk).update(state=MeasureState.PLANNED)
    if "renamed" in what:
        old, new = make_department("Sportamt"), make_department("Amt für Bewegung")
        handover = Handover.objects.create(
            department=old, kind=HandoverKind.RENAMED, last_day=timezone.localdate(), actor=make_coordinator()
        )
        handover.successors.set([new])
        Measure.objects.filter(lead_department=old).update(lead_department=new)
        Measure.objects.filter(lead_department=make_department("Schulamt")).update(lead_department=old)
