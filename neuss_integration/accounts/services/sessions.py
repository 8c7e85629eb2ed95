"""Ending sessions: whoever is signed in as somebody elsewhere has to sign in anew."""

from django.db import transaction

from neuss_integration.accounts.models import User


@transaction.atomic
def end_sessions(user: User) -> None:
    """No session of `user` counts any more; the caller may keep the own one with `update_session_auth_hash`.

    Each session carries a hash of the password and of this count. No history is written.
    """
    ended = User.objects.select_for_update(of=("self",)).values_list("sessions_ended", flat=True).get(pk=user.pk)
    user.sessions_ended = ended + 1
    user.skip_history_when_saving = True  # type: ignore[attr-defined]
    try:
        user.save(update_fields=["sessions_ended"])
    finally:
        del user.skip_history_when_saving  # type: ignore[attr-defined]
