"""What a form of 25 fields costs, as ratios in one run. Run: python tests/bench/form_rendering.py

Bar: at most 2.1 × hand-written (design/quality.md: 25 static pages where hand-written costs 12). "static page" is
here an empty answer through the same handler and middleware, without a socket, so its ratios are higher.
"""
# ruff: noqa: E402 - Django wants its settings before the imports

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from crispy_forms.layout import Fieldset, Layout, LayoutObject, Row
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test.client import RequestFactory
from django.urls import path

from neuss_integration.foundation.forms.base import BaseForm, CheckboxPicker, GermanDecimalField, PartialDateField

CHOICES = [(str(number), f"Auswahl {number}") for number in range(10)]
DISTRICTS = [(str(number), f"Stadtteil {number}") for number in range(28)]
NAMES = [f"field_{number:02d}" for number in range(25)]
REQUESTS = 60
SERIES = 5


def make_field(number: int) -> forms.Field:
    """Fields in the mix of the measure form: mostly text, some choices, one picker."""
    common = {"label": f"Feld {number}", "help_text": "" if number % 3 else "Ein Hinweis", "required": not number % 2}
    if number == len(NAMES) - 1:
        return forms.MultipleChoiceField(choices=DISTRICTS, widget=CheckboxPicker, **common)
    return (
        forms.CharField(**common),
        forms.CharField(widget=forms.Textarea, **common),
        forms.ChoiceField(choices=CHOICES, **common),
        PartialDateField(**common),
        GermanDecimalField(max_digits=12, decimal_places=2, **common),
    )[number % 5]


FIELDS = {name: make_field(number) for number, name in enumerate(NAMES)}
Plain = type("Plain", (forms.Form,), dict(FIELDS))


class Grouped(BaseForm):
    """Three groups and some columns, as a real form has them."""

    def get_layout(self) -> LayoutObject:
        columns = (Row(*NAMES[8:10]), Row(*NAMES[10:12]))
        return Layout(
            Fieldset("Eins", *NAMES[:8]), Fieldset("Zwei", *columns, *NAMES[12:18]), Fieldset("Drei", *NAMES[18:])
        )


Kern = type("Kern", (Grouped,), dict(FIELDS))

FRAME = """<div class="kern-form-input"><label for="id_NAME">LABEL</label><div id="id_NAME_helptext">HINT</div>CONTROL
{% if form.NAME.errors %}<p class="kern-error" id="id_NAME_error">{{ form.NAME.errors.0 }}</p>{% endif %}</div>"""
TEXT = """<input type="text" name="NAME" id="id_NAME" value="{{ form.NAME.value|default_if_none:'' }}">"""
AREA = """<textarea name="NAME" id="id_NAME">{{ form.NAME.value|default_if_none:'' }}</textarea>"""
SELECT = """<select name="NAME" id="id_NAME">
{% for value, label in form.fields.NAME.choices %}<option value="{{ value }}"
{% if value == form.NAME.value %} selected{% endif %}>{{ label }}</option>{% endfor %}</select>"""
LIST = """{% for value, label in form.fields.NAME.choices %}<div class="kern-form-check"><input type="checkbox"
name="NAME" value="{{ value }}" id="id_NAME_{{ forloop.counter0 }}"><label for="id_NAME_{{ forloop.counter0 }}">
{{ label }}</label></div>{% endfor %}"""


def hand_written() -> str:
    """The same form written out field by field."""
    rows = []
    for number, (name, field) in enumerate(FIELDS.items()):
        control = LIST if number == len(NAMES) - 1 else (TEXT, AREA, SELECT, TEXT, TEXT)[number % 5]
        row = FRAME.replace("CONTROL", control).replace("LABEL", field.label).replace("HINT", str(field.help_text))
        rows.append(row.replace("NAME", name))
    return '<form method="post">{% csrf_token %}' + "\n".join(rows) + "</form>"


TEMPLATES = {
    "static page": (None, "<p>ok</p>"),
    "hand-written": (Plain, hand_written()),
    "crispy pack kern": (Kern, "{% load crispy_forms_tags %}{% crispy form %}"),
    "plain Django (as_div)": (Plain, '<form method="post">{% csrf_token %}{{ form.as_div }}</form>'),
}
PAGES = {name: (form, engines["django"].from_string(source)) for name, (form, source) in TEMPLATES.items()}


@login_not_required
def page(request: HttpRequest, name: str) -> HttpResponse:
    """One of PAGES, its form made anew for each request."""
    form_class, template = PAGES[name]
    form = form_class(initial={NAMES[0]: "Wert", NAMES[2]: "3"}) if form_class else None
    return HttpResponse(template.render({"form": form}, request))


urlpatterns = [path("<str:name>", page)]


def seconds(handler: WSGIHandler, name: str) -> float:
    """CPU seconds per request of the page, the best of some series."""
    factory = RequestFactory(SERVER_NAME="localhost")
    best = float("inf")
    for _ in range(SERIES):
        start = time.process_time()
        for _ in range(REQUESTS):
            handler(factory.get(f"/{name}").environ, lambda *_: None).close()
        best = min(best, (time.process_time() - start) / REQUESTS)
    return best


def main() -> None:
    """Prints the table."""
    settings.ROOT_URLCONF = __name__
    handler = WSGIHandler()
    costs = {name: seconds(handler, name) for name in PAGES}
    print(f"{'page':26}{'× static page':>16}{'× hand-written':>16}")  # noqa: T201
    for name, cost in costs.items():
        print(f"{name:26}{cost / costs['static page']:>16.1f}{cost / costs['hand-written']:>16.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
