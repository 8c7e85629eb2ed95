"""Keeping views of lists. They are aids of people, not records of the city: one may be deleted."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import QueryDict

from measures.catalogue.listing import canonical
from measures.enums.saved_views import ListKind
from measures.models import SavedView
from measures.models.saved_view import MAX_QUERY_LENGTH
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import access_of, ensure
from neuss_integration.foundation.exceptions import Incomplete, Refused
from neuss_integration.foundation.records.saving import locked, removed, save_values, stored

TOO_LONG = "Diese Ansicht hat zu viele Filter, um sie zu merken. Bitte nehmen Sie einige heraus."
MAX_VIEWS = 50


@transaction.atomic
def keep_view(
    *, by: User, name: str, query: str, is_shared: bool = False, listing: str = ListKind.MEASURES
) -> SavedView:
    """`by` has a view of `listing` with this name; one that exists already shows what `query` shows now.

    Page and page size are not kept. Only the Koordination may share. Raises Refused when the person keeps too many.
    """
    ensure(by, *ListKind(listing).permissions)
    values = {"query": _clean(query), "is_shared": is_shared and may_share(by)}
    own = SavedView.objects.filter(owner=by)
    view = own.select_for_update(of=("self",)).filter(listing=listing, name=name.strip()).first()
    if view is None:
        if own.count() >= MAX_VIEWS:
            raise Refused(f"Sie haben schon {MAX_VIEWS} Ansichten. Bitte löschen Sie eine, die Sie nicht brauchen.")
        view = SavedView(owner=by, listing=listing, name=name.strip(), **values)
        view.full_clean(exclude=["sort_key"])
        return stored(view, by=by)
    return save_values(view, values, by=by, exclude=["sort_key"])


@transaction.atomic
def change_view(view: SavedView, *, by: User, name: str, is_shared: bool) -> SavedView:
    """`view` has the name and is shared or not. Raises PermissionDenied for views of others, Incomplete for a name
    that its owner uses already."""
    current = locked(view)
    _ensure_editable(current, by)
    twins = SavedView.objects.filter(owner=current.owner_id, listing=current.listing, name=name.strip())
    if twins.exclude(pk=current.pk).exists():
        raise Incomplete({"name": "Es gibt schon eine Ansicht mit diesem Namen. Bitte wählen Sie einen anderen."})
    values = {"name": name.strip(), "is_shared": is_shared and may_share(by)}
    return save_values(current, values, by=by, exclude=["sort_key"])


@transaction.atomic
def delete_view(view: SavedView, *, by: User) -> None:
    """`view` is gone; its history says who deleted it. Nothing else changes, what it lists stays."""
    current = locked(view)
    _ensure_editable(current, by)
    removed(current, by=by)


def may_share(user: User) -> bool:
    """Whether views of `user` can be for everybody."""
    return access_of(user).has(Permission.MAINTAIN_MEASURES)


def _clean(query: str) -> str:
    cleaned = canonical(QueryDict(query))
    if len(cleaned) > MAX_QUERY_LENGTH:
        raise Refused(TOO_LONG)
    return cleaned


def _ensure_editable(view: SavedView, by: User) -> None:
    if not SavedView.objects.editable_by(by).filter(pk=view.pk).exists():
        raise PermissionDenied
