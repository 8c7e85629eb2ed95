"""Steps of things that have no table of states: done twice, too late or too early they change nothing and say why."""

from typing import Any

import pytest
from django.db import models, transaction
from django.db.models import Subquery
from django.db.models.functions import Now
from django.urls import reverse

from measures.models import Measure
from neuss_integration.accounts.models import Membership, User
from neuss_integration.mailing.models import Mail
from neuss_integration.portal.models import Enquiry
from tests.access.scene import Scene
from tests.access.test_order_of_steps import told

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CLOSED = {"is_active": False}
NO_TEXT = {"public_text": "", "released_text": "", "public_text_released_at": None, "public_text_released_by": None}
ANSWERED = {
    "state": "settled",
    "answered_at": Now(),
    "answered_by": Subquery(User.objects.order_by("pk").values("pk")[:1]),
}
SECOND_CLICK = {"accounts:role-end", "measures:public-text-withdraw"}
"""Asked for once more, these answer as before."""
STEPS: list[tuple[type[models.Model], str, str, str, dict[str, Any], dict[str, str]]] = [
    (User, "konto", "accounts:user-invite", "admin", CLOSED, {}),
    (User, "konto", "accounts:user-second-factor", "admin", {}, {}),
    (Membership, "rolle", "accounts:role-end", "admin", {"valid_from": "2020-01-01", "valid_until": "2020-12-31"}, {}),
    (Measure, "massnahme", "measures:public-text-release", "koord", NO_TEXT, {}),
    (Measure, "massnahme", "measures:public-text-withdraw", "koord", NO_TEXT, {"reason": "Grund"}),
    (Enquiry, "anfrage", "publicity:enquiry-detail", "koord", ANSWERED, {"answer": "Noch einmal"}),
]
KEYS: dict[type[models.Model], str] = {Measure: "number", Enquiry: "number"}


@pytest.mark.parametrize(("model", "thing", "address", "column", "state", "form"), STEPS, ids=[s[2] for s in STEPS])
def test_step_that_is_not_due_changes_nothing_and_says_why(
    scene: Scene, model: Any, thing: str, address: str, column: str, state: dict[str, Any], form: dict[str, str]
) -> None:
    arguments = scene.arguments[thing]
    row = model._base_manager.filter(**{KEYS.get(model, "pk"): arguments[-1]})
    with transaction.atomic():
        if state:
            row.update(**state)
        before, everything = row.values().get(), count_of_all()
        version = {"version": str(before.get("version", ""))}
        answer = scene.browser(column).post(reverse(address, args=arguments), version | form)
        after = row.values().get(), count_of_all()
        transaction.set_rollback(True)
    assert after == (before, everything)
    assert told(answer) == (address not in SECOND_CLICK)


def count_of_all() -> list[int]:
    """How many accounts, roles, enquiries and mails there are."""
    return [each._base_manager.count() for each in (User, Membership, Enquiry, Mail)]
