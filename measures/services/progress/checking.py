"""What a progress report lacks before it can be submitted."""

from measures.enums import TrafficLight
from measures.models import ProgressReport
from measures.selectors.beside import Beside, beside_of


def missing(report: ProgressReport, beside: Beside | None = None) -> dict[str, str]:
    """Field name → sentence; empty when complete. `beside` is what was loaded for the report already."""
    problems = {}
    if not report.measure_state:
        problems["measure_state"] = "Bitte wählen Sie den Status der Maßnahme."
    elif report.measure_state in ("paused", "dropped") and not report.measure_state_reason.strip():
        problems["measure_state_reason"] = "Bitte begründen Sie den Status der Maßnahme."
    if not report.traffic_light:
        problems["traffic_light"] = "Bitte wählen Sie eine Ampelfarbe oder „keine Angabe“."
    elif report.traffic_light in (TrafficLight.YELLOW, TrafficLight.RED) and not report.traffic_light_reason.strip():
        problems["traffic_light_reason"] = "Bitte begründen Sie die gelbe oder rote Ampel."
    if not report.what_happened.strip():
        problems["what_happened"] = (
            "Bitte beschreiben Sie in ein bis drei Sätzen, was geschehen ist, oder antworten Sie mit „unverändert“."
        )
    beside = beside or (beside_of(report) if report.pk else None)
    return problems | (beside.missing() if beside else {})


def is_complete(report: ProgressReport) -> bool:
    """Whether it could be submitted as it is."""
    return not missing(report)
