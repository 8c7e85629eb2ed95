"""Everything the Steckbrief of one measure shows, for page and PDF alike, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from measures.enums import ASKED_STATES, OUTSTANDING_STATES, EffectKind, ProgressState, RoundState
from measures.models import (
    Evaluation,
    GapFollowUp,
    IndicatorEffect,
    KeyFigure,
    KeyFigureValue,
    Measure,
    MeasureAttachment,
    Milestone,
    ProgressReport,
)
from measures.querysets import OfMeasureQuerySet
from measures.selectors.facts import Fact, Text, contact_facts, facts_of, texts_of
from measures.selectors.funding_programmes import funded_until
from measures.selectors.key_figures import KeyFigureRow, key_figure_rows
from measures.selectors.money import MoneyTable, money_table
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from neuss_integration.city.models import Department, Organisation, TargetGroup
from success_factors.models import Goal


def with_profile(measures: QuerySet[Measure], user: Any) -> QuerySet[Measure]:
    """Ready for a Steckbrief: what ties the measure, its parts, and `told_reports` (newest period first).

    Those are the accepted Sachstände, and what open rounds ask for as far as the person may see it.
    """
    told = Q(state=ProgressState.ACCEPTED) | Q(round__state=RoundState.OPEN, state__in=ASKED_STATES)
    reports = ProgressReport.objects.visible_to(user).filter(told).select_related("round", "department")
    parts: Sequence[Prefetch] = (
        Prefetch("goals", Goal.objects.select_related("guiding_goal")),
        Prefetch("progress_reports", reports.order_by("-round__period_end", "-pk"), to_attr="told_reports"),
        Prefetch("milestones", milestones_in_order()),
        Prefetch("key_figures", figures_with_values()),
        Prefetch(
            "attachments", MeasureAttachment.objects.visible_to(user).select_related("added_by", "progress__round")
        ),
    )
    followed = Measure.objects.filter(pk=OuterRef("pk"), follows__user=user.pk)
    gaps = GapFollowUp.objects.filter(measure=OuterRef("pk"))
    effects = IndicatorEffect.objects.filter(measure=OuterRef("pk"))
    measures = measures.annotate(is_followed=Exists(followed), closes_gaps=Exists(gaps), has_effects=Exists(effects))
    return (
        measures.select_related(
            "field_of_action",
            "lead_department__division",
            "latest_progress__round",
            "evaluation__evaluated_by",
            "public_text_released_by",
        )
        .annotate(funded_until=funded_until())
        .prefetch_related("districts", "fundings", *parts)
    )


def milestones_in_order() -> QuerySet[Milestone]:
    """Milestones by due date with who is responsible and `move_count`; one query."""
    found = Milestone.objects.select_related("department").annotate(move_count=Count("moves"))
    return found.order_by("due_date", "position", "pk")


def figures_with_values() -> QuerySet[KeyFigure]:
    """Kennzahlen, those still collected first, with their values in the order of time; two queries."""
    values = KeyFigureValue.objects.select_related("progress__round", "recorded_by")
    return KeyFigure.objects.prefetch_related(Prefetch("values", values)).order_by("ended_reason", "position", "pk")


def effects_in_order() -> OfMeasureQuerySet:
    """Effects with their indicators along the chain, from Input to Impact; one query."""
    step = Case(*(When(kind=kind, then=at) for at, kind in enumerate(EffectKind.values)))
    return IndicatorEffect.objects.select_related("indicator").order_by(step, "indicator__sort_key", "pk")


def names_of(measure: Measure) -> Mapping[str, list[str]]:
    """Names of offices, organisations, target groups and Erfolgsfaktoren by the name of the relation, in their order.

    One query.
    """

    def rows(model: type[models.Model], back: str, relation: str) -> QuerySet:
        kind = Value(relation, output_field=models.CharField())
        found = model._default_manager.filter(**{back: measure}).annotate(relation=kind, key=F("sort_key"))
        return found.order_by().values_list("relation", "key", "name")

    found = rows(Department, "supported_measures", "contributing_departments").union(
        rows(Organisation, "carried_measures", "carriers"),
        rows(Organisation, "partnered_measures", "partners"),
        rows(TargetGroup, "measures", "target_groups"),
        measure.success_factors.order_by()
        .annotate(relation=Value("success_factors", output_field=models.CharField()))
        .annotate(key=Cast("number", models.CharField()), name=F("title"))
        .values_list("relation", "key", "name"),
        all=True,
    )
    names: dict[str, list[str]] = {
        "contributing_departments": [],
        "carriers": [],
        "partners": [],
        "target_groups": [],
        "success_factors": [],
    }
    for kind, key, name in sorted(found):
        names[kind].append(f"{key}. {name}" if kind == "success_factors" else name)
    return names


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A Sachstand that an open round asks for or that waits for a decision, and what the person does about it."""

    report: ProgressReport
    is_own: bool
    may_review: bool

    @property
    def is_outstanding(self) -> bool:
        """Whether an answer is missing."""
        return self.report.state in OUTSTANDING_STATES

    @property
    def is_overdue(self) -> bool:
        """Whether it is missing and the day has passed."""
        return self.is_outstanding and self.report.round.due_on < timezone.localdate()

    @property
    def is_urgent(self) -> bool:
        """Whether the day has passed or a question waits."""
        return self.is_overdue or self.report.state == ProgressState.RETURNED

    @property
    def step(self) -> str:
        """What its button says."""
        words = {ProgressState.OPEN: "Sachstand berichten", ProgressState.RETURNED: "Rückfrage beantworten"}
        return words.get(ProgressState(self.report.state), "Sachstand weiter bearbeiten")


