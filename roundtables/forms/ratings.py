"""Forms of ratings: open a run, and rate its needs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html

from measures.forms.choices import ObjectsField, offer
from neuss_integration.foundation.forms.base import BaseForm, GermanDateField
from roundtables.models import Need, Rating, RoundTable, TableMember
from roundtables.selectors.ratings import rateable

STEPS: Final = [(str(step), str(step)) for step in range(1, 6)]
PARTS: Final = (("importance", "Bedeutung"), ("urgency", "Dringlichkeit"))


class OpenRatingForm(BaseForm):
    """Which needs of a Runder Tisch are rated, and until when."""

    submit_label = "Bewertung öffnen"

    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput, label="Formularkennung")
    title = forms.CharField(label="Titel", max_length=150, help_text="Zum Beispiel „Bedarfe 2027“")
    due_on = GermanDateField(
        label="Bewertung bis", required=False, help_text="Zur Orientierung. Geschlossen wird die Bewertung von Hand."
    )
    needs = ObjectsField(label="Bedarfe")

    def __init__(self, *args: Any, table: RoundTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(rateable(table))
        self.initial.setdefault("needs", [need.pk for need in rows])
        offer(self.fields["needs"], rows, [])

    def get_layout(self) -> LayoutObject:
        return Layout("submission_key", "title", "due_on", "needs")


@dataclass(frozen=True, slots=True)
class RatedNeed:
    """A need with the two fields that rate it."""

    need: Need
    fields: list[BoundField]


class RateForm(BaseForm):
    """All needs of a run on one page, each with importance and urgency; nothing has to be answered at once."""

    form_tag = False
    submit_label = ""

    def __init__(self, *args: Any, needs: Iterable[Need], given: Mapping[int, Rating], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs = list(needs)
        for need in self.needs:
            for part, label in PARTS:
                field = forms.ChoiceField(choices=STEPS, required=False, widget=forms.RadioSelect)
                field.label = format_html('{}<span class="kern-sr-only"> von {}</span>', label, need.number)
                field.hide_optional = True  # type: ignore[attr-defined]
                self.fields[f"{part}-{need.pk}"] = field
                if need.pk in given:
                    self.initial[f"{part}-{need.pk}"] = str(getattr(given[need.pk], part))

    def rated_needs(self) -> Iterator[RatedNeed]:
        """The needs with their fields, for the page."""
        for need in self.needs:
            yield RatedNeed(need, [self[f"{part}-{need.pk}"] for part, _ in PARTS])

    def clean(self) -> dict[str, Any]:
        """Who says how important a need is says how urgent it is, too."""
        cleaned = super().clean() or self.cleaned_data
        for need in self.needs:
            values = {part: cleaned.get(f"{part}-{need.pk}") for part, _ in PARTS}
            for part, label in PARTS:
                if not values[part] and any(values.values()):
                    self.add_error(
                        f"{part}-{need.pk}", f"Bitte wählen Sie für {need.number} auch die {label} von 1 bis 5."
                    )
        return cleaned

    def given(self) -> dict[int, tuple[int, int]]:
        """What the service takes: the needs that were rated."""
        found = {}
        for need in self.needs:
            values = [self.cleaned_data.get(f"{part}-{need.pk}") for part, _ in PARTS]
            if all(values):
                found[need.pk] = (int(values[0] or 0), int(values[1] or 0))
        return found


def chosen_seat(seats: list[TableMember], wanted: str) -> TableMember:
    """The seat of this key among `seats`, else the first."""
    return next((seat for seat in seats if str(seat.pk) == wanted), seats[0])
