"""Putting draft goals to comment, and taking them back."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import (
    changed_relations,
    created,
    locked,
    locked_at_version,
    only_fields,
    refuse_together,
    save_as,
    set_relations,
    stored,
    without_history,
)
from neuss_integration.mailing.services import queue_mail
from roundtables.mails import comments_wanted_mail
from roundtables.models import CommentRound, GoalComment, PutGoal, TableMember
from success_factors.models import ConceptEdition, Goal
from success_factors.services.discarding import Barrier

FIELDS: Final = ("title", "introduction", "until", "answer_by", "is_public")
ASKED: Final = ("round_tables", "organisations")
NOBODY_ASKED: Final = "Bitte wählen Sie, wer gefragt wird: Runde Tische, Organisationen oder alle im Portal."
NO_GOAL: Final = "Bitte wählen Sie mindestens ein Ziel."
ADOPTED: Final = "Diese Fassung ist beschlossen. Zur Beteiligung stehen nur Ziele eines Entwurfs."
DISCARDED: Final = "Der Entwurf wurde verworfen."
ALREADY_READ: Final = (
    "Es gibt schon Antworten, die für die bisher Gefragten veröffentlicht sind. Bitte stellen Sie die Ziele für "
    "weitere mit einer eigenen Beteiligungsrunde zur Beteiligung."
)
MAIL_KIND: Final = "comment_round"


@transaction.atomic
def open_round(edition: ConceptEdition, *, by: User, values: Mapping[str, Any], goals: Iterable[Goal]) -> CommentRound:
    """The `goals` of the draft are put to comment in the words they have now, with the `values` (FIELDS and ASKED).

    Who has a seat at one of the tables, or for one of the organisations, gets a mail. Raises Refused for an adopted
    edition, ValidationError when nobody is asked, no goal is chosen or a rule of the model is broken.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked(edition)
    if not current.is_draft:
        raise Refused(ADOPTED)
    given = only_fields(values, (*FIELDS, *ASKED))
    chosen = list(Goal.objects.filter(pk__in=[each.pk for each in goals], guiding_goal__edition=current))
    new = CommentRound(edition=current, **{name: given[name] for name in FIELDS if name in given})
    refuse_together(new, _nobody_asked(given) | ({} if chosen else {"goals": NO_GOAL}))
    without_history(new)
    set_relations(new, {name: {each.pk for each in given.get(name, ())} for name in ASKED}, is_new=True)
    stored(new, by=by)
    ordered = Goal.objects.filter(pk__in=[each.pk for each in chosen]).select_related("guiding_goal")
    for position, goal in enumerate(ordered.order_by("guiding_goal__position", "position"), start=1):
        row = PutGoal(round=new, goal=goal, guiding_goal=goal.guiding_goal.title, text=goal.text, position=position)
        created(row, by=by)
    _tell_members(new)
    return new


@transaction.atomic
def update_round(
    comment_round: CommentRound, *, by: User, expected_version: int, values: Mapping[str, Any]
) -> CommentRound:
    """The round has the `values`; who is asked only now gets the mail. Raises Stale, ValidationError as opening.

    Nobody is asked besides once an answer was published for those who were: it was written for them.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked_at_version(comment_round, expected_version)
    given = only_fields(values, (*FIELDS, *ASKED))
    known = {name: list(getattr(current, name).all()) for name in ASKED} | {"is_public": current.is_public}
    fields = {name: given[name] for name in FIELDS if name in given}
    relations = changed_relations(current, {name: given[name] for name in ASKED if name in given})
    changed = [name for name, value in fields.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, fields[name])
    refuse_together(current, _nobody_asked(known | given) | _more_readers(current, known, given))
    set_relations(current, relations)
    if changed or relations:
        save_as(current, changed, by=by)
        _tell_members(current)
    return current


@transaction.atomic
def withdraw_goal(put_goal: PutGoal, *, by: User, reason: str) -> PutGoal:
    """The goal takes no more comments, and everybody who was asked reads why; those that came are still answered.

    Raises Refused without a reason, or when it is withdrawn already.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked(put_goal)
    if current.withdrawn_at:
        raise Refused("Dieses Ziel ist schon zurückgezogen.")
    if not reason.strip():
        raise ValidationError({"reason": "Bitte begründen Sie, warum das Ziel nicht mehr zur Beteiligung steht."})
    current.withdrawn_at, current.withdraw_reason = timezone.now(), reason.strip()
    current.full_clean()
    save_as(current, ["withdrawn_at", "withdraw_reason"], by=by)
    return current


