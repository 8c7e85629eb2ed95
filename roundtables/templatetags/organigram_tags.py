"""How council, Integrationsbüro, Fachdienststellen and Runde Tische work together, as picture and as lists."""

from typing import Any, Final

from django import template
from django.template import Context
from django.urls import reverse

from measures.selectors.responsibilities import counts_by_office, list_of
from neuss_integration.city.enums import CommitteeKind
from neuss_integration.city.models import Committee, Department
from neuss_integration.foundation.ui.organigram import Box, Group, organigram
from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.foundation.words.nouns import count_of
from roundtables.models import RoundTable

register = template.Library()
TITLE: Final = "Integration als Querschnittsaufgabe"
ACROSS: Final = "koordiniert, fragt Sachstände ab und berichtet"
DECIDING: Final = (CommitteeKind.COUNCIL, CommitteeKind.INTEGRATION_COUNCIL)


@register.inclusion_tag("roundtables/includes/organigram.html", takes_context=True)
def working_together(context: Context) -> dict[str, Any]:
    """The picture with its lists, for `user`; five queries."""
    user = context["user"]
    above = Group("Politik", _committees())
    below = Group("Fachdienststellen", _offices(user))
    beside = Group("Runde Tische", _tables(user))
    across = Box(city_names().office, ACROSS)
    picture = organigram(above, across, below, beside, TITLE)
    return {"title": TITLE, "picture": picture, "groups": [above, below, beside], "across": across}


def _committees() -> list[Box]:
    found = Committee.objects.current().filter(kind__in=DECIDING).in_german_order()
    return [Box(each.name) for each in sorted(found, key=lambda each: each.kind != CommitteeKind.COUNCIL)]


def _offices(user: Any) -> list[Box]:
    """Those that lead something, most first; the others answer for nothing yet."""
    led, also = counts_by_office(user)
    offices = sorted(Department.objects.filter(pk__in=led).in_german_order(), key=lambda office: -led[office.pk])
    return [
        Box(each.short_name or each.name, _measures(led[each.pk], also[each.pk]), list_of(each)) for each in offices
    ]


def _tables(user: Any) -> list[Box]:
    tables = RoundTable.objects.visible_to(user).current().in_german_order()
    return [Box(each.name, url=reverse("roundtables:table-list")) for each in tables]


def _measures(lead: int, also: int) -> str:
    """As in the table below: behind the plus those that the office supports."""
    return f"{lead} + {also} Maßnahmen" if also else count_of(lead, "Maßnahme")
