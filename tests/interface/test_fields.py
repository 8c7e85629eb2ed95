"""The crispy pack: labels, hints, errors and their ties, for every kind of widget."""

from typing import Any

import pytest
from crispy_forms.bootstrap import AppendedText, FormActions, InlineRadios, StrictButton
from crispy_forms.layout import HTML, Column, Div, Field, Fieldset, Layout, Row, Submit
from django import forms
from django.forms import formset_factory
from django.utils.safestring import SafeString

from neuss_integration.foundation.forms.base import BaseForm, CheckboxPicker, FilterForm
from tests.interface.helpers import shown

PAIRS = [("a", "Äpfel & Birnen"), ("b", "Brot")]
CRISPY = "{% load crispy_forms_tags %}{% crispy form %}"


def field(one: forms.Field, *, data: dict[str, Any] | None = None, **options: Any) -> str:
    """The HTML of one field named "x" through the pack."""
    form = type("OneField", (BaseForm,), {"x": one, "submit_label": ""})(data, **options)
    return shown(CRISPY, form=form)


def test_label_stands_above_its_control() -> None:
    html = field(forms.CharField(label="Titel <kurz>"))
    assert '<label class="kern-label" for="id_x">Titel &lt;kurz&gt;</label><input type="text"' in html


def test_optional_field_says_so_and_required_one_does_not() -> None:
    assert "(optional)" in field(forms.CharField(required=False))
    assert "(optional)" not in field(forms.CharField())
    assert "*" not in field(forms.CharField())


def test_hint_and_error_are_named_by_the_control() -> None:
    html = field(forms.CharField(help_text="Kurz"), data={"x": ""})
    assert 'aria-describedby="id_x_helptext id_x_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_x_helptext">Kurz</div>' in html
    assert 'id="id_x_error"' in html


def test_field_without_hint_and_error_refers_to_nothing() -> None:
    html = field(forms.CharField())
    assert "aria-describedby" not in html
    assert "aria-invalid" not in html


@pytest.mark.parametrize(
    ("widget", "expected"),
    [
        (forms.TextInput, 'type="text"'),
        (forms.EmailInput, 'type="email"'),
        (forms.URLInput, 'type="url"'),
        (forms.PasswordInput, 'type="password"'),
        (
            forms.NumberInput,
            'type="text" class="kern-form-input__input" name="x" id="id_x" required inputmode="numeric"',
        ),
        (forms.Textarea, '<textarea class="kern-form-input__input" rows="10" name="x" id="id_x"'),
        (forms.FileInput, 'type="file"'),
        (forms.CheckboxInput, 'type="checkbox" class="kern-form-check__checkbox"'),
        (forms.HiddenInput, '<input type="hidden" name="x" id="id_x">'),
        (forms.SplitDateTimeWidget, 'name="x_0"'),
    ],
)
def test_widget_becomes_its_control(widget: type[forms.Widget], expected: str) -> None:
    assert expected in field(forms.CharField(widget=widget))


def test_attributes_of_the_widget_reach_the_control() -> None:
    widget = forms.TextInput(attrs={"autocomplete": "name", "inputmode": "text", "class": "own", "data-x": '"'})
    html = field(forms.CharField(widget=widget))
    assert 'autocomplete="name" inputmode="text" data-x="&quot;"' in html
    assert "kern-form-input__input own" in html


def test_browser_never_cuts_or_refuses_text() -> None:
    html = field(forms.CharField(max_length=5, min_length=2)) + field(forms.IntegerField(min_value=1, max_value=9))
    assert not [word for word in ("maxlength", "minlength", "min=", "max=", 'type="number"') if word in html]
    assert "novalidate" in html


def test_typed_text_comes_back_escaped_and_password_does_not() -> None:
    assert 'value="&lt;b&gt; &quot;x&quot;"' in field(forms.CharField(max_length=1), data={"x": '<b> "x"'})
    assert "\n&lt;/textarea&gt;</textarea>" in field(forms.CharField(widget=forms.Textarea), data={"x": "</textarea>"})
    assert "geheim" not in field(forms.CharField(widget=forms.PasswordInput, max_length=1), data={"x": "geheim"})


