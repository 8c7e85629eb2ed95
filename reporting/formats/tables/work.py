"""The tables that tell how the work went: rounds, Stadtteile, Runde Tische, money and publicity."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from reporting.formats.tables.columns import Field, FieldKind, Json, ReportTable, Row, amount, day
from reporting.formats.tables.measures import AMOUNTS, GRANTED, PLANNED, SPENT

COUNT: Final = FieldKind.INTEGER
STATE: Final = Field("state", "Status", width=24)
TABLE: Final = Field("round_table", "Runder Tisch", width=36)
RANK: Final = Field("rank", "Rang", COUNT, 10, "leer: ohne Bewertung")


def _rounds(content: Json) -> Iterator[Row]:
    for each in content.get("rounds", []):
        due = dt.date.fromisoformat(each["due_on"])
        yield [each["title"], due, each["asked"], each["answered"], each.get("is_open", False), each["percent"]]


def _districts(content: Json) -> Iterator[Row]:
    for each in content.get("districts", []):
        yield [each["number"], each["name"], each["total"], each["running"]]


def _needs(content: Json) -> Iterator[Row]:
    for each in content.get("round_tables", {}).get("needs", []):
        proposals, measures = ([row["number"] for row in each[name]] for name in ("proposals", "measures"))
        rank = int(each["rank"]) if each["rank"] else None
        yield [
            each["number"],
            each["title"],
            each["table"],
            each["state"]["label"],
            each["reason"],
            each["outcome"],
            rank,
            proposals,
            measures,
        ]


def _proposals(content: Json) -> Iterator[Row]:
    for each in content.get("round_tables", {}).get("proposals", []):
        yield [
            each["rank"],
            each["number"],
            each["title"],
            each["table"],
            each["state"]["label"],
            each["reason"],
            each["money"],
            amount(each.get("asked", "")),
            amount(each.get("resolved", "")),
            each["resolution"],
            each["measure"],
            each["needs"],
        ]


def _meetings(content: Json) -> Iterator[Row]:
    for each in content.get("round_tables", {}).get("meetings", []):
        held = day(each["date_label"])
        yield [each["table"], each["title"], held, each["votes_present"], each["votes_total"], each["quorate"]]


def _money(content: Json, name: str) -> Iterator[Row]:
    for each in content.get("funding", {}).get(name, []):
        deviation = amount(each.get("deviation", ""))
        label = int(each["label"]) if name == "by_year" else each["label"]
        yield [label, *(amount(each[key]) for key in AMOUNTS), deviation, each.get("compared"), each.get("rows")]


def _by_year(content: Json) -> Iterator[Row]:
    yield from _money(content, "by_year")


def _by_source(content: Json) -> Iterator[Row]:
    yield from _money(content, "by_source")


def _delays(content: Json) -> Iterator[Row]:
    for each in content.get("delays", []):
        yield [each["label"], each["count"]]


def _campaigns(content: Json) -> Iterator[Row]:
    for each in content.get("outreach", {}).get("campaigns", []):
        cost = None if each["cost"] is None else Decimal(str(each["cost"]))
        yield [
            each["title"],
            each["kind"],
            each["period"],
            each["target_groups"],
            each["channels"],
            each["reach"],
            cost,
        ]


def _renamed(content: Json) -> Iterator[Row]:
    for each in content.get("renamed", []):
        yield [each["kind"], each["name"], day(each["until"]), each["successor"]]


ROUNDS: Final = ReportTable(
    "rounds",
    "Berichtsrunden",
    "Berichtsrunden des Zeitraums mit Rücklauf",
    (
        Field("title", "Berichtsrunde", width=34),
        Field("due_on", "Frist", FieldKind.DATE, 14),
        Field("asked", "gefragt", COUNT, 12, "gefragte Maßnahmen"),
        Field("answered", "beantwortet", COUNT, 12, "eingereichte oder angenommene Antworten"),
        Field("is_open", "noch offen", FieldKind.YES_NO, 12),
        Field("percent", "Rücklauf (%)", COUNT, 14),
    ),
    _rounds,
)
DISTRICTS: Final = ReportTable(
    "districts",
    "Stadtteile",
    "Maßnahmen nach Stadtteilen; eine Maßnahme kann in mehreren zählen",
    (
        Field("number", "Nummer", COUNT, 10),
        Field("name", "Stadtteil", width=34),
        Field("total", "Maßnahmen", COUNT, 12),
        Field("running", "laufend", COUNT, 12),
    ),
    _districts,
)
NEEDS: Final = ReportTable(
    "needs",
    "Bedarfe",
    "freigegebene Bedarfe der Runden Tische",
    (
        Field("number", "Nummer", width=14),
        Field("title", "Bedarf", width=50),
        TABLE,
        STATE,
        Field("reason", "Grund", FieldKind.PROSE, width=40),
        Field("outcome", "Was daraus wurde", FieldKind.PROSE, width=50),
        RANK,
        Field("proposals", "Vorschläge", FieldKind.LIST, 20),
        Field("measures", "Maßnahmen", FieldKind.LIST, 20),
    ),
    _needs,
)
PROPOSALS: Final = ReportTable(
    "proposals",
    "Vorschläge",
    "Vorschläge an die Gremien",
    (
        RANK,
        Field("number", "Nummer", width=14),
        Field("title", "Vorschlag", width=50),
        TABLE,
        STATE,
        Field("reason", "Grund", FieldKind.PROSE, width=40),
        Field("money", "Geld", width=40),
        Field("asked", "beantragt (Euro)", FieldKind.MONEY, 16, "im Jahr; leer: keine Angabe"),
        Field(
            "resolved",
            "beschlossen (Euro)",
            FieldKind.MONEY,
            16,
            "im Jahr; leer: noch nicht beschlossen oder keine Angabe",
        ),
        Field("resolution", "Beschluss", width=40),
        Field("measure", "Maßnahme", width=44),
        Field("needs", "Bedarfe", FieldKind.LIST, 20),
    ),
    _proposals,
)
MEETINGS: Final = ReportTable(
    "meetings",
    "Sitzungen",
    "Sitzungen der Runden Tische",
    (
        TABLE,
        Field("title", "Sitzung", width=40),
        Field("held_on", "am", FieldKind.DATE, 14),
        Field("votes_present", "Stimmen anwesend", COUNT, 12),
        Field("votes_total", "Stimmen insgesamt", COUNT, 12),
        Field("quorate", "beschlussfähig", FieldKind.YES_NO, 14),
    ),
    _meetings,
)
_REST: Final = (
    PLANNED, GRANTED, SPENT,
    Field("deviation", "Abweichung (Euro)", FieldKind.MONEY, 18, "ausgegeben minus geplant, wo beides bekannt ist"),
    Field("compared", "davon verglichen", COUNT, 12, "Beträge, bei denen beides bekannt ist"),
    Field("rows", "Beträge", COUNT, 12),
)  # fmt: skip
BY_YEAR: Final = ReportTable(
    "money_by_year",
    "Finanzierung nach Jahr",
    "Summen der Beträge nach Jahr",
    (Field("year", "Jahr", COUNT, 12), *_REST),
    _by_year,
)
BY_SOURCE: Final = ReportTable(
    "money_by_source",
    "Finanzierung nach Herkunft",
    "Summen der Beträge nach Herkunft",
    (Field("source", "Herkunft", width=30), *_REST),
    _by_source,
)
DELAYS: Final = ReportTable(
    "delays",
    "Gründe der Verzögerung",
    "Gründe gelber und roter Ampeln",
    (Field("reason", "Grund", FieldKind.PROSE, width=40), Field("count", "Maßnahmen", COUNT, 12)),
    _delays,
)
CAMPAIGNS: Final = ReportTable(
    "campaigns",
    "Öffentlichkeitsarbeit",
    "Aktionen der Öffentlichkeitsarbeit",
    (
        Field("title", "Aktion", width=44),
        Field("kind", "Art", width=22),
        Field("period", "Zeit", width=24),
        Field("target_groups", "Zielgruppen", FieldKind.LIST),
        Field("channels", "Wege", width=36),
        Field("reach", "erreicht", COUNT, 12, "erreichte Menschen; leer: nicht gezählt"),
        Field("cost", "Kosten (Euro)", FieldKind.MONEY, 16, "leer: keine Angabe"),
    ),
    _campaigns,
)
RENAMED: Final = ReportTable(
    "renamed",
    "Neue Namen",
    "Fachdienststellen und Gremien, deren Name nicht mehr gilt",
    (
        Field("kind", "Art", width=20),
        Field("name", "früherer Name", width=44),
        Field("until", "bis", FieldKind.DATE, 14),
        Field("successor", "danach", width=44),
    ),
    _renamed,
)
