"""The figures of the Personalverwaltung as a report tells them: only what everybody may see; and their sentence."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final

from neuss_integration.foundation.words.nouns import count_of
from reporting.content.figure import Figure
from reporting.content.shape_of_sections import EmployerInReport, EmployerNumber, EmployerOffice
from success_factors.enums import RequestState
from success_factors.models import StaffYear
from success_factors.models.staff import label_of
from success_factors.selectors.indicators import SUPPRESSED
from success_factors.selectors.staff import StaffRow, other_offices, table_for

Json = Mapping[str, Any]
EMPLOYER: Final = "kommune-als-arbeitgeber"
OF_OFFICES: Final = ("staff", "answered", "with_migration", "participants")
"""What is told of each office."""


def employer(until: dt.date) -> EmployerInReport | None:
    """The newest released year that ended by `until`, beside the year before, if any. Five queries."""
    last = until.year if until == dt.date(until.year, 12, 31) else until.year - 1
    released = StaffYear.objects.filter(state=RequestState.ACCEPTED)
    year = released.filter(year__lte=last).order_by("-year").first()
    if year is None:
        return None
    table = table_for(year, released.filter(year=year.year - 1).first(), inside=False)
    return {
        "year": year.year,
        "before_year": table.before.year if table.before else None,
        "before_told": table.before_told,
        "same_offices": table.is_same_offices,
        "told": len(table.rows),
        "of_offices": table.of_offices,
        "missing": [each.name for each in table.missing],
        "note": year.note,
        "numbers": _numbers(table.total),
        "offices": [_office(row) for row in table.rows],
    }


def _numbers(total: StaffRow) -> list[EmployerNumber]:
    return [
        {"key": cell.column.part, "label": label_of(cell.column.part), "value": cell.shown, "before": cell.before}
        for cell in total.cells
    ]


def _office(row: StaffRow) -> EmployerOffice:
    shown = {cell.column.part: cell.shown for cell in row.cells}
    return {
        "department": row.name,
        "staff": shown["staff"],
        "answered": shown["answered"],
        "with_migration": shown["with_migration"],
        "participants": shown["participants"],
    }


def staff_told(content: Json) -> str:
    """Of which day the figures are, and how many offices told theirs."""
    found = content.get("employer")
    if not found:
        return ""
    told, of = found["told"], found["of_offices"]
    day = f"Die Zahlen gelten für das Ende des Jahres {found['year']}"
    before = "" if found["same_offices"] or not found["before_year"] else f" {_others(found)}"
    if told == of:
        return f"{day}. Alle Fachdienststellen der Stadtverwaltung haben sie genannt ({told}).{before}"
    offices = count_of(of, "Fachdienststelle", dative=True)
    return f"{day}. {told} von {offices} der Stadtverwaltung haben sie genannt.{before}"


def _others(found: Json) -> str:
    return other_offices(found["before_year"], found["before_told"])


def employer_figures(content: Json) -> Iterator[Figure]:
    """Each number that is not hidden."""
    found = content.get("employer")
    if not found:
        return
    rows = tuple((each["department"], each["staff"]) for each in found["offices"])
    yield Figure(
        "employer:told", "Fachdienststellen mit Personalzahlen", str(found["told"]), "employer", EMPLOYER, rows
    )
    if found["before_year"]:
        label = f"Fachdienststellen mit Personalzahlen {found['before_year']}"
        yield Figure("employer:before_told", label, str(found["before_told"]), "employer", EMPLOYER)
    missing = tuple((name, "") for name in found["missing"])
    label = "Fachdienststellen ohne Personalzahlen"
    yield Figure("employer:missing", label, str(len(missing)), "employer", EMPLOYER, missing)
    for each in found["numbers"]:
        for name, when in (("value", found["year"]), ("before", found["before_year"])):
            if each[name] and each[name] != SUPPRESSED:
                key = f"employer:{name}:{each['key']}"
                yield Figure(key, f"{each['label']} {when}", each[name], "employer", EMPLOYER, rows)
    for office in found["offices"]:
        for name in OF_OFFICES:
            if office[name] != SUPPRESSED:
                key, label = f"employer:office:{office['department']}:{name}", label_of(name)
                yield Figure(key, f"{office['department']}: {label}", office[name], "employer", EMPLOYER)
