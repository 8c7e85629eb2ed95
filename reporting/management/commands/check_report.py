"""`manage.py check_report`."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from neuss_integration.foundation.words.nouns import count_of
from reporting.content.schema import upgraded
from reporting.content.snapshot import build_snapshot
from reporting.models import Publication, Report
from reporting.publication.recount import Checked, checked, recounted


class Command(BaseCommand):
    """Both computations of each figure of a report."""

    help = "Zeigt jede Zahl eines Berichts zweimal: wie der Bericht sie nennt und wie sie nachgerechnet ist."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The number of the report, as it stands in its address."""
        parser.add_argument("report", type=int, help="Nummer des Berichts, wie sie in seiner Adresse steht")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints a line for each figure; raises CommandError when two computations differ or there is no report."""
        report = Report.objects.filter(pk=options["report"]).first()
        if report is None:
            raise CommandError("Diesen Bericht gibt es nicht.")
        rows = _rows(report)
        for each in rows:
            mark = "gleich" if each.is_equal else "VERSCHIEDEN"
            second = "nicht aufbewahrt" if each.second is None else each.second
            self.stdout.write(f"{mark}\t{each.figure.label}\t{each.figure.value}\t{second}")
        wrong = sum(not each.is_equal for each in rows)
        if wrong:
            raise CommandError(
                f"{wrong} von {count_of(len(rows), 'Zahl', dative=True)} {'ist' if wrong == 1 else 'sind'} verschieden."
            )
        self.stdout.write(f"{count_of(len(rows), 'Zahl')} geprüft, keine ist verschieden.")


def _rows(report: Report) -> list[Checked]:
    publication = Publication.objects.filter(report=report).select_related("snapshot").first()
    if publication is None:
        return checked(build_snapshot(report), recounted(report))
    content = upgraded(json.loads(publication.snapshot.content))
    return checked(content, content.get("recount"), is_kept=True)
