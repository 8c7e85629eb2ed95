"""Choosing from a list: select, radio buttons, checkboxes, and the picker for long lists."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe

from neuss_integration.foundation.ui.html import attributes, escaped, format_html, format_html_join

Option = tuple[str, Any]
Group = tuple[str, list[Option]]


def groups(choices: Iterable[Any]) -> Iterator[Group]:
    """`choices` as (name, options); options outside any group come under the empty name, in their order.

    A queryset behind the choices is read exactly once.
    """
    loose: list[Option] = []
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            if loose:
                yield "", loose
                loose = []
            yield str(value), [("" if key is None else str(key), text) for key, text in label]
        else:
            loose.append(("" if value is None else str(value), label))
    if loose:
        yield "", loose


def chosen_values(field: BoundField) -> set[str]:
    """The chosen values as strings."""
    widget: Any = field.field.widget
    value = widget.format_value(field.value())
    return {str(each) for each in value} if isinstance(value, (list, tuple, set)) else {str(value or "")}


def select(field: BoundField, attrs: dict[str, Any]) -> SafeString:
    """A select in KERN's frame; option groups become `optgroup`."""
    widget: Any = field.field.widget
    chosen = chosen_values(field)
    parts, boxes = [], ""
    if getattr(widget, "adds_one", False) and chosen - {""}:
        boxes, chosen = _boxes(field, chosen), set()
    for name, options in groups(widget.choices):
        inner = "".join(
            f'<option value="{escaped(value)}"{" selected" if value in chosen else ""}{_spoken(label)}>'
            f"{escaped(label if value or not boxes else 'oder auch …')}</option>"
            for value, label in options
        )
        parts.append(f'<optgroup label="{escaped(name)}">{inner}</optgroup>' if name else inner)
    classes = "kern-form-input__select" + (" kern-form-input__select--error" if field.errors else "")
    return format_html(
        '{}<div class="kern-form-input__select-wrapper"><select class="{}"{}>{}</select></div>',
        boxes,
        classes,
        attributes(attrs),
        mark_safe("".join(parts)),  # noqa: S308 - every part is escaped above
    )


def _boxes(field: BoundField, chosen: set[str]) -> SafeString:
    """A ticked box for each of the `chosen` values, under the same name as the list that adds one."""
    widget: Any = field.field.widget
    return format_html_join(
        "",
        '<div class="kern-form-check"><input class="kern-form-check__checkbox" type="checkbox" id="{0}_{1}" name="{2}" '
        'value="{3}" checked><label class="kern-label" for="{0}_{1}">{4}</label></div>',
        (
            (field.auto_id, place, field.html_name, value, label)
            for _, options in groups(widget.choices)
            for place, (value, label) in enumerate(options)
            if value and value in chosen
        ),
    )


def _spoken(label: Any) -> str:
    """A label in another language than the page brings its `lang`."""
    language = getattr(label, "lang", "")
    return f' lang="{escaped(language)}"' if language else ""


def choice_group(
    field: BoundField,
    hint: SafeString | str,
    error: SafeString | str,
    label: SafeString | str,
    attrs: dict[str, Any],
    *,
    wrapper_class: str = "",
    horizontal: bool = False,
    show_label: bool = True,
) -> SafeString:
    """Radio buttons or checkboxes in a fieldset whose legend is the label."""
    widget: Any = field.field.widget
    described = attrs.pop("aria-describedby", None)
    invalid = attrs.pop("aria-invalid", None)
    shared = attrs | ({"aria-describedby": described} if invalid else {})
    picker = getattr(widget, "is_picker", False)
    body, count = choice_list(field, shared, picker=picker)
    frame = {"id": field.auto_id or None, "aria-describedby": described}
    if picker:
        frame["data-picker"] = True
    return format_html(
        '<fieldset class="field kern-fieldset{}{}{}"{}><legend class="kern-label{}">{}</legend>{}{}'
        '<div class="kern-fieldset__body{}"{}>{}</div>{}</fieldset>',
        " kern-fieldset--error" if error else "",
        " picker" if picker else "",
        f" {wrapper_class}" if wrapper_class else "",
        attributes(frame),
        "" if show_label else " kern-sr-only",
        label,
        hint,
        count,
        " picker__list" if picker else " kern-fieldset__body--horizontal" if horizontal else "",
        # A list of disabled boxes could not be scrolled by keyboard otherwise.
        mark_safe(' tabindex="0"') if picker and field.field.disabled else "",
        body,
        error,
    )


def choice_list(field: BoundField, attrs: dict[str, Any], *, picker: bool) -> tuple[SafeString, SafeString | str]:
    """The choices with their labels, and for a picker the line "3 von 28 ausgewählt" (chosen ones come first)."""
    widget: Any = field.field.widget
    kind = "checkbox" if widget.allow_multiple_selected else "radio"
    chosen = chosen_values(field)
    classes = f"kern-form-check__{kind}" + (f" kern-form-check__{kind}--error" if field.errors else "")
    shared = attributes({"type": kind, "name": field.html_name, "class": classes} | attrs)
    parts: list[str] = []
    index = hits = 0
    for name, options in groups(widget.choices):
        if picker:
            options = sorted(options, key=lambda option: option[0] not in chosen)
        rows = []
        for value, label in options:
            hits += value in chosen
            id_ = escaped(f"{field.auto_id}_{index}")
            checked = " checked" if value in chosen else ""
            rows.append(
                f'<div class="kern-form-check"><input id="{id_}" value="{escaped(value)}"{shared}{checked}>'
                f'<label class="kern-label" for="{id_}">{escaped(label)}</label></div>'
            )
            index += 1
        parts.append(_group(name, "".join(rows), f"{field.auto_id}_g{len(parts)}"))
    told = f"{hits} von {index} ausgewählt" if index else "Es gibt nichts auszuwählen."
    count = format_html('<p class="picker__count" data-picker-count>{}</p>', told)
    return mark_safe("".join(parts)), count if picker else ""  # noqa: S308 - every part is escaped above


def _group(name: str, rows: str, id_: str) -> str:
    if not name:
        return rows
    return format_html(
        '<div class="choice-group" role="group" aria-labelledby="{0}">'
        '<p class="choice-group__name" id="{0}">{1}</p>{2}</div>',
        id_,
        name,
        mark_safe(rows),  # noqa: S308 - rows are escaped by the caller
    )
