"""22 measures as a Stabsstelle keeps them: titles, merged headings and fields, lists in cells, many ways to write."""

import datetime as dt
import re
from typing import Any

from tests.spreadsheets.files import workbook_of

TITLES = [["Stadt Musterhausen – Stabsstelle Vielfalt"], ["Übersicht der Maßnahmen (Stand: 03/2026)"], []]
HEAD = ["lfd.\nNr.", "Handlungsfeld", "Bezeichnung der Maßnahme", "Kurzbeschreibung / Inhalte", "zuständig",
        "Laufzeit", "", "Zielgr.", "Träger / Partner", "Sozialraum", "Kosten p. a.", "Stand der Umsetzung",
        "Bemerkung"]  # fmt: skip
BELOW = ["", "", "", "", "", "von", "bis", *[""] * 6]
FIELDS = {"Sprache und Bildung": 5, "Arbeit": 3, "Wohnen und Quartier": 4, "Gesundheit": 3, "Teilhabe": 3,
          "Verwaltung": 4}  # fmt: skip
ROWS = """Sprachcafé International|VHS|2019|fortlaufend|Erwachsene, Neuzugewanderte|VHS / Caritas|Innenstadt|8.500 €
Rucksack KiTa|FB 51 Jugend|2021-08-01|31.07.2027|Familien, Kinder|Kitas der Stadt, AWO|Nordstadt, Südstadt|24.000 €
Ferienschule Deutsch|Schulamt|Sommer 2023|Sommer 2026|Schüler/innen|Bürgerstiftung|stadtweit|6.200,00
Alphabetisierungskurse|vhs|seit 2015||Erwachsene|Volkshochschule|Innenstadt|ca. 12.000 €
Übergang Schule – Beruf|Schulamt / Jugendamt|2024/25||Jugendliche|Kreishandwerkerschaft; IHK|gesamtes Stadtgebiet|
Arbeitsmarktlotsen|Amt 50|01.03.2022|28.02.2027|Geflüchtete|Diakonisches Werk|stadtweit|45 T€
Anerkennungsberatung|Sozialamt|2020|unbefristet|Fachkräfte|IHK|stadtweit|
Gründerinnentreff|Wirtschaftsförderung|2025-01-01|Ende 2026|Frauen||Innenstadt|3.000 €
Stadtteilmütter|Jugendamt (51)|Mrz 22|12/2026|Frauen, Familien|Arbeiterwohlfahrt|Nordstadt|38.000 €
Wohnführerschein|Amt für Soziales|2023|2025|Geflüchtete|AWO|Südstadt|4.500
Quartierstreff Nordstadt|Stabsstelle Vielfalt|2018|laufend|alle|Caritas-Verband|Nordstadt|31.000 €
Nachbarschaftsfest|Stabsst. Vielfalt|jährlich||alle|Vereine, Moscheegemeinde|Südstadt|5.000,- €
Gesundheitslotsen|Gesundheitsamt|2022-05-01|2026-12-31|Neuzugewanderte|DRK|stadtweit|18.000 €
Hebammensprechstunde|Gesundheitsamt|2024||Schwangere, Frauen|Caritas|Nordstadt|
Sport verbindet|Sportamt|1.4.2023|31.3.2026|Kinder u. Jugendliche|Stadtsportbund|stadtweit|10.000 €
Interkulturelle Woche|Stabsstelle Vielfalt|2010|fortlaufend|alle|Kirchen, Vereine|ganze Stadt|15.000 €
Demokratiewerkstatt|FB 51|Herbst 2024||Jugendliche|Stadtjugendring|Innenstadt|7.500 €
Ehrenamtsakademie|Stabsstelle Vielfalt|2021||Ehrenamtliche|Freiwilligenagentur|stadtweit|9.000 €
Interkulturelle Öffnung|Amt 10|2022|2026|Beschäftigte|||20.000 €
Dolmetscherpool|Stabsstelle Vielfalt|2017||alle|Caritas / Diakonie|stadtweit|40.000 €
Mehrsprachige Formulare|Amt 10 / Ordnungsamt|2025|2027|Neuzugewanderte|||2 T€
Integrationsmonitoring|Statistikstelle|2023-01-01|||||kostenneutral"""
"""Title, office, beginning, end, target group, carriers, place and costs; days and years are such in the file."""
OFFICES = """Nr.\tAmt\tKürzel
10\tHauptamt\tAmt 10
32\tOrdnungsamt\tAmt 32
40\tSchulamt\tAmt 40
43\tVolkshochschule\tVHS
50\tAmt für Soziales\tAmt 50
51\tJugendamt\tFB 51
52\tSportamt\tAmt 52
53\tGesundheitsamt\tAmt 53
\tStabsstelle Vielfalt\tSt V
\tWirtschaftsförderung\t"""
DISTRICTS = "Innenstadt\nNordstadt\nSüdstadt"
COMMITTEES = "Kommission für Integration\nStadtverordnetenversammlung"
ORGANISATIONS = "Caritasverband Musterhausen e. V.\nArbeiterwohlfahrt\nDiakonisches Werk\nDeutsches Rotes Kreuz"


def _cells(line: str) -> list[Any]:
    cells: list[Any] = line.split("|")
    for at, cell in enumerate(cells):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
            cells[at] = dt.date.fromisoformat(cell)
        elif re.fullmatch(r"\d{4}", cell):
            cells[at] = int(cell)
    return cells


def office_list() -> bytes:
    """The workbook, with a legend on a second sheet and remarks below the table."""
    fields = [field for field, number in FIELDS.items() for _ in range(number)]
    rows = [
        [at, field, row[0], f"{row[0]} in der Stadt.", *row[1:], "in Planung" if at in (5, 21) else "läuft", ""]
        for at, (field, row) in enumerate(zip(fields, map(_cells, ROWS.splitlines()), strict=True), start=1)
    ]

    def merge(book: Any) -> None:
        page, first = book.active, 6
        for area in ("A1:M1", "A2:M2", "F4:G4", *(f"{column}4:{column}5" for column in "ABCDEHIJKLM")):
            page.merge_cells(area)
        for number in FIELDS.values():
            page.merge_cells(f"B{first}:B{first + number - 1}")
            first += number
        book.create_sheet("Legende").append(["läuft", "Maßnahme wird umgesetzt"])

    return workbook_of(*TITLES, HEAD, BELOW, *rows, [], ["* Kosten laut Haushaltsplan, ohne Personal"], change=merge)
