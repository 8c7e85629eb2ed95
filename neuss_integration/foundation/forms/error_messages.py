"""The sentences of forms: what is wrong and what to do, with the name of the field."""

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext

FILE_NOT_ARRIVED: Final = "Die Datei bei „{label}“ ist nicht angekommen. Bitte wählen Sie sie noch einmal aus."

REFUSED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e]")
REQUIRED: Final = "Bitte füllen Sie „{label}“ aus."
CHOOSE: Final = "Bitte wählen Sie bei „{label}“ etwas aus."
NOT_IN_LIST: Final = "Ihre Auswahl bei „{label}“ gibt es nicht mehr. Bitte wählen Sie neu aus der Liste."
CONTROL_CHARACTERS: Final = (
    "Der Text enthält unsichtbare Steuerzeichen. Bitte fügen Sie ihn als reinen Text ein oder tippen Sie ihn neu."
)
CHOICES: Final = {
    "required": CHOOSE,
    "invalid_choice": NOT_IN_LIST,
    "invalid_list": NOT_IN_LIST,
    "invalid_pk_value": NOT_IN_LIST,
}
DATE_FORMAT: Final = "Bitte geben Sie „{label}“ als Datum an, zum Beispiel 12.03.2026."

SENTENCES: Final[dict[type, dict[str, str]]] = {
    forms.Field: {
        "required": REQUIRED,
        "unique": "„{label}“ gibt es mit dieser Angabe schon. Bitte wählen Sie eine andere.",
        "invalid": "Die Angabe bei „{label}“ passt nicht. Bitte prüfen Sie sie.",
        "max_length": "„{label}“ ist zu lang: Erlaubt sind %(limit_value)d Zeichen, es sind %(show_value)d. "
        "Bitte kürzen Sie den Text.",
        "min_length": "„{label}“ ist zu kurz: Nötig sind mindestens %(limit_value)d Zeichen.",
        "max_value": "„{label}“ ist zu groß: Erlaubt ist höchstens %(limit_value)s.",
        "min_value": "„{label}“ ist zu klein: Erlaubt ist mindestens %(limit_value)s.",
        "max_digits": "„{label}“ hat zu viele Ziffern. Bitte geben Sie eine kleinere Zahl an.",
        "max_decimal_places": "„{label}“ hat zu viele Stellen nach dem Komma: Erlaubt sind %(max)s.",
        "max_whole_digits": "„{label}“ ist zu groß: Erlaubt sind %(max)s Stellen vor dem Komma.",
    },
    forms.ChoiceField: CHOICES,
    forms.MultipleChoiceField: CHOICES,
    forms.ModelChoiceField: CHOICES,
    forms.ModelMultipleChoiceField: CHOICES,
    forms.BooleanField: {"required": "Bitte setzen Sie das Häkchen bei „{label}“."},
    forms.IntegerField: {"invalid": "Bitte geben Sie „{label}“ als ganze Zahl an, zum Beispiel 120."},
    forms.FloatField: {"invalid": "Bitte geben Sie „{label}“ als Zahl an, zum Beispiel 1.234,5."},
    forms.DecimalField: {"invalid": "Bitte geben Sie „{label}“ als Zahl an, zum Beispiel 1.234,50."},
    forms.DateField: {"invalid": DATE_FORMAT},
    forms.DateTimeField: {
        "invalid": "Bitte geben Sie „{label}“ mit Tag und Uhrzeit an, zum Beispiel 12.03.2026 14:30."
    },
    forms.TimeField: {"invalid": "Bitte geben Sie „{label}“ als Uhrzeit an, zum Beispiel 14:30."},
    forms.EmailField: {"invalid": "Bitte geben Sie „{label}“ als E-Mail-Adresse an, zum Beispiel name@neuss.example."},
    forms.URLField: {"invalid": "Bitte geben Sie „{label}“ als Adresse an, zum Beispiel https://www.neuss.de."},
    forms.FileField: {
        "required": "Bitte wählen Sie bei „{label}“ eine Datei aus.",
        "invalid": FILE_NOT_ARRIVED,
        "missing": FILE_NOT_ARRIVED,
        "empty": "Die Datei bei „{label}“ ist leer. Bitte wählen Sie eine andere.",
        "max_length": "Der Name der Datei bei „{label}“ ist zu lang. Bitte benennen Sie sie kürzer.",
        "contradiction": "Bitte wählen Sie bei „{label}“ eine neue Datei oder „Datei entfernen“, nicht beides.",
    },
}
WITH_PARAMETERS: Final = frozenset({
    "max_length", "min_length", "max_value", "min_value", "max_digits", "max_decimal_places", "max_whole_digits",
    "unique", "invalid_choice", "invalid_pk_value", "ambiguous",
})  # fmt: skip


def sentences_for(field: forms.Field, label: str) -> dict[str, str]:
    """The sentences of `field` by error code; those the form sets itself stay, with {label} filled in."""
    own: dict[str, str] = {}
    defaults: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        texts = kind.__dict__.get("default_error_messages", {})
        defaults.update(texts)
        own = {code: text for code, text in own.items() if code not in texts} | SENTENCES.get(kind, {})
    result = {
        code: gettext(text).replace("{label}", _escaped(code, label))
        for code, text in field.error_messages.items()
        if isinstance(text, str) and "{label}" in text
    }
    for code, text in own.items():
        if field.error_messages.get(code) is defaults.get(code):
            result[code] = gettext(text).replace("{label}", _escaped(code, label))
    return result


def _escaped(code: str, label: str) -> str:
    return label.replace("%", "%%") if code in WITH_PARAMETERS else label


def put_sentences(form: forms.BaseForm) -> None:
    """Gives every field of `form` its German sentences."""
    for name, field in form.fields.items():
        label = str(field.label) if field.label else capfirst(name.replace("_", " "))
        field.error_messages.update(sentences_for(field, label))


def refuse_control_characters(value: str) -> None:
    """A validator: invisible control characters and reversed writing are refused with a sentence."""
    if REFUSED.search(value):
        raise ValidationError(
            gettext(CONTROL_CHARACTERS),
            code="control_characters",
        )
