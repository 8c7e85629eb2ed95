"""Fields for the value of an indicator: a number, or one of its words."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from neuss_integration.foundation.forms.base import GermanDecimalField
from success_factors.models.value_words import Words, no_such_word, place_of

WORD_OR_NUMBER = "Eine Zahl; bei „ja oder nein“ und bei Stufen das Wort"


def value_field(words: Words, *, decimal_places: int, **options: Any) -> forms.Field:
    """The field for a value: a choice of `words`, or a number where there are none."""
    if not words:
        return GermanDecimalField(max_digits=16, decimal_places=decimal_places, **options)
    from_the_top = [(str(place), words[place]) for place in sorted(words, reverse=True)]
    return WordField(choices=[("", "bitte wählen"), *from_the_top], **options)


class WordField(forms.ChoiceField):
    """One of the words of an indicator; cleans to its place."""

    def clean(self, value: Any) -> Any:
        """The place as the number that is stored, or None."""
        chosen = super().clean(value)
        return self.to_place(chosen)

    @staticmethod
    def to_place(chosen: str) -> Any:
        return forms.DecimalField().to_python(chosen) if chosen else None

    def prepare_value(self, value: Any) -> Any:
        """The place as the choices name it."""
        return str(int(value)) if hasattr(value, "as_tuple") else value


class Unread(str):
    """Text that is no number; whether it is one of the words is known only with the indicator."""

    problem: ValidationError


class NumberOrWordField(GermanDecimalField):
    """A number, or a word of the indicator that the same form names; see `read_value`."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "input--number"})
    words: Words = {}
    """Those of the indicator as it is stored."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether `data` is another word than `initial`, a word or the place that is stored, or another number."""
        if not self.words:
            return super().has_changed(initial, data)
        return self._word(initial) != self._word(data)

    def _word(self, value: Any) -> str:
        text = "" if value is None else str(value)
        place = value if isinstance(value, Decimal) else place_of(self.words, text)
        return self.words.get(int(place), text) if place is not None else text

    def to_python(self, value: Any) -> Any:
        """The number; what is none stays text."""
        try:
            return super().to_python(value)
        except ValidationError as problem:
            text = Unread(str(value).strip())
            text.problem = problem
            return text

    def validate(self, value: Any) -> None:
        """Words are no numbers that could be infinite."""
        if not isinstance(value, Unread):
            super().validate(value)

    def run_validators(self, value: Any) -> None:
        """Words have no decimal places."""
        if not isinstance(value, Unread):
            super().run_validators(value)


def read_value(words: Words, value: Any) -> Any:
    """What `NumberOrWordField` cleaned to, as the value that is stored.

    Raises ValidationError for a word that there is not, and for a word or a number in the place of the other.
    """
    if value is None or not words:
        if isinstance(value, Unread):
            raise value.problem
        return value
    text = str(value)
    if (place := place_of(words, text)) is None:
        raise ValidationError(no_such_word(words, text))
    return place
