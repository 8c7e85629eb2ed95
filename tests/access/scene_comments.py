"""A goal of the draft that the table of the member is asked about, one that everybody is, and what was said."""

import datetime as dt
from typing import Any

from django.utils import timezone

from roundtables.services.comment_rounds import open_round
from roundtables.services.goal_comments import comment_on, record_comment
from success_factors.models import ConceptEdition
from tests.factories import World, make_goal, make_seat, make_table

COMMENT_SECRETS = {
    "Gefragtes Ziel": frozenset({"koord", "tisch"}),
    "Kommentar des Mitglieds": frozenset({"koord", "tisch"}),
    "Kommentar per Brief": frozenset({"koord"}),
}


def comments_scene(world: World) -> dict[str, list[Any]]:
    """The arguments of the addresses of taking part."""
    draft = ConceptEdition.objects.get(title="Entworfene Fassung")
    today = timezone.localdate()
    dates = {"until": today + dt.timedelta(days=9), "answer_by": today + dt.timedelta(days=30)}
    seat = make_seat(round_table=make_table(name="Gefragter Tisch"), user=world.rundertisch_person)
    found: dict[str, list[Any]] = {}
    for key, text, asked in (
        ("", "Gefragtes Ziel", {"round_tables": [seat.round_table]}),
        ("-alle", "Ziel für alle", {"is_public": True}),
    ):
        goal = make_goal(text=text, edition=draft)
        values = {"title": f"Runde zu: {text}", **dates, **asked}
        opened = open_round(draft, by=world.koordination, values=values, goals=[goal])
        put = opened.put_goals.get()
        found |= {f"runde-ziele{key}": [opened.pk], f"gefragtes-ziel{key}": [put.pk]}
        found[f"kommentare{key}"] = [opened.pk, "csv"]
    by_letter = {"text": "Kommentar per Brief", "received_on": today}
    record_comment(put, by=world.koordination, **by_letter)
    [first] = found["gefragtes-ziel"]
    said = {"text": "Kommentar des Mitglieds", "organisation": seat.organisation}
    comment = comment_on(type(put).objects.get(pk=first), by=world.rundertisch_person, **said)
    return found | {"kommentar": [comment.pk]}
