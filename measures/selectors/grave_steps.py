"""What follows from a step that cannot simply be undone: sentences with numbers, and the names they are about."""

from typing import Any

from measures.enums import OUTSTANDING_STATES, ProgressState
from measures.models import Measure, ReportingRound, Resolution
from measures.selectors.contacts import RoundOffice, RoundPreview
from neuss_integration.foundation.words.nouns import count_of


def opening_follows(reporting_round: ReportingRound, asked: RoundPreview) -> dict[str, Any]:
    """The offices that are asked, and to whom mails go."""
    mails = "Eine Nachricht geht" if asked.recipients == 1 else f"{count_of(asked.recipients, 'Nachricht')} gehen"
    offices = [f"{each.department}: {count_of(each.measures, 'Maßnahme')}, {_reached(each)}" for each in asked.offices]
    return {
        "consequences": [
            f"Gefragt wird nach dem Sachstand: {asked}.",
            f"{mails} hinaus, Rückmeldung bis {reporting_round.due_on:%d.%m.%Y}.",
            "Auswahl und Fragen stehen dann fest; die Frist lässt sich noch verlängern.",
        ],
        "named": [("Wer gefragt wird", offices)],
    }


def _reached(office: RoundOffice) -> str:
    return ", ".join(str(each.person or each.address) for each in office.contacts) or "ohne Kontakt"


def closing_follows(reporting_round: ReportingRound) -> dict[str, Any]:
    """What stays without an answer, and what still waits for a decision."""
    rows = reporting_round.reports.order_by("department__sort_key", "measure__sort_key", "pk")
    named = list(rows.values_list("state", "department__name", "measure__title"))
    silent = [f"{office}: {title}" for state, office, title in named if state in OUTSTANDING_STATES]
    waiting = [f"{office}: {title}" for state, office, title in named if state == ProgressState.SUBMITTED]
    consequences = ["Die Fachdienststellen können in dieser Runde nichts mehr eintragen."]
    if silent:
        becomes = "wird" if len(silent) == 1 else "werden"
        consequences.append(
            f"{count_of(len(silent), 'Bericht')} {becomes} „ohne Rückmeldung“; die Fortschreibung "
            "nennt die Fachdienststellen unter „Ohne Antwort“."
        )
    consequences.append("Mit einer Begründung und neuer Frist lässt sie sich wieder öffnen.")
    refusal = "Schließen lässt sich die Runde erst, wenn über alle eingereichten Berichte entschieden ist."
    return {
        "refusal": refusal if waiting else "",
        "consequences": consequences,
        "named": [("Ohne Rückmeldung", silent), ("Noch nicht geprüft", waiting)],
    }


def discarding_follows(measure: Measure) -> dict[str, Any]:
    """That the measure is gone, its number stays used."""
    return {
        "consequences": [
            f"Die Maßnahme {measure.number} ist aus allen Listen und aus der Fortschreibung heraus.",
            f"Die Nummer {measure.number} wird nicht noch einmal vergeben.",
            "Der Änderungsverlauf hält fest, was eingetragen war und wer sie verworfen hat.",
        ]
    }


def discarding_of_resolution_follows(resolution: Resolution) -> dict[str, Any]:
    """Where the resolution is missing then, and by name for what it holds no more."""
    way = resolution.consultations.select_related("committee")
    order = ["Der Auftrag an die Verwaltung fällt mit weg."] if resolution.order_text else []
    return {
        "consequences": [
            "Der Eintrag fehlt dann in allen Listen, in der Beschlusskontrolle und im Entwurf der Fortschreibung.",
            *order,
            "Was schon veröffentlicht ist, bleibt, wie es ist.",
            "Der Änderungsverlauf hält fest, was eingetragen war und wer es verworfen hat.",
        ],
        "named": [
            ("Maßnahmen, für die er gilt", [str(each) for each in resolution.measures.all()]),
            ("Ziele, für die er gilt", [str(each) for each in resolution.goals.all()]),
            ("Fassungen, für die er gilt", [str(each) for each in resolution.editions.all()]),
            (
                "Beratungsfolge",
                [f"{each.committee}: {each}" for each in way],
            ),
        ],
    }
