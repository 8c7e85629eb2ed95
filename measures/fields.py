"""The fields of a measure that people write, each said once: what forms, services, columns, import, facts and snapshot
make of it. Labels, lengths and choices are those of the model.

The order is that of the columns; a section of a form shows its fields in the same order.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from measures.models import Measure
from neuss_integration.foundation.words.city_terms import lazily_worded

PERIOD_COLUMNS: Final = {"start": "start_date", "end": "end_date"}
"""Dates as exact as they are known: two columns of the database, one value for forms and services."""
INITIAL_STATE: Final = ("state", "state_reason")
"""What is given once when a measure is entered; after that the workflow changes it."""
MARKDOWN: Final = "Absätze durch eine Leerzeile trennen. **fett**, *kursiv*, Listen mit Bindestrich."


class Legend(Enum):
    """The sections of forms with their legends; those up to NOTES make the main form of a measure."""

    CONTENT = "Worum es geht"
    CONCEPT = "Platz im Integrationskonzept"
    PEOPLE = "Wer dafür arbeitet"
    PLACE = "Für wen und wo"
    PERIOD = "Zeitraum"
    RESULTS = "Finanzierung und Ergebnisse"
    NOTES = "Quellen und Notiz"
    TIES = "Ziele und Zusammenhänge"
    CONTACT = "Ansprechperson"
    DEPUTY = "Vertretung"
    PUBLIC = "Text für die Öffentlichkeit"


OTHER_FORMS: Final = (Legend.TIES, Legend.CONTACT, Legend.DEPUTY, Legend.PUBLIC)


class Shown(Enum):
    """Where the Steckbrief shows a field that is not empty, on its page and in its PDF."""

    APART = "by a template of its own, or nowhere"
    FACT = "in a row of the Eckdaten"
    FACT_ON_PAPER = "in a row of the Eckdaten of the PDF; the page has a picture of it"
    TEXT = "as a text with its label as heading"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureField:
    """One field. `column` is its key in addresses of lists and in saved views: never change one that exists."""

    name: str
    section: Legend
    with_next: bool = False
    """Stands in one row of the form with the field after it."""
    help_text: str = ""
    rows: int = 0
    """Lines of the box to write in; 0 as many as usual."""
    by_office: bool = False
    """The lead office may write it on its own measures."""
    column: str = ""
    width: int = 0
    """Of the column; 0 what fits its kind."""
    shown_by: str = "name"
    """What a related row is called by."""
    is_internal: bool = False
    is_imported: bool = False
    headings: tuple[str, ...] = ()
    """What files from elsewhere call it."""
    is_searched: bool = False
    shown: Shown = Shown.APART
    snapshot_key: str = ""
    """Its key in the entry of a measure in a report; published reports hold it, so it is never changed."""

    @property
    def stored(self) -> Any:
        """The field of the model; of a date the column with the day."""
        return Measure._meta.get_field(PERIOD_COLUMNS.get(self.name, self.name))

    @property
    def label(self) -> str:
        return str(self.stored.verbose_name)

    @property
    def is_period(self) -> bool:
        """Whether it is a date as exact as it is known."""
        return self.name in PERIOD_COLUMNS

    @property
    def is_many(self) -> bool:
        """Whether it names any number of related rows."""
        return self.stored.many_to_many

    @property
    def is_single(self) -> bool:
        """Whether it names one related row."""
        return bool(self.stored.many_to_one)

    @property
    def is_needed(self) -> bool:
        """Whether a new measure cannot do without."""
        return not self.stored.blank and not self.stored.has_default() and not self.is_many

    @property
    def is_plain(self) -> bool:
        """Whether a form field made from the model does: no related row, no date of two columns."""
        return not (self.is_many or self.is_single or self.is_period)


_F = MeasureField
FIELDS: Final = (
    _F(name="title", section=Legend.CONTENT, column="titel", width=50, is_imported=True, is_searched=True,
       headings=("Maßnahme", "Name", "Bezeichnung", "Name der Maßnahme", "Projekt", "Projekttitel",
                 "Titel der Maßnahme", "Projektname", "Angebot", "Bezeichnung der Maßnahme", "Maßnahmentitel",
                 "Maßnahme/Projekt", "Vorhaben", "Maßnahmenbezeichnung", "Titel/Bezeichnung", "Aktivität", "Kurztitel",
                 "Projektbezeichnung")),
    _F(name="kind", section=Legend.CONTENT, with_next=True, column="art", is_imported=True, shown=Shown.FACT,
       headings=("Art der Maßnahme", "Maßnahmenart", "Typ", "Maßnahmentyp", "Kategorie", "Format", "Projektart"),
       snapshot_key="kind"),
    _F(name="field_of_action", section=Legend.CONCEPT, column="handlungsfeld", width=26, is_imported=True,
       headings=("Handlungsfelder", "Themenfeld", "Bereich", "HF", "Themenbereich", "Thema", "Handlungsbereich",
                 "Themenfelder", "Aktionsfeld"),
       shown=Shown.FACT_ON_PAPER),
    _F(name="success_factors", section=Legend.CONCEPT, column="erfolgsfaktoren", shown_by="title", is_imported=True,
       headings=("Erfolgsfaktor", "EF", "Erfolgsfaktor Nr.", "EF-Nr.", "EF Nr."), shown=Shown.FACT_ON_PAPER,
       snapshot_key="success_factors"),
    _F(name="goals", section=Legend.TIES, column="konzeptziele", shown_by="text", is_imported=True,
       headings=("Konzeptziel", "Ziele des Konzepts", "Ziel des Integrationskonzepts", "Ziele des Integrationskonzepts",
                 "Konzeptziele"), shown=Shown.FACT_ON_PAPER),
    _F(name="predecessor", section=Legend.TIES, column="vorgaenger", width=14, shown_by="number", is_imported=True,
       headings=("Vorgänger", "Vorgängermaßnahme", "Vorläufer", "Nachfolger von", "Folgt auf"),
       help_text="Die Nummer, zum Beispiel M-2019-004; Nummern stehen in der Liste"),
    _F(name="related", section=Legend.TIES, help_text="Nummern mit Komma dazwischen"),
    _F(name="lead_department", section=Legend.PEOPLE, help_text="Die eine Stelle, die dafür verantwortlich ist",
       column="federfuehrung", width=30, is_imported=True, is_searched=True, shown=Shown.FACT, snapshot_key="lead",
       headings=("Amt", "Fachamt", "Fachdienststelle", "Zuständig", "Zuständigkeit", "Zuständiges Amt",
                 "Federführendes Amt", "Federführende Stelle", "Verantwortlich", "Federführend", "Zuständige Stelle",
                 "Dienststelle", "Fachbereich", "Verantwortliche Stelle", "Verantwortliches Amt", "OE",
                 "Organisationseinheit", "Zuständige OE", "Fachbereich/Amt", "Referat", "Abteilung", "Wer", "FF",
                 "FF Amt", "Verantwortung", "Verantwortlichkeit", "Verantwortliche", "Zuständiger Fachbereich",
                 "Federführender Fachbereich")),
    _F(name="contributing_departments", section=Legend.PEOPLE, column="mitwirkend", is_imported=True,
       headings=("Mitwirkende", "Beteiligte Ämter", "Weitere Ämter", "Mitwirkende Ämter", "Beteiligte",
                 "Beteiligte Stellen", "Weitere Beteiligte", "Mitwirkung", "Beteiligte Fachämter",
                 "Mitwirkende Stellen", "Weitere Stellen", "Unterstützung durch", "Beteiligt", "Beteiligung",
                 "Mitwirkend"), shown=Shown.FACT, snapshot_key="contributing"),
    _F(name="carriers", section=Legend.PEOPLE, help_text="Wer die Maßnahme durchführt", column="traeger",
       is_imported=True, is_searched=True,
       headings=("Träger der Maßnahme", "Maßnahmenträger", "Durchführung", "Durchgeführt von", "Träger/Partner",
                 "Anbieter", "Projektträger", "Träger/Kooperationspartner", "Umsetzung durch"), shown=Shown.FACT,
       snapshot_key="carriers"),
    _F(name="partners", section=Legend.PEOPLE, by_office=True, column="partner", is_imported=True, is_searched=True,
       headings=("Partner", "Kooperationspartner", "Kooperation", "Kooperationen", "Netzwerkpartner",
                 "Akteure", "Externe Partner", "Kooperationspartner/innen",
                 "Partnerinnen und Partner"), shown=Shown.FACT,
       snapshot_key="partners"),
    _F(name="contact_name", section=Legend.CONTACT, help_text="Name oder Funktion", by_office=True, column="kontakt",
       is_internal=True, is_imported=True,
       headings=("Ansprechpartner", "Ansprechpartner/in", "Ansprechpartnerin", "Ansprechpartner*in", "Kontakt",
                 "Ansprechperson", "Kontaktperson", "Ansprechpartner:in", "AP", "Kontakt Name",
                 "Ansprechpartner Name", "Sachbearbeitung")),
    _F(name="contact_phone", section=Legend.CONTACT, with_next=True, by_office=True, column="telefon",
       is_internal=True, is_imported=True, headings=("Tel.", "Tel", "Telefon", "Telefonnummer")),
    _F(name="contact_email", section=Legend.CONTACT, by_office=True, column="email", is_internal=True,
       is_imported=True, headings=("E-Mail", "Mail", "Email", "E-Mail-Adresse", "Mailadresse")),
    _F(name="deputy_name", section=Legend.DEPUTY, help_text="Name oder Funktion", by_office=True),
    _F(name="deputy_phone", section=Legend.DEPUTY, with_next=True, by_office=True),
    _F(name="deputy_email", section=Legend.DEPUTY, by_office=True),
    _F(name="target_groups", section=Legend.PLACE, by_office=True, column="zielgruppen", is_imported=True,
       headings=("Zielgruppe", "Zielgruppe/n", "ZG", "Für wen", "Adressaten", "Adressat/innen"),
       shown=Shown.FACT, snapshot_key="target_groups"),
    _F(name="target_group_note", section=Legend.PLACE, help_text="Wie die Quelle die Zielgruppe nennt",
       by_office=True, column="zielgruppe", is_imported=True, is_searched=True, shown=Shown.FACT,
       snapshot_key="target_group_note"),
    _F(name="is_citywide", section=Legend.PLACE, snapshot_key="is_citywide"),
    _F(name="districts", section=Legend.PLACE, column="stadtteile", width=30, is_imported=True,
       headings=("Stadtteil/Sozialraum", "Stadtteil/Gebiet", "Wo", "Bezirk", "Stadtteil", "Sozialraum",
                 "Stadtbezirk", "Ortsteil", "Sozialräume", "Gebiet", "Quartier",
                 "Räumlicher Bezug", "Ort/Stadtteil", "Stadtteil/Ort", "Ort/Sozialraum"), shown=Shown.FACT,
       snapshot_key="districts"),
    _F(name="location", section=Legend.PLACE, by_office=True, column="ort", is_imported=True, is_searched=True,
       headings=("Standort", "Veranstaltungsort"), shown=Shown.FACT, snapshot_key="location"),
    _F(name="state", section=Legend.CONTENT, column="status", is_imported=True,
       headings=("Stand", "Umsetzungsstand", "Umsetzungsstatus", "Bearbeitungsstand", "Status der Umsetzung",
                 "Stand der Umsetzung")),
    _F(name="state_reason", section=Legend.CONTENT, help_text="Nötig bei „ruhend“ und „nicht weiter verfolgt“",
       column="statusgrund", is_imported=True, headings=("Begründung",), shown=Shown.FACT_ON_PAPER,
       snapshot_key="state_reason"),
    _F(name="start", section=Legend.PERIOD, with_next=True, column="beginn", is_imported=True,
       headings=("Start", "Anfang", "Startdatum", "Von", "Laufzeit von", "Laufzeit Beginn", "Projektbeginn",
                 "Projektstart", "Seit", "Ab", "Laufzeit ab", "Laufzeit Start"), shown=Shown.FACT),
    _F(name="end", section=Legend.PERIOD, help_text="Bei Daueraufgaben frei lassen", column="ende", is_imported=True,
       headings=("Enddatum", "Bis", "Laufzeit bis", "Laufzeit Ende", "Projektende", "Bis wann", "Frist",
                 "Abschluss", "Endtermin", "Fertigstellung")),
    _F(name="rhythm", section=Legend.PERIOD, help_text="Zum Beispiel „jeden Dienstag, 15 bis 17 Uhr“",
       by_office=True, column="rhythmus", is_imported=True, headings=("Turnus", "Häufigkeit"), shown=Shown.FACT),
    _F(name="period_note", section=Legend.PERIOD, by_office=True, column="zeitraum", is_imported=True,
       headings=("Laufzeit", "Zeitraum", "Umsetzungszeitraum", "Durchführungszeitraum", "Projektlaufzeit",
                 "Zeitrahmen", "Zeitplan", "Zeithorizont", "Zeitschiene", "von bis", "von - bis", "von – bis"),
       shown=Shown.FACT),
    _F(name="initial_situation", section=Legend.CONTENT, help_text=MARKDOWN, column="ausgangslage", is_imported=True,
       headings=("Ausgangssituation", "Anlass"), is_searched=True, shown=Shown.TEXT),
    _F(name="aim", section=Legend.CONTENT, by_office=True, column="ziel", is_imported=True, is_searched=True,
       headings=("Ziel", "Ziele", "Zielsetzung", "Ziel/e", "Zielstellung"), shown=Shown.TEXT, snapshot_key="aim"),
    _F(name="description", section=Legend.CONTENT, by_office=True, column="beschreibung", is_imported=True,
       headings=("Kurzbeschreibung", "Inhalt", "Erläuterung", "Inhalte", "Projektbeschreibung",
                 "Beschreibung der Maßnahme", "Kurzbeschreibung der Maßnahme", "Maßnahmenbeschreibung",
                 "Inhalt/Beschreibung", "Worum geht es?", "Was wird gemacht?"), is_searched=True, shown=Shown.TEXT,
       snapshot_key="description"),
    _F(name="funding_note", section=Legend.RESULTS, column="finanzierung", is_imported=True,
       headings=("Kosten", "Budget", "Finanzierung und Kosten", "Mittel", "Finanzmittel",
                 "Kosten in €", "Kosten in Euro", "Kosten/Finanzierung", "Gesamtkosten",
                 "Finanzierung/Kosten", "Förderung", "Ressourcen", "Finanzbedarf", "Mittelgeber", "Geldgeber",
                 "Fördergeber", "Finanziert durch"), snapshot_key="funding_note"),
    _F(name="legal_basis", section=Legend.TIES, rows=3, help_text="Zum Beispiel § 7 TIntG NRW",
       column="rechtsgrundlage", is_imported=True, headings=("Gesetzliche Grundlage",), shown=Shown.FACT),
    _F(name="results_note", section=Legend.RESULTS, column="ergebnisse", is_imported=True,
       headings=("Ergebnis", "Ergebnisse"), shown=Shown.TEXT, snapshot_key="results_note"),
    _F(name="public_text", section=Legend.PUBLIC, rows=8, by_office=True, column="oeffentlich", is_internal=True,
       help_text="Kurze Sätze, keine Abkürzungen, keine Namen. Wird der Text geändert, ist er neu freizugeben"),
    _F(name="sources", section=Legend.NOTES, column="quellen", is_imported=True, headings=("Quelle",),
       help_text="Eine Quelle je Zeile; Adressen mit https:// werden zu Links", snapshot_key="sources"),
    _F(name="internal_note", section=Legend.NOTES, column="notiz", is_internal=True, is_imported=True,
       help_text=lazily_worded("Nur für {office.accusative}, nie im Bericht"),
       headings=("Notiz", "Bemerkung", "Bemerkungen", "Bem.", "Anmerkung", "Anmerkungen", "Hinweise", "Kommentar",
                 "Sonstiges")),
)  # fmt: skip

BY_NAME: Final = {field.name: field for field in FIELDS}
BY_COLUMN: Final = {field.column: field for field in FIELDS if field.column}
PERIOD: Final = tuple(PERIOD_COLUMNS)
RELATIONS: Final = tuple(field.name for field in FIELDS if field.is_many)
COLUMNS_OF_MODEL: Final = tuple(field.name for field in FIELDS if not (field.is_many or field.is_period))
EDITABLE: Final = frozenset(BY_NAME) - frozenset(INITIAL_STATE)
BY_OFFICE: Final = frozenset(field.name for field in FIELDS if field.by_office)


NEEDED_FIRST: Final = frozenset({"title", "kind", "field_of_action", "lead_department"})
"""What a new measure is entered with; its page leads to the rest, section by section."""
PARTS: Final = {
    "inhalt": Legend.CONTENT,
    "konzept": Legend.CONCEPT,
    "beteiligte": Legend.PEOPLE,
    "ort-und-zielgruppe": Legend.PLACE,
    "laufzeit": Legend.PERIOD,
    "geld-und-ergebnisse": Legend.RESULTS,
    "quellen-und-notiz": Legend.NOTES,
}
"""The sections that can be changed alone, by their key in addresses."""
TOGETHER: Final = {"start": ("start", "end"), "end": ("start", "end"), "districts": ("is_citywide", "districts")}
"""Fields whose rules need another one beside them."""


def names_of_part(key: str) -> frozenset[str]:
    """The fields of a section, or the one of a column of the list with what belongs to it; none for an unknown key."""
    if key in PARTS:
        return frozenset(field.name for field in fields_in(PARTS[key]))
    name = BY_COLUMN[key].name if key in BY_COLUMN else ""
    return frozenset(TOGETHER.get(name, (name,) if name else ()))


def fields_in(*sections: Legend) -> tuple[MeasureField, ...]:
    """The fields of these sections, section by section."""
    return tuple(field for section in sections for field in FIELDS if field.section is section)