@dataclass
class Profile:
    """One measure, as `user` may see it; the measure comes from `with_profile`."""

    measure: Measure
    user: Any

    @cached_property
    def sees_internal(self) -> bool:
        """Whether internal notes may be read."""
        return access_of(self.user).has(Permission.VIEW_INTERNAL)

    @cached_property
    def is_inside(self) -> bool:
        """Whether the person works for the office or one that answers for the measure: contacts and small numbers."""
        return access_of(self.user).is_inside(self.measure.lead_department_id)

    @cached_property
    def names(self) -> Mapping[str, list[str]]:
        """Names of offices, organisations and target groups."""
        return names_of(self.measure)

    @cached_property
    def factors(self) -> list[tuple[str, str]]:
        """The Erfolgsfaktoren it serves, each with its number."""
        return [(name.partition(".")[0], name) for name in self.names["success_factors"]]

    @cached_property
    def facts(self) -> list[Fact]:
        return facts_of(self.measure, self.names)

    @cached_property
    def facts_on_paper(self) -> list[Fact]:
        """The Eckdaten with the place in the concept and, for those who may see it, whom to call."""
        facts = facts_of(self.measure, self.names, on_paper=True)
        return facts + (contact_facts(self.measure) if self.has_contact else [])

    @cached_property
    def texts(self) -> list[Text]:
        """What the measure is about."""
        return texts_of(self.measure, apart=False)

    @cached_property
    def texts_apart(self) -> list[Text]:
        """Other texts, each under a heading of its own."""
        return texts_of(self.measure, apart=True)

    @cached_property
    def figures(self) -> list[KeyFigureRow]:
        return key_figure_rows(self.measure.key_figures.all(), inside=self.is_inside)

    @cached_property
    def effects(self) -> list[IndicatorEffect]:
        """On which indicators it is to have an effect; one query when there is one."""
        has_effects = getattr(self.measure, "has_effects", True)
        return list(effects_in_order().filter(measure=self.measure)) if has_effects else []

    @cached_property
    def money(self) -> MoneyTable:
        return money_table(self.measure.fundings.all())

    @cached_property
    def evaluation(self) -> Evaluation | None:
        """The evaluation, if there is one."""
        return getattr(self.measure, "evaluation", None)

    @cached_property
    def open_tasks(self) -> list[OpenTask]:
        """What open rounds ask about the measure, for the asked office and the Koordination."""
        access = access_of(self.user)
        may_review = access.has(Permission.REVIEW_PROGRESS)
        if not (may_review or access.has(Permission.REPORT_PROGRESS)):
            return []
        told: list[ProgressReport] = self.measure.told_reports  # type: ignore[attr-defined]
        asked = [each for each in told if each.state != ProgressState.ACCEPTED]
        own = access.department_ids if access.has(Permission.REPORT_PROGRESS) else frozenset()
        ordered = sorted(asked, key=lambda each: (each.round.due_on, each.pk))
        return [OpenTask(each, each.department_id in own, may_review) for each in ordered]

    @cached_property
    def public_text(self) -> str:
        """The text for the public: once released for all, before that only for those who write it."""
        released = self.measure.public_text_released_at is not None
        return self.measure.public_text if released or self.is_inside else ""

    @cached_property
    def has_contact(self) -> bool:
        """Whether a contact is known that the person may see."""
        return self.is_inside and bool(self.measure.contact_name or self.measure.deputy_name)

    @cached_property
    def related(self) -> list[tuple[str, Measure]]:
        """Measures tied to this one that the person may see, each with how; one query."""
        measure = self.measure
        # Keys, not a join, and no comparison with NULL: else the database looks at every measure there is.
        related = Measure.related.through.objects.filter(to_measure=measure).values("from_measure")
        tied = Q(pk__in=related) | Q(predecessor=measure)
        if measure.predecessor_id:
            tied |= Q(pk=measure.predecessor_id)
        found = Measure.objects.visible_to(self.user).filter(tied).order_by("number")
        return [(self._tie(each), each) for each in found]

    def _tie(self, other: Measure) -> str:
        if other.pk == self.measure.predecessor_id:
            return "Vorgänger"
        return "Nachfolge" if other.predecessor_id == self.measure.pk else "verwandt"
