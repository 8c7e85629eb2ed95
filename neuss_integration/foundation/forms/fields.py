"""Form fields and widgets for German dates, numbers and long lists of choices."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from neuss_integration.foundation.ui.texts import german_number
from neuss_integration.foundation.words.partial_dates import MONTH_NAMES, PartialDate

EARLIEST_YEAR: Final = 1900
LATEST_YEAR: Final = 2100
MONTHS: Final = {name[:3].casefold(): number for number, name in enumerate(MONTH_NAMES, start=1)} | {"mrz": 3, "jän": 1}
DAY: Final = re.compile(r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>\d{4})")
ISO: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(-(?P<day>\d{1,2}))?")
MONTH: Final = re.compile(r"(?P<month>\d{1,2})\s*[./]\s*(?P<year>\d{4})")
NAMED_DAY: Final = re.compile(r"(?P<day>\d{1,2})\.\s*(?P<name>[a-zä]+)\.?\s+(?P<year>\d{4})")
NAMED_MONTH: Final = re.compile(r"(?P<name>[a-zä]+)\.?\s+(?P<year>\d{4})")
YEAR: Final = re.compile(r"(?P<year>\d{4})")

CLOCK: Final = re.compile(r"(\d{1,2})(?:\s*[:.]\s*(\d{2}))?(?:\s*Uhr)?", re.IGNORECASE)
LAST_HOUR: Final = 23
LAST_MINUTE: Final = 59

NO_SUCH_DATE: Final = "Diesen Tag gibt es im Kalender nicht. Bitte prüfen Sie bei „{label}“ Tag und Monat."

SPACES: Final = re.compile(r"[\s\u00a0\u2009\u202f']")
GROUPED: Final = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?")
COMMA: Final = re.compile(r"[+-]?\d+,\d*")
POINT: Final = re.compile(r"[+-]?\d+(\.\d+)?")
ONE_GROUP: Final = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
PLACES_OF_A_GROUP: Final = 3


class GermanDateField(forms.DateField):
    """A day: 12.03.2026, 12. März 2026 or 2026-03-12. Shown as 12.03.2026."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "input--date"})
    default_error_messages = {"no_such_date": NO_SUCH_DATE}

    def to_python(self, value: Any) -> dt.date | None:
        """The day, or None when empty. Raises ValidationError "invalid" or "no_such_date" otherwise."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.date):
            return super().to_python(value)
        try:
            found = parse_partial_date(str(value))
        except ValueError as reason:
            raise ValidationError(self.error_messages["no_such_date"], code="no_such_date") from reason
        if found is None or found.precision != "day":
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found.date

    def prepare_value(self, value: Any) -> Any:
        """The day as people write it."""
        return value.strftime("%d.%m.%Y") if isinstance(value, dt.date) else value


class GermanTimeField(forms.TimeField):
    """A time of day: 17:30, 17.30, 17 or 17 Uhr. Shown as 17:30."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "input--number"})

    def to_python(self, value: Any) -> dt.time | None:
        """The time, or None when empty. Raises ValidationError "invalid" otherwise."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.time):
            return value
        found = CLOCK.fullmatch(str(value).strip())
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if hour > LAST_HOUR or minute > LAST_MINUTE:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return dt.time(hour, minute)

    def prepare_value(self, value: Any) -> Any:
        """The time as people write it."""
        return value.strftime("%H:%M") if isinstance(value, dt.time) else value


class PartialDateField(forms.CharField):
    """A date as exact as it is known: 2026, 03.2026, März 2026 or 12.03.2026.

    Cleans to a PartialDate or None.
    """

    default_error_messages = {
        "invalid": "Bitte geben Sie bei „{label}“ ein Jahr (2026), einen Monat (03.2026) oder "
        "einen Tag (12.03.2026) an.",
        "no_such_date": NO_SUCH_DATE,
        "year_range": f"Bitte geben Sie bei „{{label}}“ ein Jahr zwischen {EARLIEST_YEAR} und {LATEST_YEAR} an.",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Zum Beispiel 2026, 03.2026 oder 12.03.2026")
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "class": "input--date"}))
        super().__init__(empty_value=None, **kwargs)

    def to_python(self, value: Any) -> Any:
        """The PartialDate, or None when empty. Raises ValidationError with a sentence otherwise."""
        text = value if isinstance(value, PartialDate) else super().to_python(value)
        if text is None:
            return None
        try:
            found = text if isinstance(text, PartialDate) else parse_partial_date(text)
        except ValueError as reason:
            raise ValidationError(self.error_messages["no_such_date"], code="no_such_date") from reason
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if not EARLIEST_YEAR <= found.date.year <= LATEST_YEAR:
            raise ValidationError(self.error_messages["year_range"], code="year_range")
        return found

    def run_validators(self, value: Any) -> None:
        """The text validators of CharField do not apply to a date."""

    def prepare_value(self, value: Any) -> Any:
        """The date as people write it."""
        return str(value) if isinstance(value, PartialDate) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another date is meant; "3.2026" and "März 2026" are the same."""
        try:
            return self.to_python(data) != (initial or None)
        except ValidationError:
            return True


