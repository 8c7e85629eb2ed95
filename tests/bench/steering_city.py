"""Fills the large city with ten years of steering, so that its pages are not measured empty."""

import datetime as dt
import random
from typing import Any

from django.db import transaction
from django.utils import timezone

from measures.models import (
    CheckAnswer,
    CheckQuestion,
    CheckYear,
    FundingProgramme,
    GoalGauge,
    IndicatorEffect,
    Judgement,
    Measure,
    Milestone,
    OfficeCheck,
    Resolution,
    ResolutionEvent,
)
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import User
from neuss_integration.city.models import Committee, Department, District
from neuss_integration.steering.models import Follow
from roundtables.models import CommentRound, GoalComment, Meeting, Need, PutGoal, RoundTable
from success_factors.models import (
    AreaValue,
    ConceptEdition,
    FieldOfAction,
    Goal,
    GuidingGoal,
    Indicator,
    IndicatorValue,
    StaffFigures,
    StaffYear,
    SuccessFactor,
    ValueRequest,
)

YEARS, RESOLUTIONS, QUESTIONS, PROGRAMMES, FOLLOWED, COMMENTS = 10, 60, 20, 60, 200, 600
WORDS = "Sprachkurse im Stadtteil werden ausgebaut und mit Kinderbetreuung angeboten"
Made = dict[str, Any]


@transaction.atomic
def fill_steering() -> None:
    """Once: resolutions, programmes, goals, figures, staff, self-checks, comments, milestones and what is followed."""
    if Resolution.objects.exists():
        return
    chance = random.Random(11)  # noqa: S311 - for variety, not for secrets
    made: Made = {
        "chance": chance,
        "today": timezone.localdate(),
        "measures": list(Measure.objects.order_by("pk")[:1000]),
        "offices": list(Department.objects.filter(is_external=False).order_by("pk")),
        "person": User.objects.filter(memberships__role=Role.COORDINATOR).order_by("pk")[0],
    }
    for fill in (_goals, _resolutions, _programmes, _figures, _staff, _checks, _comments, _dates, _follows):
        fill(made)


def _day(made: Made, back: int) -> dt.date:
    return made["today"] - dt.timedelta(days=made["chance"].randrange(back))


def _goals(made: Made) -> None:
    edition = ConceptEdition.objects.create(
        title="Konzept", state="adopted", adopted_date=dt.date(2020, 1, 1), adopted_precision="year"
    )
    fields, factors = list(FieldOfAction.objects.all()), list(SuccessFactor.objects.all())
    made["goals"] = []
    for number, field in enumerate(fields):
        guiding = GuidingGoal.objects.create(edition=edition, position=number, title=WORDS, field_of_action=field)
        for position in range(6):
            goal = Goal.objects.create(guiding_goal=guiding, position=position, text=f"{WORDS} {position}")
            goal.success_factors.set(made["chance"].sample(factors, 2))
            goal.measures.set(made["measures"][number * 60 + position * 10 :][:10])
            made["goals"].append(goal)
    indicators = list(Indicator.objects.filter(value_kind="number"))
    span = {"direction": "up", "baseline_value": 10, "baseline_date": dt.date(2018, 12, 31)}
    span |= {"target_value": 90, "target_date": dt.date(2030, 12, 31)}
    for goal in made["goals"]:
        for indicator in made["chance"].sample(indicators, 2):
            GoalGauge.objects.create(goal=goal, indicator=indicator, **span)
    things = [{"goal": each} for each in made["goals"]] + [{"measure": each} for each in made["measures"][:500]]
    said = {"rating": "at_risk", "reason": WORDS, "author": made["person"]}
    Judgement.objects.bulk_create(Judgement(**thing, **said, judged_on=_day(made, 900)) for thing in things)
    effects = [
        IndicatorEffect(measure=each, indicator=made["chance"].choice(indicators), kind="outcome")
        for each in made["measures"]
    ]
    IndicatorEffect.objects.bulk_create(effects)


def _resolutions(made: Made) -> None:
    committee = Committee.objects.order_by("pk")[0]
    for number in range(YEARS * (RESOLUTIONS + QUESTIONS)):
        is_question, day = number >= YEARS * RESOLUTIONS, _day(made, YEARS * 365)
        row = Resolution.objects.create(
            title=f"{WORDS} {number}",
            committee=committee,
            resolved_date=day,
            resolved_precision="day",
            kind="question" if is_question else "resolution",
            result="asked" if is_question else "approved",
            text=WORDS,
            order_text=f"{WORDS}. " * 3,
            responsible_department=made["chance"].choice(made["offices"]),
            due_date=day + dt.timedelta(days=400),
            state="open",
            search_text=f"{WORDS} {number}".lower(),
        )
        row.measures.set(made["chance"].sample(made["measures"], 3))
        row.goals.set(made["chance"].sample(made["goals"], 1))
        notes = [
            ResolutionEvent(
                resolution=row,
                actor=made["person"],
                transition="start",
                from_state="open",
                to_state="open",
                comment=WORDS,
                noted_on=day + dt.timedelta(days=30 * each),
            )
            for each in range(3)
        ]
        ResolutionEvent.objects.bulk_create(notes)


