"""One form field in the look of KERN: label, hint, control and error, tied together for screen readers.

Written in Python, not in templates: a form of 25 fields through Django's widget templates costs five times as
much as the same HTML by hand (tests/bench/form_rendering.py). Widgets not known here render themselves.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import Input
from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from neuss_integration.foundation.ui.choices import choice_group, select
from neuss_integration.foundation.ui.html import attributes, format_html
from neuss_integration.foundation.ui.signs import icon

# A maxlength cuts pasted text without a word and number inputs lose what is not a number: the form answers instead.
LEFT_OUT = frozenset({"maxlength", "minlength", "min", "max", "step", "class", "cols"})
FIELDSET_WIDGETS = (forms.RadioSelect, forms.SelectMultiple)
INPUT_CLASS = "kern-form-input__input"
ONE_FAULT = "Bitte prüfen Sie Ihre Angaben: Es gibt einen Fehler."
MANY_FAULTS = "Bitte prüfen Sie Ihre Angaben: Es gibt %(count)d Fehler."


def field_html(
    field: BoundField,
    *,
    show_label: bool = True,
    wrapper_class: str = "",
    prefix: object = "",
    suffix: object = "",
    horizontal: bool = False,
) -> SafeString:
    """The whole field. `prefix` and `suffix` stand beside the control ("Euro"), `horizontal` puts choices in a row."""
    widget = field.field.widget
    if widget.is_hidden:
        return control(field)
    if isinstance(widget, FIELDSET_WIDGETS):
        return choice_group(
            field,
            hint(field),
            error(field),
            label_text(field),
            common_attributes(field),
            wrapper_class=wrapper_class,
            horizontal=horizontal,
            show_label=show_label,
        )
    if isinstance(widget, forms.CheckboxInput):
        return _checkbox(field, wrapper_class)
    inner = control(field)
    if prefix or suffix:
        inner = _input_group(inner, prefix, suffix)
    return format_html(
        '<div class="field kern-form-input{}{}"><label class="kern-label{}" for="{}">{}</label>{}{}{}</div>',
        " kern-form-input--error" if field.errors else "",
        f" {wrapper_class}" if wrapper_class else "",
        "" if show_label else " kern-sr-only",
        field.id_for_label,
        label_text(field),
        hint(field),
        inner,
        error(field),
    )


def label_text(field: BoundField) -> SafeString | str:
    """The label, with "(optional)" when the field may stay empty. Required fields carry no mark."""
    if field.field.required or field.field.disabled or getattr(field.field, "hide_optional", False):
        return conditional_escape(field.label)
    return format_html('{} <span class="kern-label__optional">({})</span>', field.label, gettext("optional"))


def hint(field: BoundField) -> SafeString | str:
    """The help text, with the id the control refers to; nothing when there is none."""
    if not field.help_text:
        return ""
    text = mark_safe(field.help_text)  # noqa: S308 - help texts come from code, may hold markup
    return format_html('<div class="kern-hint field__hint" id="{}_helptext">{}</div>', field.auto_id, text)


def error(field: BoundField) -> SafeString | str:
    """The error sentences, with the id the control refers to; nothing when there are none."""
    errors = field.errors
    if not errors:
        return ""
    return format_html(
        '<p class="kern-error field__error" id="{}_error">{}<span class="kern-body">'
        '<span class="kern-sr-only">{}: </span>{}</span></p>',
        field.auto_id,
        icon("danger"),
        gettext("Fehler"),
        " ".join(map(str, errors)),
    )


def common_attributes(field: BoundField) -> dict[str, Any]:
    """What every control of the field gets: its references to hint and error, its state, and the widget's own."""
    own = field.field.widget.attrs
    attrs: dict[str, Any] = {name: value for name, value in own.items() if name not in LEFT_OUT}
    described = [own["aria-describedby"]] if "aria-describedby" in own else []
    if field.help_text and field.auto_id:
        described.append(f"{field.auto_id}_helptext")
    if field.errors:
        described.append(f"{field.auto_id}_error")
        attrs["aria-invalid"] = "true"
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if field.field.disabled:
        attrs["disabled"] = True
    return attrs


def control(field: BoundField) -> SafeString:
    """The input, textarea or select alone, without label, hint and error."""
    widget = field.field.widget
    if isinstance(widget, forms.Select):
        return select(field, _single(field))
    if isinstance(widget, forms.Textarea):
        return format_html(
            '<textarea class="{}"{}>\n{}</textarea>',
            _classes(field),
            attributes({"rows": "4"} | _single(field)),
            widget.format_value(field.value()) or "",
        )
    if isinstance(widget, forms.FileInput):
        return _file(field)
    if isinstance(widget, Input):
        return _input(field, widget)
    return field.as_widget(attrs={"class": _classes(field)})