def test_select_keeps_the_choice_and_groups() -> None:
    html = field(forms.ChoiceField(choices=[("", "–"), ("Obst & mehr", PAIRS)]), initial={"x": "b"})
    assert '<optgroup label="Obst &amp; mehr"><option value="a">Äpfel &amp; Birnen</option>' in html
    assert '<option value="b" selected>Brot</option>' in html


def test_radio_buttons_have_legend_and_one_name() -> None:
    html = field(forms.ChoiceField(label="Wahl", choices=PAIRS, widget=forms.RadioSelect), initial={"x": "a"})
    assert '<legend class="kern-label">Wahl</legend>' in html
    assert 'id="id_x_0" value="a" type="radio" name="x" class="kern-form-check__radio" checked>' in html
    assert '<label class="kern-label" for="id_x_1">Brot</label>' in html


def test_choice_group_in_error_names_the_error_at_fieldset_and_choices() -> None:
    html = field(forms.MultipleChoiceField(choices=PAIRS, widget=forms.CheckboxSelectMultiple), data={})
    assert html.count('aria-describedby="id_x_error"') == 3
    assert 'href="#id_x_0"' in html


def test_select_multiple_becomes_checkboxes() -> None:
    html = field(forms.MultipleChoiceField(choices=PAIRS), initial={"x": ["b"]})
    assert html.count('type="checkbox"') == 2
    assert 'value="b" type="checkbox" name="x" class="kern-form-check__checkbox" checked' in html


def test_picker_shows_chosen_first_with_count() -> None:
    many = [(number, f"Ort {number}") for number in range(28)]
    html = field(forms.MultipleChoiceField(choices=many, widget=CheckboxPicker), initial={"x": [17, 5]})
    assert "2 von 28 ausgewählt" in html
    assert html.index("Ort 5<") < html.index("Ort 17<") < html.index("Ort 0<")
    assert html.index('id="id_x_0" value="5"') > 0


def test_picker_keeps_groups_apart() -> None:
    html = field(forms.MultipleChoiceField(choices=[("Stadt", PAIRS), ("Kreis", [("c", "C")])], widget=CheckboxPicker))
    assert html.count('role="group"') == 2
    assert 'id="id_x_2" value="c"' in html


def test_disabled_field_is_disabled_and_not_called_optional() -> None:
    html = field(forms.CharField(disabled=True, required=False))
    assert " disabled>" in html
    assert "(optional)" not in html


def test_choices_from_the_database_are_read_once(world: Any, django_assert_num_queries: Any) -> None:
    from neuss_integration.city.models import District

    one = forms.ModelMultipleChoiceField(District.objects.all(), widget=CheckboxPicker)
    with django_assert_num_queries(1):
        field(one)


class GroupedForm(BaseForm):
    """A layout of everything the pack knows."""

    a = forms.CharField(label="A")
    b = forms.CharField(label="B", required=False)
    c = forms.ChoiceField(label="C", choices=PAIRS, widget=forms.RadioSelect)
    d = forms.CharField(label="D")
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)
    submit_label = ""

    def get_layout(self) -> Layout:
        return Layout(
            Fieldset("Gruppe {{ form.a.label }}", Row(Column("a"), "b"), css_class="extra"),
            Div(InlineRadios("c"), css_id="box"),
            AppendedText("d", "Euro"),
            HTML("<hr>"),
            FormActions(Submit("save", "Speichern"), Submit("draft", "Entwurf", css_class="kern-btn--secondary")),
            StrictButton("Mehr", css_class="kern-btn kern-btn--tertiary"),
        )


def test_layout_objects_render_in_order() -> None:
    html = shown(CRISPY, form=GroupedForm())
    ids = [f'id="{each}"' for each in ("id_a", "id_b", "box", "id_c_0", "id_d")]
    places = ["<legend", *ids, "<hr>", ">Speichern<", ">Mehr<"]
    assert [html.index(place) for place in places] == sorted(html.index(place) for place in places)
    assert "Gruppe A</legend>" in html
    assert 'kern-input-group-text">Euro<' in html
    assert "kern-fieldset__body--horizontal" in html


def test_buttons_send_name_and_value() -> None:
    html = shown(CRISPY, form=GroupedForm())
    assert '<button type="submit" name="save" value="Speichern"' in html
    assert "kern-btn kern-btn--primary" in html
    assert 'name="draft" value="Entwurf" id="submit-id-draft" class="kern-btn kern-btn--secondary"' in html


