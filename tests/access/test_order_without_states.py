"""Steps of things that have no table of states: done twice, too late or too early they change nothing and say why."""

from typing import Any

import pytest
from django.db import models, transaction
from django.db.models import Subquery
from django.db.models.functions import Now
from django.urls import reverse

from measures.models import Measure, ProgressReport, Referral
from neuss_integration.accounts.models import ColleagueRequest, Membership, User
from neuss_integration.mailing.models import BarrierReport, Mail
from neuss_integration.portal.models import Enquiry, Translation
from reporting.models import ReportResolution
from roundtables.models import ActionItem, AgendaItem, Objection
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
BY = ANSWERED["answered_by"]
DECIDED = {"decided_at": Now(), "decided_by": BY}
REFUSED = {"state": "declined", "answer": "Nein."} | DECIDED
REJECTED = REFUSED | {"state": "rejected"}
MOVES, STAYS = {"decision": "accept"}, {"decision": "decline", "answer": "Noch einmal"}
SETTLED = {"settled_at": Now(), "settled_by": BY}
REVIEWED = {"reviewed_at": Now(), "reviewed_by": BY}
REMOVED = {"removed_at": Now(), "removed_by": BY}
CLOSED_TASK = {"state": "done", "closed_at": Now(), "closed_by": BY}
SECOND_CLICK = {
    "accounts:role-end", "measures:public-text-withdraw", "mailing:barrier-settle", "publicity:translation-review",
    "reporting:report-resolution-unlink", "roundtables:topic-accept", "measures:progress-refer-withdraw",
}  # fmt: skip
"""Asked for once more, these answer as before."""
STEPS: list[tuple[type[models.Model], str, str, str, dict[str, Any], dict[str, str]]] = [
    (User, "konto", "accounts:user-invite", "admin", CLOSED, {}),
    (User, "konto", "accounts:user-second-factor", "admin", {}, {}),
    (Membership, "rolle", "accounts:role-end", "admin", {"valid_from": "2020-01-01", "valid_until": "2020-12-31"}, {}),
    (Measure, "massnahme", "measures:public-text-release", "koord", NO_TEXT, {}),
    (Measure, "massnahme", "measures:public-text-withdraw", "koord", NO_TEXT, {"reason": "Grund"}),
    (ColleagueRequest, "kontovorschlag", "accounts:request-release", "admin", REFUSED, {}),
    (ColleagueRequest, "kontovorschlag", "accounts:request-decline", "admin", REFUSED, {"answer": "Noch einmal"}),
    (Referral, "nicht-zustaendig", "measures:referral-decide", "koord", {"state": "accepted"} | DECIDED, MOVES),
    (Referral, "nicht-zustaendig", "measures:referral-decide", "koord", REFUSED, MOVES),
    (Referral, "nicht-zustaendig", "measures:referral-decide", "koord", REFUSED, STAYS),
    (ProgressReport, "sachstand-offen", "measures:progress-refer-withdraw", "jugend", {}, {}),
    (ProgressReport, "sachstand-gesendet", "measures:progress-refer", "jugend", {}, {"reason": "Grund"}),
    (BarrierReport, "barriere", "mailing:barrier-settle", "koord", SETTLED, {}),
    (Translation, "uebersetzung", "publicity:translation-review", "koord", REVIEWED, {}),
    (ReportResolution, "bericht-beschluss", "reporting:report-resolution-unlink", "koord", REMOVED, {}),
    (ActionItem, "auftrag", "roundtables:action-close", "koord", CLOSED_TASK, {"outcome": "Noch einmal"}),
    (
        Objection,
        "einwand",
        "roundtables:objection-decide",
        "koord",
        REJECTED,
        {"state": "accepted"},
    ),
    (AgendaItem, "thema", "roundtables:topic-accept", "koord", {"state": "agenda", "position": 9}, {}),
    (Enquiry, "anfrage", "publicity:enquiry-detail", "koord", ANSWERED, {"answer": "Noch einmal"}),
]
KEYS: dict[type[models.Model], str] = {Measure: "number", Enquiry: "number", Translation: "language"}


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
