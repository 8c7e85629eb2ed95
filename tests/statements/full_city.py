"""A city in which no list of a report is empty: each kind of change, of gap and of tie is there once."""

import datetime as dt
from typing import Any, Final

from django.utils import timezone

from measures.models import (
    CheckAnswer,
    CheckQuestion,
    CheckYear,
    Consultation,
    Funding,
    GapFollowUp,
    Measure,
    OfficeCheck,
    ProgressReport,
    Resolution,
)
from neuss_integration.city.models import Department, Division, ParliamentaryGroup
from reporting.models import Report, ReportConsultation
from roundtables.models import CommentRound, Forwarding, GoalComment, PutGoal
from success_factors.models import Assessment, FieldOfAction, Goal, Indicator, StaffFigures, StaffYear
from success_factors.models.staff import COUNTS
from tests.factories import (
    make_assessment,
    make_committee,
    make_coordinator,
    make_department,
    make_factor,
    make_field,
    make_gauge,
    make_indicator,
    make_judgement,
    make_measure,
    make_need,
    make_organisation,
    make_programme,
    make_proposal,
    make_resolution,
    make_target_group,
    make_value,
)
from tests.measures.factories import make_effect
from tests.statements.cities import write
from tests.statements.one_of_each import ONE_OF_EACH

MODEL: Final = ONE_OF_EACH["measures"][0]
PLAIN: Final = MODEL | {"effects": {"figures": [], "milestones": [], "rating": None}, "money": []}
FULL: Final[dict[str, Any]] = ONE_OF_EACH | {
    "measures": [
        MODEL,
        PLAIN | {"answers": [(0, "accepted", "green"), (1, "accepted", "green")]},
        *(PLAIN | {"answers": [(0, "accepted", light)]} for light in ("unknown", "yellow", "red")),
        PLAIN | {"state": "completed", "end": dt.date(2010, 6, 1), "answers": []},
        PLAIN | {"office": "Jugendamt", "answers": [(0, "no_response", "green")]},
        PLAIN | {"answers": [(1, "todo", "green")]},
        PLAIN | {"answers": []},
    ],
    "rounds": [False, True],
    "before": "published",
}


def write_full_city() -> Report:
    """A draft about 2025–2026 after a report that told the city as it was before everything changed."""
    report = write(FULL)
    first, green, unknown, yellow, red, _, silent, waiting, gone = Measure.objects.order_by("pk")
    lights = {green: "red", unknown: "green", yellow: "unknown", red: "green"}
    for measure, light in lights.items():
        why = {"traffic_light_reason": "Grund", "delay_reason": "money" if light == "red" else ""}
        ProgressReport.objects.filter(measure=measure).update(traffic_light=light, **why)
    _tie(first)
    Measure.objects.filter(pk=red.pk).update(field_of_action=make_field("Kultur"))
    Funding.objects.filter(measure=first).update(planned=1300)
    for number, (measure, state) in enumerate(((silent, "completed"), (waiting, "routine"), (yellow, "dropped"))):
        day = dt.date(2025, 5, 1 + number)
        Measure.objects.filter(pk=measure.pk).update(state=state, state_since=day, state_reason="Grund", end_date=None)
    Measure.objects.filter(pk=red.pk).update(state="completed", state_since=dt.date(2027, 1, 5), end_date=None)
    Measure.objects.filter(pk=gone.pk).update(state="idea")
    make_measure(title="Neu", start_date=dt.date(2025, 8, 1), field_of_action=make_field("Gesundheit"), state="planned")
    _change_concept()
    _change_tables(green)
    voted = {"result": "noted", "votes_for": 9, "votes_against": 4}
    ReportConsultation.objects.create(
        report=report, committee=make_committee(), kind="hearing", day=dt.date(2026, 2, 3), **voted
    )
    _advise_on_orders()
    _put_under_divisions()
    _tell_of_staff()
    _check_services(first)
    make_department("Altes Amt", valid_until=dt.date(2020, 1, 1), successor=make_department("Neues Amt"))
    return report


def _advise_on_orders() -> None:
    """A group put each order forward, and another Gremium dealt with it."""
    group = ParliamentaryGroup.objects.create(name="Fraktion A")
    heard = {"kind": "advice", "day": dt.date(2025, 2, 3), "result": "approved", "votes_for": 9, "votes_against": 0}
    for each in Resolution.objects.exclude(order_text=""):
        each.proposers.add(group)
        Consultation.objects.create(resolution=each, committee=make_committee(), **heard)


def _put_under_divisions() -> None:
    """Two offices stand in a Dezernat, which stands for the Handlungsfelder together with a Gremium."""
    division = Division.objects.create(name="Dezernat Soziales", head="Leitung des Dezernats", position=1)
    Department.objects.filter(name__in=("Sportamt", "Kulturamt")).update(division=division)
    FieldOfAction.objects.update(division=division, sponsor="Vorsitz des Rates")


def _tell_of_staff() -> None:
    """Two years of the Personalverwaltung, with a number that is hidden together with another."""
    for year in (2024, 2025):
        told = StaffYear.objects.create(
            year=year,
            state="accepted",
            note="Befragt im Mai",
            submitted_at=timezone.now(),
            submitted_by=make_coordinator(),
            decided_at=timezone.now(),
            decided_by=make_coordinator(),
        )
        for number, name in enumerate(("Sportamt", "Kulturamt", "Schulamt")):
            counts = (40 + year - 2024, 30, 2 + 9 * number, 5, 3, 4, 2, 5, 1, 1, 7)
            StaffFigures.objects.create(
                staff_year=told, department=make_department(name), **dict(zip(COUNTS, counts, strict=True))
            )


