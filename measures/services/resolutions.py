"""Writing resolutions of committees."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from measures.enums import DatePrecisionChoice, OrderState
from measures.models import Measure, Resolution
from measures.models.resolution import DUE_BEFORE_RESOLVED
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.city.enums import RESOLVED_IN_FUTURE, VOTES_INCOMPLETE
from neuss_integration.city.models import Committee
from neuss_integration.foundation.records.saving import (
    changed_fields,
    changed_relations,
    locked,
    locked_at_version,
    only_fields,
    refuse_together,
    save_as,
    set_relations,
    stored,
)
from neuss_integration.foundation.words.folding import fold
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.models import ConceptEdition, Goal
from success_factors.services.editions import adoption_put_right

FIELDS: Final = (
    "committee", "paper_number", "title", "text", "result", "votes_for", "votes_against", "abstentions",
    "is_unanimous", "link", "source", "kind", "order_text", "responsible_department", "due_date",
)  # fmt: skip
ADOPTED: Final = ("committee", "paper_number", "votes_for", "votes_against", "abstentions", "source")
"""What the adoption of a Fassung and its resolution both tell, besides the day."""
ADOPTS: Final = "Mit diesem Beschluss gilt eine Fassung des Integrationskonzepts. Bitte lassen Sie sie ausgewählt."
RELATIONS: Final = ("editions", "goals", "measures", "proposers")
KEPT: Final = (
    "Zu diesem Auftrag gibt es schon Vermerke. Er bleibt stehen; ist er nicht mehr nötig, melden Sie ihn als "
    "„nicht weiter verfolgt“."
)
NOT_CLEANED: Final = ["search_text", "submission_key"]


@transaction.atomic
def create_resolution(*, by: User, values: Mapping[str, Any], submission_key: uuid.UUID | None = None) -> Resolution:
    """The resolution with the `values` (names of FIELDS, `resolved` as a date or PartialDate, RELATIONS) is recorded.

    The same `submission_key` a second time gives the resolution of the first: a double click makes one.
    Raises ValidationError for a day in the future, a Gremium that did not exist on it, a second resolution of the
    same Gremium, day and paper, or votes that contradict the result.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    return recorded(values, by=by, submission_key=submission_key)


def recorded(values: Mapping[str, Any], *, by: User, submission_key: uuid.UUID | None) -> Resolution:
    """The new resolution with the `values`, or the one of the first click."""
    if submission_key and (existing := Resolution.objects.filter(submission_key=submission_key).first()):
        return existing
    fields, relations = _split(values)
    resolution = Resolution(**fields, submission_key=submission_key)
    resolution.state = OrderState.OPEN if resolution.order_text else ""
    _check(resolution)
    stored(resolution, by=by)
    set_relations(resolution, {name: {each.pk for each in chosen} for name, chosen in relations.items()})
    resolution.save()
    if resolution.state:
        _note_order(resolution, by)
    return resolution


