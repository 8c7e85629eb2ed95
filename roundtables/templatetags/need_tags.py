"""What needs show on their own pages and on those of lower apps."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from django import template
from django.db.models import Value
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from neuss_integration.foundation.ui import signs
from neuss_integration.foundation.ui.rating_chart import RatedPoint, rating_chart
from neuss_integration.foundation.words.markdown import render_markdown
from roundtables.enums.needs import NeedState
from roundtables.models import CommentRound, GoalComment, Need, Proposal, RatingResult, RatingRun, RoundTable
from roundtables.querysets.meetings import tables_of
from roundtables.selectors.comments import comments_in, counts_of, rounds_for
from roundtables.selectors.needs import may_raise_needs
from roundtables.selectors.outcome import outcome_of, visible_needs
from roundtables.selectors.proposals import money, money_text, proposals_for

register = template.Library()
NUMBERED: Final = re.compile(r"<a\b.*?</a>|<[^>]*>|\b(?P<kind>[BMV])-\d{4}-\d{3,5}\b", re.DOTALL)
PAGES: Final = {
    "B": "roundtables:need-detail",
    "M": "measures:measure-detail",
    "V": "roundtables:proposal-detail",
}
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
                number,
                base,
                number,
                escape(title),
                escape(table),
                escape(field) if field else signs.NOTHING,
                day.strftime("%d.%m.%Y"),
                need_state_sign(state),
            )
            for number, title, table, field, day, state in rows
        )
    )


@cache
def _sign(state: str) -> SafeString:
    return signs.state_badge(state, NeedState(state).label)


@register.simple_tag
def need_state_sign(state: str) -> SafeString:
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


@register.simple_tag
def linked_numbers(text: str) -> SafeString:
    """Markdown in which every number of a need, a proposal or a measure leads to its page, except inside links."""
    return mark_safe(NUMBERED.sub(_link, render_markdown(text)))  # noqa: S308 - sanitised, and the numbers are plain


def _link(found: re.Match[str]) -> str:
    if found["kind"] is None:
        return found[0]
    return f'<a href="{reverse(PAGES[found["kind"]], args=[found[0]])}">{found[0]}</a>'


@register.simple_tag
def proposal_money(proposal: Proposal) -> str:
    """The money a year that was asked for, in words."""
    return money(proposal)


@register.simple_tag
def proposal_money_text(proposal: Proposal) -> str:
    """The money a year in words: asked for, and resolved where that differs."""
    return money_text(proposal)


@register.inclusion_tag("roundtables/includes/need_chain.html", takes_context=True)
def need_chain(context: Context, need: Need) -> dict[str, Any]:
    """What became of a need: rating, proposals, resolutions, measures with their last progress."""
    user = context["user"]
    return {"need": need, "outcome": outcome_of(need, user), "user": user}


@register.inclusion_tag("roundtables/includes/needs_behind.html", takes_context=True)
def needs_behind(context: Context, measure: Any) -> dict[str, Any]:
    """Why there is a measure: the needs and the proposal it comes from, as far as the person may see them."""
    user = context["user"]
    proposals = Proposal.objects.visible_to(user).filter(measure=measure).select_related("round_table")
    return {"needs": visible_needs(user, measures=measure), "proposals": list(proposals)}


@register.inclusion_tag("roundtables/includes/proposals_behind.html", takes_context=True)
def proposals_behind(context: Context, resolution: Any) -> dict[str, Any]:
    """What a Gremium had before it when it resolved: proposals and their needs, as far as the person may see them."""
    return {"proposals": list(proposals_for(context["user"]).filter(resolution=resolution))}


@register.inclusion_tag("roundtables/includes/needs_of_factor.html", takes_context=True)
def needs_of_factor(context: Context, factor: Any) -> dict[str, Any]:
    """The needs that belong to an Erfolgsfaktor, newest first, as far as the person may see them."""
    return {"needs": visible_needs(context["user"], success_factors=factor), "factor": factor}


@register.inclusion_tag("roundtables/includes/needs_of_district.html", takes_context=True)
def needs_of_district(context: Context, district: Any) -> dict[str, Any]:
    """The needs of a Stadtteil, newest first, as far as the person may see them; one query."""
    return {"needs": visible_needs(context["user"], districts=district)}


@register.inclusion_tag("roundtables/includes/member_tasks.html", takes_context=True)
def member_tasks(context: Context) -> dict[str, Any]:
    """What a member can do now: rate, comment on draft goals, raise a need; at most two queries."""
    user = context["user"]
    seated = RatingRun.objects.open().filter(round_table__in=tables_of(user)).order_by()
    asking = CommentRound.objects.open_on(timezone.localdate()).asking(user).order_by()
    columns = (seated.values_list(Value("runs"), "pk", "round_table__name", "title", "due_on"),
               asking.values_list(Value("rounds"), "pk", Value(""), "title", "until"))  # fmt: skip
    found: dict[str, list[dict[str, Any]]] = {"runs": [], "rounds": []}
    for kind, key, table, title, day in sorted(columns[0].union(columns[1], all=True), key=lambda row: row[:2]):
        found[kind].append({"pk": key, "table": table, "title": title, "day": day})
    runs = found["runs"]
    return {**found, "may_raise": bool(runs) or may_raise_needs(user)}


@register.inclusion_tag("roundtables/includes/organisation_tables.html", takes_context=True)
def tables_of_organisation(context: Context, organisation: Any) -> dict[str, Any]:
    """At which Runde Tische an organisation sits today, and which needs it raised, as far as the person may see."""
    tables = RoundTable.objects.filter(pk__in=organisation.seats.current().values("round_table"))
    return {
        "tables": list(tables.current().in_german_order()),
        "needs": visible_needs(context["user"], raised_by_organisation=organisation),
    }


@register.inclusion_tag("roundtables/includes/comment_rounds.html", takes_context=True)
def comment_rounds_of(context: Context, edition: Any) -> dict[str, Any]:
    """The Beteiligungsrunden of an edition with their numbers, as far as the person may see; two queries."""
    rounds = list(rounds_for(context["user"]).filter(edition=edition))
    comments: dict[int, list[GoalComment]] = {each.pk: [] for each in rounds}
    for comment in comments_in(rounds, context["user"]) if rounds else ():
        comments[comment.put_goal.round_id].append(comment)
    return {"rounds": [(each, counts_of(comments[each.pk])) for each in rounds]}
