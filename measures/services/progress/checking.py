"""Whether a progress report takes an answer, and what it lacks before it can be submitted."""

from collections.abc import Mapping
from typing import Any

from measures.enums import REASON_STATES, TROUBLE_LIGHTS, ProgressState, RoundState
from measures.models import ProgressReport, ReportingRound
from measures.selectors.additional_answers import AdditionalAnswers, additional_answers_of
from measures.services.progress.submitted_data import DRAFTABLE, STATUS
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.words.city_terms import worded


def missing(
    report: ProgressReport, additional: AdditionalAnswers | None = None, values: Mapping[str, Any] | None = None
) -> dict[str, str]:
    """Field name → sentence; empty when complete.

    `beside` is what was loaded for the report already, `values` what would be stored instead of what is.
    """
    given = {name: getattr(report, name) for name in (*STATUS, "what_happened")} | dict(values or {})
    problems = {}
    if not given["measure_state"]:
        problems["measure_state"] = "Bitte wählen Sie den Status der Maßnahme."
    elif given["measure_state"] in REASON_STATES and not given["measure_state_reason"].strip():
        problems["measure_state_reason"] = "Bitte begründen Sie den Status der Maßnahme."
    if not given["traffic_light"]:
        problems["traffic_light"] = "Bitte wählen Sie eine Ampelfarbe oder „keine Angabe“."
    elif given["traffic_light"] in TROUBLE_LIGHTS and not given["traffic_light_reason"].strip():
        problems["traffic_light_reason"] = "Bitte begründen Sie die gelbe oder rote Ampel."
    if not given["what_happened"].strip():
        problems["what_happened"] = (
            "Bitte beschreiben Sie in ein bis drei Sätzen, was geschehen ist, oder antworten Sie mit „unverändert“."
        )
    additional = additional or (additional_answers_of(report) if report.pk else None)
    return problems | (additional.missing(values) if additional else {})


def is_complete(report: ProgressReport) -> bool:
    """Whether it could be submitted as it is."""
    return not missing(report)


def ensure_round_open(asking: ReportingRound) -> None:
    """Raises Refused once the round takes no answer any more."""
    if asking.state != RoundState.OPEN:
        raise Refused(worded("Die Berichtsrunde ist geschlossen. Bitte wenden Sie sich an {office.accusative}."))


def ensure_draftable(report: ProgressReport, asking: ReportingRound) -> None:
    """Raises Refused when the round or the state of the report lets nobody change the answer."""
    ensure_round_open(asking)
    if report.state == ProgressState.EXCLUDED:
        raise Refused(worded("{office.opening} hat die Frage nach dieser Maßnahme zurückgenommen."))
    if report.state not in DRAFTABLE:
        raise Refused(f"Der Bericht ist schon {report.get_state_display()} und lässt sich nicht mehr ändern.")
