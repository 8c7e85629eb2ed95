"""Pieces of the portal for its own pages, the office's, and those of lower apps."""

import json
from typing import Any, Final
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from neuss_integration.foundation.ui.html import format_html, format_html_join
from neuss_integration.foundation.ui.levels import level_boxes
from neuss_integration.portal.enums import PortalLanguage
from neuss_integration.portal.models import Offer
from neuss_integration.portal.models.released import Json
from neuss_integration.portal.selectors.public import Written, address, in_german, in_parts, reading, set_as_german
from neuss_integration.portal.selectors.taking_part import comments_to_read

register = template.Library()
register.filter("in_german", in_german)
register.filter("in_parts", in_parts)
register.filter("set_as_german", set_as_german)
register.filter("comments_to_read", comments_to_read)
NAVIGATION: Final = (
    ("portal:start", gettext_lazy("Start")),
    ("portal:offer-list", gettext_lazy("Angebote")),
    ("portal:advice", gettext_lazy("Beratung")),
    ("portal:news", gettext_lazy("Aktuelles")),
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


@register.filter
def first_words(text: str, number: int) -> Any:
    """The first words, still known as German where they are."""
    cut = Truncator(text).words(number)
    return in_german(Written(cut)) if isinstance(text, Written) else cut


@register.simple_tag
def purl(name: str, *args: Any) -> str:
    """The address of a public page in the language that is read."""
    return address(name.removeprefix("portal:"), *args)


@register.simple_tag
def portal_lang() -> str:
    """The language of the page, as `lang` names it."""
    language = reading.get()
    return PortalLanguage(language).tag if language else "de"


@register.simple_tag(takes_context=True)
def portal_languages(context: Any) -> list[dict[str, Any]]:
    """The same page in each language: name, tag, address, and whether it is the one that is read."""
    match, query = context["request"].resolver_match, context["request"].GET.urlencode()
    kwargs = {name: value for name, value in (match.kwargs if match else {}).items() if name != "language"}
    known = [("", "Deutsch", "de"), *((each.value, each.label, each.tag) for each in _offered())]
    return [
        {
            "name": name,
            "tag": tag,
            "url": _in_language(match.view_name, kwargs, code) + (f"?{query}" if query else ""),
            "is_current": code == reading.get(),
        }
        for code, name, tag in known
        if match
    ]


def _in_language(name: str, kwargs: Json, code: str) -> str:
    """The page in a language; what is there only once (a file) leads to the start page in it."""
    spoken = {"language": code} if code else {}
    try:
        return reverse(name, kwargs=kwargs | spoken)
    except NoReverseMatch:
        return reverse("portal:start", kwargs=spoken)


@register.inclusion_tag("portal/includes/qr.html", takes_context=True)
def portal_qr(context: Any) -> dict[str, Any]:
    """The code of this page, to be opened by who wants it and printed below the page."""
    page = context["request"].get_full_path()
    return {"url": f"{reverse('portal:qr')}?{urlencode({'seite': page})}", "page": page}


@register.simple_tag
def is_unchecked() -> bool:
    """Whether nobody checked the words of the interface in the language that is read."""
    language = reading.get()
    interface = PortalLanguage(language).interface if language else "de"
    return interface != "de" and language not in settings.PORTAL_REVIEWED_LANGUAGES


def _offered() -> list[PortalLanguage]:
    return [each for each in PortalLanguage if each.value in settings.PORTAL_LANGUAGES]


@register.simple_tag(takes_context=True)
def portal_navigation(context: Any) -> SafeString:
    """The few ways of the portal; the current one says so."""
    path = context["request"].path
    links = [(purl(name), label) for name, label in NAVIGATION]
    return format_html_join(
        "",
        '<li><a class="navigation__link" href="{}"{}>{}</a></li>',
        ((url, mark_safe(' aria-current="page"') if _is_here(path, url) else "", label) for url, label in links),
    )


@register.simple_tag
def portal_level(level: int | None, label: str) -> SafeString:
    """Boxes and word of a level; the word stands for those who see no boxes, and alone where there is no level."""
    return format_html('{} <span lang="de">{}</span>', level_boxes(level) if level else "", label)


@register.simple_tag
def schema_org(data: Json) -> SafeString:
    """What search engines read, as a block of data that no browser runs."""
    text = json.dumps(data, ensure_ascii=False).translate(UNSAFE)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above


def _is_here(path: str, url: str) -> bool:
    return path == url if url == purl("portal:start") else path.startswith(url)
