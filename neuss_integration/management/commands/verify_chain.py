"""`manage.py verify_chain`."""

from typing import Any, Final

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from neuss_integration.audit.models import AuditLink
from neuss_integration.audit.selectors import broken_links, head_of_log
from neuss_integration.foundation.words.nouns import count_of

ANCHORS: Final = "audit.txt"


class Command(BaseCommand):
    """Recalculates the chain over the audit log and that over the publications."""

    help = (
        "Prüft das Protokoll und die Veröffentlichungen Glied für Glied und nennt das erste, das nicht stimmt. "
        f"Das Ende der Kette merkt sich der Befehl in {ANCHORS} im Datenverzeichnis: Fehlt es später, fällt es auf."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Says that all holds and keeps the end of the chain, or raises CommandError naming what does not."""
        file = settings.DATA_DIR / ANCHORS
        kept = file.read_text(encoding="ascii").split() if file.is_file() else []
        if broken := next(broken_links(), ""):
            raise CommandError(broken)
        if set(kept) - set(AuditLink.objects.filter(head__in=kept).values_list("head", flat=True)):
            raise CommandError("Das Ende der Kette fehlt: Es gab schon Einträge nach dem letzten Glied.")
        if (head := head_of_log()) and head not in kept[-1:]:
            file.write_text(f"{head}\n", encoding="ascii")
        count = count_of(AuditLink.objects.count(), "Zeile")
        self.stdout.write(f"Unverändert: {count} des Protokolls, die Kette ist lückenlos. Ihr Ende: {head}")
        call_command("verify_publications", stdout=self.stdout)
