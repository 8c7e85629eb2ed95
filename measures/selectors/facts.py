"""What the Steckbrief shows of the fields of a measure: the same rows and texts for page and PDF."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from measures.fields import FIELDS, Legend, MeasureField, Shown, fields_in
from measures.models import Measure
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.history import label_of
from success_factors.models import FieldOfAction

CITYWIDE: Final = "ganze Stadt"
PERIOD_LABEL: Final = "Zeitraum"
EXPECTED: Final = ("districts", "start")
"""What the page names as missing when it is empty."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the Eckdaten; `values` are texts, each with an address or ""."""

    label: str
    values: list[tuple[str, str]]

    @property
    def text(self) -> str:
        """All values in one line, told apart by what stands in none of them; whole sentences have a line each."""
        words = [text for text, _ in self.values]
        if any(word.endswith(".") for word in words):
            return "\n".join(words)
        return ("; " if any("," in word for word in words) else ", ").join(words)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the measure with its heading; `key` names it in addresses."""

    key: str
    label: str
    markdown: str


def facts_of(measure: Measure, names: Mapping[str, list[str]], *, on_paper: bool = False) -> list[Fact]:
    """The rows of the Eckdaten that have something to show; `names` comes from the profile.

    The page also names what it expects and does not find; `on_paper` adds what the page shows as a picture.
    """
    wanted = (Shown.FACT, Shown.FACT_ON_PAPER) if on_paper else (Shown.FACT,)
    shown = (
        (field, fact)
        for field in FIELDS
        if field.shown in wanted
        for fact in (Fact(_label(field), list(_values(measure, field, names))), *_derived(measure, field))
    )
    return [fact for field, fact in shown if fact.values or (field.name in EXPECTED and not on_paper)]


def _derived(measure: Any, field: MeasureField) -> Iterator[Fact]:
    """What nobody writes on the measure: the Dezernat of its lead office, the Patenschaft of its Handlungsfeld."""
    if field.name != "lead_department":
        return
    if division := measure.lead_department.division:
        address = reverse("measures:organisation-chart")
        yield Fact(
            label_of(Department._meta.get_field("division")), [(str(division), f"{address}#dezernat-{division.pk}")]
        )
    if sponsor := measure.field_of_action.sponsor:
        label = label_of(FieldOfAction._meta.get_field("sponsor"))
        yield Fact(label, [(f"{sponsor} (Handlungsfeld {measure.field_of_action})", "")])


def contact_facts(measure: Measure) -> list[Fact]:
    """Whom to call, and the deputy."""
    people = fields_in(Legend.CONTACT, Legend.DEPUTY)
    return [Fact(field.label, [(text, "")]) for field in people if (text := getattr(measure, field.name))]


def texts_of(measure: Measure, *, apart: bool) -> list[Text]:
    """The texts that are not empty: those that say what the measure is, or those that stand `apart` with a heading."""
    shown = (field for field in FIELDS if field.shown is Shown.TEXT)
    wanted = (field for field in shown if (field.section is not Legend.CONTENT) is apart)
    return [Text(field.column, field.label, text) for field in wanted if (text := getattr(measure, field.name))]


def _label(field: MeasureField) -> str:
    return PERIOD_LABEL if field.is_period else field.label


def _values(measure: Measure, field: MeasureField, names: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    if field.name in names:
        yield from ((name, "") for name in names[field.name])
    elif field.name == "districts":
        yield from _places(measure)
    elif field.is_many:
        yield from ((str(each), "") for each in getattr(measure, field.name).all())
    elif text := _text(measure, field):
        yield text, ""


def _places(measure: Measure) -> Iterator[tuple[str, str]]:
    if measure.is_citywide:
        yield CITYWIDE, ""
        return
    address = reverse("measures:measure-list")
    yield from ((str(each), f"{address}?stadtteil={each.number}") for each in measure.districts.all())


def _text(measure: Any, field: MeasureField) -> str:
    if field.is_period:
        return measure.running_time
    if field.stored.choices:
        return getattr(measure, f"get_{field.name}_display")()
    return str(getattr(measure, field.name) or "")
