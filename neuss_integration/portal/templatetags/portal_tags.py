"""Pieces of the portal for its own pages, the office's, and those of lower apps."""

import json
from typing import Any, Final

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy

from neuss_integration.foundation.ui.levels import level_boxes
from neuss_integration.portal.models import Offer
from neuss_integration.portal.models.released import Json

register = template.Library()
NAVIGATION: Final = (
    ("portal:start", gettext_lazy("Start")),
    ("portal:offer-list", gettext_lazy("Angebote")),
    ("portal:advice", gettext_lazy("Beratung")),
    ("portal:enquiry", gettext_lazy("Schreiben Sie uns")),
)
UNSAFE: Final = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def portal_preview(kind: Any, draft: Json) -> SafeString:
    """The draft of a `kind` as everybody would read it."""
    return render_to_string(kind.preview, {"offer": kind.shown(draft, is_preview=True)})


@register.inclusion_tag("portal/office/of_measure.html")
def offer_of_measure(measure: Any) -> dict[str, Any]:
    """Where the measure stands in the portal, or the way to put it there."""
    return {"measure": measure, "offer": Offer.objects.filter(measure=measure).first()}


@register.simple_tag
def purl(name: str, *args: Any) -> str:
    """The address of a public page in the language that is read."""
    return reverse(name, args=args)


@register.simple_tag
def portal_lang() -> str:
    """The language of the page, as `lang` names it."""
    return get_language() or "de"


@register.simple_tag(takes_context=True)
def portal_navigation(context: Any) -> SafeString:
    """The few ways of the portal; the current one says so."""
    path = context["request"].path
    links = [(reverse(name), label) for name, label in NAVIGATION]
    return format_html_join(
        "",
        '<li><a class="navigation__link" href="{}"{}>{}</a></li>',
        ((url, mark_safe(' aria-current="page"') if _is_here(path, url) else "", label) for url, label in links),
    )


@register.simple_tag
def portal_level(level: int, label: str) -> SafeString:
    """Boxes and word of a level; the word stands for those who see no boxes."""
    return format_html("{} {}", level_boxes(level), label)


@register.simple_tag
def schema_org(data: Json) -> SafeString:
    """What search engines read, as a block of data that no browser runs."""
    text = json.dumps(data, ensure_ascii=False).translate(UNSAFE)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above


def _is_here(path: str, url: str) -> bool:
    return path == url if url == reverse("portal:start") else path.startswith(url)