@transaction.atomic
def update_resolution(
    resolution: Resolution, *, by: User, expected_version: int, values: Mapping[str, Any], is_followed: bool = True
) -> Resolution:
    """`resolution` has the `values`; version and history grow by one if anything differs.

    The Fassung that it adopted tells the same afterwards, unless `is_followed` is False.
    Raises Stale when somebody saved since `expected_version`, ValidationError as `create_resolution` does.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    current = locked_at_version(resolution, expected_version)
    fields, relations = _split(values)
    if current.adopts_id and "editions" in relations and current.adopts not in relations["editions"]:
        raise ValidationError({"editions": ADOPTS})
    changed, new_relations = changed_fields(current, fields), changed_relations(current, relations)
    if not changed and not new_relations:
        return current
    for name in changed:
        setattr(current, name, fields[name])
    current.recorded_on = timezone.localdate()
    is_new_order = bool(current.order_text) and not current.state
    _follow_order(current)
    _check(current)
    set_relations(current, new_relations)
    save_as(current, [*changed, "state", "recorded_on", "search_text"], by=by)
    if is_new_order:
        _note_order(current, by)
    if is_followed:
        follow_resolution(current, by=by)
    return current


def follow_resolution(resolution: Resolution, *, by: User) -> None:
    """The Fassung that `resolution` adopted tells the same of it; nothing happens where it adopted none."""
    if resolution.adopts:
        told = {name: getattr(resolution, name) for name in ADOPTED}
        adoption_put_right(resolution.adopts, by=by, adopted=resolution.resolved, values=told)


def _follow_order(resolution: Resolution) -> None:
    """A new order is open. Raises ValidationError when one is taken away about which something was told."""
    if resolution.order_text and not resolution.state:
        resolution.state = OrderState.OPEN
    elif resolution.state and not resolution.order_text:
        if resolution.events.exclude(transition="order").exists():
            raise ValidationError({"order_text": KEPT})
        resolution.state = ""


def _note_order(resolution: Resolution, by: User) -> None:
    begun = {"noted_on": resolution.resolved_date} if resolution.resolved_precision == DatePrecisionChoice.DAY else {}
    resolution.events.create(actor=by, transition="order", to_state=resolution.state, **begun)


@transaction.atomic
def link_resolution(
    resolution: Resolution,
    *,
    by: User,
    editions: Iterable[ConceptEdition] = (),
    goals: Iterable[Goal] = (),
    measures: Iterable[Measure] = (),
) -> Resolution:
    """`resolution` is linked to what is given besides what it is linked to already; nothing changes where it was."""
    ensure(by, Permission.MAINTAIN_MEASURES)
    current = locked(resolution)
    wanted = {"editions": editions, "goals": goals, "measures": measures}
    joined = {name: [*getattr(current, name).all(), *more] for name, more in wanted.items()}
    if new_relations := changed_relations(current, joined):
        set_relations(current, new_relations)
        save_as(current, [], by=by)
    return current


def _check(resolution: Resolution) -> None:
    """Raises ValidationError with the rules of the model and those that ask the calendar; fills the search text."""
    words = (resolution.title, resolution.paper_number, resolution.text, resolution.order_text, _committee(resolution))
    resolution.search_text = fold(" ".join(map(str, words)))
    refuse_together(resolution, problems_of(resolution), exclude=NOT_CLEANED)


def problems_of(resolution: Resolution) -> dict[str, str]:
    """What is wrong with `resolution` by its fields, of what the model does not know; also before it is stored."""
    votes = {name: getattr(resolution, name) for name in ("votes_for", "votes_against")}
    missing = [name for name, given in votes.items() if given is None]
    problems = {missing[0]: VOTES_INCOMPLETE} if len(missing) == 1 else {}
    problems |= _wrong_day(resolution)
    if resolution.due_date and resolution.resolved_date and resolution.due_date < resolution.resolved_date:
        problems["due_date"] = DUE_BEFORE_RESOLVED
    if resolution.order_text and resolution.responsible_department is None:
        problems["responsible_department"] = "Bitte nennen Sie die Fachdienststelle, die den Auftrag ausführt."
    elif not resolution.order_text and (resolution.responsible_department or resolution.due_date):
        problems["order_text"] = "Bitte schreiben Sie, was die Verwaltung tun soll, oder leeren Sie Stelle und Frist."
    return too_many_votes(_committee(resolution), resolution) | problems


def _wrong_day(resolution: Resolution) -> dict[str, str]:
    committee = _committee(resolution)
    if resolution.resolved_date and resolution.resolved_date > timezone.localdate():
        return {"resolved": RESOLVED_IN_FUTURE}
    if not resolution.resolved_date or committee is None or _existed(resolution):
        return {}
    period = committee.valid_from, committee.valid_until
    known = " ".join(f"{word} {day:%d.%m.%Y}" for word, day in zip(("ab", "bis"), period, strict=True) if day)
    return {"committee": f"Das Gremium „{committee}“ gibt es nur {known}. Bitte wählen Sie das Gremium von damals."}


def _committee(resolution: Resolution) -> Committee | None:
    return resolution.committee if resolution.committee_id else None


def too_many_votes(committee: Committee | None, vote: Any) -> dict[str, str]:
    """What is wrong when `vote` counts more votes than the Gremium has seats, as far as both are known."""
    counted = sum(filter(None, (vote.votes_for, vote.votes_against, vote.abstentions)))
    if committee is None or committee.seats is None or counted <= committee.seats:
        return {}
    sentence = (
        f"Das sind {count_of(counted, 'Stimme')}, das Gremium „{committee}“ hat "
        f"{count_of(committee.seats, 'Sitz')}. Bitte prüfen Sie die Stimmen oder in den Stammdaten die Sitze."
    )
    return {"votes_for": sentence}


def _existed(resolution: Resolution) -> bool:
    """Whether the Gremium existed at some time of the day, month or year of the resolution."""
    committee, when = resolution.committee, resolution.resolved
    return (committee.valid_from is None or committee.valid_from <= when.last_day) and (
        committee.valid_until is None or when.date <= committee.valid_until
    )


def _split(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    only_fields(values, (*FIELDS, *RELATIONS, "resolved"))
    fields = {name: values[name] for name in FIELDS if name in values}
    if "resolved" in values:
        when = values["resolved"]
        known = PartialDate(when, "day") if isinstance(when, dt.date) else when
        fields["resolved_date"], fields["resolved_precision"] = known.date, known.precision
    return fields, {name: values[name] for name in RELATIONS if name in values}
