"""The cards of the board. A board has up to 350; drawn here, they need no template each, and one form for all."""

from typing import Any, Final

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from measures.enums import MeasureState
from measures.selectors.boards import Lane
from neuss_integration.foundation.records.workflow import Transition
from neuss_integration.foundation.ui.html import format_html, format_html_join
from neuss_integration.foundation.ui.signs import traffic_light

register = template.Library()

ANY: Final = "0"
"""Stands for the number of a measure while an address is made."""
CARD: Final = (
    '<li id="karte-{number}"><a href="{url}">{title}</a><span class="choice-hint">{office}</span>{light}{moves}</li>'
)
MOVES: Final = (
    '<details class="board__move"><summary>verschieben<span class="kern-sr-only">: {}</span></summary>'
    "<div>{}</div></details>"
)
BUTTON: Final = '<button name="karte" value="{} {} {}"{}>{}{}</button>'


@register.simple_tag
def board_cards(lane: Lane, may_move: bool) -> SafeString:
    """The cards of `lane`; for who may move them each with a button for each step, which names card, state and target.

    A step that needs a reason is marked for the script.
    """
    before, after = reverse("measures:measure-detail", args=[ANY]).split(ANY)
    steps = lane.steps if may_move else []
    return format_html_join(
        "", "{}", ((_card(row, f"{before}{row['number']}{after}", lane, steps),) for row in lane.cards)
    )


def _card(row: dict[str, Any], url: str, lane: Lane, steps: list[Transition]) -> SafeString:
    light = row["latest_progress__traffic_light"]
    return format_html(
        CARD,
        number=row["number"],
        url=url,
        title=row["title"],
        office=row["lead_department__name"],
        light=traffic_light(light) if light else "",
        moves=_moves(row, lane, steps) if steps else "",
    )


def _moves(row: dict[str, Any], lane: Lane, steps: list[Transition]) -> SafeString:
    buttons = (
        (
            row["number"],
            lane.state.value,
            step.target,
            SafeString(" data-reason") if step.needs_reason else "",
            MeasureState(step.target).label,
            " (mit Begründung)" if step.needs_reason else "",
        )
        for step in steps
    )
    return format_html(MOVES, row["title"], format_html_join("", BUTTON, buttons))
