"""Forms of sections of the Steckbrief beside the main one: what ties the measure, whom to call, what all may read."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from crispy_forms.layout import Layout, LayoutObject
from django import forms

from measures.fields import Legend, fields_in
from measures.forms.choices import ObjectsField
from measures.forms.described import described, fieldsets, plain_fields
from measures.models import Measure
from measures.rules import edition_in_force, goals_in_force
from neuss_integration.foundation.forms.base import BaseForm
from success_factors.models import Goal


class MeasureSectionForm(BaseForm):
    """The fields of some sections of a measure."""

    sections: ClassVar[tuple[Legend, ...]]

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        self.measure = measure
        self.names = [field.name for field in fields_in(*self.sections)]
        own = plain_fields(self.names) | self.base_fields
        self.base_fields = {name: own[name] for name in ("version", *self.names)}  # type: ignore[misc]
        super().__init__(*args, initial=self.stored(), **kwargs)

    def stored(self) -> dict[str, Any]:
        """What the measure holds, as the form shows it."""
        return {name: getattr(self.measure, name) for name in (*self.names, "version")}

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.names}


class NumbersField(forms.CharField):
    """Measures named by their numbers, with spaces, commas or lines between; cleans to a list of measures."""

    most = 20

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=600, **kwargs)
        self.visible = Measure.objects.none()

    def prepare_value(self, value: Any) -> Any:
        """The numbers as people write them."""
        if isinstance(value, Measure):
            return value.number
        return ", ".join(each.number for each in value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other measures are meant."""
        return sorted(_numbers(self.prepare_value(initial) or "")) != sorted(_numbers(data or ""))

    def clean(self, value: Any) -> list[Measure]:
        """The measures. Raises ValidationError naming the numbers there are not."""
        wanted = list(dict.fromkeys(_numbers(super().clean(value))))[: self.most]
        found = {each.number: each for each in self.visible.filter(number__in=wanted)}
        if unknown := [number for number in wanted if number not in found]:
            sentence = f"Eine Maßnahme mit der Nummer {', '.join(unknown)} gibt es nicht. Bitte prüfen Sie die Nummer."
            raise forms.ValidationError(sentence)
        return [found[number] for number in wanted]


class TiesForm(MeasureSectionForm):
    """Goals of the concept, measures before and beside, and the law behind it."""

    sections = (Legend.TIES,)

    goals = described(ObjectsField, "goals")
    predecessor = described(NumbersField, "predecessor")
    related = described(NumbersField, "related")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("predecessor", "related"):
            self.fields[name].visible = Measure.objects.visible_to(user)  # type: ignore[attr-defined]
        self._offer_goals()

    def stored(self) -> dict[str, Any]:
        """Relations as lists."""
        measure = self.measure
        return super().stored() | {
            "goals": [goal.pk for goal in measure.goals.all()],
            "related": list(measure.related.order_by("number")),
        }

    def _offer_goals(self) -> None:
        edition, offered = edition_in_force(), list(goals_in_force())
        former = [each for each in self.measure.goals.select_related("guiding_goal__edition") if each not in offered]
        self.fields["goals"].rows = {str(each.pk): each for each in [*offered, *former]}  # type: ignore[attr-defined]
        choices = list(_by_guiding_goal(offered))
        if former:
            choices.append(("Aus einer früheren Fassung", [(str(each.pk), each.text) for each in former]))
        self.fields["goals"].choices = choices  # type: ignore[attr-defined]
        self.fields["goals"].help_text = (
            f"Aus „{edition}“, der Fassung, die gilt" if edition else "Es gilt noch keine Fassung mit Zielen"
        )

    def clean_predecessor(self) -> Measure | None:
        """One measure or none."""
        found = self.cleaned_data["predecessor"]
        if len(found) > 1:
            raise forms.ValidationError("Eine Maßnahme hat höchstens einen Vorgänger. Bitte nennen Sie eine Nummer.")
        return found[0] if found else None


class ContactForm(MeasureSectionForm):
    """Whom to call; seen by the Integrationsbüro and the lead office only."""

    sections = (Legend.CONTACT, Legend.DEPUTY)

    def get_layout(self) -> LayoutObject:
        """The person, then the deputy."""
        return Layout("version", *fieldsets(self, self.sections, after={}))


class PublicTextForm(MeasureSectionForm):
    """What everybody may read about the measure once it is released."""

    sections = (Legend.PUBLIC,)


def _numbers(text: str) -> list[str]:
    return [part.upper() for part in re.split(r"[\s,;]+", text or "") if part]


def _by_guiding_goal(goals: Iterable[Goal]) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for goal in goals:
        groups.setdefault(str(goal.guiding_goal), []).append((str(goal.pk), goal.text))
    return groups.items()
