"""What lists of measures can be filtered by, read with one query."""

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from neuss_integration.city.models import Department, District, Division, Organisation, TargetGroup
from neuss_integration.foundation.records.data_version import cached_by_version
from neuss_integration.foundation.words.folding import german_sort_key
from success_factors.models import FieldOfAction, Goal, SuccessFactor

CITYWIDE: Final = "stadt"
WITHOUT_DIVISION: Final = ("ohne", "ohne Dezernat")
SIMPLE: Final = ("handlungsfeld", "fachdienststelle", "dezernat", "zielgruppe", "traeger", "konzeptziel")


@cached_by_version
def filter_choices() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Keys and names by filter, in the order of the office. What has ended stays, old measures have it.

    Of organisations and goals only those that measures have.
    """
    used = Organisation.objects.filter(carried_measures__isnull=False)
    partners = Organisation.objects.filter(partnered_measures__isnull=False)
    parts = [
        _part("handlungsfeld", FieldOfAction.objects.all(), "pk", "name", F("position"), F("is_priority")),
        _part("erfolgsfaktor", SuccessFactor.objects.all(), "number", "title", F("number")),
        _part("fachdienststelle", Department.objects.all(), "pk", "name"),
        _part("dezernat", Division.objects.all(), "pk", "name", F("position")),
        _part("stadtteil", District.objects.all(), "number", "name", F("number")),
        _part("zielgruppe", TargetGroup.objects.all(), "pk", "name"),
        _part("konzeptziel", Goal.objects.filter(measures__isnull=False).distinct(), "pk", "text"),
        _part("traeger", used, "pk", "name"),
        _part("traeger", partners, "pk", "name"),
    ]
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for kind, key, name, position, is_first in parts[0].union(*parts[1:]):
        found[kind].append((not is_first, position, german_sort_key(name), key, name))
    choices = {kind: tuple((key, name) for *_, key, name in sorted(rows)) for kind, rows in found.items()}
    factors = tuple((number, f"{number}. {title}") for number, title in choices.get("erfolgsfaktor", ()))
    districts = tuple((number, f"{int(number):02d} {name}") for number, name in choices.get("stadtteil", ()))
    divisions = choices.get("dezernat", ())
    return MappingProxyType(
        {kind: choices.get(kind, ()) for kind in SIMPLE}
        | {"erfolgsfaktor": factors, "stadtteil": ((CITYWIDE, "ganze Stadt"), *districts)}
        | {"dezernat": (*divisions, WITHOUT_DIVISION) if divisions else ()}
    )


def _part(
    kind: str, rows: QuerySet[Any], key: str, name: str, position: Any = None, is_first: Any = None
) -> QuerySet[Any]:
    """The rows as (kind, key, name, position, is first), alike for the union."""
    return rows.order_by().values_list(
        Value(kind, CharField()),
        Cast(key, CharField()),
        name,
        Cast(position if position is not None else Value(0), IntegerField()),
        Cast(is_first if is_first is not None else Value(False), IntegerField()),
    )
