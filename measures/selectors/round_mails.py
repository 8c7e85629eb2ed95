"""Reading the mails of a round."""

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from measures.enums import RoundMailKind
from measures.mails import MailDraft, MailText, RoundPart, composed
from measures.models import ProgressReport, ReportingRound, RoundMail
from measures.selectors.contacts import Contact, selection_of
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import TROUBLED

SAMPLE_TASKS = 3


def mails_of(reporting_round: ReportingRound) -> QuerySet[RoundMail]:
    """The mails of the round with their state; what did not arrive comes first, then the latest. One query."""
    trouble = When(mail__state__in=TROUBLED, then=Value(0))
    rank = Case(trouble, default=Value(1), output_field=IntegerField())
    found = reporting_round.mails.select_related("mail__recipient").annotate(rank=rank)
    return found.order_by("rank", "-created_at", "-pk")


def mail_counts(reporting_round: ReportingRound) -> list[tuple[MailState, int]]:
    """How many mails are in which state; one query."""
    found = dict(reporting_round.mails.order_by().values_list("mail__state").annotate(Count("mail", distinct=True)))
    return [(state, found.get(state, 0)) for state in MailState]


def samples_of(reporting_round: ReportingRound) -> list[tuple[str, MailText]]:
    """The invitation and the planned reminders with the first measures of the round; nothing is stored."""
    kinds = (RoundMailKind.INVITATION, RoundMailKind.REMINDER, RoundMailKind.OVERDUE)
    asked = reporting_round.reports.asked().select_related("measure")
    tasks = list(asked.order_by("measure__sort_key", "pk")[:SAMPLE_TASKS])
    if not tasks:
        measures = selection_of(reporting_round).order_by("sort_key", "pk")[:SAMPLE_TASKS]
        tasks = [ProgressReport(pk=0, round=reporting_round, measure=measure) for measure in measures]
    someone = Contact("fachdienststelle@neuss.example")
    drafts = [(kind, MailDraft(someone, [RoundPart(reporting_round, tasks, kind)])) for kind in kinds]
    return [(kind, composed(draft, reporting_round.due_on)) for kind, draft in drafts]
