"""Names and addresses of people wished for as colleagues go, in the history too, past the ordinary way of writing."""

from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.models import ColleagueRequest
from neuss_integration.foundation.records.saving import save_as

FORGOTTEN = {"name": "gelöscht", "email": ""}


@transaction.atomic
def forget_wishes() -> int:
    """Wishes decided more than WISH_KEPT ago hold neither name nor address nor what was answered; how many.

    Who asked for which office, and what was decided, stays.
    """
    rows = ColleagueRequest.objects.outdated(timezone.now()).select_for_update(skip_locked=True, of=("self",))
    wishes = list(rows)
    for wish in wishes:
        wish.name, wish.email = FORGOTTEN["name"], FORGOTTEN["email"]
        wish.answer = wish.answer and FORGOTTEN["name"]
        save_as(wish, ["name", "email", "answer"], by=None)
    history = ColleagueRequest.history.filter(id__in=[each.pk for each in wishes])
    history.exclude(answer="").update(answer=FORGOTTEN["name"])
    history.update(**FORGOTTEN)
    return len(wishes)
