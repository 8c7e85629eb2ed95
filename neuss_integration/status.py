"""How the application is: what the page for the Fachadministration and /readyz tell."""

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from neuss_integration.accounts.selectors import accounts_without_key
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.mailing.selectors import mail_server, oldest_due
from neuss_integration.mailing.services import is_sending
from neuss_integration.operations.enums import BackgroundService
from neuss_integration.operations.selectors import life_of
from reporting.enums import RunState
from reporting.models import PublicationRun

RUN_WAITS_TOO_LONG: Final = dt.timedelta(minutes=15)
MAIL_WAITS_TOO_LONG: Final = dt.timedelta(hours=1)
MIN_FREE_BYTES: Final = 500 * 1024 * 1024
REMEDIES: Final = {
    BackgroundService.WORKER: "Bitte starten Sie ihn mit „manage.py db_worker“. "
    "So lange wird kein Bericht veröffentlicht.",
    BackgroundService.TICK: "Bitte starten Sie ihn mit „manage.py tick“. So lange gehen keine E-Mails hinaus.",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `is_vital`: without it no page can be answered."""

    key: str
    title: str
    is_fine: bool
    sentence: str
    is_vital: bool = False


def checks() -> list[Check]:
    """Everything, the vital things first. Without a database that fits the program nothing else can be known."""
    database = _database()
    return [database, *(_others() if database.is_fine else ()), _disk()]


def _others() -> Iterator[Check]:
    yield (migrations := _migrations())
    if not migrations.is_fine:
        return
    yield from (_service(service) for service in BackgroundService)
    yield _runs()
    yield _mails()
    yield _factors()


def _database() -> Check:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Check("database", "Datenbank", False, "Die Datenbank antwortet nicht.", is_vital=True)
    return Check("database", "Datenbank", True, "Die Datenbank antwortet.", is_vital=True)


def missing_migrations() -> int:
    """How many changes of the database the program has that were not made yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _migrations() -> Check:
    missing = missing_migrations()
    sentence = "Die Datenbank passt zum Programm."
    if missing:
        count = count_of(missing, "Änderung")
        sentence = f"Noch nicht ausgeführt: {count} der Datenbank. Bitte rufen Sie „manage.py migrate“ auf."
    return Check("migrations", "Aufbau der Datenbank", not missing, sentence, is_vital=True)


def _service(service: BackgroundService) -> Check:
    life = life_of(service)
    sentence = f"{life.sentence}." if life.is_alive else f"{life.sentence}. {REMEDIES[service]}"
    return Check(service.value, service.label, life.is_alive, sentence)


def _runs() -> Check:
    waiting = PublicationRun.objects.filter(state=RunState.QUEUED).order_by("requested_at").first()
    if waiting is None:
        return Check("runs", "Veröffentlichungen", True, "Keine Veröffentlichung wartet.")
    is_fine = timezone.now() - waiting.requested_at < RUN_WAITS_TOO_LONG
    return Check(
        "runs", "Veröffentlichungen", is_fine, f"Eine Veröffentlichung wartet seit {_at(waiting.requested_at)}."
    )


def _mails() -> Check:
    server, oldest = mail_server(), oldest_due(timezone.now())
    if server.failing_since:
        since = f"Der Mailserver ist seit {_at(server.failing_since)} nicht erreichbar: {server.error}"
        return Check("mail", "E-Mail", False, since)
    if oldest is None:
        return Check("mail", "E-Mail", True, "Keine fällige E-Mail wartet.")
    sentence = f"Die älteste fällige E-Mail wartet seit {_at(oldest)}."
    if not is_sending():
        return Check("mail", "E-Mail", True, f"{sentence} Der Versand ist angehalten oder ausgeschaltet.")
    return Check("mail", "E-Mail", timezone.now() - oldest < MAIL_WAITS_TOO_LONG, sentence)


def _factors() -> Check:
    """Whether SECRET_KEY still opens what it closed."""
    closed = accounts_without_key()
    sentence = "Die Anwendung kann die zweiten Faktoren prüfen."
    if closed:
        people = "einem Konto" if closed == 1 else f"{closed} Konten"
        sentence = (
            f"SECRET_KEY ist gewechselt worden: Bei {people} gelten die Codes der App nicht mehr. "
            "Tragen Sie den alten Schlüssel in SECRET_KEY_FALLBACKS ein, oder entfernen Sie dort den zweiten Faktor."
        )
    return Check("second_factors", "Zweiter Faktor", not closed, sentence)


def _disk() -> Check:
    usage = shutil.disk_usage(settings.DATA_DIR if settings.DATA_DIR.is_dir() else settings.BASE_DIR)
    share = round(100 * usage.used / usage.total)
    sentence = f"{share} Prozent des Speicherplatzes sind belegt, {usage.free // 1_000_000} Megabyte sind frei."
    is_fine = usage.free > MIN_FREE_BYTES
    return Check("disk", "Speicherplatz", is_fine, sentence if is_fine else f"{sentence} Bitte schaffen Sie Platz.")


def _at(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%d.%m.%Y, %H:%M} Uhr"
