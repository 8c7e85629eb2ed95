"""What is looked at when a measure is tied to offices, goals and other measures."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from measures.enums import ENDED_STATES
from measures.models import Measure
from success_factors.models import Goal
from success_factors.services.revisions import edition_in_force


def goals_in_force() -> QuerySet[Goal]:
    """The goals that can be chosen now, in the order of the catalogue."""
    goals = Goal.objects.filter(guiding_goal__edition=edition_in_force()).select_related("guiding_goal")
    return goals.order_by("guiding_goal__position", "position")


def refuse_other_goals(chosen: Iterable[int]) -> None:
    """The newly `chosen` goals belong to the Fassung in force. Raises ValidationError with a sentence otherwise."""
    chosen = set(chosen)
    if not chosen:
        return
    edition = edition_in_force()
    others = Goal.objects.filter(pk__in=chosen).exclude(guiding_goal__edition=edition)
    if other := others.select_related("guiding_goal__edition").first():
        advice = f"Bitte wählen Sie Ziele aus „{edition}“." if edition else "Es gilt noch keine Fassung."
        sentence = f"„{other.text}“ steht in der Fassung „{other.guiding_goal.edition}“, die nicht gilt. {advice}"
        raise ValidationError({"goals": sentence})


def why_gone(ended: Any) -> str:
    """The sentence about what ended (a ValidityModel) and who came after it."""
    successor = getattr(ended, "successor", None)
    after = f" Seitdem gilt „{successor}“." if successor else ""
    return f"„{ended}“ gibt es seit dem {ended.valid_until:%d.%m.%Y} nicht mehr.{after} Bitte wählen Sie neu."


def refuse_missing_lead(measure: Measure, *, on: dt.date) -> None:
    """The lead office exists `on` that day, or existed while an ended measure went on.

    Raises ValidationError with a sentence that names the successor.
    """
    office = measure.lead_department
    first, last = on, on
    if measure.state in ENDED_STATES:
        first, last = measure.start_date or dt.date.min, measure.end_date or on
    gone = office.valid_until is not None and office.valid_until < first
    to_come = office.valid_from is not None and office.valid_from > last
    if gone:
        raise ValidationError({"lead_department": why_gone(office)})
    if to_come:
        sentence = f"„{office}“ gibt es erst ab dem {office.valid_from:%d.%m.%Y}. Bitte wählen Sie eine andere Stelle."
        raise ValidationError({"lead_department": sentence})


def refuse_circle(measure: Measure) -> None:
    """The chain of predecessors of `measure` ends somewhere; one query per link. Raises ValidationError otherwise."""
    seen, at = {measure.pk}, measure.predecessor_id
    while at is not None:
        if at in seen:
            sentence = "Diese Vorgängermaßnahme führt im Kreis auf die Maßnahme zurück. Bitte wählen Sie eine andere."
            raise ValidationError({"predecessor": sentence})
        seen.add(at)
        at = Measure.objects.values_list("predecessor_id", flat=True).get(pk=at)
