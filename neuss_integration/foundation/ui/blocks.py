"""Parts of pages: alerts, cards, lists of facts and tasks, tiles, progress, events."""

from collections.abc import Iterable
from typing import Any, Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from neuss_integration.foundation.ui.html import checked_option, format_html, format_html_join, part
from neuss_integration.foundation.ui.signs import NOTHING, hidden_text, icon, state_badge
from neuss_integration.foundation.ui.texts import german_date, german_number

ALERT_WORDS: Final = {"info": "Hinweis: ", "success": "Erfolg: ", "warning": "Warnung: ", "danger": "Fehler: "}
STAT_VARIANTS: Final = ("neutral", "info", "success", "warning", "danger")
HEADING_LEVELS: Final = (2, 3, 4)


def alert(content: SafeString, variant: str = "info", *, title: str = "", live: bool = False) -> SafeString:
    """A message box. `title` stands bold above the content; `live` lets screen readers announce it at once."""
    checked_option("alert", "variant", variant, ALERT_WORDS)
    return format_html(
        '<div class="notice kern-alert kern-alert--{}"{}>{}<div class="notice__text">{}{}{}</div></div>',
        variant,
        format_html(' role="{}"', "alert" if variant == "danger" else "status") if live else "",
        icon(variant),
        hidden_text(ALERT_WORDS[variant]),
        format_html('<p class="notice__title">{}</p>', title) if title else "",
        content,
    )


def card(content: SafeString, title: str = "", *, url: str = "", level: int = 2, hint: str = "") -> SafeString:
    """A box with a heading. With `url` the heading is a link and the whole box can be clicked."""
    if level not in HEADING_LEVELS:
        raise ValueError(f"card: level={level!r} is unknown. Allowed: 2, 3, 4.")
    heading: SafeString | str = ""
    if title:
        inner = format_html('<a class="kern-link--stretched" href="{}">{}</a>', url, title) if url else title
        heading = format_html('<h{} class="card__title">{}</h{}>', level, inner, level)
    return format_html(
        '<div class="card kern-card kern-card--hug{}">{}{}{}</div>',
        " kern-card--interactive" if url else "",
        heading,
        format_html('<p class="card__hint">{}</p>', hint) if hint else "",
        content,
    )


def summary_list(facts: Iterable[tuple[str, Any]], *, columns: bool = False) -> SafeString:
    """Facts as a description list of (label, value). Empty values show a dash, so that nothing looks forgotten.

    `columns` puts label above value, side by side, for short values.
    """
    rows = format_html_join(
        "",
        '<div class="kern-description-list-item"><dt class="kern-description-list-item__key">{}</dt>'
        '<dd class="kern-description-list-item__value">{}</dd></div>',
        ((label, NOTHING if value is None or value == "" else value) for label, value in facts),
    )
    return format_html('<dl class="facts kern-description-list{}">{}</dl>', " facts--columns" if columns else "", rows)


def task_list(tasks: Iterable[Any]) -> SafeString:
    """Tasks to open, each a dict or object with `label`, `url`, and optionally `hint`, `status` (HTML, e.g. a badge).

    A task without `url` cannot be opened yet.
    """
    rows = format_html_join("", '<li class="kern-task-list__item task">{}{}</li>', map(_task, tasks))
    return format_html('<ul class="kern-task-list__list">{}</ul>', rows)


def _task(task: Any) -> tuple[SafeString, SafeString | str]:
    label, url = part(task, "label"), part(task, "url")
    hint, status = part(task, "hint"), part(task, "status")
    name = (
        format_html(
            '<a class="kern-link kern-link--stretched kern-link--no-visited-state" href="{}">{}</a>', url, label
        )
        if url
        else format_html('<span class="kern-body">{}</span>', label)
    )
    title = format_html(
        '<div class="task__title">{}{}</div>', name, format_html('<p class="task__hint">{}</p>', hint) if hint else ""
    )
    return title, format_html('<div class="task__status">{}</div>', status) if status else ""


def progress_bar(value: int, total: int, label: str) -> SafeString:
    """How much is done: a native progress element with label and "3 von 8" beside it."""
    share = format_html("{} von {}", german_number(value), german_number(total)) if total else "keine"
    return format_html(
        '<div class="kern-progress progress"><div class="progress__head"><span data-progress-label>{}</span>'
        '<span class="nowrap" data-progress-share>{}</span></div>'
        '<progress value="{}" max="{}" aria-label="{}">{}</progress></div>',
        label,
        share,
        str(value),
        str(total or 1),
        label,
        share,
    )


def counted_link(number: int, url: str, words: str) -> SafeString:
    """A link whose words hold `number`; the page it leads to says the same number above its rows."""
    return format_html('<a href="{}" data-counts="{}">{}</a>', url, number, words)


def stat(
    number: Any, label: str, url: str = "", *, single: str = "", variant: str = "neutral", hint: str = ""
) -> SafeString:
    """A tile with one number and what it counts, `single` where that is one; with `url` the whole tile is a link."""
    checked_option("stat", "variant", variant, STAT_VARIANTS)
    shown = german_number(number) if isinstance(number, int) else number
    body = format_html(
        '<span class="stat__number">{}</span> <span class="stat__label">{}</span>{}',
        shown,
        (single if number == 1 else "") or label,
        format_html(' <span class="stat__hint">{}</span>', hint) if hint else "",
    )
    if url:
        counts = format_html(' data-counts="{}"', number) if isinstance(number, int) else ""
        return format_html('<a class="stat stat--{} stat--link" href="{}"{}>{}</a>', variant, url, counts, body)
    return format_html('<div class="stat stat--{}">{}</div>', variant, body)


def timeline(entries: Iterable[Any]) -> SafeString:
    """Who decided what and when, each entry a dict or object.

    Names: `when`, `who`, `title`; optional: `before` and `after` (labels), `state` (its key makes `after` a badge),
    `comment`.
    """
    rows = format_html_join("", '<li class="timeline__entry">{}{}{}{}</li>', map(_entry, entries))
    return format_html('<ol class="timeline">{}</ol>', rows)


def _entry(entry: Any) -> tuple[SafeString, SafeString, SafeString | str, SafeString | str]:
    before, after, comment = part(entry, "before"), part(entry, "after"), part(entry, "comment")
    if part(entry, "state"):
        after = state_badge(part(entry, "state"), after)
    change: SafeString | str = ""
    if after:
        origin = format_html('{} {}<span class="kern-sr-only">zu</span> ', before, icon("arrow-forward", size="small"))
        change = format_html('<p class="timeline__change">{}{}</p>', origin if before else "", after)
    return (
        format_html('<p class="timeline__title">{}</p>', part(entry, "title")),
        format_html(
            '<p class="timeline__meta">{} · {}</p>', german_date(part(entry, "when"), time=True), part(entry, "who")
        ),
        change,
        format_html('<blockquote class="timeline__comment">{}</blockquote>', comment) if comment else "",
    )


def breadcrumb(crumbs: Iterable[tuple[str, str]] | None) -> SafeString | str:
    """The way to this page as links of (label, URL); the last one is this page and no link."""
    crumbs = list(crumbs or ())
    if not crumbs:
        return ""
    links = format_html_join("", '<li><a href="{}">{}</a></li>', ((url, label) for label, url in crumbs[:-1]))
    return format_html(
        '<nav class="breadcrumb" aria-label="{}"><ol>{}<li><span aria-current="page">{}</span></li></ol></nav>',
        gettext("Brotkrumen"),
        links,
        crumbs[-1][0],
    )
