"""What is stored about one person: found by account, address and name in every table, histories too."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from measures.models import CatalogueImport
from measures.services.catalogue_import import RETENTION as IMPORTS_KEPT
from neuss_integration.accounts.models import ColleagueRequest, User
from neuss_integration.audit.models import AuditEntry
from neuss_integration.data_protection.content import (
    INTERNAL,
    RIGHTS,
    Purpose,
    classes_of,
    is_account,
    is_exact,
    original,
    personal_fields,
    purposes,
    text_fields,
)
from neuss_integration.data_protection.naming import name_of_field, name_of_table
from neuss_integration.data_protection.ownership import of_their_seats
from neuss_integration.data_protection.rows import Labels, row_told
from neuss_integration.data_protection.sessions import naming_sessions
from neuss_integration.data_protection.texts import Person, spellings
from neuss_integration.foundation.attachments.naming import naming
from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.foundation.words.months import add_months
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.mailing.models import BarrierReport
from neuss_integration.mailing.services import BARRIER_ADDRESS_KEPT as KEPT
from neuss_integration.mailing.services import outdated_mails
from roundtables.models import Guest, TableMember

PREVIEW_DAYS: Final = 30
FILES_AT_ONCE: Final = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """Rows of one table, or of its history, in which the person stands."""

    model: type[models.Model]
    rows: QuerySet[Any]
    count: int = field(default=0)
    about_files: str = ""
    """What is to be said of files whose content is meant, which nobody but a person changes."""

    @property
    def title(self) -> str:
        """The name of the table; of a history the name of the table it belongs to."""
        name = name_of_table(self.model)
        if self.about_files:
            return f"{name}, {self.about_files}"
        return name if original(self.model) is self.model else f"{name}, Änderungsverlauf"


def person_of(user: User) -> Person:
    """The person who has this account."""
    return Person(user.email, user.name, user)


def findings(person: Person, *, files: bool = True) -> list[Finding]:
    """Where the person stands, by table; one query for each table. Reading the `files` takes longest."""
    found = []
    for model in tables():
        if model is Session:
            if keys := naming_sessions(person.named_in):
                found.append(Finding(model, Session.objects.filter(pk__in=keys), len(keys)))
        elif (condition := _condition(model, person)) is not None:
            rows = model._base_manager.filter(condition).order_by("pk")
            if count := rows.count():
                found.append(Finding(model, rows, count))
    return found + [each for model in tables() if files for each in _files(model, person)]


def _files(model: type[models.Model], person: Person) -> Iterator[Finding]:
    """The files that name the person in what they say, and those that cannot be read; each batch by one process."""
    contents = [each for each in model._meta.concrete_fields if isinstance(each, models.BinaryField)]
    if not contents or classes_of(model)[contents[0].name] != INTERNAL:
        return
    said: dict[bool | None, list[Any]] = {}
    rows = model._base_manager.order_by("pk").values_list("pk", contents[0].name).iterator(chunk_size=FILES_AT_ONCE)
    while batch := list(islice(rows, FILES_AT_ONCE)):
        for (pk, _), names in zip(
            batch, naming([bytes(each) for _, each in batch], person.words_in_files), strict=True
        ):
            said.setdefault(names, []).append(pk)
    for answer, title in ((True, "Inhalt der Dateien"), (None, "nicht lesbare Dateien")):
        if answer in said:
            yield Finding(model, model._base_manager.filter(pk__in=said[answer]), len(said[answer]), title)


def tables() -> list[type[models.Model]]:
    """Every table that fields.txt describes, and the histories."""
    return [model for model in apps.get_models(include_auto_created=True) if classes_of(model)]


def _condition(model: type[models.Model], person: Person) -> Q | None:
    parts: list[Any] = []
    for each, _ in personal_fields(model):
        if is_account(each) and person.user is not None:
            parts.append(Q(**{each.name: person.user}))
    parts += of_their_seats(model, person)
    if model is User and person.user is not None:
        parts.append(Q(pk=person.user.pk))
    for text in text_fields(model):
        parts += [Q(**{f"{text.name}__icontains": word}) for word in spellings(text, person.words)]
        if is_exact(model, text) and person.name:
            parts.append(Q(**{f"{text.name}__iexact": person.name}))
    return Q.create(parts, connector=Q.OR) if parts else None


def disclosure(person: Person) -> dict[str, Any]:
    """The answer to a request under Art. 15 DSGVO: what is stored, why, on which basis and how long."""
    known, labels = purposes(), Labels()
    found = findings(person)
    used = {key for finding in found for _, key in personal_fields(finding.model)}
    return {
        "Stand": f"{timezone.localtime():%d.%m.%Y, %H:%M} Uhr",
        "Verantwortlich": f"{city_names().full_name}, {city_names().office}, {city_names().contact_email}",
        "Person": {"Name": person.name, "E-Mail-Adresse": person.email},
        "Zwecke": [_purpose(known[key]) for key in known if key in used],
        "Herkunft und Rechte": [*RIGHTS],
        "Daten": {finding.title: [_told(finding, row, person, labels) for row in finding.rows] for finding in found},
        "Von Ihnen eingetragen oder geändert": changes_by(person),
    }


def changes_by(person: Person) -> list[str]:
    """How often and when the person changed something: a line for each table, which has a history."""
    if person.user is None:
        return []
    histories = [model for model in tables() if hasattr(model, "history_user")]
    return [line for model in histories if (line := _changes(model, person.user))]


def _changes(model: type[models.Model], user: User) -> str:
    rows = model._base_manager.filter(history_user=user)
    found = rows.aggregate(count=Count("pk"), first=Min("history_date"), last=Max("history_date"))
    if not found["count"]:
        return ""
    days = [f"{timezone.localtime(found[each]):%d.%m.%Y}" for each in ("first", "last")]
    when = f"am {days[0]}" if days[0] == days[1] else f"vom {days[0]} bis {days[1]}"
    return f"{name_of_table(model)}: {count_of(found['count'], 'Änderung')} {when}"


def _purpose(purpose: Purpose) -> dict[str, str]:
    return {
        "Zweck": purpose.title,
        "Rechtsgrundlage": purpose.basis,
        "Dauer": purpose.retention,
        "Wer es liest": purpose.readers,
    }


def _told(finding: Finding, row: Any, person: Person, labels: Labels) -> dict[str, str]:
    if finding.about_files:
        return {"Eintrag": labels.of_row(row), "Datei": row.name}
    return row_told(row, person, labels)


def processing_record() -> Iterator[tuple[Purpose, list[str]]]:
    """The Verzeichnis (Art. 30 DSGVO): each purpose with the kinds of data, table by table."""
    kinds: dict[str, list[str]] = {}
    for model in tables():
        if original(model) is model:
            by_purpose: dict[str, list[str]] = {}
            for each, key in personal_fields(model):
                by_purpose.setdefault(key, []).append(name_of_field(model, each))
            for key, names in by_purpose.items():
                kinds.setdefault(key, []).append(f"{name_of_table(model)}: {', '.join(names)}")
    return ((purpose, sorted(kinds.get(key, []))) for key, purpose in purposes().items())


def retention_preview() -> list[tuple[str, int]]:
    """What `tick` erases within the next days by itself, in words and how much; one query for each rule."""
    return [(title, rows.count()) for title, rows in retention_rules(timezone.now() + dt.timedelta(days=PREVIEW_DAYS))]


def retention_rules(now: dt.datetime) -> list[tuple[str, QuerySet[Any]]]:
    """What `tick` erases at this time or has before: a name and the rows for each rule."""
    today = timezone.localdate(now)
    contacts = add_months(today, -settings.CONTACT_RETENTION_MONTHS)
    enquiries = apps.get_model("portal", "Enquiry")._base_manager.filter(erased_at__isnull=True)
    return [
        ("Sitze an Runden Tischen", TableMember.objects.filter(valid_until__lt=contacts, erased_at__isnull=True)),
        ("Gäste von Sitzungen", Guest.objects.filter(meeting__ends_at__date__lt=contacts).exclude(guest_name="")),
        ("Vorgeschlagene Konten", ColleagueRequest.objects.outdated(now)),
        ("Anfragen an die Beratung", enquiries.filter(erase_on__lte=today)),
        ("E-Mails", outdated_mails(now)),
        ("Adressen gemeldeter Barrieren", BarrierReport.objects.filter(created_at__lt=now - KEPT).exclude(email="")),
        ("Einträge des Protokolls", AuditEntry.objects.filter(kept_until__lt=now.date())),
        ("Kataloge, die zum Einlesen bereitliegen", CatalogueImport.objects.forgotten(now - IMPORTS_KEPT)),
        ("Anmeldungen mit begonnenen Eingaben", Session.objects.filter(expire_date__lt=now)),
    ]