def test_hidden_fields_are_there_without_being_in_the_layout() -> None:
    assert '<input type="hidden" value="3" name="version" id="id_version">' in shown(CRISPY, form=GroupedForm())


def test_error_summary_links_every_error_and_takes_the_focus() -> None:
    html = shown(CRISPY, form=GroupedForm({"version": "3"}))
    assert "Es gibt 3 Fehler." in html
    assert '<a href="#id_a">Bitte füllen Sie „A“ aus.</a>' in html
    assert '<a href="#id_c_0">Bitte wählen Sie bei „C“ etwas aus.</a>' in html
    assert 'tabindex="-1" autofocus' in html


def test_error_summary_shows_errors_of_the_whole_form() -> None:
    form = GroupedForm({"a": "1", "c": "a", "d": "2", "version": "3"})
    form.add_error(None, "Bitte <laden> Sie neu.")
    assert "<li>Bitte &lt;laden&gt; Sie neu.</li>" in shown("{% error_summary form %}", form=form)


def test_error_summary_of_unsent_or_good_forms_is_nothing() -> None:
    good = GroupedForm({"a": "1", "c": "a", "d": "2", "version": "3"})
    assert shown("{% error_summary a b c %}", a=GroupedForm(), b=good, c=None) == ""


def test_page_title_tells_of_errors() -> None:
    assert shown("{% error_prefix %}Seite", form=GroupedForm({})) == "Fehler: Seite"
    assert shown("{% error_prefix other %}Seite", form=GroupedForm({}), other=GroupedForm()) == "Seite"
    assert shown("{% error_prefix %}Seite") == "Seite"


def test_formset_renders_forms_and_one_summary() -> None:
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-a": "x"}
    forms_ = formset_factory(GroupedForm, extra=2)(data)
    html = shown("{% load crispy_forms_tags %}{% crispy forms helper %}", forms=forms_, helper=GroupedForm().helper)
    assert 'name="form-TOTAL_FORMS"' in html
    assert 'id="id_form-1-a"' in html
    assert html.count("data-error-summary") == 1


def test_filter_form_asks_for_nothing() -> None:
    form = type("Search", (FilterForm,), {"q": forms.CharField(label="Suche")})({})
    html = shown("{% load crispy_forms_tags %}{{ form|crispy }}", form=form)
    assert form.is_valid()
    assert not [word for word in ("(optional)", "required", "<form", "csrf") if word in html]


def test_single_field_through_filter_and_wrapper_class() -> None:
    form = type("One", (BaseForm,), {"x": forms.CharField()})()
    form.helper.layout = Layout(Field("x", wrapper_class="wide"))
    assert 'class="field kern-form-input wide"' in shown(CRISPY, form=form)
    assert 'id="id_x"' in shown("{% load crispy_forms_tags %}{{ form.x|as_crispy_field }}", form=form)


class StoredFile:
    """A file that is there already."""

    url = "/dateien/bericht.pdf"

    def __str__(self) -> str:
        return "bericht.pdf"


def test_stored_file_is_linked_and_can_be_removed_when_optional() -> None:
    html = field(forms.FileField(required=False), initial={"x": StoredFile()})
    assert '<a href="/dateien/bericht.pdf">bericht.pdf</a>' in html
    assert 'name="x-clear"' in html
    assert 'name="x-clear"' not in field(forms.FileField(), initial={"x": StoredFile()})


def test_several_files_can_be_chosen_where_allowed() -> None:
    widget = forms.FileInput()
    widget.allow_multiple_selected = True
    assert " multiple>" in field(forms.FileField(widget=widget))


def test_hand_made_layouts_take_single_fields() -> None:
    form = type("One", (BaseForm,), {"x": forms.CharField(label="Text")})()
    assert '<label class="kern-label" for="id_x">Text</label>' in shown(
        "{% load kern %}{% kern_bound_field form.x %}", form=form
    )
    assert shown("{% load kern %}{% kern_control form.x %}", form=form).startswith('<input type="text"')


def test_safe_markup_in_labels_and_choices_is_kept() -> None:
    bold = SafeString("<b>Fett</b>")
    html = field(forms.ChoiceField(label=bold, choices=[("a", bold)], widget=forms.RadioSelect))
    assert html.count("<b>Fett</b>") == 2
