"""The cells of a row as values: texts, choices and dates, checked with the sentences of the forms."""

import re
from functools import cache
from typing import Any, Final, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from measures.catalogue.columns import BY_KEY, CatalogueColumn
from measures.catalogue.importing.headings import IMPORTED
from measures.catalogue.importing.names import KINDS
from measures.fields import BY_COLUMN
from neuss_integration.foundation.forms.base import BaseForm, PartialDateField
from neuss_integration.foundation.forms.error_messages import put_sentences
from neuss_integration.foundation.forms.written_dates import WrittenDate, read_end_of_period, read_written_date
from neuss_integration.foundation.spreadsheets.cells import ERROR_SENTENCE, is_cut, is_error
from neuss_integration.foundation.words.folding import fold

NOT_IN_FORM: Final = (*KINDS, "nummer", "vorgaenger")
OPEN_END: Final = re.compile(
    r"(?:fortlaufend|laufend|unbefristet|offen|dauerhaft|dauer|unbegrenzt|bis auf weiteres|ohne ende|-+|–|/|k\.\s?a\.?|"
    r"n\.\s?n\.?|entfällt)\.?",
    re.IGNORECASE,
)
"""What people write where there is no day."""
CUT_SENTENCE: Final = (
    "Der Text bei „{label}“ ist in der Datei gekürzt, weil er nicht in eine Zelle passt. "
    "Bitte leeren Sie die Zelle und ändern Sie ihn auf der Seite der Maßnahme."
)


class LabelField(forms.Field):
    """One of some choices, named by its label in any spelling of case and umlauts."""

    def __init__(self, column: CatalogueColumn) -> None:
        super().__init__(label=column.label, required=False)
        self.by_label = {fold(str(label)): value for value, label in column.choices}
        self.labels = ", ".join(str(label) for _, label in column.choices)

    def to_python(self, value: Any) -> Any:
        """The value behind the label; an empty text stays empty."""
        if not value:
            return ""
        if fold(value) not in self.by_label:
            raise ValidationError(f"„{value[:60]}“ gibt es bei „{self.label}“ nicht. Möglich sind: {self.labels}.")
        return self.by_label[fold(value)]


class WrittenDateField(PartialDateField):
    """A date as people write it into tables; `question` asks when more than one could be meant."""

    question = ""
    is_end = False

    def to_python(self, value: Any) -> Any:
        """The PartialDate, or None when empty. Raises ValidationError with a sentence otherwise."""
        self.question = ""
        if isinstance(value, str) and OPEN_END.fullmatch(value.strip()):
            self.question = f"„{value.strip()}“ bei „{self.label}“ ist gelesen als: kein Tag. Ist das gemeint?"
            return None
        try:
            written = self._written(value) if isinstance(value, str) else None
        except ValueError as reason:
            raise ValidationError(self.error_messages["no_such_date"], code="no_such_date") from reason
        if written is None:
            return super().to_python(value)
        self.question = written.question
        return super().to_python(written.date)

    def _written(self, text: str) -> WrittenDate | None:
        return read_written_date(text, is_end=self.is_end) or read_end_of_period(text, is_end=self.is_end)


class RowForm(BaseForm):
    """The cells of a row that hold no names of other things; `keys` are the columns that the row fills.

    Making a form is dear, so the rows that fill the same columns share one: `of` tells it the next row.
    """

    keeps_unsent = False

    def __init__(self, keys: frozenset[str]) -> None:
        super().__init__({})
        for name in set(self.fields) - keys:
            del self.fields[name]
        put_sentences(self)

    def of(self, cells: dict[str, str]) -> Self:
        """The form with the cells of one row, checked anew."""
        self.data, self._errors = cells, None
        forms.Form.full_clean(self)
        return self

    def sentences(self) -> list[str]:
        """What is wrong, without the names of fields, which the sentences hold."""
        wrong = [str(sentence) for errors in self.errors.values() for sentence in errors]
        cut = [name for name, text in self.data.items() if is_cut(text)]
        failed = [(name, text) for name, text in self.data.items() if is_error(text)]
        if failed:
            return [ERROR_SENTENCE.format(heading=BY_KEY[name].label, error=text) for name, text in failed]
        return wrong + [CUT_SENTENCE.format(label=self.fields[name].label) for name in cut if name in self.fields]

    def questions(self) -> list[str]:
        """What has to be asked about the dates."""
        dates = [field for field in self.fields.values() if isinstance(field, WrittenDateField)]
        return [field.question for field in dates if field.question]


@cache
def _form_class() -> type[RowForm]:
    fields = {key: _field(BY_KEY[key]) for key in IMPORTED if key not in NOT_IN_FORM}
    return type("CatalogueRowForm", (RowForm,), fields)


class RowForms(dict[frozenset[str], RowForm]):
    """The forms of one file by the columns that its rows fill."""

    def __missing__(self, keys: frozenset[str]) -> RowForm:
        return self.setdefault(keys, _form_class()(keys))


def _field(column: CatalogueColumn) -> forms.Field:
    field = BY_COLUMN[column.key]
    if column.choices:
        return LabelField(column)
    if field.is_period:
        dates = WrittenDateField(label=column.label, required=False)
        dates.is_end = field.name == "end"
        return dates
    if field.name == "contact_email":
        return forms.EmailField(label=column.label, required=False, max_length=field.stored.max_length)
    lines = forms.Textarea if isinstance(field.stored, models.TextField) else forms.TextInput
    return forms.CharField(label=column.label, required=False, max_length=field.stored.max_length, widget=lines)
