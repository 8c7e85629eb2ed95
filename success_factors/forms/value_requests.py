"""Forms of asking for values: what an office sends, and what the Koordination decides."""

from typing import Any, Final

from crispy_forms.layout import Fieldset, Layout, LayoutObject, Row, Submit
from django import forms

from neuss_integration.foundation.attachments.forms import AttachmentField
from neuss_integration.foundation.forms.base import BaseForm, GermanDateField, PartialDateField
from success_factors.enums import Qualifier, TableSign
from success_factors.forms.indicators import VALUE_OR_SIGN_CHOSEN
from success_factors.forms.value_fields import value_field
from success_factors.models import Indicator, ValueRequest
from success_factors.selectors.value_requests import groups_asked
from success_factors.services.value_requests import DELIVERED, missing_in

SAVE, SUBMIT = "speichern", "einreichen"
NO_VALUE: Final = "Eine Einschränkung gehört zu einem Wert. Bitte tragen Sie ihn ein."


class DeliveryForm(BaseForm):
    """The numbers of one time: of all and of each group, with source and evidence. Incomplete ones can be kept."""

    submit_label = ""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    period = PartialDateField(
        label="Zeit",
        required=False,
        help_text="Ein Jahr (2025), ein Monat (03.2026) oder ein Stichtag (31.12.2025)",
    )
    source = forms.CharField(label="Quelle", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    note = forms.CharField(label="Hinweis", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    starts_new_series = forms.BooleanField(
        label="Bruch der Reihe vor diesem Wert", required=False, help_text="Wenn anders gezählt wurde als vorher"
    )
    file = AttachmentField(label="Beleg", required=False)

    def __init__(self, *args: Any, request: ValueRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = {each.group: each for each in request.lines.all()}
        self.groups: Final = ["", *dict.fromkeys([*groups_asked(request.indicator), *filter(None, stored)])]
        names = ("version", "period", "source", "note", "starts_new_series")
        self.initial.update({name: getattr(request, name) for name in names})
        self.initial["source"] = request.source or request.indicator.data_source
        for number, group in enumerate(self.groups):
            self._add_line(number, group, request.indicator, stored.get(group))

    def _add_line(self, number: int, group: str, indicator: Indicator, row: Any) -> None:
        of_whom = group or "alle"
        options: Any = {"required": False}
        unit = f" ({indicator.unit})" if indicator.unit else ""
        label = f"Wert: {of_whom}{unit}"
        self.fields[f"value_{number}"] = value_field(indicator.words, label=label, decimal_places=4, **options)
        self.fields[f"sign_{number}"] = forms.ChoiceField(
            label=f"Zeichen: {of_whom}", choices=[("", "keines"), *TableSign.choices], **options
        )
        self.fields[f"qualifier_{number}"] = forms.ChoiceField(
            label=f"Einschränkung: {of_whom}", choices=[("", "keine"), *Qualifier.choices], **options
        )
        for name in ("value", "sign", "qualifier"):
            self.fields[f"{name}_{number}"].hide_optional = True  # type: ignore[attr-defined]
            self.initial[f"{name}_{number}"] = getattr(row, name, None if name == "value" else "")

    def get_layout(self) -> LayoutObject:
        """Time, numbers line by line, where they come from."""
        numbers = range(len(self.groups))
        lines = [Row(f"value_{number}", f"sign_{number}", f"qualifier_{number}") for number in numbers]
        return Layout(
            "version",
            "period",
            Fieldset("Zahlen", *lines),
            Fieldset("Woher die Zahlen kommen", "source", "note", "starts_new_series", "file"),
            Submit(SUBMIT, "Einreichen"),
            Submit(SAVE, "Zwischenspeichern", css_class="kern-btn--secondary"),
        )

    def clean(self) -> dict[str, Any]:
        """A number or a sign, not both; whoever submits leaves nothing out."""
        cleaned = super().clean() or self.cleaned_data
        for number in range(len(self.groups)):
            has_value = cleaned.get(f"value_{number}") is not None
            if has_value and cleaned.get(f"sign_{number}"):
                self.add_error(f"value_{number}", VALUE_OR_SIGN_CHOSEN)
            elif cleaned.get(f"qualifier_{number}") and not has_value:
                self.add_error(f"qualifier_{number}", NO_VALUE)
        if self.wants_to_submit and not self.errors:
            for name, sentence in missing_in(cleaned, self._lines()).items():
                self.add_error(name, sentence)
        return cleaned

    @property
    def wants_to_submit(self) -> bool:
        return SAVE not in self.data

    def delivery(self) -> dict[str, Any]:
        """What `deliver` wants to know besides the request and the person."""
        given = self.cleaned_data
        values = {name: given[name] for name in DELIVERED}
        return {"values": values, "lines": self._lines(), "file": given["file"], "submit": self.wants_to_submit}

    def _lines(self) -> list[dict[str, Any]]:
        """The lines in which something was entered."""
        given = self.cleaned_data
        lines = [
            {"group": group} | {name: given.get(f"{name}_{number}") for name in ("value", "sign", "qualifier")}
            for number, group in enumerate(self.groups)
        ]
        return [line for line in lines if line["value"] is not None or line["sign"]]


class AskForm(BaseForm):
    """Until when a value is wanted."""

    submit_label = "Wert anfordern"

    due_on = GermanDateField(label="Frist", help_text="Zum Beispiel 31.03.2027")


class ReleaseForm(BaseForm):
    """Release, with a tick where a number looks odd."""

    submit_label = "Werte freigeben"

    confirmed = forms.BooleanField(label="Die Werte stimmen so", required=False)

    def __init__(self, *args: Any, is_odd: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_odd:
            del self.fields["confirmed"]


class RequestCommentForm(BaseForm):
    """Why something is given back or no longer asked for."""

    comment = forms.CharField(label="Was soll die Fachdienststelle wissen?", widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, submit_label: str, **kwargs: Any) -> None:
        self.submit_label = submit_label  # type: ignore[misc]
        super().__init__(*args, **kwargs)
