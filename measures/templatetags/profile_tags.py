"""Parts of the Steckbrief: charts, amounts, ratings."""

from decimal import Decimal
from typing import Any, Final

from django import template
from django.utils.safestring import SafeString

from measures.enums import EvaluationRating
from measures.models import Milestone
from measures.selectors.money import MoneyTable
from neuss_integration.foundation.ui import signs
from neuss_integration.foundation.ui.bar_chart import BarGroup, bar_chart
from neuss_integration.foundation.ui.html import format_html
from neuss_integration.foundation.ui.line_chart import LineChart, line_chart
from neuss_integration.foundation.ui.texts import german_date, german_number

register = template.Library()

RATING_SIGNS: Final = {
    EvaluationRating.SUCCESS: ("success", "check"),
    EvaluationRating.PARTIAL: ("info", "target"),
    EvaluationRating.FAILURE: ("neutral", "lightbulb"),
    EvaluationRating.TOO_EARLY: ("neutral", "calendar-clock"),
}
SERIES: Final = ("geplant", "bewilligt", "ausgegeben")


@register.filter
def euro(amount: Decimal | None) -> SafeString | str:
    """1.234,56 €; a dash when it is not known."""
    return signs.NOTHING if amount is None else f"{german_number(amount, decimals=2)}\u00a0€"


@register.filter
def plain_euro(amount: Decimal | None) -> str:
    """The same for print, where the dash needs no words for screen readers in a table that explains it."""
    return "–" if amount is None else f"{german_number(amount, decimals=2)}\u00a0€"


@register.simple_tag
def value_chart(chart: LineChart) -> SafeString:
    """The line of a Kennzahl with its table."""
    return line_chart(chart)


@register.simple_tag
def money_chart(table: MoneyTable, title: str) -> SafeString | str:
    """Planned, granted and spent of each line as bars."""
    groups = [
        BarGroup(row.label, [(each, _short(each)) for each in (row.money.planned, row.money.granted, row.money.spent)])
        for row in table.rows
    ]
    return bar_chart(title, SERIES, groups)


@register.simple_tag
def rating_sign(rating: str) -> SafeString:
    """The badge of an evaluation; a Misserfolg is no alarm."""
    variant, icon_name = RATING_SIGNS[EvaluationRating(rating)]
    return signs.badge(EvaluationRating(rating).label, variant=variant, icon_name=icon_name)


@register.simple_tag
def milestone_sign(milestone: Milestone) -> SafeString:
    """Whether a milestone is reached, dropped, overdue or open, as a badge."""
    if milestone.done_on:
        reached, late = signs.badge("erreicht", variant="success"), milestone.late_words
        return format_html("{} am {}{}", reached, german_date(milestone.done_on), f", {late}" if late else "")
    if milestone.dropped_on:
        return signs.badge("entfallen", variant="neutral", icon_name="close")
    if milestone.is_overdue:
        return signs.badge("überfällig", variant="danger")
    return signs.badge("offen", variant="info", icon_name="calendar-today")


@register.simple_tag(takes_context=True)
def part_link(context: dict[str, Any], name: str, text: str) -> SafeString | str:
    """A link to the page that changes a section of the measure, for those who may."""
    if not context.get("may_edit"):
        return ""
    return format_html('<a class="section-link" href="{}{}/">{}</a>', context["measure"].get_absolute_url(), name, text)


def _short(amount: Decimal | None) -> str:
    return "keine Angabe" if amount is None else f"{german_number(amount, decimals=0)} €"