def why_to_answer_first(sender: Any, *, edition: ConceptEdition, **_: Any) -> Barrier | None:
    """What bars throwing the draft `edition` away: whoever wrote a comment learns first that it is given up."""
    found = GoalComment.objects.open().filter(put_goal__round__edition=edition)
    waiting = list(found.select_related("put_goal__round", "organisation").order_by("received_on", "pk"))
    if not waiting:
        return None
    whose = "Ein Kommentar hat" if len(waiting) == 1 else f"{len(waiting)} Kommentare haben"
    sentence = f"{whose} noch keine Antwort. Bitte antworten Sie, bevor Sie den Entwurf verwerfen."
    ways = ((f"{each}, eingegangen am {each.received_on:%d.%m.%Y}", each.get_absolute_url()) for each in waiting)
    return Barrier(sentence, tuple(ways))


def let_go(sender: Any, *, edition: ConceptEdition, by: User, **_: Any) -> None:
    """The rounds of the draft `edition` stand on their own, with what was said and answered; called before it goes.

    Raises Refused while a comment has no answer: whoever wrote it learns first that the draft is given up.
    """
    rounds = list(CommentRound.objects.select_for_update(of=("self",)).filter(edition=edition))
    if barrier := why_to_answer_first(sender, edition=edition):
        raise Refused(str(barrier))
    for put_goal in PutGoal.objects.select_for_update(of=("self",)).filter(round__in=rounds):
        if put_goal.withdrawn_at is None:
            put_goal.withdrawn_at, put_goal.withdraw_reason = timezone.now(), DISCARDED
        put_goal.goal = None
        save_as(put_goal, ["goal", "withdrawn_at", "withdraw_reason"], by=by)
    for comment_round in rounds:
        comment_round.edition, comment_round.discarded_at = None, timezone.now()
        save_as(comment_round, ["edition", "discarded_at"], by=by)


def _nobody_asked(given: Mapping[str, Any]) -> dict[str, str]:
    is_asking = given.get("is_public") or any(given.get(name) for name in ASKED)
    return {} if is_asking else {"round_tables": NOBODY_ASKED}


def _more_readers(comment_round: CommentRound, known: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, str]:
    if not GoalComment.objects.published().filter(put_goal__round=comment_round).exists():
        return {}
    more = {name: set(given.get(name, ())) - set(known[name]) for name in ASKED}
    more["is_public"] = {True} & {given.get("is_public")} - {known["is_public"]}
    return {name: ALREADY_READ for name, added in more.items() if added}


def _tell_members(comment_round: CommentRound) -> None:
    """One mail for each person with an account who sits at a table, or for an organisation, that is asked."""
    if not comment_round.is_open:
        return
    seats = TableMember.objects.current().filter(user__isnull=False, user__is_active=True)
    tables = seats.filter(round_table__in=comment_round.round_tables.all())
    organisations = seats.filter(organisation__in=comment_round.organisations.all())
    found = (tables | organisations).select_related("user").order_by("user_id")
    people = {seat.user.pk: seat.user for seat in found if seat.user}
    for key, person in people.items():
        mail = comments_wanted_mail(comment_round, to=person)
        queue_mail(key=f"{MAIL_KIND}:{comment_round.pk}:{key}", kind=MAIL_KIND, to=person, **mail)
