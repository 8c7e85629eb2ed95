"""What the Fachadministration is told first: what does not run, mails that got lost, offices nobody answers for."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from measures.models import Measure
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import ColleagueRequest, Membership, User
from neuss_integration.city.models import Department
from neuss_integration.foundation.words.counting import chosen
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.mailing.models import TROUBLED, Mail
from neuss_integration.start_todo import ToDo
from neuss_integration.status import Check, checks

ENDS_SOON: Final = dt.timedelta(days=30)
LATELY: Final = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Operation:
    """What needs attention. All empty: nothing does."""

    troubles: list[Check]
    has_mails: bool
    """Whether anything was sent in the last 30 days that could have got lost."""
    lost_mails: int
    """Mails of the last 30 days that were refused, could not be delivered or may have got lost."""
    empty_offices: list[Department]
    """Offices that lead active measures and for which nobody may answer today."""
    ending_roles: list[Membership]
    requests: ToDo
    """Accounts that offices ask for and nobody decided on."""
    without_role: ToDo
    """Active accounts that may do nothing today."""

    @property
    def is_fine(self) -> bool:
        lists = (self.troubles, self.empty_offices, self.ending_roles)
        return not (any(lists) or self.lost_mails or self.without_role.count or self.requests.count)

    @property
    def lost_words(self) -> str:
        number = count_of(self.lost_mails, "Nachricht")
        return f"{number} der letzten 30 Tage {chosen(self.lost_mails, 'kam', 'kamen')} nicht oder vielleicht nicht an"


def operation_of_today() -> Operation:
    """Looked at anew each time; a fixed number of queries."""
    today, held = timezone.localdate(), Membership.objects.current().filter(user__is_active=True)
    answering = held.filter(role=Role.DEPARTMENT_EDITOR).values("department")
    leading = Measure.objects.active().order_by().values("lead_department")
    ending = held.filter(valid_until__lte=today + ENDS_SOON).select_related("user", "department")
    lately = Mail.objects.filter(created_at__gte=timezone.now() - LATELY)
    sent = lately.aggregate(number=Count("pk"), lost=Count("pk", filter=Q(state__in=TROUBLED)))
    return Operation(
        troubles=[each for each in checks() if not each.is_fine],
        has_mails=bool(sent["number"]),
        lost_mails=sent["lost"],
        empty_offices=list(Department.objects.filter(pk__in=leading).exclude(pk__in=answering).in_german_order()),
        ending_roles=list(ending.order_by("valid_until", "user__name", "pk")),
        requests=ToDo(
            ColleagueRequest.objects.open().count(),
            "Eine Fachdienststelle schlägt ein Konto vor",
            "Konten sind von Fachdienststellen vorgeschlagen",
            reverse("accounts:request-list"),
        ),
        without_role=ToDo(
            User.objects.filter(is_active=True).exclude(pk__in=held.values("user")).count(),
            "Ein aktives Konto hat heute keine Rolle",
            "aktive Konten haben heute keine Rolle",
            f"{reverse('accounts:user-list')}?role=none&active=yes",
        ),
    )