def parse_partial_date(text: str) -> PartialDate | None:
    """The date that `text` names; None when it is not written like one.

    Raises ValueError when it is written like a date but there is no such day.
    """
    cleaned = " ".join(text.casefold().split())
    for pattern in (DAY, ISO, MONTH, NAMED_DAY, NAMED_MONTH, YEAR):
        if match := pattern.fullmatch(cleaned):
            named = match.groupdict()
            month = MONTHS.get(named["name"][:3]) if "name" in named else named.get("month")
            if "name" in named and not _is_month_name(named["name"]):
                return None
            day = named.get("day")
            if 0 in (int(month or 1), int(day or 1)):
                raise ValueError(f"{text!r} has a zero as day or month.")
            return PartialDate.from_parts(int(named["year"]), int(month) if month else None, int(day) if day else None)
    return None


def _is_month_name(word: str) -> bool:
    number = MONTHS.get(word[:3])
    return number is not None and (
        len(word) == len("jan") or word == "jänner" or MONTH_NAMES[number - 1].casefold().startswith(word)
    )


class GermanDecimalField(forms.DecimalField):
    """A number: 1.234,56, 1234,56 or 1234.56. Shown as 1.234,56.

    "1.234" is 1234 where fewer than three decimal places are allowed; elsewhere it could mean both and is refused.
    """

    widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal", "class": "input--number"})
    default_error_messages = {
        "ambiguous": "„%(value)s“ bei „{label}“ kann zweierlei heißen. "
        "Bitte schreiben Sie %(whole)s oder %(fraction)s.",
    }

    def to_python(self, value: Any) -> Any:
        """The number as Decimal, or None when empty. Raises ValidationError "ambiguous" or "invalid" otherwise."""
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        text = SPACES.sub("", value).replace("\u2212", "-")
        if not text:
            return None
        few_places = self.decimal_places is not None and self.decimal_places < PLACES_OF_A_GROUP
        if ONE_GROUP.fullmatch(text) and not few_places:
            raise ValidationError(
                self.error_messages["ambiguous"],
                code="ambiguous",
                params={"value": text, "whole": text.replace(".", ""), "fraction": text.replace(".", ",")},
            )
        if GROUPED.fullmatch(text):
            text = text.replace(".", "").replace(",", ".")
        elif COMMA.fullmatch(text):
            text = text.replace(",", ".")
        elif not POINT.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)

    def prepare_value(self, value: Any) -> Any:
        """The number as people write it; zeros that the database added are not shown, the field would refuse them."""
        if isinstance(value, Decimal) and self.decimal_places is not None:
            shorter = round(value, self.decimal_places)
            value = shorter if shorter == value and len(str(shorter)) < len(str(value)) else value
        return german_number(value) if isinstance(value, (int, float, Decimal)) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Nothing: the widget is a text field on purpose."""
        return {}


class GermanIntegerField(GermanDecimalField):
    """A whole number: 1234 or 1.234. Cleans to int."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "input--number"})
    default_error_messages = {"max_decimal_places": "Bitte geben Sie „{label}“ als ganze Zahl an, ohne Komma."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 12)
        super().__init__(decimal_places=0, **kwargs)

    def clean(self, value: Any) -> Any:
        """The number as int, or None when empty."""
        number = super().clean(value)
        return None if number is None else int(number)


class YearField(GermanIntegerField):
    """A year: 2028. It is no quantity and shown without a dot."""

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, int) else value


class CheckboxPicker(forms.CheckboxSelectMultiple):
    """Many of a long list: a scrolling list of checkboxes, chosen ones first, with count; scripts add a search.

    Choices in groups, [("Gruppe", [(value, label), …]), …], keep their headings.
    """

    is_picker = True


class OneMoreSelect(forms.Select):
    """Several values in a short form: each chosen one as a box to take off, and a list that adds one more."""

    adds_one = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """The values that are not empty, each once."""
        sent = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
        return [value for value in dict.fromkeys(sent) if value]
