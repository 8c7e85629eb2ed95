"""The columns of the catalogue: what they are called, where their values are, how they are written.

List, export and import share them. The key of a column stands in the address of a list and in saved views.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone

from measures.enums import MeasureKind, MeasureState, TrafficLight
from measures.querysets import fresh_since
from neuss_integration.foundation.spreadsheets.cells import Column, Kind
from neuss_integration.foundation.words.partial_dates import PartialDate

CITYWIDE: Final = "ganze Stadt"
BETWEEN: Final = "; "
"""Between several values in one cell; reading takes them apart there."""


def _first(found: Sequence[Any]) -> Any:
    return found[0]


def _partial(found: Sequence[Any]) -> PartialDate | None:
    date, precision = found
    return PartialDate.containing(date, precision) if date else None


def _districts(found: Sequence[Any]) -> list[str]:
    is_citywide, names = found
    return [CITYWIDE] if is_citywide else names


def _freshness(found: Sequence[Any]) -> str:
    (accepted_at,) = found
    if accepted_at is None:
        return "noch kein Bericht"
    return "aktuell" if accepted_at >= fresh_since() else "veraltet"


def _day(found: Sequence[Any]) -> Any:
    (moment,) = found
    return timezone.localdate(moment) if moment else None


@dataclass(frozen=True, slots=True)
class CatalogueColumn:
    """One column. `paths` are columns of the database; `relation` leads to the names of many related rows."""

    key: str
    label: str
    paths: tuple[str, ...] = ()
    relation: str = ""
    width: int = 20
    kind: Kind = Kind.TEXT
    sort: str = ""
    choices: tuple[tuple[Any, Any], ...] = ()
    read: Callable[[Sequence[Any]], Any] = _first
    is_internal: bool = False
    is_long: bool = False

    def plain(self, value: Any) -> Any:
        """`value` as a cell of a file: labels for keys, several values in one text."""
        if self.choices:
            return dict(self.choices).get(value, "")
        return BETWEEN.join(value) if isinstance(value, list) else value

    def in_file(self) -> Column:
        """The column of a sheet."""
        return Column(self.label, self.width, self.kind)


def _text(key: str, label: str, path: str, *, is_long: bool = False, is_internal: bool = False) -> CatalogueColumn:
    width = 60 if is_long else 30
    return CatalogueColumn(key, label, (path,), width=width, is_long=is_long, is_internal=is_internal)


def _many(key: str, label: str, relation: str) -> CatalogueColumn:
    return CatalogueColumn(key, label, relation=relation, width=40)


def _choice(key: str, label: str, path: str, choices: Iterable[Any], sort: str = "") -> CatalogueColumn:
    return CatalogueColumn(key, label, (path,), width=16, choices=tuple(choices), sort=sort)


def _sum(key: str, label: str, path: str) -> CatalogueColumn:
    return CatalogueColumn(key, label, (path,), width=16, kind=Kind.MONEY)


COLUMNS: Final[tuple[CatalogueColumn, ...]] = (
    CatalogueColumn("nummer", "Nummer", ("number",), width=14, sort="nummer"),
    CatalogueColumn("titel", "Titel", ("title",), width=50, sort="titel"),
    _choice("art", "Art", "kind", MeasureKind.choices),
    CatalogueColumn("handlungsfeld", "Handlungsfeld", ("field_of_action__name",), width=26, sort="handlungsfeld"),
    _many("erfolgsfaktoren", "Erfolgsfaktoren", "success_factors__title"),
    _many("konzeptziele", "Ziele des Konzepts", "goals__text"),
    CatalogueColumn("federfuehrung", "Federführung", ("lead_department__name",), width=30, sort="federfuehrung"),
    _many("mitwirkend", "Mitwirkende Fachdienststellen", "contributing_departments__name"),
    _many("traeger", "Träger", "carriers__name"),
    _many("partner", "Partnerorganisationen", "partners__name"),
    _many("zielgruppen", "Zielgruppen", "target_groups__name"),
    _text("zielgruppe", "Zielgruppe im Wortlaut", "target_group_note"),
    CatalogueColumn("stadtteile", "Stadtteile", ("is_citywide",), "districts__name", width=30, read=_districts),
    _text("ort", "Ort", "location"),
    _choice("status", "Status", "state", MeasureState.choices, "status"),
    CatalogueColumn("seit", "Status seit", ("state_since",), width=12, kind=Kind.DATE),
    _text("statusgrund", "Begründung des Status", "state_reason", is_long=True),
    CatalogueColumn("beginn", "Beginn", ("start_date", "start_precision"), width=14, kind=Kind.DATE, sort="beginn",
                    read=_partial),
    CatalogueColumn("ende", "Ende", ("end_date", "end_precision"), width=14, kind=Kind.DATE, sort="ende",
                    read=_partial),
    _text("rhythmus", "Rhythmus", "rhythm"),
    _text("zeitraum", "Hinweis zum Zeitraum", "period_note"),
    _choice("ampel", "Ampel", "latest_progress__traffic_light", TrafficLight.choices),
    _text("ampelgrund", "Begründung der Ampel", "latest_progress__traffic_light_reason", is_long=True),
    CatalogueColumn("bericht", "Letzter Bericht", ("latest_progress__decided_at",), width=14, kind=Kind.DATE,
                    sort="bericht", read=_day),
    CatalogueColumn("aktualitaet", "Aktualität", ("latest_progress__decided_at",), width=18, read=_freshness),
    _many("beschluesse", "Beschlüsse", "resolutions__title"),
    _sum("geplant", "Geplant in Euro", "planned_total"),
    _sum("bewilligt", "Bewilligt in Euro", "granted_total"),
    _sum("ausgegeben", "Ausgegeben in Euro", "spent_total"),
    CatalogueColumn("meilenstein", "Nächster Meilenstein", ("next_milestone",), width=14, kind=Kind.DATE),
    CatalogueColumn("kennzahlen", "Kennzahlen", ("key_figure_count",), width=12, kind=Kind.INTEGER),
    _text("ausgangslage", "Ausgangslage", "initial_situation", is_long=True),
    _text("ziel", "Ziel der Maßnahme", "aim", is_long=True),
    _text("beschreibung", "Beschreibung", "description", is_long=True),
    _text("finanzierung", "Finanzierung", "funding_note", is_long=True),
    _text("rechtsgrundlage", "Rechtsgrundlage", "legal_basis", is_long=True),
    _text("ergebnisse", "Bekannte Ergebnisse", "results_note", is_long=True),
    _text("oeffentlich", "Text für die Öffentlichkeit", "public_text", is_long=True, is_internal=True),
    _text("quellen", "Quellen", "sources", is_long=True),
    _text("notiz", "Interne Notiz", "internal_note", is_long=True, is_internal=True),
)  # fmt: skip
BY_KEY: Final = {column.key: column for column in COLUMNS}
ALWAYS: Final = ("nummer", "titel")
DEFAULT: Final = ("nummer", "titel", "handlungsfeld", "federfuehrung", "status", "ampel", "bericht")
DEFAULT_COLUMNS: Final = [BY_KEY[key] for key in DEFAULT]


def columns_for(*, sees_internal: bool) -> list[CatalogueColumn]:
    """The columns a person may choose."""
    return [column for column in COLUMNS if sees_internal or not column.is_internal]


def chosen_columns(keys: Iterable[str], *, sees_internal: bool) -> list[CatalogueColumn]:
    """The columns of these keys in the order of the catalogue; number and title always, the default when none is named.

    What does not exist or is not for the person is left out.
    """
    offered = {column.key: column for column in columns_for(sees_internal=sees_internal)}
    known = {key for key in keys if key in offered}
    wanted = known | set(ALWAYS) if known else set(DEFAULT)
    return [column for column in COLUMNS if column.key in wanted]
