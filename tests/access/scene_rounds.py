"""Rounds and what offices answer in them, for the access table."""

from typing import Any

from measures.enums import ProgressState, RoundState
from measures.models import Referral, RoundExclusion, RoundMail, RoundQuestion
from neuss_integration.accounts.models import ColleagueRequest
from neuss_integration.mailing.services import queue_mail, report_barrier
from tests.factories import World, make_progress, make_round
from tests.measures.factories import make_attachment

ROUND_SECRETS = {
    "Grund der Ausnahme": frozenset({"koord"}),
    "Neue Kollegin": frozenset({"admin", "jugend"}),
    "kollegin@neuss.example": frozenset({"admin", "jugend"}),
}


def rounds_scene(world: World) -> dict[str, list[Any]]:
    """Rounds in every state; progress of the Präventionsnetz, for which the Jugendamt answers."""
    rounds = {
        "offen": make_round(title="Offene Runde"),
        "entwurf": make_round(title="Noch nicht geöffnete Runde", state=RoundState.DRAFT),
        "geschlossen": make_round(title="Geschlossene Runde", state=RoundState.CLOSED),
        "zweite": make_round(title="Zweite offene Runde"),
        "dritte": make_round(title="Dritte offene Runde"),
    }
    note = {"measure": world.praeventionsnetz, "internal_note": "Vermerk an das Integrationsbüro"}
    begun = make_progress(
        round=rounds["offen"], state=ProgressState.IN_PROGRESS, what_happened="Begonnener Sachstand", **note
    )
    make_attachment(measure=begun.measure, progress=begun, title="Datei zum begonnenen Sachstand", is_internal=False)
    sent = make_progress(
        round=rounds["zweite"], state=ProgressState.SUBMITTED, what_happened="Eingereichter Sachstand", **note
    )
    returned = make_progress(
        round=rounds["dritte"],
        state=ProgressState.RETURNED,
        what_happened="Zurückgegebener Sachstand",
        return_comment="Rückfrage an das Jugendamt",
        **note,
    )
    done = make_progress(round=rounds["geschlossen"], state=ProgressState.ACCEPTED, **note)
    said = {"department": begun.department, "proposed": world.stadtbibliothek, "reason": "Dort ist das Angebot."}
    referral = Referral.objects.create(report=begun, made_by=world.jugendamt_person, **said)
    asked = {"department": begun.department, "name": "Neue Kollegin", "email": "kollegin@neuss.example"}
    wanted = ColleagueRequest.objects.create(made_by=world.jugendamt_person, **asked)
    left = {"measure": world.vorlesestunden, "reason": "Grund der Ausnahme", "excluded_by": world.koordination}
    RoundExclusion.objects.create(round=rounds["geschlossen"], **left)
    progress = {"offen": begun, "gesendet": sent, "zurueck": returned, "fertig": done}
    question = RoundQuestion.objects.create(round=rounds["entwurf"], position=1, text="Frage im Entwurf")
    mail = queue_mail(key="sachstand:1", kind="progress", to=world.jugendamt_person, subject="Betreff", text="Text")
    barrier = report_barrier(message="Die Karte hat keinen Text.", page="", email="")
    told = {"kind": "invitation", "address": mail.address, "day": mail.created_at}
    RoundMail.objects.create(round=rounds["offen"], mail=mail, **told)
    mails = {
        "ausgenommen": [rounds["entwurf"].pk, world.vorlesestunden.pk],
        "zusatzfrage": [rounds["entwurf"].pk, question.pk],
        "wie": [begun.pk, sent.pk],
        "kontovorschlag": [wanted.pk],
        "nicht-zustaendig": [referral.pk],
        "nachricht": [mail.pk],
        "barriere": [barrier.pk],
    }
    return (
        mails
        | {f"runde-{key}": [each.pk] for key, each in rounds.items()}
        | {f"sachstand-{key}": [each.pk] for key, each in progress.items()}
    )
