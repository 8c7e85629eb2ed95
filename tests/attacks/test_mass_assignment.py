"""Forms write what they show and nothing else."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.forms import BaseForm, ModelForm
from django.test import Client

from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.services.roles import OWN_ROLE
from tests.conventions.source import PACKAGES
from tests.factories import World, sign_in
from tests.interface.test_every_form import FORMS as EVERY_FORM
from tests.interface.test_every_form import all_below, is_base, key_of

ONLY_SERVICES = re.compile(
    r"^(password|sessions_ended|last_login|released.*|published.*|approved.*|.*_by|owner|actor|author"
    r"|erased_at|sha256|content|search_text|sort_key|previous|latest_progress|created_at|updated_at)$"
)
TYPED = {"raised_by", "received_by"}
"""Who raised a need, and who took an answer on the telephone, is typed by the office."""
OF_THE_FORM = {"password", "apply_by", "answer_by", "author", "approved_in"}
"""What is typed: one's own password, deadlines, who translated, the meeting that approved."""
OWN = [form for form in all_below(ModelForm) if not form.__module__.startswith("django.")]
"""Not those of Django's own administration: nothing here uses them, and something else may have imported them."""
FORMS = sorted(OWN, key=lambda form: f"{form.__module__}.{form.__qualname__}")


def test_no_form_writes_what_only_services_may() -> None:
    written = {
        (form.__qualname__, name)
        for form in FORMS
        if getattr(form, "_meta", None) and form._meta.model
        for name in form.base_fields
        if ONLY_SERVICES.match(name) and name not in TYPED
    }
    assert written == set()


def test_no_form_of_any_kind_has_a_field_that_only_services_write() -> None:
    fields = {(form.__qualname__, name) for form in EVERY_FORM for name in form.base_fields}  # type: ignore[attr-defined]
    assert len(EVERY_FORM) > 90
    assert {each for each in fields if ONLY_SERVICES.match(each[1]) and each[1] not in TYPED | OF_THE_FORM} == set()


def everything_below(form: type) -> Iterator[type]:
    for each in form.__subclasses__():
        yield each
        yield from everything_below(each)


def test_every_form_of_ours_is_looked_at() -> None:
    """A form made in another way than those of the house would pass the tests of this file unseen."""
    ours = {form for form in everything_below(BaseForm) if form.__module__.split(".")[0] in PACKAGES}
    assert sorted(key_of(form) for form in ours - set(EVERY_FORM) if not is_base(form)) == []
    assert len(ours) > 90


def test_there_are_forms_and_such_fields_at_all() -> None:
    names = {field.name for model in apps.get_models() for field in model._meta.fields}
    assert len([form for form in FORMS if getattr(form, "_meta", None) and form._meta.model]) > 3
    assert {name for name in names if ONLY_SERVICES.match(name)} >= {"password", "published_by", "actor"}


def test_account_form_takes_nothing_beside_its_fields(client: Client, world: World) -> None:
    person = world.nobody
    before = models.Model.serializable_value(person, "password"), person.sessions_ended
    extra = {"password": "x", "sessions_ended": "9", "is_superuser": "on", "role": "administrator", "memberships": "1"}
    data = {"name": "Neuer Name", "email": person.email, "is_active": "on"}
    sign_in(client, world.verwaltung_person).post(f"/benutzer/{person.pk}/bearbeiten/", data | extra)
    stored = User.objects.get(pk=person.pk)
    assert (stored.name, (stored.password, stored.sessions_ended)) == ("Neuer Name", before)
    assert not Membership.objects.filter(user=person).exists()


@pytest.mark.parametrize("role", ["coordinator", "auditor", "administrator"])
def test_administration_gives_itself_no_role(client: Client, world: World, role: str) -> None:
    admin = world.verwaltung_person
    form = {"role": role, "valid_from": "01.01.2026"}
    answer = sign_in(client, admin).post(f"/benutzer/{admin.pk}/rollen/neu/", form)
    assert OWN_ROLE in answer.content.decode()
    assert list(Membership.objects.filter(user=admin).values_list("role", flat=True)) == ["administrator"]
