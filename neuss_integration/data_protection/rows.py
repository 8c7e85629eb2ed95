"""One row of an answer to a person, in words: what it is about, when, and what it says of them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from neuss_integration.accounts.models import User
from neuss_integration.data_protection.content import (
    INTERNAL,
    PUBLIC,
    classes_of,
    is_account,
    original,
    personal_fields,
    text_fields,
)
from neuss_integration.data_protection.naming import name_of_field, name_of_row
from neuss_integration.data_protection.ownership import is_of, is_their_account, is_their_phone, own_words, seat_fields
from neuss_integration.data_protection.sessions import typed_texts
from neuss_integration.data_protection.texts import Person, strings

SECRET: Final = {"password", "session_data", "token", "token_secret", "data", "key", "session_key", "code"}
"""Fields that prove who somebody is: named in an answer, never shown."""
REPEATED: Final = {"html", "calendar", "search_text"}
"""Fields that hold for machines what stands in others for people."""
REPEATS: Final = "nennt diese Person, in einer Form für Programme"
TIMES: Final = ("created_at", "at", "history_date", "sent_at")
NAMES: Final = ("number", "paper_number", "subject", "title", "name")
"""Fields by which people know a row, in the order in which they are said."""
SUBJECT: Final = "subject"
"""Who got a mail knows its subject, whomever it names."""
DAYS: Final = ("starts_at", "reference_date")
DEPTH: Final = 3


class Labels:
    """What rows are called, each looked up once; a name of a person is no part of it (Art. 15 Abs. 4 DSGVO)."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[tuple[type[models.Model], Any], str] = {}

    def of_row(self, row: models.Model) -> str:
        """The kind of the row and what it is about: „Nachricht „Einladung““, by its number where nothing names it."""
        kind, label = name_of_row(type(row)), self._label(row, DEPTH)
        return f"{kind} „{label}“" if label else f"{kind} {row.pk}"

    def of_key(self, model: type[models.Model], key: Any, depth: int = DEPTH) -> str:
        """What the row with this key is called; empty where nothing names it or it is no longer there."""
        if (model, key) not in self._known:
            row = model._base_manager.filter(pk=key).first()
            self._known[model, key] = self._label(row, depth) if row else ""
        return self._known[model, key]

    def _label(self, row: models.Model, depth: int) -> str:
        classes, plain = (
            classes_of(type(row)),
            [each for each in type(row)._meta.concrete_fields if not each.is_relation],
        )
        named = {each.name for each in plain if classes.get(each.name) in (PUBLIC, INTERNAL) or each.name == SUBJECT}
        said = [str(getattr(row, name) or "") for name in NAMES if name in named]
        said += [_day(getattr(row, name)) for name in DAYS if name in named]
        if any(said):
            return " ".join(filter(None, said))
        return self._of_parent(row, depth - 1) if depth else ""

    def _of_parent(self, row: models.Model, depth: int) -> str:
        own = original(type(row))
        for each in own._meta.concrete_fields:
            model = each.related_model
            if not isinstance(model, type) or model is User or model is own or not classes_of(model):
                continue
            key = getattr(row, each.attname)
            if key is not None and (label := self.of_key(model, key, depth)):
                return label
        return ""


def row_told(row: Any, person: Person, labels: Labels) -> dict[str, str]:
    """The row as the answer says it: its kind and name, its times, and what tells of the person."""
    model = type(row)
    if model is Session:
        named = [text for text in typed_texts(row) if person.named_in(text)]
        return {"Eintrag": "Noch nicht gespeicherte Eingabe in einer Sitzung", "Inhalt": _listed(named)}
    when = [each for each in model._meta.concrete_fields if each.name in TIMES]
    names = when + [each for each in _about(model, row, person) if each not in when]
    shown = {name_of_field(model, each): _shown(each, row, person, labels) for each in names}
    return {"Eintrag": labels.of_row(row)} | {k: v for k, v in shown.items() if v}


def _about(model: type[models.Model], row: Any, person: Person) -> Iterator[Any]:
    """The fields that tell of this person and of nobody else: Art. 15 Abs. 4 DSGVO protects the others."""
    personal, texts = personal_fields(model), text_fields(model)
    theirs = [each.name for each, _ in personal if is_account(each)] + [each.name for each in seat_fields(model)]
    own = own_words(row, person)
    is_own = own is not None or is_their_account(row, person) or any(is_of(row, name, person) for name in theirs)
    own_texts = {each.name for each, key in personal if key == "konto" and is_own} | {*(own.texts if own else ())}
    named = {each.name.partition("_")[0] for each in texts if _names(row, each, person)}
    for each in dict.fromkeys([*(each for each, _ in personal), *texts]):
        if is_account(each):
            if is_of(row, each.name, person):
                yield each
        elif each in texts and each.name not in own_texts:
            is_beside = "_" in each.name and each.name.partition("_")[0] in named
            if is_beside or _names(row, each, person) or is_their_phone(row, each.name, person):
                yield each
        elif is_own:
            yield each


def _names(row: Any, each: Any, person: Person) -> bool:
    return any(person.named_in(text) for text in strings(getattr(row, each.attname)))


def _shown(each: Any, row: Any, person: Person, labels: Labels) -> str:
    value = getattr(row, each.attname)
    if is_account(each):
        return "diese Person"
    if value in (None, "", b""):
        return ""
    if each.name in REPEATED or (original(type(row))._meta.label_lower, each.name) == ("mailing.mail", "key"):
        return REPEATS
    if each.name in SECRET:
        return "gespeichert, wird nicht angezeigt"
    if each.is_relation:
        return labels.of_key(each.related_model, value) or str(value)
    own = own_words(row, person)
    if own and own.theirs_alone and each.name in own.texts:
        return str(value)
    return _in_words(each, value, person)


def _in_words(each: Any, value: Any, person: Person) -> str:
    if isinstance(each, models.JSONField):
        return _listed([text for text in strings(value) if person.named_in(text)] or [*strings(value)])
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, dt.datetime):
        return f"{timezone.localtime(value):%d.%m.%Y, %H:%M} Uhr"
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    if isinstance(each, models.TextField):
        lines = [line.strip() for line in value.splitlines() if person.named_in(line)]
        return " … ".join(lines) or value
    return str(dict(each.flatchoices).get(value, value))


def _day(value: dt.date | dt.datetime | None) -> str:
    if value is None:
        return ""
    return f"{timezone.localtime(value) if isinstance(value, dt.datetime) else value:%d.%m.%Y}"


def _listed(texts: list[str]) -> str:
    return " · ".join(dict.fromkeys(texts))
