"""The Belege of Standortbestimmungen, for pages of the concept."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from measures.models import AssessmentEvidence
from measures.selectors.evidence import evidence_by_assessment
from neuss_integration.foundation.ui.html import format_html, format_html_join
from success_factors.models import SuccessFactor

register = template.Library()


@register.simple_tag(takes_context=True)
def evidence_for_factor(context: Context, factor: SuccessFactor) -> dict[int, list[AssessmentEvidence]]:
    """What speaks for the judgements of `factor`, by their key, as far as the person may see it; one query."""
    return evidence_by_assessment(factor, context["user"])


@register.simple_tag
def evidence_list(links: Mapping[int, Sequence[Any]], assessment: int) -> SafeString | str:
    """The Belege of one judgement as a list of links; nothing when there is none."""
    if not links.get(assessment):
        return ""
    items = format_html_join(
        "",
        '<li><span class="quiet">{}:</span> <a href="{}">{}</a></li>',
        ((link.kind, link.thing.get_absolute_url(), str(link.thing)) for link in links[assessment]),
    )
    return format_html('<ul class="link-list evidence">{}</ul>', items)
