"""Who changes the way into an account that has rights cannot do it in silence."""

from django.utils import timezone

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.mails import account_changed
from neuss_integration.accounts.models import Membership, User


def tell_of_way_in(user: User, change: str, *, by: User) -> None:
    """A mail to the others of the Fachadministration: a new address, an open account, a factor less leads in as `user`.

    Only where `user` holds a role, now or later, that is told when it is given.
    """
    held = Membership.objects.filter(user=user).exclude(valid_until__lt=timezone.localdate())
    rows = held.select_related("department").order_by("pk")
    roles = [str(each) for each in rows if Role(each.role).notifies_administrators]
    if roles:
        for other in User.objects.administrators().exclude(pk__in=[user.pk, by.pk]).order_by("pk"):
            account_changed(other, user=user, change=change, roles=", ".join(roles), by=by).send()
