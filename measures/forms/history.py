"""The forms beside the history of a measure: one day, or two to compare."""

from typing import Any

from neuss_integration.foundation.forms.base import FilterForm, GermanDateField


class StandingForm(FilterForm):
    """A day to look at."""

    stand = GermanDateField(label="Stand am", help_text="Zum Beispiel 01.03.2025")


class DayComparisonForm(FilterForm):
    von = GermanDateField(label="Von")
    bis = GermanDateField(label="Bis")

    def clean(self) -> dict[str, Any]:
        """Both days, in their order."""
        cleaned = super().clean() or self.cleaned_data
        first, second = cleaned.get("von"), cleaned.get("bis")
        if not self.errors and bool(first) != bool(second):
            self.add_error("bis" if first else "von", "Bitte geben Sie beide Tage an.")
        elif first and second and second < first:
            self.add_error("bis", "Der zweite Tag liegt vor dem ersten. Bitte prüfen Sie beide Angaben.")
        return cleaned