def _check_services(measure: Measure) -> None:
    """Two years of the Selbstcheck: each rating, times with and without a standard, each fate of a gap."""
    by, field = make_coordinator(), FieldOfAction.objects.earliest("pk")
    asked = [
        CheckQuestion.objects.create(
            name=f"Frage {at}?", short_name=f"Frage {at}", kind=kind, position=at, field_of_action=field
        )
        for at, kind in enumerate(("choice", "choice", "choice", "days", "days"), start=1)
    ]
    signed = {"submitted_at": timezone.now(), "submitted_by": by, "decided_at": timezone.now(), "decided_by": by}
    ratings = ("yes", "partly", "none", "partly", "no")
    days = {4: {"actual_days": 1}, 5: {"actual_days": 30, "standard_days": 20}}
    for year in (2025, 2026):
        opened = CheckYear.objects.create(year=year, due_on=dt.date(year, 12, 1))
        opened.questions.set(asked)
        OfficeCheck.objects.create(check_year=opened, department=make_department("Schulamt"))
        check = OfficeCheck.objects.create(
            check_year=opened, department=make_department("Sportamt"), state="accepted", **signed
        )
        answers = [
            CheckAnswer.objects.create(
                office_check=check, question=each, rating=rating, note="Hinweis", **days.get(each.position, {})
            )
            for each, rating in zip(asked, ratings, strict=True)
        ]
        GapFollowUp.objects.create(answer=answers[1], measure=measure)
        GapFollowUp.objects.create(answer=answers[3], reason="Kein Geld")


def _tie(measure: Measure) -> None:
    """What a measure can be tied to, and a lead and an aim it did not have before."""
    carrier, partner = make_organisation("Verein A"), make_organisation("Verein B")
    measure.carriers.set([carrier])
    measure.partners.set([partner])
    measure.contributing_departments.set([make_department("Schulamt")])
    measure.target_groups.set([make_target_group("Eltern")])
    programme = make_programme(granted=1000, starts_on=dt.date(2024, 1, 1), ends_on=dt.date(2025, 3, 31))
    programme.measures.set([measure])
    told = {"aim": "Ziel", "sources": "Quelle", "lead_department": make_department("Kulturamt")}
    Measure.objects.filter(pk=measure.pk).update(**told)


def _change_concept() -> None:
    """Another level, another value and direction of an indicator, another and a new goal, the city in numbers."""
    old, this = Assessment.objects.get(), timezone.localdate().year
    make_assessment(criterion=old.criterion, level=old.level - 1, corrects=old, correction_reason="Irrtum")
    goal = Goal.objects.get()
    Goal.objects.filter(pk=goal.pk).update(text="Noch mehr Beratung", target_year=2030)
    _comments(Goal.objects.get())
    guiding = goal.guiding_goal
    type(guiding).objects.filter(pk=guiding.pk).update(field_of_action=make_field("Sport"))
    goal.success_factors.set([make_factor(4)])
    Goal.objects.create(guiding_goal=guiding, position=2, text="Neues Ziel")
    today = {"reference_date": timezone.localdate(), "reference_precision": "day"}
    make_value(indicator=Indicator.objects.get(), value=2000, **today)
    for name, factors in (("Einwohner", []), ("Mitglieder", [make_factor(4)])):
        people = make_indicator(name=name, success_factors=factors, target_value=9000, target_year=2030)
        for year in (this - 2, this - 1):
            for group, value in (("", 8000), ("Frauen", 4100), ("Männer", 3900)):
                make_value(indicator=people, group=group, value=value + year, year=year)
    interim = {"first_interim_value": 9000, "first_interim_date": dt.date(2024, 12, 31)}
    make_gauge(goal, people, baseline_value=8000, target_value=12000, **interim)
    make_effect(measure=Measure.objects.order_by("pk")[0], indicator=people)
    for thing in (goal, Measure.objects.order_by("pk")[0]):
        make_judgement(thing, judged_on=dt.date(2025, 6, 1))


def _comments(goal: Goal) -> None:
    """The goal was adopted otherwise than it was put to comment; one comment was taken over, late, one is open."""
    by, day = make_coordinator(), dt.date(2025, 3, 1)
    dates = {"opened_on": day, "until": dt.date(2025, 4, 1), "answer_by": dt.date(2025, 5, 1)}
    asked = CommentRound.objects.create(
        edition=goal.guiding_goal.edition, title="Ihre Meinung", is_public=True, **dates
    )
    put = PutGoal.objects.create(round=asked, goal=goal, guiding_goal="Rat", text="Beratung", position=1)
    given = {"put_goal": put, "channel": "portal", "received_on": day, "deadline": dates["until"]}
    answer = {"outcome": "taken", "answer": "Ja", "answered_at": timezone.now(), "answered_by": by}
    GoalComment.objects.create(text="Mehr davon", is_late_answer=True, **given, **answer)
    GoalComment.objects.create(text="Weniger davon", **given)


def _change_tables(measure: Measure) -> None:
    """A need that became a proposal, a resolution and a measure."""
    need = make_need(is_public=True, state="in_measure", raised_on=dt.date(2025, 6, 1), measures=[measure])
    decided = make_resolution(resolved_date=dt.date(2025, 9, 1))
    known = {"state": "accepted", "rank": 1, "measure": measure, "resolution": decided, "amount": 100}
    known |= {"resolved_amount": 80}
    proposal = make_proposal(needs=[need], **known)
    Forwarding.objects.create(
        proposal=proposal, committee=make_committee(), forwarded_on=dt.date(2025, 7, 1), forwarded_by=make_coordinator()
    )
