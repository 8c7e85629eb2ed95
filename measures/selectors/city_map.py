"""The tile map of the Stadtteile: how many of the filtered measures happen where."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString

from measures.models import Measure
from measures.selectors.organisations import active_counts
from neuss_integration.city.models import District
from neuss_integration.foundation.ui.tile_map import Tile, tile_map

CITYWIDE: Final = "stadt"
NOUN: Final = ("Maßnahme", "Maßnahmen")
NOT_CARRIED: Final = ("seite", "anzahl", "sortierung")


@dataclass(frozen=True, slots=True)
class Place:
    """A Stadtteil, or the whole city, with its number of measures and the list that shows them."""

    name: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class CityMap:
    """The picture, the same as rows, and what no tile can show."""

    picture: SafeString
    places: list[Place]
    citywide: Place
    nowhere: int
    unplaced: list[District]


def city_map(measures: QuerySet[Measure], query: QueryDict, title: str, *, is_linked: bool = True) -> CityMap:
    """The map of `measures`, which the address `query` filtered; two queries.

    Measures for the whole city stand in no tile: they would make all alike.
    """
    districts = list(District.objects.current().in_official_order())
    local = active_counts(measures.filter(is_citywide=False))
    citywide = measures.filter(is_citywide=True).order_by().count()
    places = [Place(str(each), local.get(each.number, 0), _list(query, each.number)) for each in districts]
    tiles = [
        Tile(each.map_column, each.map_row, f"{each.number:02d}", each.name, place.count, place.url)
        for each, place in zip(districts, places, strict=True)
        if each.map_column and each.map_row
    ]
    return CityMap(
        picture=tile_map(tiles, title, noun=NOUN, is_linked=is_linked),
        places=places,
        citywide=Place("ganze Stadt", citywide, _list(query, CITYWIDE)),
        nowhere=local.get(None, 0),
        unplaced=[each for each in districts if not each.map_column],
    )


def _list(query: QueryDict, place: Any) -> str:
    query_of_list = query.copy()
    for name in NOT_CARRIED:
        query_of_list.pop(name, None)
    query_of_list["stadtteil"] = str(place)
    return f"{reverse('measures:measure-list')}?{query_of_list.urlencode()}"
