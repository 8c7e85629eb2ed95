"""Every address that takes POST is attacked in each way that concerns it, found by itself or named with a reason."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import lxml.html
import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from django.urls import resolve

from measures.forms.measure import MeasureForm
from neuss_integration.accounts.models import Membership, User
from roundtables.models import TableMember
from tests.access.scene import Scene
from tests.access.table import PEOPLE, ROWS, Row
from tests.access.test_foreign_ids import REFUSALS, SIGNED_IN, forms
from tests.access.test_hostile_text import FORMS_OF_IT, HOSTILE
from tests.access.test_offers import filled
from tests.access.test_order_of_steps import STEPS
from tests.access.test_order_without_states import STEPS as OTHER_STEPS

__all__ = ["forms"]
pytestmark = [pytest.mark.django_db, pytest.mark.once]
Forms = dict[str, dict[str, lxml.html.FormElement]]
DONE: Final = ("200", "302")
ALLAUTH: Final = "asks for a code, a password or a key that the scene has not; tests/accounts"
NOT_OFFERED: Final = {
    "account_confirm_login_code": ALLAUTH,
    "account_end_sessions": "needs a second session; holds no text",
    "account_login": "who is signed in sees no form; tests/accounts/test_sign_in.py",
    "account_request_login_code": "who is signed in sees no form; tests/accounts/test_mailed_code.py",
    "account_reset_password_from_key": ALLAUTH,
    "data-protection:answer": "comes after a search; tests/data_protection",
    "data-protection:erase": "comes after a search; tests/data_protection",
    "mfa_activate_totp": ALLAUTH,
    "mfa_add_webauthn": ALLAUTH,
    "mfa_authenticate": ALLAUTH,
    "mfa_generate_recovery_codes": ALLAUTH,
    "mfa_login_webauthn": ALLAUTH,
    "mfa_reauthenticate": ALLAUTH,
    "mfa_reauthenticate_webauthn": ALLAUTH,
    "mfa_remove_webauthn": ALLAUTH,
    "publicity:confirm": "stands behind a link in a mail; tests/portal",
    "measures:import-choose": "is part of the page of a long preview; tests/measures",
    "measures:offline-take": "comes after a sheet was read; tests/measures",
}  # fmt: skip
"""Whose form stands on no page of the scene, and why."""
OF_THE_STATE: Final = {
    "mailing:mail-again", "mailing:resume", "measures:bulk-unchanged", "measures:gap-open-again",
    "measures:key-figure-resume", "measures:measure-bulk-undo", "measures:milestone-restore", "measures:progress-same",
    "measures:progress-unchanged", "measures:round-take-in", "reporting:report-issue", "reporting:report-read",
    "reporting:report-retry", "reporting:report-review-end", "reporting:sections-complete", "roundtables:action-reopen",
    "roundtables:comment-restore", "roundtables:item-move", "roundtables:meeting-hold",
    "roundtables:meeting-take-back", "success_factors:edition-revise", "success_factors:goal-move",
}  # fmt: skip
"""Buttons without a text, offered while a thing is in another state than that of the scene."""
LONGER: Final = {"measures:measure-create": MeasureForm.base_fields}
"""Of which the page shows a short form first; the long one has these fields."""
FEWEST: Final = {"rat": 0, "revision": 0, "admin": 10, "koord": 150, "jugend": 20, "bibl": 10, "tisch": 3}
"""How many addresses are tried at least."""
NOT_OF_THE_FORM: Final = {"django_session", "usersessions_usersession"}
STEP: Final = re.compile(r"state|(?!updated|heartbeat|created)\w+_at")
MOST: Final = 12
"""Columns of a step; what stores more stores the whole row."""
NUMBER, DAY, WORD = "98765432", "2077-07-07", "gestohlen98765432"
WITHOUT_ORDER: Final = {
    "measures:check-accept-all": "takes what waits and leaves the rest; tests/measures/test_office_checks.py",
    "measures:import-undo": "may only be done once; test_order_of_steps.py, tests/measures",
    "publicity:batch-release": "takes what waits and leaves the rest; tests/portal",
}
"""What changes states, and why it stands in no table."""


def rows_that_write() -> Iterator[Row]:
    for row in ROWS:
        if row.method == "POST" and set(DONE) & set(row.answers.values()):
            yield row


def found_forms(forms: Forms) -> dict[str, tuple[str, str, lxml.html.FormElement]]:
    """One form for each address: who is shown it, where it is sent, and the form."""
    every = ((column, action, form) for column, by in forms.items() for action, form in by.items())
    return {resolve(action).view_name: (column, action, form) for column, action, form in every}


@contextmanager
def taken_back(look: Callable[[str, Any], None]) -> Iterator[None]:
    """What is written meanwhile is shown to `look` and taken back."""

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE")):
            look(sql, params)
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(watch):
            yield
        transaction.set_rollback(True)


def test_every_address_that_writes_has_a_form_or_a_reason(forms: Forms) -> None:
    """New ones are tried by the tests below and by test_foreign_ids without being named anywhere."""
    unseen = {row.name for row in rows_that_write()} - set(found_forms(forms))
    assert unseen - OF_THE_STATE == set(NOT_OFFERED)
    assert unseen >= OF_THE_STATE


def columns_of_all() -> dict[str, str]:
    """Each column of each model with something that is told again wherever it is written."""
    found = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            value = NUMBER if field.is_relation or isinstance(field, models.IntegerField) else WORD
            value = DAY if isinstance(field, models.DateField) else value
            found |= {field.name: value, field.attname: value}
    return found


def browser_of(scene: Scene, column: str) -> Client:
    return scene.browser(column) if column != "anonym" else Client()


@pytest.mark.parametrize("column", [*SIGNED_IN, "anonym"])
def test_nothing_beside_the_fields_is_written(scene: Scene, forms: Forms, column: str) -> None:
    """Every column of every table is sent along, with the form as far as there is one."""
    stolen, extra = defaultdict(set), columns_of_all()
    User.objects.create(pk=int(NUMBER), email="eva@neuss.example", name="Eva")
    own = {resolve(action).view_name: (action, form) for action, form in forms.get(column, {}).items()}
    for name, url in {row.name: scene.url(row) for row in rows_that_write() if row.answers[column] in DONE}.items():
        action, form = own.get(name, (url, None))
        data = dict(filled(form)) if form is not None else {}
        names = {*LONGER.get(name, ()), *([each.name for each in form.inputs] if form is not None else ())}

        def look(sql: str, params: Any, name: str = name) -> None:
            if NUMBER in str(params) or DAY in str(params):
                stolen[name].add(sql.split('"')[1])

        with taken_back(look):
            browser_of(scene, column).post(action, {key: extra[key] for key in extra.keys() - names} | data)
    assert stolen == {}


def expired(scene: Scene, column: str) -> Client:
    """The browser of the person, signed in as before; roles and seats were over the day before yesterday."""
    person: Any = getattr(scene.world, str(PEOPLE[column]))
    ended = "2020-12-31"
    Membership.objects.filter(user=person).update(valid_from="2020-01-01", valid_until=ended)
    TableMember.objects.filter(user=person).update(valid_from="2020-01-01", valid_until=ended)
    return scene.browser(column)


@pytest.mark.parametrize("column", [column for column in SIGNED_IN if column != "ohne"])
def test_nobody_writes_once_the_role_is_over(scene: Scene, forms: Forms, column: str) -> None:
    own = {resolve(action).view_name: (action, form) for action, form in forms[column].items()}
    rows = [row for row in rows_that_write() if row.answers[column] in DONE and row.answers["ohne"] in REFUSALS]
    client, written = expired(scene, column), {}
    for row in rows:
        action, form = own.get(row.name, (scene.url(row), None))
        changed: list[str] = []
        with taken_back(lambda sql, _, changed=changed: changed.append(sql.split('"')[1])):
            answer = client.post(action, dict(filled(form)) if form is not None else {})
        if answer.status_code not in (403, 404) or set(changed) - NOT_OF_THE_FORM:
            written[row.name] = answer.status_code, changed
    assert (written, len(rows) >= FEWEST[column]) == ({}, True)


def text_names(form: lxml.html.FormElement) -> list[str]:
    texts = form.xpath(".//textarea | .//input[not(@type) or @type='text' or @type='search' or @type='hidden']")
    return [each.get("name") for each in texts if each.get("name")]


@pytest.mark.parametrize("column", SIGNED_IN)
def test_hostile_text_in_every_field_of_every_form_is_shown_inert(scene: Scene, forms: Forms, column: str) -> None:
    """What is refused comes back in the form, what is stored on the page that follows; no server error either."""
    client, loud = scene.browser(column), {}
    for action, form in forms[column].items():
        names = text_names(form)
        for chosen in [names, *([each] for each in names)]:
            with taken_back(lambda sql, params: None):
                answer = client.post(action, dict(filled(form)) | dict.fromkeys(chosen, HOSTILE), follow=True)
            if any(each in answer.text for each in FORMS_OF_IT) or answer.status_code >= 500:
                loud[action] = answer.status_code, chosen
    assert loud == {}


def test_every_step_stands_in_a_table_of_steps(scene: Scene, forms: Forms) -> None:
    """Whatever form changes a state, or notes when something was decided, is no step out of order unseen."""
    steps = set()
    for name, (column, action, form) in found_forms(forms).items():

        def look(sql: str, _: Any, name: str = name) -> None:
            columns = re.findall(r'"(\w+)" = ', sql.partition(" WHERE ")[0])
            if sql.startswith("UPDATE") and len(columns) <= MOST and any(STEP.fullmatch(each) for each in columns):
                steps.add(name)

        with taken_back(look):
            scene.browser(column).post(action, dict(filled(form)))
    tried = {step.address for step in STEPS} | {step[2] for step in OTHER_STEPS}
    assert steps - tried == set(WITHOUT_ORDER)
