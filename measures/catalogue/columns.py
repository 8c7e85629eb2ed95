"""The columns of the catalogue: where the values of the fields are, how they are written, and what only is read.

List, export and import share them. The key of a column stands in the address of a list and in saved views.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import TextField
from django.utils import timezone

from measures.enums import DelayReason, TrafficLight
from measures.fields import FIELDS, MeasureField
from measures.querysets import fresh_since
from measures.selectors.facts import CITYWIDE
from measures.selectors.measures import SORTS
from neuss_integration.foundation.spreadsheets.cells import CellKind, Column
from neuss_integration.foundation.words.partial_dates import PartialDate

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
    kind: CellKind = CellKind.TEXT
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
        return Column(self.label, self.width, self.kind)


def column_of(field: MeasureField) -> CatalogueColumn:
    """The column that shows `field`, as its kind asks for."""
    stored = field.stored
    options: dict[str, Any] = {"paths": (field.name,), "width": 30}
    if field.name == "districts":
        options = {"paths": ("is_citywide",), "relation": f"districts__{field.shown_by}", "read": _districts}
    elif field.is_many:
        options = {"relation": f"{field.name}__{field.shown_by}", "width": 40}
    elif field.is_single:
        options = {"paths": (f"{field.name}__{field.shown_by}",)}
    elif field.is_period:
        paths = (f"{field.name}_date", f"{field.name}_precision")
        options = {"paths": paths, "width": 14, "kind": CellKind.DATE, "read": _partial}
    elif stored.choices:
        options |= {"width": 16, "choices": tuple(stored.choices)}
    elif isinstance(stored, TextField):
        options |= {"width": 60, "is_long": True}
    options |= {"width": field.width} if field.width else {}
    sort = field.column if field.column in SORTS else ""
    return CatalogueColumn(field.column, field.label, sort=sort, is_internal=field.is_internal, **options)


def _choice(key: str, label: str, path: str, choices: Iterable[Any]) -> CatalogueColumn:
    return CatalogueColumn(key, label, (path,), width=16, choices=tuple(choices))


def _sum(key: str, label: str, path: str) -> CatalogueColumn:
    return CatalogueColumn(key, label, (path,), width=16, kind=CellKind.MONEY)


NUMBER: Final = CatalogueColumn("nummer", "Nummer", ("number",), width=14, sort="nummer")
READ_ONLY: Final[dict[str, tuple[CatalogueColumn, ...]]] = {
    "federfuehrung": (CatalogueColumn("dezernat", "Dezernat", ("lead_department__division__name",), width=30),),
    "status": (CatalogueColumn("seit", "Status seit", ("state_since",), width=12, kind=CellKind.DATE),),
    "zeitraum": (
        _choice("ampel", "Ampel", "latest_progress__traffic_light", TrafficLight.choices),
        CatalogueColumn("ampelgrund", "Begründung der Ampel", ("latest_progress__traffic_light_reason",), width=60,
                        is_long=True),
        _choice("verzoegerung", "Grund der Verzögerung", "latest_progress__delay_reason", DelayReason.choices),
        CatalogueColumn("bericht", "Letzter Bericht", ("latest_progress__decided_at",), width=14, kind=CellKind.DATE,
                        sort="bericht", read=_day),
        CatalogueColumn("aktualitaet", "Aktualität", ("latest_progress__decided_at",), width=18, read=_freshness),
        CatalogueColumn("beschluesse", "Beschlüsse", relation="resolutions__title", width=40),
        _sum("geplant", "Geplant in Euro", "planned_total"),
        _sum("bewilligt", "Bewilligt in Euro", "granted_total"),
        _sum("ausgegeben", "Ausgegeben in Euro", "spent_total"),
        CatalogueColumn("meilenstein", "Nächster Meilenstein", ("next_milestone",), width=14, kind=CellKind.DATE),
        CatalogueColumn("kennzahlen", "Kennzahlen", ("key_figure_count",), width=12, kind=CellKind.INTEGER),
        CatalogueColumn("wirkung", "Wirkt auf Indikatoren", relation="indicator_effects__indicator__name", width=40),
    ),
}  # fmt: skip
"""What nobody writes on the measure itself, by the column it stands after."""
COLUMNS: Final[tuple[CatalogueColumn, ...]] = (
    NUMBER,
    *(column for field in FIELDS if field.column
      for column in (column_of(field), *READ_ONLY.get(field.column, ()))),
)  # fmt: skip
BY_KEY: Final = {column.key: column for column in COLUMNS}
ALWAYS: Final = ("nummer", "titel")
DEFAULT: Final = ("nummer", "titel", "handlungsfeld", "federfuehrung", "status", "ampel", "bericht")
DEFAULT_COLUMNS: Final = [BY_KEY[key] for key in DEFAULT]


def columns_for(*, sees_internal: bool) -> list[CatalogueColumn]:
    """The columns a person may choose."""
    return [column for column in COLUMNS if sees_internal or not column.is_internal]


MONEY: Final = {"geplant": "planned", "bewilligt": "granted", "ausgegeben": "spent"}
"""The columns whose sum stands below the list, with the column of the database."""


def by_hand(columns: list[CatalogueColumn], order: str) -> list[CatalogueColumn]:
    """`columns` in the `order` somebody made by hand (keys with points between); others after them as they were."""
    places = {key: place for place, key in enumerate(order.split("."))}
    return sorted(columns, key=lambda column: places.get(column.key, len(places)))


def chosen_columns(keys: Iterable[str], *, sees_internal: bool, also: str = "") -> list[CatalogueColumn]:
    """The columns of these keys in the order of the catalogue; number and title always, the default when none is named.

    The column `also` is there besides. What does not exist or is not for the person is left out.
    """
    offered = {column.key: column for column in columns_for(sees_internal=sees_internal)}
    known = {key for key in keys if key in offered}
    wanted = (known | set(ALWAYS) if known else set(DEFAULT)) | {also}
    return [column for column in COLUMNS if column.key in wanted]
