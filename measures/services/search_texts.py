"""What a search finds measures by."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.db.models import prefetch_related_objects

from measures.fields import FIELDS, MeasureField
from measures.models import Measure
from neuss_integration.foundation.words.folding import fold

SEARCHED: Final = tuple(field for field in FIELDS if field.is_searched and field.is_many)
"""The relations whose names a search finds a measure by."""


def refresh_search_text(measure: Measure) -> None:
    """`measure.search_text` holds all that a search should find, folded. Does not save."""
    refresh_search_texts([measure])


def refresh_search_texts(measures: Sequence[Measure]) -> None:
    """The same for several, in as many queries as for one."""
    prefetch_related_objects(measures, *(field.name for field in FIELDS if field.is_searched and field.is_single))
    found = {field.name: _names(measures, field) for field in SEARCHED}
    for measure in measures:
        measure.search_text = search_text_of(measure, {name: each.get(measure.pk, []) for name, each in found.items()})


def _names(measures: Sequence[Measure], field: MeasureField) -> dict[int, list[str]]:
    """What the rows of a relation are called, by the key of the measure."""
    named: dict[int, list[str]] = {}
    rows = Measure.objects.filter(pk__in=[each.pk for each in measures], **{f"{field.name}__isnull": False})
    for pk, name in rows.order_by(field.name).values_list("pk", f"{field.name}__{field.shown_by}"):
        named.setdefault(pk, []).append(name)
    return named


def search_text_of(measure: Measure, names: Mapping[str, Iterable[str]]) -> str:
    """What a search finds `measure` by, folded; `names` are those of its relations, by the name of the field."""
    texts = [measure.number]
    for field in (each for each in FIELDS if each.is_searched):
        value: Any = names[field.name] if field.is_many else getattr(measure, field.name)
        texts += [getattr(value, field.shown_by)] if field.is_single else value if field.is_many else [value]
    return fold(" ".join(texts))
