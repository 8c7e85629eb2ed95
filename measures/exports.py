"""Lists as files: measures exactly as in the view, the Beschlusskontrolle; with the same right as on the page."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from measures.catalogue.importing.headings import importable
from measures.catalogue.importing.plan import RowAction
from measures.catalogue.listing import Listing
from measures.catalogue.rows import read_rows
from measures.models import CatalogueImport
from measures.selectors.achievement import Achievement
from measures.selectors.office_checks import CheckTable
from measures.selectors.order_control import OrderControl
from measures.selectors.organisations import OrganisationRow
from neuss_integration.foundation.spreadsheets.cells import CellKind, Column, Sheet, without_tabs
from neuss_integration.foundation.spreadsheets.writing import sheet_file, workbook

FORMATS: Final = ("xlsx", "ods", "csv")
ALL_COLUMNS: Final = "alle"


def listing_file(listing: Listing, file_format: str, *, made_at: dt.datetime, all_columns: bool = False) -> bytes:
    """The measures of `listing` with its filters, order and columns, or with all columns the person may see."""
    columns = listing.offered_columns if all_columns else listing.columns
    rows = read_rows(listing.measures, columns)
    plain = ([without_tabs(column.plain(value)) for column, value in zip(columns, row, strict=True)] for row in rows)
    sheet = Sheet("Maßnahmen", [column.in_file() for column in columns], plain)
    return sheet_file(sheet, file_format, stamp=made_at)


def empty_catalogue() -> bytes:
    """A workbook with the headings that can be taken in, and no row."""
    return workbook([Sheet("Maßnahmen", [column.in_file() for column in importable()], [])], title="Maßnahmen")


def import_report(done: CatalogueImport) -> bytes:
    """What became of each row, and on a second sheet the wrong rows as they stood in the file, to be put right."""
    headings = [
        Column("Zeile", 8, CellKind.INTEGER),
        Column("Ergebnis", 14),
        Column("Nummer", 14),
        Column("Titel", 50),
        Column("Geändert", 60),
        Column("Fehler", 60),
        Column("Nicht übernommen", 60),
    ]
    rows = [
        [
            each["line"],
            RowAction(each["action"]).label,
            each["number"],
            each["title"],
            "\n".join(f"{label}: {old or '–'} → {new or '–'}" for label, old, new in each["differences"]),
            "\n".join(each["problems"]),
            "\n".join(each.get("ignored", ())),
        ]
        for each in done.results
    ]
    sheets = [Sheet("Bericht", headings, rows)]
    if done.table["rows"]:
        sheets.append(Sheet("Nicht übernommen", [Column(each) for each in done.table["headings"]], done.table["rows"]))
    return workbook(sheets, title="Einlesebericht")


RESOLUTION_COLUMNS: Final = (
    Column("Gremium", 28),
    Column("Datum", 14),
    Column("Art", 14),
    Column("Titel", 50),
    Column("Vorlage", 16),
    Column("Antragstellend", 30),
    Column("Ergebnis", 20),
    Column("Abstimmung", 26),
    Column("Auftrag", 60),
    Column("Zuständig", 30),
    Column("Frist", 13, CellKind.DATE),
    Column("Stand", 20),
    Column("überfällig", 11),
    Column("Beendet am", 13, CellKind.DATE),
    Column("Ergebnis oder Antwort", 60),
)
ORDER_COLUMNS: Final = (*RESOLUTION_COLUMNS, Column("Letzter Vermerk", 60), Column("Beratungsfolge", 60))
LINKED_COLUMNS: Final = (
    *RESOLUTION_COLUMNS, Column("Wortlaut", 60), Column("Maßnahmen", 30), Column("Ziele", 60), Column("Fassungen", 40)
)  # fmt: skip


def order_workbook(control: OrderControl) -> bytes:
    """The Beschlusskontrolle, one order a row: open ones by their day, then settled ones."""
    rows = [[*_resolution_row(each), _last_note(each), "\n".join(each.way)] for each in control.orders]
    return workbook([Sheet("Beschlusskontrolle", ORDER_COLUMNS, rows)], title="Beschlusskontrolle")


def resolution_file(resolutions: Iterable[Any], suffix: str) -> bytes:
    """The `resolutions` (from `resolutions_listed`) with all that is said of them and what they hold for, as XLSX or
    CSV."""
    rows = [[*_resolution_row(each), each.text, *_linked(each)] for each in resolutions]
    return sheet_file(Sheet("Beschlüsse", LINKED_COLUMNS, rows), suffix)


def _resolution_row(resolution: Any) -> list[Any]:
    return [
        resolution.committee.name,
        str(resolution.resolved),
        resolution.get_kind_display(),
        resolution.title,
        resolution.paper_number,
        resolution.proposed_by,
        resolution.get_result_display(),
        resolution.vote,
        resolution.order_text,
        str(resolution.responsible_department or ""),
        resolution.due_date,
        resolution.get_state_display(),
        ("ja" if resolution.is_overdue else "nein") if resolution.state else "",
        resolution.settled_on,
        resolution.outcome,
    ]


def _last_note(order: Any) -> str:
    return f"{order.last_notes[0].noted_on:%d.%m.%Y}: {order.last_notes[0].comment}" if order.last_notes else ""


def _linked(resolution: Any) -> list[str]:
    measures = ", ".join(each.number for each in resolution.seen_measures)
    goals = "\n".join(each.text for each in resolution.seen_goals)
    return [measures, goals, ", ".join(map(str, resolution.seen_editions))]


CHECK_COLUMNS: Final = (
    Column("Jahr", 8, CellKind.INTEGER), Column("Fachdienststelle", 34), Column("Stand", 14), Column("Frage", 60),
    Column("Antwort", 26), Column("Standard in Arbeitstagen", 12, CellKind.INTEGER),
    Column("Tatsächlich in Arbeitstagen", 12, CellKind.INTEGER), Column("Erläuterung", 40),
    Column("Beleg oder Zahl", 30), Column("Was daraus wurde", 40),
)  # fmt: skip


def check_file(table: CheckTable, ending: str) -> bytes:
    """Every answer of `table`, one a row, as XLSX or CSV; who has not answered stands there with nothing."""
    rows: list[list[Any]] = []
    for row in table.rows:
        for question, told in row.cells:
            head = [table.check_year.year, str(row.check.department), row.check.get_state_display(), question.name]
            if told is None:
                rows.append([*head, "", None, None, "", "", ""])
                continue
            answer = told.answer
            said = [answer.get_rating_display(), answer.standard_days, answer.actual_days, answer.note, answer.evidence]
            rows.append([*head, *said, told.outcome_words])
    sheet = Sheet(str(table.check_year), CHECK_COLUMNS, rows)
    return sheet_file(sheet, ending)


PROGRAMME_COLUMNS: Final = (
    Column("Förderprogramm", 40), Column("Mittelgeber", 34), Column("Quelle", 14), Column("Zuständig", 34),
    Column("Beginn", 13, CellKind.DATE), Column("Ende", 13, CellKind.DATE),
    Column("bewilligt in Euro", 16, CellKind.MONEY), Column("abgerufen in Euro", 16, CellKind.MONEY),
    Column("Antrag bis", 13, CellKind.DATE), Column("Antrag gestellt am", 13, CellKind.DATE),
    Column("Zwischenbericht bis", 13, CellKind.DATE), Column("Zwischenbericht gesendet am", 13, CellKind.DATE),
    Column("Nachweis bis", 13, CellKind.DATE), Column("Nachweis gesendet am", 13, CellKind.DATE),
    Column("Frist verpasst", 20), Column("Maßnahmen", 30), Column("Anmerkung", 50),
)  # fmt: skip


def programme_file(programmes: Iterable[Any], suffix: str) -> bytes:
    """Funding programmes (from `programmes_for`) with every deadline and what they pay, as XLSX or CSV."""
    return sheet_file(
        Sheet("Förderprogramme", PROGRAMME_COLUMNS, [_programme_row(each) for each in programmes]), suffix
    )


def _programme_row(programme: Any) -> list[Any]:
    missed = [each.label for each in programme.open_deadlines if each.is_overdue]
    return [
        programme.title,
        programme.funder,
        programme.get_source_display(),
        str(programme.department),
        programme.starts_on,
        programme.ends_on,
        programme.granted,
        programme.called,
        *(getattr(programme, name) for _, due, done in programme.DEADLINES for name in (due, done)),
        ", ".join(missed),
        ", ".join(each.number for each in programme.seen_measures),
        programme.note,
    ]


GOAL_COLUMNS: Final = (
    Column("Ziel", 60), Column("Leitziel", 34), Column("Handlungsfeld", 30), Column("Fassung", 26),
    Column("Bis", 8, CellKind.INTEGER), Column("Status", 16), Column("Messgröße", 40), Column("Einheit", 10),
    Column("Ausgangswert", 14), Column("Stand des Ausgangswerts", 13, CellKind.DATE), Column("Letzter Wert", 14),
    Column("Zeit", 14), Column("Zielwert", 14), Column("zu erreichen bis", 13, CellKind.DATE),
    Column("Zielerreichung in Prozent", 12, CellKind.INTEGER), Column("Zielerreichung", 60),
)  # fmt: skip


def goal_file(goals: Iterable[Any], achieved: Mapping[int, Sequence[Achievement]], suffix: str) -> bytes:
    """One row a Messgröße of each goal, as it is read on the list; a goal without one has a row too. XLSX or CSV."""
    rows = [[*_goal_row(goal), *cells] for goal in goals for cells in _gauge_rows(achieved[goal.pk])]
    return sheet_file(Sheet("Ziele", GOAL_COLUMNS, rows), suffix)


def _goal_row(goal: Any) -> list[Any]:
    guiding = goal.guiding_goal
    field = str(guiding.field_of_action or "alle")
    return [goal.text, guiding.title, field, str(guiding.edition), goal.target_year, goal.get_state_display()]


def _gauge_rows(achieved: Sequence[Achievement]) -> list[list[Any]]:
    return [
        [
            each.gauge.name,
            each.gauge.unit,
            each.baseline,
            each.gauge.baseline_date,
            each.last,
            each.period,
            each.target,
            each.gauge.target_date,
            each.percent,
            each.sentence,
        ]
        for each in achieved
    ] or [["ohne Messgröße", "", "", None, "", "", "", None, None, ""]]


DIRECTORY_COLUMNS: Final = (
    Column("Organisation", 44), Column("Art", 26), Column("Handlungsfelder", 44), Column("Stadtteile", 44),
    Column("Maßnahmen als Träger", 12, CellKind.INTEGER), Column("Maßnahmen als Partner", 12, CellKind.INTEGER),
    Column("Internetseite", 34),
)  # fmt: skip
CONTACT_COLUMNS: Final = (
    Column("Ansprechperson", 30), Column("E-Mail-Adresse", 34), Column("Telefon", 20), Column("Anschrift", 40),
    Column("öffentliche Nennung", 18),
)  # fmt: skip


def organisation_file(rows: Iterable[OrganisationRow], suffix: str, *, sees_contact: bool) -> bytes:
    """The directory as the page shows it, as XLSX or CSV; how to reach them and their consent if `sees_contact`."""
    columns = (*DIRECTORY_COLUMNS, *(CONTACT_COLUMNS if sees_contact else ()))
    cells = [[*_directory_row(each), *(_contact(each.organisation) if sees_contact else ())] for each in rows]
    plain = [[without_tabs(value) for value in row] for row in cells]
    return sheet_file(Sheet("Organisationen", columns, plain), suffix)


def _directory_row(row: OrganisationRow) -> list[Any]:
    engagement = row.engagement
    places = [*(["ganze Stadt"] if engagement.is_citywide else ()), *map(str, row.districts)]
    return [
        row.organisation.name,
        row.organisation.get_kind_display(),
        ", ".join(map(str, row.fields)),
        ", ".join(places),
        engagement.carried,
        engagement.partnered,
        row.organisation.website,
    ]


def _contact(organisation: Any) -> list[str]:
    consent = "zugestimmt" if organisation.has_consented else "nicht zugestimmt"
    return [organisation.contact, organisation.email, organisation.phone, organisation.address, consent]
