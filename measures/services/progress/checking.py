"""What a progress report lacks before it can be submitted."""

from collections.abc import Mapping
from typing import Any

from measures.enums import REASON_STATES, TROUBLE_LIGHTS
from measures.models import ProgressReport
from measures.selectors.additional_answers import Beside, beside_of
from measures.services.progress.submitted_data import STATUS


def missing(
    report: ProgressReport, beside: Beside | None = None, values: Mapping[str, Any] | None = None
) -> dict[str, str]:
    """Field name → sentence; empty when complete.

    `beside` is what was loaded for the report already, `values` what would be stored instead of what is.
    """
    told = {name: getattr(report, name) for name in (*STATUS, "what_happened")} | dict(values or {})
    problems = {}
    if not told["measure_state"]:
        problems["measure_state"] = "Bitte wählen Sie den Status der Maßnahme."
    elif told["measure_state"] in REASON_STATES and not told["measure_state_reason"].strip():
        problems["measure_state_reason"] = "Bitte begründen Sie den Status der Maßnahme."
    if not told["traffic_light"]:
        problems["traffic_light"] = "Bitte wählen Sie eine Ampelfarbe oder „keine Angabe“."
    elif told["traffic_light"] in TROUBLE_LIGHTS and not told["traffic_light_reason"].strip():
        problems["traffic_light_reason"] = "Bitte begründen Sie die gelbe oder rote Ampel."
    if not told["what_happened"].strip():
        problems["what_happened"] = (
            "Bitte beschreiben Sie in ein bis drei Sätzen, was geschehen ist, oder antworten Sie mit „unverändert“."
        )
    beside = beside or (beside_of(report) if report.pk else None)
    return problems | (beside.missing(values) if beside else {})


def is_complete(report: ProgressReport) -> bool:
    """Whether it could be submitted as it is."""
    return not missing(report)
