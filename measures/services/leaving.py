"""What rounds have of a person who leaves: Sachstände that nobody else would answer."""

from typing import Any

from measures.enums import RoundState
from measures.models import ProgressReport
from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.permissions import access_of
from neuss_integration.accounts.services.leaving import Belonging, offices_left
from neuss_integration.foundation.records.saving import locked, save_as
from neuss_integration.foundation.words.counting import chosen
from neuss_integration.foundation.words.nouns import open_count_of


class OpenReports:
    """Sachstände of offices that would be left without anybody; they go along with the office."""

    def of(self, user: User, role: Membership | None = None) -> list[Belonging]:
        number = _asked().filter(department__in=offices_left(user, role)).count()
        sentence = f"{open_count_of(number, 'Sachstand')}, {chosen(number, 'den', 'die')} sonst niemand beantwortet."
        otherwise = f"{chosen(number, 'Er bleibt', 'Sie bleiben')} offen, und niemand wird erinnert."
        return [Belonging(sentence, otherwise)] if number else []

    def give(self, user: User, successor: User, *, by: User, role: Membership | None = None) -> None:
        """Nothing more: who acts for the office answers them."""


class ReportsInHand:
    """Sachstände that the person has taken on."""

    def of(self, user: User, role: Membership | None = None) -> list[Belonging]:
        number = _in_hand(user, role).count()
        them = chosen(number, "ihn", "sie")
        otherwise = f"Der Vermerk „in Bearbeitung“ bleibt; Kolleginnen und Kollegen können {them} übernehmen."
        return [Belonging(f"{open_count_of(number, 'Sachstand')} in Bearbeitung.", otherwise)] if number else []

    def give(self, user: User, successor: User, *, by: User, role: Membership | None = None) -> None:
        """They are in the hand of the successor where they act for the office, and in nobody's elsewhere."""
        offices = access_of(User.objects.get(pk=successor.pk)).department_ids
        for report in _in_hand(user, role):
            current = locked(report)
            current.assignee = successor if current.department_id in offices else None
            save_as(current, ["assignee"], by=by)


def _asked() -> Any:
    return ProgressReport.objects.outstanding().filter(round__state=RoundState.OPEN)


def _in_hand(user: User, role: Membership | None) -> Any:
    found = _asked().filter(assignee=user)
    return found if role is None else found.filter(department=role.department)
