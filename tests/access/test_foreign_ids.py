"""Numbers in the body of a form: what a person was not offered is not taken, whoever else may choose it."""

from collections import defaultdict
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest
from django.contrib.messages import SUCCESS, get_messages
from django.db import transaction
from django.test import Client

from tests.access.scene import Scene
from tests.access.table import PEOPLE, ROWS
from tests.access.test_offers import filled
from tests.access.test_pages import HTML

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SIGNED_IN = [column for column, person in PEOPLE.items() if person]
FEWEST = {"ohne": 0, "rat": 0, "revision": 0}
"""How many numbers are tried at least; these have hardly a form."""
REFUSALS = ("403", "404", "405")
NOBODYS = "987654"
Offered = dict[tuple[str, str], set[str]]
"""The numbers that may be chosen, by where the form is sent and the name of the field."""


def forms_of(scene: Scene, column: str) -> dict[str, lxml.html.FormElement]:
    """Each form that writes, by where it is sent."""
    found = {}
    for row in HTML:
        if row.method == "GET" and row.answers[column] == "200":
            address = scene.url(row)
            for form in lxml.html.fromstring(scene.answer(row, column).text).forms:
                if form.method == "POST":
                    found[urlsplit(urljoin(address, form.action or "")).path] = form
    return found


def numbers_of(form: lxml.html.FormElement) -> dict[str, set[str]]:
    """The numbers that each field with choices offers."""
    found: dict[str, set[str]] = defaultdict(set)
    for field in form.inputs:
        if field.tag == "select":
            found[field.name] |= set(field.value_options)
        elif field.get("type") in ("radio", "checkbox") and field.name:
            found[field.name].add(field.get("value", ""))
    plain = {name: {each for each in values if each.isdecimal()} for name, values in found.items() if name}
    return {name: values for name, values in plain.items() if values}


def is_taken(client: Client, action: str, data: dict[str, str]) -> bool:
    """Whether the form was saved; that is taken back."""
    with transaction.atomic():
        answer = client.post(action, data)
        transaction.set_rollback(True)
    said = [message.level for message in get_messages(answer.wsgi_request)]
    return answer.status_code == 302 and SUCCESS in said


@pytest.fixture(scope="module")
def forms(scene: Scene) -> dict[str, dict[str, lxml.html.FormElement]]:
    return {column: forms_of(scene, column) for column in SIGNED_IN}


@pytest.fixture(scope="module")
def offered(forms: dict[str, dict[str, lxml.html.FormElement]]) -> Offered:
    """By anybody, in any of their forms of that name."""
    found: Offered = defaultdict(set)
    for by_action in forms.values():
        for action, form in by_action.items():
            for name, values in numbers_of(form).items():
                found[action, name] |= values
    return found


@pytest.mark.parametrize("column", SIGNED_IN)
def test_number_that_was_not_offered_is_not_taken(
    scene: Scene, forms: dict[str, dict[str, lxml.html.FormElement]], offered: Offered, column: str
) -> None:
    client, taken, tried = scene.browser(column), [], 0
    for action, form in forms[column].items():
        data = dict(filled(form))
        for name, own in numbers_of(form).items():
            for foreign in [NOBODYS, *sorted(offered[action, name] - own)[:1]]:
                tried += 1
                if is_taken(client, action, data | {name: foreign}):
                    taken.append((action, name, foreign))
    assert (taken, tried > FEWEST.get(column, 5)) == ([], True)


@pytest.mark.parametrize("column", SIGNED_IN)
def test_form_that_was_not_offered_is_not_taken(
    scene: Scene, forms: dict[str, dict[str, lxml.html.FormElement]], column: str
) -> None:
    """The whole form, filled in as those fill it in who may; what the table refuses outright is tried there."""
    others = {action: form for by_action in forms.values() for action, form in by_action.items()}
    answers = {scene.url(row): row.answers[column] for row in ROWS if row.method == "POST"}
    foreign = [action for action in others.keys() - forms[column].keys() if answers.get(action) not in REFUSALS]
    client = scene.browser(column)
    assert [action for action in sorted(foreign) if is_taken(client, action, dict(filled(others[action])))] == []
