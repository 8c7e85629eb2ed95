"""Rows that are a person's although no text names them: what they wrote, sent or answered."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.db.models import Q

from neuss_integration.accounts.models import User
from neuss_integration.data_protection.content import is_account, original
from neuss_integration.data_protection.texts import ERASED, EXACT, Person
from roundtables.models import TableMember

Model = type[models.Model]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """`texts` belong to whom the field `by` names (an account, a seat, an address), where the field `unless` is empty.

    They are told whole where they are `theirs_alone`: a mail speaks of others too. Erasing empties those that `go`;
    others are records of the office and only lose the name. A row with a `last_day` is emptied whole by `tick`, which
    knows what else hangs on it.
    """

    by: str
    texts: tuple[str, ...]
    goes: bool = False
    last_day: str = ""
    unless: str = ""
    theirs_alone: bool = True


REACHED_BY_PHONE: Final = frozenset({"contact", "reply_to"})
"""Whose number stands in a field that is called no more than „phone“."""
OWN_WORDS: Final[Mapping[str, OwnWords]] = {
    "roundtables.goalcomment": OwnWords("author", ("text",)),
    "reporting.sectioncomment": OwnWords("author", ("text",)),
    "roundtables.need": OwnWords("raised_by", ("title", "description"), unless="raised_by_name"),
    "roundtables.objection": OwnWords("raised_by", ("text",)),
    "roundtables.attendance": OwnWords("member", ("reply_note",), goes=True),
    "roundtables.guest": OwnWords("guest_name", ("note",)),
    "portal.enquiry": OwnWords("reply_to", ("message", "answer", "phone"), last_day="erase_on"),
    "mailing.barrierreport": OwnWords("email", ("message", "page")),
    "mailing.mail": OwnWords("address", ("text", "html", "calendar"), goes=True, theirs_alone=False),
}


def own_words(row: models.Model, person: Person) -> OwnWords | None:
    """What in the row is theirs; None where it is not theirs."""
    own = OWN_WORDS.get(original(type(row))._meta.label_lower)
    if own is None or not hasattr(row, own.by) or (own.unless and getattr(row, own.unless)):
        return None  # a history may keep no such field
    return own if is_of(row, own.by, person) else None


def is_of(row: models.Model, name: str, person: Person) -> bool:
    """Whether this field of the row names the person and nobody else."""
    field: Any = row._meta.get_field(name)
    if is_account(field):
        return person.user is not None and row.serializable_value(name) == person.user.pk
    if field.related_model is TableMember:
        seat = getattr(row, name)
        return any(is_of(seat, each, person) for each in ("user", "contact_name", "contact_email"))
    return person.named_in(getattr(row, name) or "") == EXACT


def is_their_account(row: models.Model, person: Person) -> bool:
    """Whether the row is their account, or its history."""
    is_account_at_all = original(type(row)) is User
    return is_account_at_all and person.user is not None and row.serializable_value("id") == person.user.pk


def is_their_phone(row: models.Model, name: str, person: Person) -> bool:
    """Whether the field is the number under which the person, named beside it, is reached."""
    return name == "phone" and any(hasattr(row, each) and is_of(row, each, person) for each in REACHED_BY_PHONE)


def seat_fields(model: Model) -> list[Any]:
    """The fields that name a seat at a Runder Tisch."""
    return [each for each in model._meta.concrete_fields if each.related_model is TableMember]


def of_their_seats(model: Model, person: Person) -> Iterator[Q]:
    """Conditions for the rows of seats on which the person sits."""
    for each in seat_fields(model):
        if person.user is not None:
            yield Q(**{f"{each.name}__user": person.user})
        for name, value in (("contact_name", person.name), ("contact_email", person.email)):
            if value:
                yield Q(**{f"{each.name}__{name}__iexact": value})


def forgotten(row: models.Model, person: Person, today: dt.date) -> dict[str, Any]:
    """What of the row goes because it is theirs: emptied texts, or the day on which `tick` empties it."""
    own = own_words(row, person)
    if own is None:
        return {}
    if own.last_day:
        return {own.last_day: min(getattr(row, own.last_day), today)}
    names = own.texts if own.goes else ()
    gone: list[Any] = [row._meta.get_field(name) for name in names if getattr(row, name, "")]
    return {each.name: "" if each.blank else ERASED for each in gone}
