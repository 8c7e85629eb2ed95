"""Drafts of the Fortschreibung."""

import datetime as dt
from typing import Any

from reporting.models import Report, Section
from reporting.services.sections import complete_sections
from tests.factories.city import make_committee
from tests.factories.parts import serials
from tests.factories.people import make_coordinator

TEXTS = {
    "foreword": "Liebe **Mitglieder** des Gremiums",
    "procedure": "Der Rat hat berichten lassen.",
    "outlook": "Wir bleiben dran.",
    "proposed_resolution": "Der Ausschuss nimmt Kenntnis.",
}


def make_report(*, texts: dict[str, str] | None = None, **fields: Any) -> Report:
    """A draft Fortschreibung for 2025–2026 with all its sections; `texts` (by kind) are written in addition."""
    defaults: dict[str, Any] = {
        "title": f"Fortschreibung {next(serials)}",
        "period_start": dt.date(2025, 1, 1),
        "period_end": dt.date(2026, 12, 31),
    }
    fields = defaults | fields
    if "committee" not in fields:
        fields["committee"] = make_committee()
    later = {name: fields.pop(name) for name in ("state",) if name in fields}
    report = Report.objects.create(**fields)
    complete_sections(report, by=make_coordinator())
    for kind, text in (TEXTS | (texts or {})).items():
        Section.objects.filter(report=report, kind=kind).update(text=text)
    if later:
        Report.objects.filter(pk=report.pk).update(**later)
        report.refresh_from_db()
    return report
