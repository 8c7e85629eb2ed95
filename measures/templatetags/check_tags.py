"""What the Selbstcheck shows: an answer as sign and word, and its gaps on pages of measures."""

from typing import Any, Final

from django import template
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.template import Context
from django.utils.safestring import SafeString

from measures.enums import CheckRating
from measures.models import CheckAnswer
from measures.models.office_check import OPENING_OF_SERVICES
from measures.selectors.office_checks import check_table, check_years, gaps_of_measure, owed_checks
from neuss_integration.foundation.ui import signs
from neuss_integration.foundation.ui.html import format_html
from success_factors.models import SuccessFactor

register = template.Library()
SIGNS: Final = {
    CheckRating.YES: ("success", "circle"),
    CheckRating.PARTLY: ("warning", "triangle"),
    CheckRating.NO: ("danger", "diamond"),
    CheckRating.NOT_APPLICABLE: ("neutral", "ring"),
}
"""Colour and shape of each answer; the word stands beside them always."""
is_address = URLValidator(["http", "https"])


@register.simple_tag
def check_rating(answer: CheckAnswer | str | None) -> SafeString:
    """An answer as shape, colour and word; a waiting time with its days. The sign for nothing where there is none."""
    if not isinstance(answer, CheckAnswer) or not answer.rating:  # templates make "" of what is not there
        return signs.NOTHING
    variant, shape = SIGNS[CheckRating(answer.rating)]
    return signs.badge(answer.words, variant=variant, icon_name=shape)


@register.simple_tag
def check_evidence(answer: CheckAnswer) -> SafeString | str:
    """The Beleg: a link where it is an address, else as it was typed."""
    try:
        is_address(answer.evidence)
    except ValidationError:
        return answer.evidence
    return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', answer.evidence, answer.evidence)


@register.inclusion_tag("measures/includes/checks_owed.html", takes_context=True)
def checks_owed(context: Context) -> dict[str, Any]:
    """The Selbstchecks that the person's offices have to answer; one query."""
    return {"checks": owed_checks(context["user"])}


@register.inclusion_tag("measures/includes/checks_of_factor.html", takes_context=True)
def checks_of_factor(context: Context, factor: SuccessFactor) -> dict[str, Any]:
    """The newest year of the Selbstcheck, on the page of the Erfolgsfaktor that it is about; at most six queries."""
    years = check_years(context["user"]) if factor.number == OPENING_OF_SERVICES else []
    return {"table": check_table(context["user"], years[0]) if years else None}


@register.inclusion_tag("measures/includes/gaps_of_measure.html", takes_context=True)
def gaps_closed_by(context: Context, measure: Any) -> dict[str, Any]:
    """The gaps of the Selbstcheck that `measure`, which comes from `with_profile`, is to close; one query if any."""
    return {"gaps": gaps_of_measure(context["user"], measure) if measure.closes_gaps else []}