def _classes(field: BoundField) -> str:
    extra = field.field.widget.attrs.get("class", "")
    base = f"{INPUT_CLASS} {INPUT_CLASS}--error" if field.errors else INPUT_CLASS
    return f"{base} {extra}" if extra else base


def _single(field: BoundField) -> dict[str, Any]:
    attrs = {"name": field.html_name, "id": field.id_for_label or None} | common_attributes(field)
    widget = field.field.widget
    if widget.use_required_attribute(field.initial) and field.field.required and field.form.use_required_attribute:
        attrs["required"] = True
    return attrs


def _input(field: BoundField, widget: Input) -> SafeString:
    attrs = _single(field)
    kind = widget.input_type
    if kind == "number":
        kind = "text"
        attrs.setdefault("inputmode", "numeric")
    if widget.is_hidden:
        attrs = {"name": field.html_name, "id": field.auto_id or None} | dict(widget.attrs)
    value = widget.format_value(field.value())
    if isinstance(widget, forms.PasswordInput) and not widget.render_value:
        value = None
    head = {"type": kind, "class": None if widget.is_hidden else _classes(field), "value": value}
    return format_html("<input{}>", attributes(head | attrs))


def _file(field: BoundField) -> SafeString:
    widget = field.field.widget
    current: SafeString | str = ""
    if isinstance(widget, forms.ClearableFileInput) and widget.is_initial(field.value()):
        name = field.html_name
        clear = (
            ""
            if field.field.required
            else format_html(
                '<div class="kern-form-check">'
                '<input class="kern-form-check__checkbox" type="checkbox" name="{0}" id="{0}_id">'
                '<label class="kern-label" for="{0}_id">Datei entfernen</label></div>',
                widget.clear_checkbox_name(name),
            )
        )
        current = format_html(
            '<p class="field__file">Vorhanden: <a href="{}">{}</a></p>{}', field.value().url, field.value(), clear
        )
    attrs = {"type": "file", "class": _classes(field)} | _single(field)
    if getattr(widget, "allow_multiple_selected", False):
        attrs["multiple"] = True
    return format_html("{}<input{}>", current, attributes(attrs))


def _checkbox(field: BoundField, wrapper_class: str) -> SafeString:
    widget: Any = field.field.widget
    classes = "kern-form-check__checkbox" + (" kern-form-check__checkbox--error" if field.errors else "")
    attrs = {"type": "checkbox", "class": classes, "checked": bool(widget.check_test(field.value()))} | _single(field)
    return format_html(
        '<div class="field field--check kern-form-check{}{}"><input{}>'
        '<label class="kern-label" for="{}">{}</label>{}{}</div>',
        " kern-form-check--error" if field.errors else "",
        f" {wrapper_class}" if wrapper_class else "",
        attributes(attrs),
        field.id_for_label,
        field.label,
        hint(field),
        error(field),
    )


def _input_group(inner: SafeString, prefix: object, suffix: object) -> SafeString:
    text = '<span class="kern-input-group-text">{}</span>'
    return format_html(
        '<div class="kern-input-group">{}{}{}</div>',
        format_html(text, prefix) if prefix else "",
        inner,
        format_html(text, suffix) if suffix else "",
    )


def first_control_id(field: BoundField) -> str:
    """The id of the control an error link jumps to; of a group its first choice."""
    if isinstance(field.field.widget, FIELDSET_WIDGETS):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


def error_summary(forms_: Iterable[forms.BaseForm]) -> SafeString | str:
    """All errors of sent forms with links to their fields, focused when the page opens; nothing without errors."""
    items: list[tuple[str, str]] = []
    for form in forms_:
        if not form.is_bound or not form.errors:
            continue
        items += [("", str(message)) for message in form.non_field_errors()]
        for name in form.errors:
            if name in form.fields:
                bound = form[name]
                href = "" if bound.is_hidden else f"#{first_control_id(bound)}"
                items += [(href, str(message)) for message in bound.errors]
    if not items:
        return ""
    rows = [format_html('<li><a href="{}">{}</a></li>' if href else "<li>{1}</li>", href, text) for href, text in items]
    title = ngettext(ONE_FAULT, MANY_FAULTS, len(rows)) % {"count": len(rows)}
    return format_html(
        '<section class="error-summary" tabindex="-1" autofocus data-error-summary '
        'aria-labelledby="error-summary-title">{}<div><h2 class="error-summary__title" id="error-summary-title">{}</h2>'
        '<ul class="error-summary__list">{}</ul></div></section>',
        icon("danger", size="large"),
        title,
        mark_safe("".join(rows)),  # noqa: S308 - rows come from format_html
    )


def layout_attributes(context: Context) -> dict[str, Any]:
    """The options of `field_html` that a crispy layout object put into the template context."""
    return {
        "show_label": bool(context.get("form_show_labels", True)),
        "wrapper_class": context.get("wrapper_class") or "",
        "prefix": context.get("crispy_prepended_text") or "",
        "suffix": context.get("crispy_appended_text") or "",
    }
