"""The request that views behind sign-in get."""

from django.http import HttpRequest

from neuss_integration.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request whose `user` is a person: sign-in is asked for before the view."""

    user: User
