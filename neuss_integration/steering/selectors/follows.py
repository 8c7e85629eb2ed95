"""What a person follows and may see today, and what happened with it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from measures.enums import OrderState, ProgressState
from measures.models import Measure, ProgressReport, Resolution, ResolutionEvent
from neuss_integration.steering.enums import FollowKind
from neuss_integration.steering.models import Follow
from roundtables.enums.needs import NeedState
from roundtables.models import Need, NeedEvent
from success_factors.models import FieldOfAction

NEWS_DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class News:
    """What happened on a day with something that is followed."""

    day: dt.date
    title: str
    what: str
    url: str


@dataclass(frozen=True, slots=True)
class Span:
    """From a day on and before another."""

    since: dt.date
    before: dt.date

    def holds(self, field: str) -> Q:
        """Whether the day `field` lies in it."""
        return Q(**{f"{field}__gte": self.since, f"{field}__lt": self.before})


@dataclass(frozen=True, slots=True)
class Followed:
    """The keys of what a person follows, by kind."""

    keys: Mapping[FollowKind, frozenset[int]]

    def measures(self) -> Q:
        """The measures that are followed by themselves or with their Handlungsfeld."""
        return Q(pk__in=self.keys[FollowKind.MEASURE]) | Q(field_of_action__in=self.keys[FollowKind.FIELD])


def things(kind: FollowKind, user: Any) -> QuerySet[Any]:
    """What of `kind` the person may see."""
    if kind == FollowKind.MEASURE:
        return Measure.objects.visible_to(user)
    if kind == FollowKind.NEED:
        return Need.objects.visible_to(user)
    if kind == FollowKind.RESOLUTION:
        return Resolution.objects.visible_to(user)
    return FieldOfAction.objects.all()


def followed_by(user: Any) -> Followed:
    """One query."""
    columns = [kind.column for kind in FollowKind]
    rows = list(Follow.objects.filter(user=user).values_list(*columns))
    return Followed(
        {kind: frozenset(row[at] for row in rows if row[at] is not None) for at, kind in enumerate(FollowKind)}
    )


def visible_follows(user: Any) -> list[tuple[FollowKind, Any]]:
    """What the person follows, as far as they may see it today, by kind; five queries."""
    keys = followed_by(user).keys
    return [(kind, each) for kind in FollowKind for each in things(kind, user).filter(pk__in=keys[kind]).order_by("pk")]


def address_of(kind: FollowKind, thing: Any) -> str:
    """The page of what is followed."""
    if kind == FollowKind.FIELD:
        return reverse("success_factors:field-detail", args=[thing.pk])
    return str(thing.get_absolute_url())


def seen_follows(user: Any) -> QuerySet[Follow]:
    """The rows of what the person follows and may see today; one query."""
    seen = Q()
    for kind in FollowKind:
        seen |= Q(**{f"{kind.column}__in": things(kind, user).order_by().values("pk")})
    return Follow.objects.filter(seen, user=user.pk)


def news_for(user: Any, *, since: dt.date, before: dt.date = dt.date.max) -> list[News]:
    """What was entered from `since` on and `before` a day about what the person follows and may see, newest first.

    A released progress report, a new state of a measure, a note to an order, a step of a need; no drafts. Each stands
    under the day it tells of, which may be earlier. Five queries.
    """
    followed, span = followed_by(user), Span(since, before)
    found = [*_progress(user, followed, span), *_states(user, followed, span)]
    found += [*_orders(user, followed, span), *_needs(user, followed, span)]
    return sorted(found, key=lambda each: (-each.day.toordinal(), each.title, each.what))


def _progress(user: Any, followed: Followed, span: Span) -> list[News]:
    measures = things(FollowKind.MEASURE, user).filter(followed.measures())
    rows = ProgressReport.objects.filter(
        span.holds("decided_at__date"), state=ProgressState.ACCEPTED, measure__in=measures.order_by().values("pk")
    )
    return [
        News(
            timezone.localdate(each.decided_at),
            str(each.measure),
            f"neuer Sachstand, Ampel {each.get_traffic_light_display()}" if each.traffic_light else "neuer Sachstand",
            each.measure.get_absolute_url(),
        )
        for each in rows.select_related("measure")
        if each.decided_at
    ]


def _states(user: Any, followed: Followed, span: Span) -> list[News]:
    """What was entered then, also as of an earlier day, under the day it counts from; else what began then."""
    ever = Span(dt.date.min, dt.date.max)
    changed = (span.holds("state_since") & ~Q(_noted(ever))) | Q(_noted(span), state_since__isnull=False)
    rows = things(FollowKind.MEASURE, user).filter(followed.measures(), changed)
    return [
        News(each.state_since, str(each), f"Status jetzt: {each.get_state_display()}", each.get_absolute_url())
        for each in rows
    ]


def _noted(span: Span) -> Exists:
    """Whether somebody entered another state of the measure then."""
    history: Any = Measure.history.model
    older = history.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    entered = history.objects.filter(span.holds("history_date__date"), id=OuterRef("pk"), history_type="~")
    return Exists(entered.annotate(before=Subquery(older.values("state")[:1])).exclude(before=F("state")))


def _orders(user: Any, followed: Followed, span: Span) -> list[News]:
    """What was noted then, under the day it says of itself."""
    seen = things(FollowKind.RESOLUTION, user).filter(pk__in=followed.keys[FollowKind.RESOLUTION])
    rows = ResolutionEvent.objects.filter(span.holds("at__date"), resolution__in=seen.order_by().values("pk"))
    return [
        News(
            each.noted_on,
            str(each.resolution),
            f"Auftrag: {'weiterhin ' * (each.from_state == each.to_state)}{OrderState(each.to_state).label}",
            each.resolution.get_absolute_url(),
        )
        for each in rows.select_related("resolution")
        if each.to_state in OrderState.values
    ]


def _needs(user: Any, followed: Followed, span: Span) -> list[News]:
    seen = things(FollowKind.NEED, user).filter(pk__in=followed.keys[FollowKind.NEED])
    rows = NeedEvent.objects.filter(span.holds("at__date"), need__in=seen.order_by().values("pk"))
    return [
        News(
            timezone.localdate(each.at),
            str(each.need),
            f"Bedarf: {NeedState(each.to_state).label}",
            each.need.get_absolute_url(),
        )
        for each in rows.select_related("need")
        if each.to_state in NeedState.values
    ]
