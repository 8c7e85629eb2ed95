"""Forms of every app start here: German sentences, clean text, German dates and numbers, the look of KERN."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject, Submit
from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator

from neuss_integration.foundation.forms.error_messages import put_sentences, refuse_control_characters
from neuss_integration.foundation.forms.fields import (
    CheckboxPicker,
    GermanDateField,
    GermanDecimalField,
    GermanIntegerField,
    GermanTimeField,
    OneMoreSelect,
    PartialDateField,
    YearField,
)
from neuss_integration.foundation.words.hygiene import FOREIGN_LETTERS, is_plain_address, tidy

__all__ = [
    "BaseForm",
    "BaseModelForm",
    "CheckboxPicker",
    "FilterForm",
    "GermanDateField",
    "GermanDecimalField",
    "GermanIntegerField",
    "GermanTimeField",
    "OneMoreSelect",
    "PartialDateField",
    "YearField",
    "form_helper",
]


def form_helper(layout: LayoutObject | None = None, *, tag: bool = True, method: str = "post") -> FormHelper:
    """A crispy helper for KERN: browser bubbles off, hidden fields always there.

    `tag=False` renders fields only, for several forms in one `<form>` that brings its own token.
    """
    helper = FormHelper()
    helper.form_tag = tag
    helper.form_method = method
    helper.disable_csrf = not tag
    helper.form_show_errors = tag
    helper.render_hidden_fields = True
    helper.include_media = False
    helper.attrs = {"novalidate": True}
    helper.layout = layout
    return helper


class KernFormMixin:
    """What all forms share. `submit_label = ""` leaves the button to the layout or the page.

    What was not sent is never written: such a field cleans to what the form was opened with (`keeps_unsent`).
    """

    submit_label: ClassVar[str] = "Speichern"
    form_tag: ClassVar[bool] = True
    keeps_unsent: ClassVar[bool] = True
    fields: dict[str, forms.Field]
    is_bound: bool
    data: Any
    files: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField | forms.JSONField):
                _harden(field)

    def get_layout(self) -> LayoutObject:
        """All fields in their order. A form with groups returns its own crispy layout."""
        return Layout(*self.fields)

    @cached_property
    def helper(self) -> FormHelper:
        """The helper of `{% crispy form %}`; pages may still set `helper.attrs` or `helper.form_action`."""
        helper = form_helper(self.get_layout(), tag=self.form_tag)
        if self.submit_label:
            helper.add_input(Submit("save", self.submit_label))
        return helper

    def full_clean(self) -> None:
        """Checks the data with German sentences."""
        if self.is_bound:
            put_sentences(self)  # type: ignore[arg-type]
        super().full_clean()  # type: ignore[misc]

    @cached_property
    def _unsent(self) -> dict[str, Any]:
        """What stands in fields that the page did not send, by their name in the data: what was there before.

        Browsers leave out boxes without a tick; those count as sent where the layout holds them. What is required must
        be sent, files look after themselves, and hidden fields tell of the page and not of the row.
        """
        self.__dict__["_unsent"] = {}  # a layout may look at values while it is made
        if not (self.is_bound and self.keeps_unsent):
            return {}
        drawn = {pointer.name for pointer in self.get_layout().get_field_names()}
        kept = (
            each
            for each in self  # type: ignore[attr-defined]
            if not (each.is_hidden or each.field.required or isinstance(each.field, forms.FileField))
        )
        return {
            each.html_name: each.field.prepare_value(each.initial)
            for each in kept
            if each.html_name not in self.data
            and (
                each.name not in drawn
                or each.field.widget.value_omitted_from_data(self.data, self.files, each.html_name)
            )
        }

    def _widget_data_value(self, widget: forms.Widget, html_name: str) -> Any:
        if html_name in self._unsent:
            return self._unsent[html_name]
        value = super()._widget_data_value(widget, html_name)  # type: ignore[misc]
        if not isinstance(value, str):
            return value
        # A browser sends no line break from a single line, and none may reach the head of a mail.
        return tidy(value).replace("\n", " ") if isinstance(widget, forms.TextInput) else tidy(value)


class BaseForm(KernFormMixin, forms.Form):
    """A form without a model."""


class BaseModelForm(KernFormMixin, forms.ModelForm):
    """A form over a model. Views save through services, not through `save()`."""


class FilterForm(BaseForm):
    """The filter bar of a list: sent by GET, every field may stay empty and none is called optional."""

    submit_label = ""
    form_tag = False
    keeps_unsent = False

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.use_required_attribute = False
        for field in self.fields.values():
            field.required = False
            field.hide_optional = True  # type: ignore[attr-defined]


def without_unknown(form: forms.Form, filters: Mapping[str, Any]) -> list[str]:
    """Takes values of `filters` that do not exist out of account; a sentence for each."""
    wrong = [name for name in form.errors if name in filters]
    for name in wrong:
        del form.errors[name]
    return [
        f"Den Filter „{filters[name].label}“ gibt es mit diesem Wert nicht. Er wurde nicht beachtet." for name in wrong
    ]


def _harden(field: forms.CharField) -> None:
    """Caps the length at MAX_TEXT_LENGTH and refuses control characters."""
    field.validators = [each for each in field.validators if not isinstance(each, ProhibitNullCharactersValidator)]
    field.validators.append(refuse_control_characters)
    if isinstance(field, forms.EmailField):
        field.validators.append(_refuse_foreign_letters)
    if field.max_length is None:
        field.max_length = settings.MAX_TEXT_LENGTH
        field.validators.append(MaxLengthValidator(settings.MAX_TEXT_LENGTH))


def _refuse_foreign_letters(address: str) -> None:
    if not is_plain_address(address):
        raise forms.ValidationError(FOREIGN_LETTERS)
