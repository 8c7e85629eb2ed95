"""What the Steckbrief of some demo measures tells: money, milestones, Kennzahlen, evaluation, contact, files."""

import datetime as dt
import io
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone
from docx import Document

from measures.models import Measure, Milestone
from measures.rules import goals_in_force
from measures.services.attachments import attach
from measures.services.evaluation import evaluate, release_public_text
from measures.services.funding import add_funding
from measures.services.key_figures import add_key_figure, record_value
from measures.services.measure import update_measure
from measures.services.milestones import add_milestone, change_milestone, drop_milestone
from measures.services.saved_views import keep_view
from neuss_integration.accounts.models import User
from neuss_integration.city.models import Department
from neuss_integration.demo import measures
from neuss_integration.demo.accounts import person
from neuss_integration.foundation.attachments.checking import check_content
from neuss_integration.foundation.words.partial_dates import PartialDate

FILE = Path(__file__).parent / "answers" / "profiles.toml"
Row = dict[str, Any]


def are_written() -> bool:
    """Whether a demo measure has milestones."""
    return Milestone.objects.exists()


def write(year: int) -> None:
    """The measures have the goals of their Handlungsfeld, those of the file their profiles; saved views are there.

    `year` is the one of the open round.
    """
    content, entered, by = tomllib.loads(FILE.read_text(encoding="utf-8")), measures.entered(), person("koordination")
    rows = {row["id"]: row for row in content["profiles"]}
    for key, measure in entered.items():
        _Profile(measure, rows.get(key, {}), year, by, entered).write()
    for row in content["views"]:
        keep_view(by=person(row.pop("owner")), **row)


class _Profile:
    """The row of one measure."""

    def __init__(self, measure: Measure, row: Row, year: int, by: User, entered: dict[str, Measure]) -> None:
        self.measure, self.row, self.year, self.by, self.entered = measure, row, year, by, entered

    def write(self) -> None:
        """All pieces through the services."""
        self._describe()
        for source, years, note, *amounts in self.row.get("funding", ()):
            names = ("planned", "granted", "spent")
            known = {name: Decimal(str(each)) for name, each in zip(names, amounts, strict=True) if each != ""}
            values = {"source": source, "year": self.year + years, "note": note} | known
            add_funding(self.measure, by=self.by, values=values)
        for milestone in self.row.get("milestones", ()):
            self._milestone(milestone)
        for figure in self.row.get("figures", ()):
            self._figure(figure)
        for title in self.row.get("files", ()):
            attach(self.measure, by=self.by, file=check_content("leitfaden.docx", document_called(title)), title=title)
        if found := self.row.get("evaluation"):
            values = {name: found[name] for name in ("rating", "why", "lessons")}
            values["carrier_reflection"] = found["reflection"]
            evaluate(self.measure, by=self.by, expected_version=0, values=values)

    def _describe(self) -> None:
        row, values = self.row, dict(self._texts())
        fitting = goals_in_force().filter(guiding_goal__field_of_action=self.measure.field_of_action)[:2]
        if goals := list(fitting):
            values["goals"] = goals
        if not values:
            return
        version = Measure.objects.get(pk=self.measure.pk).version
        changed = update_measure(self.measure, by=self.by, expected_version=version, values=values)
        if row.get("released"):
            release_public_text(changed, by=self.by, expected_version=changed.version)

    def _texts(self) -> Iterator[tuple[str, Any]]:
        if contact := self.row.get("contact"):
            names = ("contact_name", "contact_phone", "contact_email", "deputy_name")
            yield from zip(names, contact, strict=True)
        yield from ((name, self.row[name]) for name in ("public_text", "legal_basis") if name in self.row)
        if before := self.entered.get(self.row.get("predecessor", "")):
            yield "predecessor", before
        if related := [self.entered[key] for key in self.row.get("related", ()) if key in self.entered]:
            yield "related", related

    def _milestone(self, row: Row) -> None:
        offices = Department.objects.filter(name=row.get("department", ""))
        values = {
            "title": row["title"],
            "due_date": self._day(row["due"]),
            "department": offices.first(),
            "responsible": row.get("responsible", ""),
        }
        made = add_milestone(self.measure, by=self.by, values=values)
        for moved, why in (("moved", "reason"), ("moved_again", "reason_again")):
            if moved in row:
                values = {"due_date": self._day(row[moved])}
                made = change_milestone(made, by=self.by, expected_version=made.version, values=values, reason=row[why])
        if "done" in row and self._day(row["done"]) <= timezone.localdate():
            values = {"done_on": self._day(row["done"])}
            change_milestone(made, by=self.by, expected_version=made.version, values=values)
        if "dropped" in row:
            drop_milestone(made, by=self.by, reason=row["dropped"])

    def _figure(self, row: Row) -> None:
        values: Row = {name: row[name] for name in ("name", "kind", "unit", "definition")}
        values |= {"counts_people": row.get("people", False), "direction": row.get("direction", "up")}
        if "baseline" in row:
            number, day = row["baseline"]
            values |= {"baseline_value": Decimal(str(number)), "baseline_date": self._day(day)}
        else:
            values["baseline_unknown_reason"] = row["unknown"]
        if "target" in row:
            number, day = row["target"]
            values |= {"target_value": Decimal(str(number)), "target_date": self._day(day)}
        made = add_key_figure(self.measure, by=self.by, values=values)
        for years, number in row.get("values", {}).items():
            period = PartialDate.from_parts(self.year + int(years))
            record_value(made, by=self.by, period=period, value=Decimal(str(number)))

    def _day(self, text: str) -> dt.date:
        """The day `text` means, such as "-1-06-30"."""
        years, month, day = text.rsplit("-", 2)
        return dt.date(self.year + int(years), int(month), int(day))


def document_called(title: str) -> bytes:
    """A page of a word processor with `title`."""
    document, stream = Document(), io.BytesIO()
    document.add_heading(title)
    document.add_paragraph("Dieses Blatt gehört zur Demonstration und ist erfunden.")
    document.save(stream)
    return stream.getvalue()
