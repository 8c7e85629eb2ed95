"""Writing how a person takes the calendar along."""

import uuid

from django.db import transaction

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.records.saving import stored
from neuss_integration.steering.models import CalendarSubscription
from neuss_integration.steering.selectors.due import own_by_default


def subscription_of(user: User) -> CalendarSubscription:
    """What `user` has chosen; where that is nothing yet, an unsaved row with what they most likely want."""
    found = CalendarSubscription.objects.filter(user=user).first()
    return found or CalendarSubscription(user=user, only_own=own_by_default(user))


@transaction.atomic
def subscribe(*, by: User, has_feed: bool, wants_mail: bool, only_own: bool) -> CalendarSubscription:
    """`by` has chosen this for themselves. An address that was switched off and on again is a new one."""
    ensure(by, Permission.VIEW_MEASURES)
    subscription = _locked(by)
    chosen = {"has_feed": has_feed, "wants_mail": wants_mail, "only_own": only_own}
    changed = [name for name, value in chosen.items() if getattr(subscription, name) != value]
    if not changed and subscription.pk:
        return subscription
    if has_feed and "has_feed" in changed:
        subscription.key = uuid.uuid4()
    for name in changed:
        setattr(subscription, name, chosen[name])
    return stored(subscription, by=by)


@transaction.atomic
def renew_address(*, by: User) -> CalendarSubscription:
    """The calendar of `by` has a new address; the old one shows nothing more."""
    ensure(by, Permission.VIEW_MEASURES)
    subscription = _locked(by)
    subscription.key, subscription.has_feed = uuid.uuid4(), True
    return stored(subscription, by=by)


def _locked(user: User) -> CalendarSubscription:
    User.objects.select_for_update().get(pk=user.pk)  # two windows of one person make one row
    return subscription_of(user)
