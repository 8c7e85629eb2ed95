"""How a field of the form stands in a cell, and what a browser would send for what stands there."""

import re
from collections.abc import Iterable
from typing import Any, Final

from django import forms

from measures.enums import TrafficLight
from neuss_integration.foundation.forms.base import GermanDecimalField, GermanIntegerField
from neuss_integration.foundation.spreadsheets.cells import CellKind, as_text
from neuss_integration.foundation.ui.choices import groups

YES: Final = "ja"
NO: Final = "nein"
UNCHANGED: Final = "unveraendert"
UNIT: Final = re.compile(r"\s*(€|EUR|%)$")
UNCHANGED_LABEL: Final = "Unverändert seit dem letzten Bericht?"


class NotOffered(ValueError):
    """What stands in the cell is none of the choices. `str()` is a sentence that names them."""

    def __init__(self, text: str, offered: Iterable[str]) -> None:
        shown = text if len(text) <= 60 else f"{text[:60]} …"
        super().__init__(f"„{shown}“ steht nicht zur Auswahl. Bitte wählen Sie: {', '.join(offered)}.")


def choices_of(name: str, field: forms.Field) -> dict[str, str]:
    """What can be chosen: the word in the cell, and what the browser sends; empty for what is typed freely."""
    if isinstance(field, forms.BooleanField):
        return {YES: "on", NO: ""}
    if name == "traffic_light":
        return {light.label: light.value for light in TrafficLight}
    if not isinstance(field, forms.ChoiceField):
        return {}
    choices: Any = field.choices
    return {str(label): key for _, options in groups(choices) for key, label in options if key}


def kind_of(field: forms.Field) -> CellKind:
    """Whether a number is wanted."""
    if isinstance(field, GermanIntegerField):
        return CellKind.INTEGER
    return CellKind.NUMBER if isinstance(field, GermanDecimalField) else CellKind.TEXT


def shown(name: str, field: forms.Field, value: Any) -> Any:
    """`value` as it stands in its cell: a number, or text; None when nothing is answered."""
    if isinstance(field, forms.BooleanField):
        return YES if value else None
    if choices := choices_of(name, field):
        sent = str(field.prepare_value(value) or "")
        return next((word for word, key in choices.items() if key == sent), None)
    if kind_of(field) is CellKind.TEXT:
        return as_text(value) or None
    return value


def sent(name: str, field: forms.Field, text: str) -> str:
    """What a browser would send for the `text` of a cell. Raises NotOffered."""
    choices = choices_of(name, field)
    if not choices or not text:
        return text if kind_of(field) is CellKind.TEXT else _without_unit(text, str(field.label))
    for word, key in choices.items():
        if word.casefold() == text.casefold():
            return key
    raise NotOffered(text, choices)


def _without_unit(text: str, label: str) -> str:
    """A number as its cell shows it, without the Euro or the percent sign that the label asks for."""
    found = UNIT.search(text)
    return text[: found.start()] if found and (found[1] != "%" or "%" in label) else text
