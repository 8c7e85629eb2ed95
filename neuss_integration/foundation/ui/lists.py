"""Parts of list pages: pages, sorting, active filters, empty state. The query string is the state."""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from neuss_integration.foundation.ui.html import format_html, format_html_join
from neuss_integration.foundation.ui.signs import icon
from neuss_integration.foundation.ui.texts import german_number

Chip = tuple[str, str]
PAGE_PARAMETER: Final = "seite"


def query_url(request: HttpRequest | None, **changes: object) -> str:
    """The query string of `request` with `changes`; None removes a name. Always starts with a question mark."""
    given = _encoded(request) if request is not None else {}
    wanted = {name: urlencode({name: str(value)}) for name, value in changes.items() if value is not None}
    kept = [wanted.pop(name, part) for name, part in given.items() if part and (name not in changes or name in wanted)]
    return f"?{'&'.join([*kept, *wanted.values()])}"


def _encoded(request: HttpRequest) -> dict[str, str]:
    """The names in the address of `request`, each with its values as they stand there; lists ask for them often.

    The query is kept beside them, so that another one is worked out anew.
    """
    query, parts = getattr(request, "_encoded_query", (None, {}))
    if query is not request.GET:
        parts = {name: urlencode({name: values}, doseq=True) for name, values in request.GET.lists()}
        request._encoded_query = (request.GET, parts)  # type: ignore[attr-defined]
    return parts


def pagination(page: Page, request: HttpRequest | None = None, *, parameter: str = PAGE_PARAMETER) -> SafeString | str:
    """Links to the other pages, with the query string kept; nothing when there is only one page."""
    paginator = page.paginator
    if paginator.num_pages <= 1:
        return ""
    items = []
    for number in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if number == paginator.ELLIPSIS:
            items.append('<li class="pagination__gap" aria-hidden="true">…</li>')
            continue
        current = mark_safe(' aria-current="page"') if number == page.number else ""
        items.append(
            format_html(
                '<li><a class="pagination__link" href="{}"{}><span class="kern-sr-only">{} </span>{}</a></li>',
                query_url(request, **{parameter: number}),
                current,
                gettext("Seite"),
                german_number(int(number)),
            )
        )
    previous = page.has_previous() and query_url(request, **{parameter: page.number - 1})
    following = page.has_next() and query_url(request, **{parameter: page.number + 1})
    return format_html(
        '<nav class="pagination" aria-label="{}">{}<ul class="pagination__list">{}</ul>{}</nav>',
        gettext("Seiten"),
        _step(previous, "prev", "chevron-left", gettext("Zurück")),
        mark_safe("".join(items)),  # noqa: S308 - each item comes from format_html
        _step(following, "next", "chevron-right", gettext("Weiter")),
    )


def _step(url: str | bool, relation: str, icon_name: str, label: str) -> SafeString | str:
    if not url:
        return ""
    text = format_html("<span>{}</span>", label)
    inner = (icon(icon_name), text) if relation == "prev" else (text, icon(icon_name))
    return format_html('<a class="pagination__step" rel="{}" href="{}">{}{}</a>', relation, url, *inner)


def sort_header(
    label: str,
    key: str,
    request: HttpRequest | None = None,
    *,
    parameter: str = "sort",
    numeric: bool = False,
    current: str = "",
) -> SafeString:
    """A `th` whose link sorts by `key`, or the other way round when the list is sorted by it already.

    The first page of the new order is shown; all filters stay. `current` is the order that is shown when the
    address need not name it.
    """
    current = current or (request.GET.get(parameter, "") if request is not None else "")
    direction = {key: "ascending", f"-{key}": "descending"}.get(current)
    first_page = {PAGE_PARAMETER: None}
    url = query_url(request, **first_page | {parameter: f"-{key}" if direction == "ascending" else key})
    sign = {None: "sort", "ascending": "sort-up", "descending": "sort-down"}[direction]
    return format_html(
        '<th scope="col" class="kern-table__header{}"{}><a class="sort-link" href="{}">{}{}</a></th>',
        " kern-table__header--numeric" if numeric else "",
        format_html(' aria-sort="{}"', direction) if direction else "",
        url,
        label,
        icon(sign, size="small"),
    )


def filter_chips(chips: Iterable[Chip]) -> SafeString | str:
    """The active filters; each of the (label, URL without it) is a link that removes it. Nothing when there is none."""
    chips = list(chips)
    if not chips:
        return ""
    items = format_html_join(
        "",
        '<li><a class="chip" href="{}"><span class="kern-sr-only">{}: </span>{}{}</a></li>',
        ((url, gettext("Filter entfernen"), label, icon("close", size="small")) for label, url in chips),
    )
    return format_html('<ul class="chips" aria-label="{}">{}</ul>', gettext("Aktive Filter"), items)


def empty_state(sentence: str, action_url: str = "", action_label: str = "") -> SafeString:
    """Says that nothing is there and what to do about it."""
    action = (
        format_html(
            '<a class="kern-btn kern-btn--secondary" href="{}"><span class="kern-label">{}</span></a>',
            action_url,
            action_label,
        )
        if action_url
        else ""
    )
    return format_html('<div class="empty-state"><p>{}</p>{}</div>', sentence, action)


def result_count(count: int, singular: str, plural: str) -> SafeString:
    """How many there are: "1.234 Maßnahmen", "1 Maßnahme" or "Keine Maßnahmen"."""
    if count == 0:
        return format_html("Keine {}", plural)
    return format_html("<strong>{}</strong> {}", german_number(count), singular if count == 1 else plural)


def filters_without(request: HttpRequest, name: str, value: Any | None = None) -> str:
    """The query string without the filter `name`, or only without its `value` when one is given; for chips."""
    query = request.GET.copy()
    remaining = [each for each in query.getlist(name) if value is not None and each != str(value)]
    query.pop(name, None)
    query.pop(PAGE_PARAMETER, None)
    if remaining:
        query.setlist(name, remaining)
    return f"?{query.urlencode()}"
