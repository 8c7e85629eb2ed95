"""Signs: icons, badges, states and traffic lights. One table for page, PDF and export, never colour alone."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from django.templatetags.static import static
from django.utils.safestring import SafeString

from neuss_integration.foundation.ui.html import checked_option, format_html
from neuss_integration.foundation.words.table_signs import SIGNS

BADGE_VARIANTS: Final = ("info", "success", "warning", "danger", "neutral")
ICON_SIZES: Final = ("small", "default", "large", "x-large")
BADGE_ICONS: Final = {"info": "info", "success": "success", "warning": "warning", "danger": "danger"}

KERN_ICONS: Final = frozenset({
    "account-circle", "add", "arrow-back", "arrow-down", "arrow-forward", "arrow-up", "autorenew",
    "calendar-today", "check", "checklist", "chevron-left", "chevron-right", "close", "content-copy", "danger",
    "delete", "download", "draft", "edit", "help", "home", "info", "language", "logout", "mail", "more-vert",
    "open-in-new", "question-mark", "search", "success", "visibility", "visibility-off", "warning",
})  # fmt: skip
OWN_ICONS: Final = frozenset({
    "archive", "building", "calendar-clock", "chart", "circle", "diamond", "filter", "flag", "grid", "history",
    "key", "lightbulb", "map", "menu", "neutral", "paperclip", "people", "printer", "ring", "save", "send",
    "sort", "sort-down", "sort-up", "target", "tasks", "triangle",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class TrafficLightSign:
    """How a traffic light looks: a German word, a shape of the icon sprite and a feedback colour."""

    word: str
    shape: str
    variant: str


TRAFFIC_LIGHT_SIGNS: Final = {
    "green": TrafficLightSign("grün", "circle", "success"),
    "yellow": TrafficLightSign("gelb", "triangle", "warning"),
    "red": TrafficLightSign("rot", "diamond", "danger"),
    "unknown": TrafficLightSign("keine Angabe", "ring", "neutral"),
    "": TrafficLightSign("keine Angabe", "ring", "neutral"),
}

STATE_VARIANTS: Final = {
    # Measure
    "idea": "neutral",
    "planned": "info",
    "running": "success",
    "paused": "warning",
    "completed": "neutral",
    "routine": "neutral",
    "dropped": "danger",
    # ReportingRound
    "draft": "neutral",
    "open": "info",
    "closed": "neutral",
    # ProgressReport
    "todo": "neutral",
    "in_progress": "info",
    "submitted": "warning",
    "returned": "danger",
    "accepted": "success",
    "no_response": "danger",
    "excluded": "neutral",
    # Order of a resolution
    "answered": "success",
    # Report
    "in_review": "info",
    "released": "info",
    "published": "success",
    "superseded": "neutral",
    "withdrawn": "danger",
    # Meeting
    "invited": "info",
    "held": "success",
    "cancelled": "danger",
    # Minutes
    "sent": "info",
    "approved": "success",
    # Need and Proposal
    "reported": "neutral",
    "in_discussion": "info",
    "prioritised": "info",
    "forwarded": "warning",
    "in_measure": "success",
    "not_pursued": "danger",
    "ranked": "info",
    "changed": "success",
    "rejected": "danger",
    "deferred": "warning",
    # Mail
    "queued": "neutral",
    "sending": "info",
    "bounced": "danger",
    "uncertain": "warning",
    # Runs in the background
    "waiting": "neutral",
    "done": "success",
    "failed": "danger",
}
STATE_ICONS: Final = {
    "idea": "lightbulb",
    "planned": "calendar-today",
    "running": "autorenew",
    "paused": "neutral",
    "completed": "check",
    "routine": "check",
    "dropped": "close",
    "draft": "edit",
    "open": "mail",
    "closed": "archive",
    "todo": "mail",
    "in_progress": "edit",
    "submitted": "send",
    "returned": "arrow-back",
    "accepted": "check",
    "no_response": "close",
    "excluded": "archive",
    "answered": "check",
    "in_review": "people",
    "released": "flag",
    "published": "check",
    "superseded": "archive",
    "withdrawn": "close",
    "invited": "mail",
    "held": "check",
    "cancelled": "close",
    "sent": "send",
    "approved": "check",
    "reported": "flag",
    "in_discussion": "people",
    "prioritised": "target",
    "forwarded": "send",
    "in_measure": "check",
    "not_pursued": "close",
    "ranked": "sort",
    "changed": "check",
    "rejected": "close",
    "deferred": "calendar-clock",
    "queued": "calendar-clock",
    "sending": "send",
    "bounced": "arrow-back",
    "uncertain": "question-mark",
    "waiting": "calendar-clock",
    "done": "check",
    "failed": "danger",
}


def icon(name: str, *, size: str = "default") -> SafeString:
    """A decorative icon of KERN or of our own sprite, hidden from screen readers. Raises ValueError if unknown."""
    checked_option("icon", "size", size, ICON_SIZES)
    return _icon(name, size)


@cache
def _icon(name: str, size: str) -> SafeString:
    size_class = "" if size == "default" else f" kern-icon--{size}"
    if name in KERN_ICONS:
        return format_html('<span class="kern-icon kern-icon--{}{}" aria-hidden="true"></span>', name, size_class)
    if name not in OWN_ICONS:
        raise ValueError(f"icon: name={name!r} is unknown. See the component gallery for all names.")
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        size_class.replace("kern-icon", "icon"),
        static("img/icons.svg"),
        name,
    )


def badge(text: object, *, variant: str = "neutral", icon_name: str | None = None) -> SafeString:
    """A short word in a box. `icon_name=""` leaves the icon away. Raises ValueError for an unknown variant."""
    checked_option("badge", "variant", variant, BADGE_VARIANTS)
    if icon_name is None:
        icon_name = BADGE_ICONS.get(variant, "")
    return format_html(
        '<span class="kern-badge kern-badge--small kern-badge--{}{}">{}<span class="kern-label">{}</span></span>',
        variant,
        "" if icon_name else " badge--plain",
        icon(icon_name, size="small") if icon_name else "",
        text,
    )


def traffic_light(value: str | None) -> SafeString:
    """The traffic light as shape and word; empty or None is "keine Angabe". Raises ValueError if unknown."""
    value = value or ""
    checked_option("traffic_light", "value", value, TRAFFIC_LIGHT_SIGNS)
    return _traffic_light(value)


@cache
def _traffic_light(value: str) -> SafeString:
    sign = TRAFFIC_LIGHT_SIGNS[value]
    return format_html(
        '<span class="traffic-light traffic-light--{}">{}'
        '<span><span class="kern-sr-only">Ampel: </span>{}</span></span>',
        sign.variant,
        icon(sign.shape, size="small"),
        sign.word,
    )


def state_badge(state: str, label: object) -> SafeString:
    """The badge of a workflow state with its German label. Raises ValueError for a state without a variant."""
    checked_option("state_badge", "state", state, STATE_VARIANTS)
    return badge(label, variant=STATE_VARIANTS[state], icon_name=STATE_ICONS[state])


def hidden_text(text: str) -> SafeString:
    """`text` for screen readers only."""
    return format_html('<span class="kern-sr-only">{}</span>', text)


NOTHING: Final = format_html('<span class="nothing">–{}</span>', hidden_text(f" ({SIGNS['–']})"))
"""The one sign for what is not there; zero is written as 0."""
