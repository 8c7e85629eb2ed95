"""What people write by hand for everybody to read is reached by erasing, whatever its class."""

import pytest
from django.apps import apps
from django.db import models

from measures.models import Measure
from neuss_integration.data_protection.content import FIXED, PUBLIC, classes_of, fixed_fields, text_fields
from neuss_integration.data_protection.selectors import findings, tables
from neuss_integration.data_protection.services import erase_person
from neuss_integration.data_protection.texts import Person
from success_factors.models import Goal
from tests.factories import World, make_goal, make_organisation

pytestmark = pytest.mark.django_db
PERSON = Person("", "Mira Beispielfrau")
SAYS, WITHOUT = "Mira Beispielfrau hilft.", "[gelöscht] hilft."


def test_every_public_text_is_reached_or_named_as_fixed() -> None:
    texts = (models.CharField, models.TextField, models.JSONField)
    public = [
        (model, field)
        for model in tables()
        for field in model._meta.concrete_fields
        if isinstance(field, texts) and not field.choices and classes_of(model).get(field.name) == PUBLIC
    ]
    left = {(model, field.name) for model, field in public if field not in text_fields(model)}
    assert len(public) > 100
    assert left == {(model, field.name) for model, field in public if field.name in fixed_fields(model)}


def test_fixed_texts_exist_and_are_public() -> None:
    unknown = [
        (label, name)
        for label, names in FIXED.items()
        for name in names
        if classes_of(apps.get_model(label)).get(name, PUBLIC) != PUBLIC
    ]
    assert unknown == []


def test_public_words_name_the_person_no_more_and_names_of_things_stay(world: World) -> None:
    names = ("aim", "description", "location", "results_note", "legal_basis", "released_text", "funding_note")
    Measure.objects.filter(pk=world.vorlesestunden.pk).update(**dict.fromkeys(names, SAYS))
    goal, organisation = make_goal(text=SAYS), make_organisation("Mira Beispielfrau Stiftung")
    assert {finding.model for finding in findings(PERSON)} >= {Measure, Goal}
    erase_person(PERSON, by=world.verwaltung_person)
    world.vorlesestunden.refresh_from_db()
    goal.refresh_from_db()
    organisation.refresh_from_db()
    assert {getattr(world.vorlesestunden, name) for name in names} == {WITHOUT}
    assert (goal.text, organisation.name) == (WITHOUT, "Mira Beispielfrau Stiftung")
    assert findings(PERSON) == []
