"""One transition table per workflow; services ask it, templates list what is possible."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db import models

from neuss_integration.foundation.exceptions import Refused


@dataclass(frozen=True, slots=True)
class Transition:
    """A named step from one of `sources` to `target`; `needs_reason` demands a comment."""

    name: str
    label: str
    sources: frozenset[str]
    target: str
    needs_reason: bool = False


class Workflow:
    """The transitions of one kind of thing. `told` names events that change no state, by their key."""

    def __init__(
        self,
        states: type[models.TextChoices],
        transitions: Iterable[Transition],
        *,
        other_titles: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.states = states
        self.other_titles = other_titles
        self.transitions = {transition.name: transition for transition in transitions}

    def check(self, name: str, state: str, reason: str = "") -> Transition:
        """The transition `name` if it may leave `state`. Raises Refused with a sentence otherwise."""
        transition = self.transitions[name]
        if state not in transition.sources:
            raise Refused(f"„{transition.label}“ ist im Status „{self.states(state).label}“ nicht möglich.")
        if transition.needs_reason and not reason.strip():
            raise Refused(f"Für „{transition.label}“ braucht es eine Begründung. Bitte geben Sie sie an.")
        return transition

    def from_state(self, state: str) -> list[Transition]:
        """The transitions that may leave `state`, in the order of the table."""
        return [transition for transition in self.transitions.values() if state in transition.sources]

    def step_to(self, state: str, target: str) -> Transition | None:
        """The step that leads from `state` to `target`, or None."""
        return next((step for step in self.from_state(state) if step.target == target), None)

    def timeline(self, events: Iterable[Any]) -> list[dict[str, Any]]:
        """The `events` (with their actor loaded) as entries of the timeline component."""
        return [self._entry(event) for event in events]

    def _entry(self, event: Any) -> dict[str, Any]:
        step = self.transitions.get(event.transition)
        return {
            "when": event.at,
            "who": str(event.actor),
            "title": step.label if step else self.other_titles.get(event.transition, "Angelegt"),
            "before": self.states(event.from_state).label if event.from_state else "",
            "after": self.states(event.to_state).label,
            "state": event.to_state,
            "comment": event.comment,
        }
