"""What the address of a list asks for: which measures, in which order, with which columns."""

from functools import cached_property
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from django.core.paginator import Page
from django.db.models import Count, QuerySet, Sum
from django.http import QueryDict
from django.utils.safestring import SafeString

from measures.catalogue.columns import ALWAYS, BY_KEY, MONEY, CatalogueColumn, by_hand, chosen_columns, columns_for
from measures.catalogue.html import CellLinks, RowShape, ValueLinks, column_boxes, footer_html
from measures.catalogue.rows import page_of, page_of_found, read_rows
from measures.filters import MeasureFilter
from measures.models import Funding, Measure
from measures.selectors.filter_choices import filter_choices
from measures.selectors.measures import GROUPS, in_order, known_size, known_sort
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of

COLUMN_PARAMETER: Final = "spalten"
TICKED: Final = "auswahl"
"""The numbers of the rows that were ticked to be changed together."""
LIST_PARAMETER: Final = "liste"
"""In the address that keeps a view: of which list."""
NOT_PART_OF_A_VIEW: Final = (
    TICKED, LIST_PARAMETER, "zellen", "ausschnitt", "seite", "anzahl", "csrfmiddlewaretoken", "form_owner"
)  # fmt: skip


class Listing:
    """The measures a person may see, as the address says. Board, timeline, export and list show the same ones."""

    def __init__(self, query: QueryDict, user: Any) -> None:
        self.query = query
        self.user = user
        self.filter = MeasureFilter(query, Measure.objects.visible_to(user))
        self.sort = known_sort(query.get("sortierung", ""))
        self.size = known_size(query.get("anzahl", ""))
        self.sees_internal = access_of(user).has(Permission.VIEW_INTERNAL)
        self.group = query.get("gruppe", "") if query.get("gruppe") in GROUPS else ""
        self.is_wide = query.get("dichte") == "weit"
        self.is_changing = query.get("zellen") == "aendern" and access_of(user).has(Permission.MAINTAIN_MEASURES)
        chosen = chosen_columns(query.getlist(COLUMN_PARAMETER), sees_internal=self.sees_internal, also=self.group)
        self.columns = by_hand(chosen, query.get("reihenfolge", ""))

    @cached_property
    def measures(self) -> QuerySet[Measure]:
        """The measures in their order."""
        return in_order(self.filter.qs, self.sort, self.group)

    @cached_property
    def shape(self) -> RowShape:
        """What rows show besides their values: the heads of groups, and links to the measures with the same value."""
        links: ValueLinks | CellLinks = ValueLinks(self.canonical_pairs, filter_choices())
        if self.is_changing:
            links = CellLinks(self.query.urlencode())
        return RowShape(self.group, self._group_counts(), links)

    def _group_counts(self) -> dict[Any, int]:
        if not self.group:
            return {}
        rows = self.filter.qs.order_by().values_list(GROUPS[self.group])
        return dict(rows.annotate(Count("pk", distinct=True)))

    @cached_property
    def footer(self) -> SafeString:
        """The sums of the money columns over all measures of the view; empty where none of them is shown."""
        names = {MONEY[column.key]: Sum(MONEY[column.key]) for column in self.columns if column.key in MONEY}
        if not names:
            return SafeString()
        keys = Measure.objects.filter(pk__in=self.filter.qs.order_by().values("pk")).values("pk")
        sums = Funding.objects.filter(measure__in=keys).aggregate(
            **{f"{name}_sum": each for name, each in names.items()}
        )
        return footer_html(self.columns, {key: sums.get(f"{name}_sum") for key, name in MONEY.items()})

    @property
    def by_hand(self) -> str:
        """The order of columns that somebody made by hand."""
        return self.query.get("reihenfolge", "")

    @property
    def looks(self) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
        """How the list can look besides its columns: name in the address, legend, choices and which one is chosen."""
        groups = [("", "ohne Gruppen"), *((key, BY_KEY[key].label) for key in GROUPS)]
        densities = [("", "dicht: Nummer, Titel, Status und Ampel"), ("weit", "weit: alle Spalten")]
        return [
            ("gruppe", "Gruppen", [(key, label, key == self.group) for key, label in groups]),
            ("dichte", "Auf dem Telefon", [(key, label, (key == "weit") == self.is_wide) for key, label in densities]),
        ]

    @property
    def order_steps(self) -> list[tuple[str, str, str]]:
        """For each column its name, and the addresses that move it to the left and to the right; empty at the ends."""
        keys = [column.key for column in self.columns]
        return [
            (column.label, self._moved(keys, place, place - 1), self._moved(keys, place, place + 1))
            for place, column in enumerate(self.columns)
        ]

    def _moved(self, keys: list[str], place: int, to: int) -> str:
        if not 0 <= to < len(keys):
            return ""
        moved = [*keys]
        moved[place], moved[to] = moved[to], moved[place]
        others = [(name, value) for name, value in self.canonical_pairs if name != "reihenfolge"]
        return f"?{urlencode([*others, ('reihenfolge', '.'.join(moved))])}"

    @property
    def offered_columns(self) -> list[CatalogueColumn]:
        """What the person can choose among."""
        return columns_for(sees_internal=self.sees_internal)

    @property
    def column_choices(self) -> list[tuple[CatalogueColumn, bool]]:
        """The columns that can be left out, and whether they are shown."""
        shown = {column.key for column in self.columns}
        return [(column, column.key in shown) for column in self.offered_columns if column.key not in ALWAYS]

    @property
    def chosen_keys(self) -> list[str]:
        """The columns that the address names."""
        return self.query.getlist(COLUMN_PARAMETER)

    @property
    def column_boxes(self) -> SafeString:
        """The boxes that choose columns."""
        return column_boxes(tuple((each.key, each.label, shown) for each, shown in self.column_choices))

    @property
    def active_filters(self) -> int:
        """How many filters apply, the search not counted."""
        return sum(bool(value) for name, value in self.filter.sent_form.cleaned_data.items() if name != "suche")

    @cached_property
    def canonical_pairs(self) -> list[tuple[str, str]]:
        """The parts of `canonical_query`, for the hidden fields of a form that goes on with the same measures."""
        return parse_qsl(self.canonical_query)

    @cached_property
    def canonical_query(self) -> str:
        """The address of this view without page and page size: what a saved view keeps."""
        return canonical(self.query)

    def page(self) -> Page:
        """The rows of the page that is asked for."""
        read = page_of_found if "suche" in self.filter.sent else page_of
        return read(self.measures, self.columns, self.query.get("seite"), self.size)

    def rows(self) -> list[list[Any]]:
        """All rows, for a file."""
        return read_rows(self.measures, self.columns)


def canonical(query: QueryDict) -> str:
    """`query` without what belongs to a moment: page, page size, tokens, empty filters."""
    copy = query.copy()
    for name in list(copy):
        values = [value for value in copy.getlist(name) if value]
        copy.setlist(name, values)
        if name in NOT_PART_OF_A_VIEW or not values:
            del copy[name]
    return copy.urlencode()
