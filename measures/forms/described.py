"""Form fields made of what measures.fields says about them."""

from collections.abc import Iterable, Iterator
from typing import Any

from crispy_forms.layout import Fieldset, Row
from django import forms

from measures.fields import BY_NAME, Legend, fields_in
from measures.models import Measure


def described(kind: type[forms.Field], name: str, **options: Any) -> Any:
    """A field of `kind` for what a form made from the model does not draw: related rows, dates of two columns."""
    field = BY_NAME[name]
    help_text = {"help_text": field.help_text} if field.help_text else {}
    return kind(**{"label": field.label, "required": field.is_needed, **help_text, **options})


def help_texts(names: Iterable[str]) -> dict[str, str]:
    """What to say below each field."""
    return {name: BY_NAME[name].help_text for name in names if BY_NAME[name].help_text}


def plain_fields(names: Iterable[str]) -> dict[str, forms.Field]:
    """The fields of the model among `names`, as the model describes them."""
    plain = [name for name in names if BY_NAME[name].is_plain]
    boxes: dict[str, Any] = {
        name: forms.Textarea(attrs={"rows": BY_NAME[name].rows}) for name in plain if BY_NAME[name].rows
    }
    return forms.fields_for_model(Measure, plain, widgets=boxes, help_texts=help_texts(plain))


def fieldsets(form: forms.BaseForm, sections: Iterable[Legend], *, after: dict[str, str]) -> Iterator[Fieldset]:
    """The sections with those of their fields that are in `form`; `after` names what else stands behind a field."""
    for section in sections:
        if rows := list(_rows(form, section, after)):
            yield Fieldset(section.value, *rows)


def _rows(form: forms.BaseForm, section: Legend, after: dict[str, str]) -> Iterator[Any]:
    row: list[str] = []
    for field in fields_in(section):
        row += [field.name] if field.name in form.fields else []
        if row and not field.with_next:
            yield Row(*row) if len(row) > 1 else row[0]
            row = []
        if field.name in after:
            yield after[field.name]
