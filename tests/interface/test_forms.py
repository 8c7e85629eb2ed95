"""What every form does: German sentences, clean text, capped length."""

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import fields

from neuss_integration.city.models import District
from neuss_integration.foundation.forms.base import BaseForm, BaseModelForm, PartialDateField, form_helper
from neuss_integration.foundation.forms.error_messages import sentences_for
from neuss_integration.foundation.words.hygiene import FOREIGN_LETTERS


def errors(one: forms.Field, value: Any) -> list[str]:
    """The error sentences of one field labelled "Feld" for `value`."""
    one.label = one.label or "Feld"
    form = type("OneField", (BaseForm,), {"x": one})({"x": value}, {"x": value})
    return list(form.errors.get("x", []))


def cleaned(one: forms.Field, value: Any) -> Any:
    form = type("OneField", (BaseForm,), {"x": one})({"x": value})
    assert form.is_valid(), form.errors
    return form.cleaned_data["x"]


@pytest.mark.parametrize(
    ("one", "value", "sentence"),
    [
        (forms.CharField(), "", "Bitte füllen Sie „Feld“ aus."),
        (forms.ChoiceField(choices=[("a", "A")]), "", "Bitte wählen Sie bei „Feld“ etwas aus."),
        (forms.ChoiceField(choices=[("a", "A")]), "z%", "Ihre Auswahl bei „Feld“ gibt es nicht mehr."),
        (forms.MultipleChoiceField(choices=[("a", "A")]), ["z"], "Ihre Auswahl bei „Feld“ gibt es nicht mehr."),
        (forms.CharField(max_length=3), "vier", "„Feld“ ist zu lang: Erlaubt sind 3 Zeichen, es sind 4."),
        (forms.IntegerField(), "x", "Bitte geben Sie „Feld“ als ganze Zahl an"),
        (forms.IntegerField(min_value=1), "0", "„Feld“ ist zu klein: Erlaubt ist mindestens 1."),
        (forms.DecimalField(decimal_places=2, max_digits=4), "1.234", "„Feld“ hat zu viele Stellen nach dem Komma"),
        (forms.DateField(), "x", "Bitte geben Sie „Feld“ als Datum an"),
        (forms.EmailField(), "x", "Bitte geben Sie „Feld“ als E-Mail-Adresse an"),
        (forms.BooleanField(), "", "Bitte setzen Sie das Häkchen bei „Feld“."),
        (forms.FileField(), SimpleUploadedFile("a.txt", b""), "Die Datei bei „Feld“ ist leer."),
        (PartialDateField(), "31.02.2026", "Diesen Tag gibt es im Kalender nicht. Bitte prüfen Sie bei „Feld“"),
    ],
)
def test_errors_are_sentences_that_name_the_field(one: forms.Field, value: Any, sentence: str) -> None:
    found = errors(one, value)
    assert len(found) == 1
    assert found[0].startswith(sentence)


NOT_USED = {"DurationField", "MultiValueField", "SplitDateTimeField", "UUIDField", "JSONField"}
ALL_FIELDS = [getattr(fields, name) for name in fields.__all__ if name not in NOT_USED]
CANNOT_HAPPEN = {"incomplete", "overflow", "invalid_image"}


@pytest.mark.parametrize("kind", [*ALL_FIELDS, forms.ModelChoiceField, forms.ModelMultipleChoiceField])
def test_every_message_of_django_has_a_sentence(kind: type[forms.Field]) -> None:
    field = object.__new__(kind)
    field.error_messages = {}
    for each in reversed(kind.__mro__):
        field.error_messages.update(getattr(each, "default_error_messages", {}))
    assert set(field.error_messages) - set(sentences_for(field, "Feld")) <= CANNOT_HAPPEN


def test_error_of_a_label_with_percent_sign_is_shown() -> None:
    assert errors(forms.CharField(label="Anteil in %", max_length=1), "12")[0].startswith("„Anteil in %“ ist zu lang")


def test_sentence_a_form_sets_itself_is_kept() -> None:
    own = {"required": "Ohne „{label}“ geht es nicht."}
    assert errors(forms.CharField(error_messages=own), "") == ["Ohne „Feld“ geht es nicht."]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u202e"])
def test_control_characters_are_refused_with_one_sentence(character: str) -> None:
    found = errors(forms.CharField(), f"a{character}b")
    assert len(found) == 1
    assert found[0].startswith("Der Text enthält unsichtbare Steuerzeichen.")


@pytest.mark.parametrize("text", ["a\r\nb", "a\rb", "a\x0bb", "a\u2028b"])
def test_line_breaks_become_one_kind(text: str) -> None:
    assert cleaned(forms.CharField(widget=forms.Textarea), text) == "a\nb"


@pytest.mark.parametrize("text", ["😀 <script>", "عربي\u200f", "'; DROP TABLE x; --", "=1+1", "../../etc"])
def test_harmless_text_is_kept_as_typed(text: str) -> None:
    assert cleaned(forms.CharField(), text) == text


def test_text_is_capped_by_the_setting(settings: Any) -> None:
    settings.MAX_TEXT_LENGTH = 10
    assert cleaned(forms.CharField(), "x" * 10) == "x" * 10
    assert errors(forms.CharField(), "x" * 11)[0].startswith("„Feld“ ist zu lang: Erlaubt sind 10 Zeichen, es sind 11.")


def test_text_of_a_megabyte_is_one_sentence() -> None:
    assert len(errors(forms.CharField(widget=forms.Textarea), "x" * 1_000_000)) == 1


@pytest.mark.django_db
def test_model_form_says_that_a_value_is_taken() -> None:
    district = District.objects.create(number=99, name="Oben")
    form_class = forms.modelform_factory(District, form=BaseModelForm, fields=["number"], labels={"number": "Nummer"})
    form = form_class({"number": str(district.number)})
    assert form.errors["number"] == ["„Nummer“ gibt es mit dieser Angabe schon. Bitte wählen Sie eine andere."]


def test_helper_without_tag_leaves_form_and_token_to_the_page() -> None:
    helper = form_helper(tag=False)
    assert not helper.form_tag
    assert helper.disable_csrf
    assert helper.render_hidden_fields


def test_forms_of_one_class_do_not_share_their_helper() -> None:
    form_class = type("Some", (BaseForm,), {"x": forms.CharField()})
    first = form_class()
    first.helper.attrs["data-autosave-url"] = "/x/"
    assert "data-autosave-url" not in form_class().helper.attrs


@pytest.mark.parametrize("letter", ["\u0131", "\u017f"])
def test_address_with_a_letter_that_looks_like_another_is_refused(letter: str) -> None:
    assert errors(forms.EmailField(), f"{letter}rundertisch@neuss.example") == [FOREIGN_LETTERS]


def test_single_line_stays_one_whatever_is_sent() -> None:
    assert cleaned(forms.CharField(), "Eva\r\nBcc: x@y.example") == "Eva Bcc: x@y.example"
    assert cleaned(forms.CharField(widget=forms.Textarea), "Eva\r\nBcc") == "Eva\nBcc"
