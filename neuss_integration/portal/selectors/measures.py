"""Measures for everybody: what the last published report tells of them, and the text that was released since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from measures.models import Measure
from neuss_integration.portal.selectors.offers import public_offers
from reporting.formats.tables.columns import measures_of
from reporting.selectors.last_report import last_report


@dataclass(frozen=True, slots=True)
class PublicMeasure:
    """A measure that was published: `told` is what the last report says, `offer` the key of its released offer."""

    number: str
    title: str
    text: str
    told: Mapping[str, Any]
    offer: int | None
    as_of: str
    report: int | None


def public_measures() -> list[PublicMeasure]:
    """Measures of the last report and those with a released offer, by number; three queries.

    A measure that is in neither is not named: its title was released nowhere.
    """
    last = last_report()
    told = {each["number"]: each for each in measures_of(last.content)} if last else {}
    offers = {each.measure: each for each in public_offers() if each.measure}
    texts = dict(Measure.objects.exclude(released_text="").values_list("number", "released_text"))
    as_of, report = (last.content["report"]["as_of"], last.publication.report_id) if last else ("", None)
    return [
        PublicMeasure(
            number=number,
            title=told[number]["title"] if number in told else offers[number].title,
            text=texts.get(number, ""),
            told=told.get(number, {}),
            offer=offers[number].pk if number in offers else None,
            as_of=as_of if number in told else "",
            report=report if number in told else None,
        )
        for number in sorted(told.keys() | offers.keys())
    ]
