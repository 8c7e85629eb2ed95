"""What waits for the Koordination, in order of urgency, and what is missing: all counted with one query."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from measures.enums import ProgressState
from measures.models import FundingProgramme, Measure, OfficeCheck, ProgressReport, Referral, Resolution
from measures.selectors.funding_programmes import MISSED
from measures.selectors.lacks import MISSING, lacking
from measures.selectors.office_checks import CHECKS_WAITING
from neuss_integration.accounts.permissions import access_of
from neuss_integration.foundation.records.prepared import rows_compiled_once
from reporting.enums import PUBLIC_STATES
from reporting.models import SectionComment
from roundtables.filters import WAITING
from roundtables.models import ActionItem, CommentRound, Need
from roundtables.querysets.needs import LONG_UNANSWERED
from roundtables.selectors.waiting_minutes import APPROVE, OBJECTIONS, minutes_to_approve, open_objections
from success_factors.models import Goal, ValueRequest


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something that waits: how much, in words for one and for several, and where it is done."""

    count: int
    one: str
    several: str
    url: str

    def __str__(self) -> str:
        return self.one if self.count == 1 else f"{self.count} {self.several}"


@dataclass(frozen=True, slots=True)
class Gap:
    """What active measures lack, and how many lack it."""

    label: str
    count: int
    url: str

    @property
    def words(self) -> str:
        """ "Konzeptziel: 3"."""
        return f"{self.label}: {self.count}"


GAPS: Final = ("konzeptziel", "kennzahl", "beschluss")
MONEY: Final = "anschlussfinanzierung"


def counts_for(user: Any) -> dict[str, int]:
    """How much waits of each kind and is missing of each gap, as far as `user` may see it; one query."""
    today = timezone.localdate()
    return dict(rows_compiled_once((counts_for, user.pk, access_of(user), today), lambda: _counts(user, today)))


def _counts(user: Any, today: dt.date) -> QuerySet[Any, tuple[str, int]]:
    needs = Need.objects.visible_to(user).standing()
    waiting: dict[str, QuerySet[Any]] = {
        "review": ProgressReport.objects.visible_to(user).filter(state=ProgressState.SUBMITTED),
        "referrals": Referral.objects.visible_to(user).pending(),
        "orders": Resolution.objects.visible_to(user).overdue(),
        "questions": Resolution.objects.visible_to(user).unassigned(),
        "goals": Goal.objects.visible_to(user).overdue(today),
        "actions": ActionItem.objects.visible_to(user).overdue(),
        "needs": needs.unanswered_since(today - LONG_UNANSWERED),
        "objections": open_objections(user),
        "minutes": minutes_to_approve(user, today),
        "funders": FundingProgramme.objects.visible_to(user).due_by(today - dt.timedelta(days=1)),
        "values": ValueRequest.objects.visible_to(user).submitted(),
        "checks": OfficeCheck.objects.visible_to(user).submitted(),
        "opinions": CommentRound.objects.visible_to(user).waiting(),
        "comments": SectionComment.objects.open().exclude(section__report__state__in=PUBLIC_STATES),
    }
    active = Measure.objects.visible_to(user).active()
    waiting |= {key: active.filter(lacking(key)) for key in (*GAPS, MONEY)}
    first, *others = (_counted(key, found) for key, found in waiting.items())
    return first.union(*others, all=True)


def _counted(key: str, found: QuerySet[Any]) -> QuerySet[Any]:
    grouped = (
        found.order_by()
        .annotate(waiting_as=Value(key))
        .values("waiting_as")
        .annotate(number=Count("pk", distinct=True))
    )
    return grouped.values_list("waiting_as", "number")


LISTED: Final = (
    ("review", "Ein Sachstand ist zu prüfen", "Sachstände sind zu prüfen", "measures:review-list", ""),
    (
        "referrals",
        "Eine Fachdienststelle meldet „nicht zuständig“",
        "Fachdienststellen melden „nicht zuständig“",
        "measures:referral-list",
        "",
    ),
    (
        "values",
        "Ein Messwert ist freizugeben",
        "Messwerte sind freizugeben",
        "success_factors:request-list",
        "?status=eingereicht",
    ),
    (
        "checks",
        "Ein Selbstcheck ist freizugeben",
        "Selbstchecks sind freizugeben",
        "measures:check-overview",
        f"?stand={CHECKS_WAITING}",
    ),
    (
        "orders",
        "Ein Auftrag eines Gremiums ist überfällig",
        "Aufträge der Gremien sind überfällig",
        "measures:resolution-list",
        "?auftrag=ueberfaellig",
    ),
    (
        "questions",
        "Eine Anfrage ist noch niemandem zugeteilt",
        "Anfragen sind noch niemandem zugeteilt",
        "measures:question-list",
        "?stand=ohne",
    ),
    (
        "funders",
        "Eine Frist eines Mittelgebers ist vorbei",
        "Förderprogramme haben verpasste Fristen",
        "measures:programme-list",
        f"?frist={MISSED}",
    ),
    (
        MONEY,
        "Eine laufende Maßnahme ist ohne Anschlussfinanzierung",
        "laufende Maßnahmen sind ohne Anschlussfinanzierung",
        "measures:measure-list",
        f"?status=running&fehlt={MONEY}",
    ),
    (
        "goals",
        "Ein Ziel ist nach seinem Zieljahr noch offen",
        "Ziele sind nach ihrem Zieljahr noch offen",
        "success_factors:goal-list",
        "?zieljahr=vorbei",
    ),
    (
        "actions",
        "Ein Auftrag eines Runden Tisches ist überfällig",
        "Aufträge der Runden Tische sind überfällig",
        "roundtables:action-list",
        "?status=overdue",
    ),
    (
        "objections",
        "Ein Einwand zu einem Protokoll ist offen",
        "Einwände zu Protokollen sind offen",
        "roundtables:table-list",
        f"?protokolle={OBJECTIONS}",
    ),
    (
        "minutes",
        "Ein Protokoll ist zu genehmigen",
        "Protokolle sind zu genehmigen",
        "roundtables:table-list",
        f"?protokolle={APPROVE}",
    ),
    (
        "needs",
        "Ein Bedarf wartet seit über 30 Tagen",
        "Bedarfe warten seit über 30 Tagen",
        "roundtables:need-list",
        f"?wartet={WAITING}",
    ),
    (
        "opinions",
        "Eine Beteiligung wartet auf Antworten",
        "Beteiligungen warten auf Antworten",
        "roundtables:comment-round-list",
        "?status=wartet",
    ),
)
"""What may wait, the most urgent first: in words for one and for several, and the list that shows it."""


def to_do(counts: dict[str, int], *, report_url: str) -> list[ToDo]:
    """What waits, the most urgent first, and last the comments on the report; nothing that does not."""
    found = [
        ToDo(counts.get(key, 0), one, several, f"{reverse(name)}{query}") for key, one, several, name, query in LISTED
    ]
    remarks = ("Eine Anmerkung zum Bericht ist offen", "Anmerkungen zum Bericht sind offen", report_url)
    return [each for each in (*found, ToDo(counts.get("comments", 0), *remarks)) if each.count]


def gaps_in(counts: dict[str, int]) -> list[Gap]:
    """What active measures lack, with the list of those that do."""
    base = reverse("measures:measure-list")
    return [Gap(MISSING[key][0], counts.get(key, 0), f"{base}?status=aktiv&fehlt={key}") for key in GAPS]