def _programmes(made: Made) -> None:
    for number in range(PROGRAMMES):
        start = _day(made, 2000)
        programme = FundingProgramme.objects.create(
            title=f"Förderprogramm {number}",
            funder="Land",
            source="state",
            department=made["offices"][0],
            granted=100_000,
            starts_on=start,
            ends_on=start + dt.timedelta(days=1000),
            proof_due=start + dt.timedelta(days=1100),
            interim_due=start + dt.timedelta(days=500),
        )
        programme.measures.set(made["measures"][number * 10 :][:10])


def _figures(made: Made) -> None:
    years = [dt.date(made["today"].year - back, 12, 31) for back in range(1, YEARS + 1)]
    indicators = list(Indicator.objects.filter(value_kind="number"))
    told = {"reference_precision": "year", "source": "Statistik"}
    groups = ("", "Frauen", "Männer", "Deutsche", "Nichtdeutsche")
    IndicatorValue.objects.bulk_create(
        IndicatorValue(indicator=each, reference_date=day, group=group, value=20 + made["chance"].randrange(60), **told)
        for each in indicators
        for day in years
        for group in groups
    )
    AreaValue.objects.bulk_create(
        AreaValue(indicator=each, district=district, reference_date=day, value=50, source="Statistik")
        for each in indicators[:8]
        for district in District.objects.all()
        for day in years
    )
    ValueRequest.objects.bulk_create(
        ValueRequest(indicator=each, department=made["chance"].choice(made["offices"]), due_on=_day(made, 60))
        for each in indicators
    )


def _accepted(made: Made) -> dict[str, Any]:
    moment = timezone.now()
    said = {"state": "accepted", "submitted_at": moment, "decided_at": moment}
    return said | {"submitted_by": made["person"], "decided_by": made["person"]}


def _staff(made: Made) -> None:
    for back in range(1, YEARS + 1):
        year = StaffYear.objects.create(year=made["today"].year - back, **_accepted(made))
        StaffFigures.objects.bulk_create(
            StaffFigures(
                staff_year=year,
                department=each,
                staff=200,
                answered=120,
                with_migration=30,
                hires=20,
                hires_with_migration=6,
                trainees=12,
                trainees_with_migration=5,
                managers=20,
                managers_with_migration=7,
                trainings=4,
                participants=60,
            )
            for each in made["offices"]
        )


def _checks(made: Made) -> None:
    questions = list(CheckQuestion.objects.order_by("position"))
    for back in range(5):
        year = CheckYear.objects.create(year=made["today"].year - back, due_on=made["today"])
        year.questions.set(questions)
        for office in made["offices"]:
            check = OfficeCheck.objects.create(check_year=year, department=office, **_accepted(made))
            CheckAnswer.objects.bulk_create(
                CheckAnswer(office_check=check, question=each, rating=made["chance"].choice(["yes", "partly", "no"]))
                for each in questions
                if each.kind == "choice"
            )


def _comments(made: Made) -> None:
    until = made["today"] + dt.timedelta(days=10)
    draft = ConceptEdition.objects.create(title="Entwurf", state="draft")
    row = CommentRound.objects.create(
        edition=draft, title=WORDS, until=until, answer_by=until + dt.timedelta(days=30), is_public=True
    )
    puts = []
    for number in range(30):
        guiding = GuidingGoal.objects.create(edition=draft, position=number, title=WORDS)
        goal = Goal.objects.create(guiding_goal=guiding, position=1, text=f"{WORDS} {number}")
        put = PutGoal(round=row, goal=goal, guiding_goal=WORDS, text=goal.text, position=number)
        puts.append(put)
    PutGoal.objects.bulk_create(puts)
    said = {"text": f"{WORDS}. " * 4, "channel": "portal", "received_on": made["today"], "deadline": until}
    GoalComment.objects.bulk_create(GoalComment(put_goal=made["chance"].choice(puts), **said) for _ in range(COMMENTS))


def _dates(made: Made) -> None:
    ahead = [made["today"] + dt.timedelta(days=made["chance"].randrange(-200, 400)) for _ in range(3000)]
    Milestone.objects.bulk_create(
        Milestone(measure=made["chance"].choice(made["measures"]), title=f"{WORDS} {number}", due_date=day)
        for number, day in enumerate(ahead)
    )
    table = RoundTable.objects.order_by("pk")[0]
    for number in range(60):
        begins = timezone.now() + dt.timedelta(days=number * 10 - 200)
        Meeting.objects.create(round_table=table, starts_at=begins, ends_at=begins + dt.timedelta(hours=2))
    Need.objects.bulk_create(
        Need(
            number=f"B-2026-{number:03d}",
            title=WORDS,
            origin="office",
            raised_on=made["today"],
            round_table=table,
            raised_by=made["person"],
        )
        for number in range(300)
    )


def _follows(made: Made) -> None:
    resolutions = list(Resolution.objects.order_by("pk")[: FOLLOWED // 2])
    follows = [Follow(user=made["person"], resolution=each) for each in resolutions]
    follows += [Follow(user=made["person"], measure=each) for each in made["measures"][: FOLLOWED // 2]]
    Follow.objects.bulk_create(follows)
