"""Values of reports and of the runs that make their PDF."""

from django.db import models


class ReportKind(models.TextChoices):
    """The Fortschreibung is due every REPORT_INTERVAL_YEARS; a Zwischenbericht may come at any time between."""

    CONTINUATION = "continuation", "Fortschreibung"
    INTERIM = "interim", "Zwischenbericht"


class ReportState(models.TextChoices):
    DRAFT = "draft", "Entwurf"
    IN_REVIEW = "in_review", "in Abstimmung"
    RELEASED = "released", "freigegeben"
    PUBLISHED = "published", "veröffentlicht"
    SUPERSEDED = "superseded", "ersetzt"
    WITHDRAWN = "withdrawn", "zurückgezogen"


class ReportLength(models.TextChoices):
    """How much of each measure the main volume tells."""

    SHORT = "short", "kurz: jede Maßnahme in einer Zeile"
    MEDIUM = "medium", "mittel: Steckbriefe der roten, neuen und beendeten Maßnahmen"
    FULL = "full", "voll: Steckbriefe aller Maßnahmen"


class FileKind(models.TextChoices):
    """The forms of a publication, in the order in which they are offered."""

    REPORT = "report", "Bericht (PDF)"
    MAIN = "main", "Hauptband (PDF)"
    ANNEX = "annex", "Anhangband (PDF)"
    ARCHIVE = "archive", "Bericht für Archive, ohne Anhänge (PDF/A-2a)"
    SUMMARY = "summary", "Kurzfassung (PDF)"
    DOCUMENT = "document", "Bericht zum Weiterarbeiten (DOCX)"
    WORKBOOK = "workbook", "Alle Tabellen (XLSX)"
    TABLE = "table", "Alle Maßnahmen (CSV)"
    COLUMNS = "columns", "Was die Spalten der Tabellen bedeuten (CSV)"
    OPEN_DATA = "open_data", "Alle Tabellen als offene Daten (JSON)"
    SCHEMA = "schema", "Aufbau der offenen Daten (JSON Schema)"
    DATA = "data", "Datenstand mit Prüfsumme (JSON)"
    PAPER = "paper", "Text für die Vorlage (TXT)"


class HighlightSide(models.TextChoices):
    """What a summary tells of single measures."""

    WORKED = "worked", "Was gelungen ist"
    NOT_WORKED = "not_worked", "Was nicht gelungen ist"


class RunState(models.TextChoices):
    """Where the making of a PDF stands."""

    QUEUED = "queued", "wartet"
    RUNNING = "running", "läuft"
    DONE = "done", "fertig"
    FAILED = "failed", "fehlgeschlagen"


class RunStep(models.TextChoices):
    """What a run does, in this order."""

    WAIT = "wait", "Wartet auf den Hintergrunddienst"
    HTML = "html", "Text und Tabellen werden gesetzt"
    RENDER = "render", "PDF wird erzeugt"
    CHECK = "check", "PDF wird geprüft"
    STORE = "store", "Dateien werden abgelegt"


OPEN_STATES = (ReportState.DRAFT, ReportState.IN_REVIEW)
PUBLIC_STATES = (ReportState.PUBLISHED, ReportState.SUPERSEDED, ReportState.WITHDRAWN)
STEPS = tuple(RunStep)
ACTIVE_RUN_STATES = (RunState.QUEUED, RunState.RUNNING)
