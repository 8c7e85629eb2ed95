"""The form of an effect on an indicator."""

from typing import Any

from crispy_forms.layout import Layout, LayoutObject
from django import forms

from measures.enums import EffectKind
from measures.forms.choices import ObjectField, offer
from measures.forms.parts import PartForm
from measures.models import IndicatorEffect
from measures.services.indicator_effects import FIELDS
from success_factors.models import Indicator


class IndicatorEffectForm(PartForm):
    """On which indicator, as which step of the chain of effects, and how."""

    names = FIELDS
    submit_label = "Wirkung speichern"

    indicator = ObjectField(label="Indikator")
    kind = forms.ChoiceField(
        label="Art der Wirkung",
        choices=EffectKind.choices,
        widget=forms.RadioSelect,
        help_text="Einsatz: was hineingegeben wird. Leistung: was angeboten wird. Wirkung: was sich dadurch ändert",
    )
    note = forms.CharField(
        label="Wie die Maßnahme darauf wirkt",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ein Indikator hat viele Ursachen: Was ist der Anteil der Maßnahme, und woran wäre er zu erkennen?",
    )

    def __init__(self, *args: Any, row: IndicatorEffect | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        chosen = [row.indicator_id] if row is not None else []
        offer(self.fields["indicator"], Indicator.objects.watched().order_by("sort_key"), chosen)

    def get_layout(self) -> LayoutObject:
        return Layout("version", "submission_key", "indicator", "kind", "note")
