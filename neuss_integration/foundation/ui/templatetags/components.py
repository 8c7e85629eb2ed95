"""All components as template tags; every template has them without a load.

An unknown option raises TemplateSyntaxError when the template is read, an unknown value ValueError when it is shown.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.core.signals import setting_changed
from django.forms.formsets import BaseFormSet
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from neuss_integration.foundation.ui import blocks, charts, fields, lists, signs, texts
from neuss_integration.foundation.ui.html import format_html
from neuss_integration.foundation.words import city_terms, table_signs
from neuss_integration.foundation.words.hyphenation import parted
from neuss_integration.foundation.words.markdown import plain_text, render_markdown
from neuss_integration.foundation.words.nouns import count_of, further, further_of
from neuss_integration.foundation.words.units import unit_beside

register = template.Library()

register.filter("beside", unit_beside)
register.filter("further", further)
register.filter("further_counted", further_of)
register.simple_tag(blocks.progress_bar)
register.simple_tag(blocks.stat)
register.simple_tag(blocks.counted_link)
register.simple_tag(blocks.summary_list)
register.simple_tag(blocks.task_list)
register.simple_tag(blocks.timeline)
register.simple_tag(charts.stacked_bar)
register.simple_tag(lists.empty_state)
register.simple_tag(lists.filter_chips)
register.simple_tag(lists.result_count)
register.simple_tag(signs.badge)
register.simple_tag(signs.icon)
register.simple_tag(signs.state_badge)
register.simple_tag(signs.traffic_light)
register.simple_tag(texts.german_date)
register.simple_tag(lambda: signs.NOTHING, name="nothing")
register.simple_tag(texts.german_number)
register.simple_tag(texts.marked_words)
register.simple_tag(texts.partial_date)


@register.simple_tag(takes_context=True)
def fixed(context: Context, template_name: str, **values: Any) -> SafeString:
    """`{% fixed "layout/footer.html" signed_in=True %}`: a part that is the same on every page, so it is set once.

    It knows the names of the city and `values`, nothing of the request and of the person.
    """
    return _fixed(template_name, tuple((context.get("site") or {}).items()), tuple(values.items()))


@lru_cache(maxsize=64)
def _fixed(template_name: str, site: tuple[tuple[str, Any], ...], values: tuple[tuple[str, Any], ...]) -> SafeString:
    return render_to_string(template_name, {"site": dict(site), **dict(values)})


setting_changed.connect(lambda **_: _fixed.cache_clear(), weak=False)


@register.simple_block_tag
def alert(content: SafeString, variant: str = "info", title: str = "", live: bool = False) -> SafeString:
    """`{% alert "warning" title="…" %}…{% endalert %}`"""
    return blocks.alert(content, variant, title=title, live=live)


@register.filter
def alert_variant(level_tag: str) -> str:
    """The alert variant of a Django message level; "debug" counts as "info"."""
    return {"error": "danger", "debug": "info"}.get(level_tag, level_tag)


@register.filter(name="worded")
def worded_filter(text: str) -> str:
    """`{{ "Bitte fragen Sie {office.accusative}."|worded }}`"""
    return city_terms.worded(text)


@register.filter
def in_case(name: str, case: str) -> str:
    """`{{ office|in_case:"accusative" }}`: the name of an office as somebody wrote it down, with its article."""
    return str(getattr(city_terms.named(name), case))


@register.simple_tag
def legend_of(rows: Iterable[Any], *names: str) -> SafeString:
    """The Zeichenerklärung of the values `names` that `rows` show: only signs that stand there; "" without any."""
    told = table_signs.legend(str(getattr(row, name, None) or "") for row in rows for name in names)
    return format_html('<p class="quiet">{}</p>', told) if told else SafeString()


@register.filter
def counted(number: int, noun: str) -> str:
    """`{{ count|counted:"Bericht" }}`: "1 Bericht", "3 Berichte"."""
    return count_of(number, noun)


@register.filter
def counted_dative(number: int, noun: str) -> str:
    """`in {{ count|counted_dative:"Feld" }}`: "in 1 Feld", "in 3 Feldern"."""
    return count_of(number, noun, dative=True)


@register.simple_block_tag
def card(content: SafeString, title: str = "", url: str = "", level: int = 2, hint: str = "") -> SafeString:
    """`{% card "Titel" url=… %}…{% endcard %}`"""
    return blocks.card(content, title, url=url, level=level, hint=hint)


@register.simple_tag(takes_context=True)
def breadcrumb(context: Context, crumbs: Iterable[tuple[str, str]] | None = None) -> SafeString | str:
    """The breadcrumb of `crumbs`, else of the view's `breadcrumbs` = [(label, url), …]."""
    return blocks.breadcrumb(crumbs or context.get("breadcrumbs"))


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page, parameter: str = "seite") -> SafeString | str:
    """Links to the other pages of `page`; the query string stays."""
    return lists.pagination(page, context.get("request"), parameter=parameter)


@register.simple_tag(takes_context=True)
def sort_header(
    context: Context, label: str, key: str, parameter: str = "sort", numeric: bool = False, current: str = ""
) -> SafeString:
    """A `th` that sorts the list by `key`; the query string stays. `current` is the order that is shown."""
    request = context.get("request")
    return lists.sort_header(label, key, request, parameter=parameter, numeric=numeric, current=current)


@register.simple_tag
def markdown(text: str) -> SafeString:
    """Markdown as safe HTML in a block with readable line length."""
    return SafeString(f'<div class="prose">{render_markdown(text)}</div>')


@register.filter
def plain(text: str) -> str:
    """Markdown where there is no room for its form: its words, each line kept, without any sign of it."""
    return plain_text(text)


@register.filter
def with_soft_hyphens(text: Any) -> str:
    """A name in a narrow column: its long words may be parted by the rule of the print."""
    return parted(str(text))


@register.simple_tag(takes_context=True)
def error_prefix(context: Context, *forms: Any) -> str:
    """ "Fehler: " when one of `forms`, by default the view's `form`, was sent with errors; for the page title."""
    candidates = forms or (context.get("form"),)
    return (
        f"{gettext('Fehler')}: "
        if any(form is not None and getattr(form, "errors", None) for form in candidates)
        else ""
    )


@register.simple_tag
def error_summary(*forms_or_formsets: Any) -> SafeString | str:
    """All errors with links to their fields; `{% crispy form %}` brings its own, hand-made forms need this one."""
    found: list[Any] = []
    for each in forms_or_formsets:
        found += list(each.forms) if isinstance(each, BaseFormSet) else [each] if each is not None else []
    return fields.error_summary(found)


@register.simple_tag(takes_context=True)
def form_owner(context: Context) -> SafeString | str:
    """The hidden field that brings typed text back after a session ran out; beside every `{% csrf_token %}`."""
    make_token: Callable[[], str] = context.get("form_owner_token") or str
    token = make_token()
    return format_html('<input type="hidden" name="form_owner" value="{}">', token) if token else ""
