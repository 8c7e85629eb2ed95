"""What the rules of a model say about a row of a file: with the name of its column, and what to do."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models

from neuss_integration.foundation.forms.error_messages import SENTENCES

MISSING: Final = "„{label}“ fehlt. Bitte füllen Sie die Zelle aus."
UNFIT: Final = "Die Angaben der Zeile passen nicht zusammen. Bitte prüfen Sie sie."
OF_FIELDS: Final = {
    **SENTENCES[forms.Field],
    "null": MISSING,
    "blank": MISSING,
    "invalid_choice": "Den Wert bei „{label}“ gibt es nicht. Bitte prüfen Sie die Zelle.",
    "invalid_date": "Die Angabe bei „{label}“ ist kein Tag. Bitte schreiben Sie ihn wie 12.03.2026.",
}


def sentences_of(error: ValidationError, *of: type[models.Model], labels: Mapping[str, str] | None = None) -> list[str]:
    """The sentences of `error`; where Django's own name no field, one of ours does.

    A field is called as in `labels` or by the first of the models `of` that has it.
    """
    if not hasattr(error, "error_dict"):
        return [_told(each, "") for each in error.error_list]
    found: Mapping[str, list[ValidationError]] = error.error_dict
    return [_told(each, _label(name, of, labels or {})) for name, errors in found.items() for each in errors]


def _label(name: str, of: tuple[type[models.Model], ...], labels: Mapping[str, str]) -> str:
    for model in of:
        try:
            return labels.get(name) or str(getattr(model._meta.get_field(name), "verbose_name", ""))
        except FieldDoesNotExist:
            continue
    return labels.get(name, "")


def _told(error: ValidationError, label: str) -> str:
    own: Any = error.messages[0]
    if own.startswith(str(models.BaseConstraint.default_violation_error_message).partition("%")[0]):
        return UNFIT
    code = error.code or ""
    is_own = code not in OF_FIELDS or (code == "unique" and error.params is None)
    if not label or is_own:
        return str(own)
    sentence = OF_FIELDS[code].replace("{label}", label.replace("%", "%%"))
    params = error.params or {}
    return sentence % params if "%(" in sentence else sentence.replace("%%", "%")
