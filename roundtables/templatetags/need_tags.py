"""What needs show on their own pages and on those of lower apps."""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from neuss_integration.ui import signs
from neuss_integration.ui.rating_chart import RatedPoint, rating_chart
from roundtables.enums.needs import NeedState
from roundtables.models import RatingResult

register = template.Library()
ROW: Final = (
    '<tr><td data-label="Nummer" class="measure-number">{}</td><th scope="row"><a href="{}{}/">{}</a></th>'
    '<td data-label="Runder Tisch">{}</td><td data-label="Handlungsfeld">{}</td>'
    '<td data-label="Gemeldet am" class="numeric">{}</td><td data-label="Status">{}</td></tr>'
)


@register.simple_tag
def need_rows(rows: Iterable[tuple[Any, ...]]) -> SafeString:
    """Rows of a table of needs from tuples in the order of ROW_COLUMNS."""
    base = reverse("roundtables:need-list")
    return mark_safe(  # noqa: S308 - every value is escaped here or comes from format_html
        "".join(
            ROW.format(
                number, base, number, escape(title), escape(table), escape(field) if field else signs.NOTHING,
                day.strftime("%d.%m.%Y"), need_state_sign(state),
            )
            for number, title, table, field, day, state in rows
        )
    )  # fmt: skip


@cache
def _sign(state: str) -> SafeString:
    return signs.state_badge(state, NeedState(state).label)


@register.simple_tag
def need_state_sign(state: str) -> SafeString:
    """The badge of a state of needs."""
    return _sign(state)


@register.simple_tag
def rating_picture(title: str, results: Iterable[RatingResult]) -> SafeString | str:
    """Importance by urgency of the results that have a rank."""
    points = [
        RatedPoint(str(each.rank), each.need.title, each.importance, each.urgency)
        for each in results
        if each.importance is not None and each.urgency is not None
    ]
    return rating_chart(title, points)
