"""The form in which the Koordination picks, orders and words what a report tells of single measures."""

from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField

from neuss_integration.foundation.forms.base import BaseForm
from neuss_integration.foundation.pdf import check_text
from reporting.models import MAX_CHARACTERS, MAX_CHOICES, HighlightChoice
from reporting.selectors.highlights import Candidate
from reporting.services.highlights import Pick

PLACES: Final = [("", "nicht dabei"), *((str(place), f"Platz {place}") for place in range(1, MAX_CHOICES + 1))]


class HighlightForm(BaseForm):
    """A place and words for each candidate; nothing placed means the proposal by weight."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Version")

    def __init__(self, *args: Any, candidates: list[Candidate], choice: HighlightChoice | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        self.initial["version"] = choice.version if choice else 0
        for each in candidates:
            self._ask(each)

    def _ask(self, each: Candidate) -> None:
        number = each.measure.number
        place = forms.ChoiceField(choices=PLACES, required=False, label=f"Platz von {number}")
        text = forms.CharField(
            required=False,
            max_length=max(MAX_CHARACTERS, len(each.proposed_text)),
            label=f"Wortlaut zu {number}",
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        place.hide_optional = text.hide_optional = True  # type: ignore[attr-defined]
        self.fields[f"place-{each.measure.pk}"], self.fields[f"text-{each.measure.pk}"] = place, text
        self.initial[f"place-{each.measure.pk}"] = str(each.place or "")
        self.initial[f"text-{each.measure.pk}"] = each.text

    @property
    def rows(self) -> list[tuple[Candidate, BoundField, BoundField]]:
        """Each candidate with its two fields."""
        return [(each, self[f"place-{each.measure.pk}"], self[f"text-{each.measure.pk}"]) for each in self.candidates]

    def clean(self) -> dict[str, Any]:
        """Each place is given once, each text can be printed."""
        cleaned = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        for each in self.candidates:
            name = f"place-{each.measure.pk}"
            place = cleaned.get(name)
            if place and place in seen:
                self.add_error(name, f"Platz {place} hat schon {seen[place]}. Bitte wählen Sie einen anderen.")
            elif place:
                seen[place] = each.measure.number
            if sentence := check_text(cleaned.get(f"text-{each.measure.pk}") or ""):
                self.add_error(f"text-{each.measure.pk}", sentence)
        return cleaned

    def picks(self) -> list[Pick]:
        """What was placed, by place. Words that are those of the Sachstand are not stored: they follow it."""
        given = self.cleaned_data
        placed = [each for each in self.candidates if given[f"place-{each.measure.pk}"]]
        placed.sort(key=lambda each: int(given[f"place-{each.measure.pk}"]))
        return [Pick(each.measure, self._words(each)) for each in placed]

    def _words(self, each: Candidate) -> str:
        text = " ".join(self.cleaned_data[f"text-{each.measure.pk}"].split())
        return "" if text == " ".join(each.proposed_text.split()) else text
