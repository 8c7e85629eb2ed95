"""The form of the Belege of a Standortbestimmung."""

from typing import Any

from measures.forms.choices import ObjectsField, goals_by_edition, offer
from measures.forms.resolutions import MeasureNumbersField
from measures.models import Resolution
from neuss_integration.foundation.forms.base import BaseForm
from success_factors.models import Goal, Indicator


class EvidenceForm(BaseForm):
    """What speaks for a judgement, besides what is linked already."""

    submit_label = "Belege verknüpfen"

    measures = MeasureNumbersField(
        label="Maßnahmen", required=False, help_text="Nummern, durch Komma getrennt: M-2017-001, M-2020-004"
    )
    goals = ObjectsField(label="Ziele", required=False)
    indicators = ObjectsField(label="Indikatoren", required=False)
    resolutions = ObjectsField(label="Beschlüsse", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = Goal.objects.select_related("guiding_goal__edition").order_by("-guiding_goal__edition_id", "pk")
        offer(self.fields["goals"], goals, [], goals_by_edition)
        offer(self.fields["indicators"], Indicator.objects.watched().order_by("sort_key"), [])
        offer(self.fields["resolutions"], Resolution.objects.newest_first(), [])

    def clean(self) -> dict[str, Any]:
        """At least one thing."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.values()):
            self.add_error(None, "Bitte wählen Sie mindestens einen Beleg aus.")
        return cleaned
