"""What hangs on things that not everybody may see: what measures and judges them, what is asked, what people follow."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from measures.services.council_questions import ask_question
from measures.services.orders import report_order
from measures.services.resolutions import update_resolution
from neuss_integration.foundation.words.partial_dates import PartialDate
from neuss_integration.steering.models import Follow
from roundtables.models import Need
from success_factors.models import Goal
from success_factors.services.value_requests import deliver, give_back, request_value
from tests.access.table import PEOPLE
from tests.factories import World, make_committee, make_gauge, make_goal, make_indicator, make_judgement
from tests.measures.factories import make_key_figure

OF_THE_LIBRARY = frozenset({"koord", "bibl"})
READERS = frozenset({"koord", "jugend", "bibl", "tisch", "rat"})
FOREIGN_SECRETS = {
    "Kennzahl der Idee": OF_THE_LIBRARY,
    "Messgröße an der Idee": OF_THE_LIBRARY,
    "Einschätzung der Idee": OF_THE_LIBRARY,
    "Messgröße im Entwurf": frozenset({"koord"}),
    "Einschätzung im Entwurf": frozenset({"koord"}),
    "Quelle der Bibliothek": OF_THE_LIBRARY,
    "Rückfrage zum Wert": OF_THE_LIBRARY,
    "Anfrage aus dem Gremium": READERS,
    "Antwort an das Gremium": READERS,
}
"""Texts of the scene, and which columns of the table may read them."""


def foreign_scene(world: World) -> dict[str, list[Any]]:
    """On the idea of the Stadtbibliothek and the drafted goal; the arguments of a request of the Stadtbibliothek."""
    figure = make_key_figure(measure=world.lesegarten, name="Kennzahl der Idee")
    goal = make_goal(text="Ziel mit Idee")
    at_idea = make_gauge(goal, figure, note="Messgröße an der Idee")
    make_judgement(world.lesegarten, reason="Einschätzung der Idee")
    drafted = Goal.objects.get(text="Entworfenes Ziel")
    make_gauge(drafted, make_indicator(name="Zahl im Konzept"), note="Messgröße im Entwurf")
    make_judgement(drafted, reason="Einschätzung im Entwurf")
    _question(world)
    _everybody_follows(world)
    return {"ziel-idee": [goal.pk], "messgroesse-idee": [at_idea.pk], "abfrage-bibl": [_returned_request(world)]}


def _returned_request(world: World) -> int:
    indicator = make_indicator(name="Zahl der Bibliothek", department=world.stadtbibliothek)
    asked = request_value(indicator, by=world.koordination, due_on=timezone.localdate() + dt.timedelta(days=9))
    values = {"period": PartialDate(dt.date(2025, 1, 1), "year"), "source": "Quelle der Bibliothek", "note": ""}
    line = {"group": "", "value": Decimal(77), "sign": "", "qualifier": ""}
    sent = deliver(asked, by=world.bibliothek_person, expected_version=1, values=values, lines=[line], submit=True)
    give_back(sent, by=world.koordination, comment="Rückfrage zum Wert")
    return int(asked.pk)


def _question(world: World) -> None:
    """Answered, and not for everybody."""
    given: dict[str, Any] = {"title": "Anfrage aus dem Gremium", "text": "Wie lange wartet man?"}
    question = ask_question(by=world.integrationsrat_person, committee=make_committee(), **given)
    order = {"order_text": "Wie lange?", "responsible_department": world.jugendamt}
    order |= {"due_date": timezone.localdate() + dt.timedelta(days=9)}
    asked = update_resolution(question, by=world.koordination, expected_version=question.version, values=order)
    report_order(asked, by=world.jugendamt_person, step="answer", text="Antwort an das Gremium")


def _everybody_follows(world: World) -> None:
    """What they once saw, and what some of them see no more."""
    needs = Need.objects.filter(title__in=["Vertraulicher Bedarf", "Fremder Bedarf"])
    for person in {getattr(world, name) for name in PEOPLE.values() if name}:
        Follow.objects.create(user=person, measure=world.lesegarten)
        Follow.objects.bulk_create(Follow(user=person, need=need) for need in needs)
