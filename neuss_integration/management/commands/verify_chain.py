"""`manage.py verify_chain`."""

from collections.abc import Iterator
from typing import Any, Final

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from neuss_integration.audit import anchors
from neuss_integration.audit.models import AuditLink
from neuss_integration.audit.selectors import broken_links, head_of_log, late_entries, missing_guards
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.status import missing_migrations

CUT_OFF: Final = (
    "Das Ende der Kette fehlt: Es gab schon Einträge nach dem letzten Glied, oder die Kette ist neu gerechnet worden."
)
NO_END: Final = (
    f"In {anchors.NAME} im Datenverzeichnis steht kein Ende der Kette. Ob am Ende des Protokolls Einträge fehlen, ist "
    "diesmal nicht zu erkennen. Vergleichen Sie es mit einem Ende, das Sie früher notiert haben."
)
UNGUARDED: Final = (
    "Die Datenbank weist in „{table}“ nicht mehr ab: {actions}. Jemand hat dort Trigger entfernt, ausgeschaltet oder "
    "geändert; was in dieser Zeit nicht verkettet war, kann geändert worden sein."
)
NOT_MIGRATED: Final = (
    "Noch nicht ausgeführt: {count} der Datenbank. Bitte rufen Sie zuerst „manage.py migrate“ auf und danach noch "
    "einmal „manage.py verify_chain“: Vorher ist nicht zu erkennen, ob jemand Trigger entfernt hat."
)


class Command(BaseCommand):
    """Recalculates the chain over the audit log and that over the publications."""

    help = (
        "Prüft das Protokoll und die Veröffentlichungen Glied für Glied und nennt das erste, das nicht stimmt. "
        f"Das Ende der Kette merkt sich die Anwendung in {anchors.NAME} im Datenverzeichnis: Fehlt es später, "
        "fällt es auf."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Says that all holds and keeps the end of the chain, or raises CommandError naming what does not.

        A database from before a change of the program lacks the guards of that change: nothing is told of it.
        """
        if missing := missing_migrations():
            raise CommandError(NOT_MIGRATED.format(count=count_of(missing, "Änderung")))
        for sentence in late_entries():
            self.stderr.write(f"Hinweis: {sentence}")
        if broken := list(self.broken()):
            raise CommandError("\n".join(broken))

    def broken(self) -> Iterator[str]:
        """What does not hold of the log, and of the publications, which are looked at in any case."""
        yield from _unguarded()
        if found := next(broken_links(), CUT_OFF if anchors.lost() else ""):
            yield found
        else:
            if AuditLink.objects.exists() and not anchors.kept():
                self.stderr.write(f"Hinweis: {NO_END}")
            head, count = head_of_log(), count_of(AuditLink.objects.count(), "Zeile")
            if head and head not in anchors.kept():
                anchors.keep(head)
            self.stdout.write(f"Unverändert: {count} des Protokolls, die Kette ist lückenlos. Ihr Ende: {head}")
        try:
            call_command("verify_publications", stdout=self.stdout)
        except CommandError as error:
            yield str(error)


def _unguarded() -> Iterator[str]:
    for table, actions in missing_guards(connection).items():
        yield UNGUARDED.format(table=table, actions=", ".join(actions))
