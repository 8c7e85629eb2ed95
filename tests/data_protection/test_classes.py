"""Every field is classified, and the Verzeichnis follows from it."""

from collections import Counter

from django.apps import apps
from django.db import models

from neuss_integration.accounts.models import User
from neuss_integration.data_protection.content import (
    INTERNAL,
    PUBLIC,
    classes_of,
    classified,
    original,
    personal_fields,
    purposes,
)
from neuss_integration.data_protection.naming import FIELDS, TITLES
from neuss_integration.data_protection.selectors import Finding, processing_record, tables

TABLES = [model for model in apps.get_models(include_auto_created=True) if original(model) is model]


def fields(model: type[models.Model]) -> set[str]:
    return {field.name for field in (*model._meta.local_fields, *model._meta.local_many_to_many)}


def test_every_field_is_classified() -> None:
    missing = {model._meta.label_lower: fields(model) - set(classes_of(model)) for model in TABLES}
    assert {label: names for label, names in missing.items() if names} == {}, "add them to data_protection/fields.txt"


def test_nothing_is_classified_that_is_not_there() -> None:
    there = {model._meta.label_lower: fields(model) for model in TABLES}
    assert {
        (table, name) for table, names in classified().items() for name in names if name not in there[table]
    } == set()


def test_only_known_classes_are_used() -> None:
    used = {kind for names in classified().values() for kind in names.values()}
    assert used == {PUBLIC, INTERNAL, *purposes()}


def test_whoever_points_at_a_person_is_personal() -> None:
    pointing = [(model, each) for model in TABLES for each in model._meta.local_fields if each.related_model is User]
    assert len(pointing) > 50
    assert [(m._meta.label, f.name) for m, f in pointing if classes_of(m)[f.name] in (PUBLIC, INTERNAL)] == []


def test_addresses_are_never_public_but_those_of_services() -> None:
    emails = [
        (m._meta.label_lower, f.name) for m in TABLES for f in m._meta.local_fields if type(f) is models.EmailField
    ]
    public = [(table, name) for table, name in emails if classified()[table][name] in (PUBLIC, INTERNAL)]
    assert public == [
        ("portal.contactpoint", "email"),
        ("portal.offer", "email"),
        ("portal.organisationprofile", "email"),
        ("city.enterednames", "contact_email"),
    ]


def test_record_names_every_purpose_with_its_data() -> None:
    record = {purpose.key: data for purpose, data in processing_record()}
    assert set(record) == set(purposes())
    assert any(line.startswith("Gäste") for line in record["tisch"])
    assert all(record.values())


def test_no_table_of_an_answer_takes_the_place_of_another() -> None:
    """An answer lists tables by their titles: of two with the same one only the last would be told."""
    named = [model for model in tables() if not original(model)._meta.auto_created]
    titles = Counter(Finding(model, model._base_manager.none()).title for model in named)
    assert len(titles) > 100
    assert [title for title, count in titles.items() if count > 1] == []


def test_tables_and_fields_of_others_with_personal_data_have_german_names() -> None:
    """Whether a library calls them in English or in the German of a social network: each is named here."""
    own = ("neuss_integration", "measures", "reporting", "roundtables", "success_factors")
    others = [model for model in TABLES if not model.__module__.startswith(own)]
    personal = {model._meta.label_lower: {field.name for field, _ in personal_fields(model)} for model in others}
    assert {table for table, names in personal.items() if names} == {*TITLES} == {*FIELDS}
    known = {"account.emailaddress": {"email"}, "account.emailconfirmation": {"email_address"}}
    assert {table: {*FIELDS[table]} | known.get(table, set()) for table in FIELDS} == {t: personal[t] for t in FIELDS}


def test_record_says_in_german_what_the_libraries_keep() -> None:
    said = [line for purpose, data in processing_record() for line in data if purpose.key == "konto"]
    assert (
        "Zweite Faktoren: Konto, Art, Geheimnis oder öffentlicher Schlüssel, eingerichtet am, zuletzt benutzt am"
        in said
    )
    assert not [line for line in said if line.startswith(("Sitzungen:", "authenticators:", "user sessions:"))]
