"""Where the making of a PDF stands, and what would stop it."""

from typing import Any

from neuss_integration.foundation.pdf import check_text
from neuss_integration.operations.enums import BackgroundService
from neuss_integration.operations.selectors import life_of
from reporting.content.snapshot import build_snapshot, canonical
from reporting.enums import PUBLIC_STATES, STEPS, RunState, RunStep
from reporting.models import PreparedFile, PublicationRun, Report


def run_status(run: PublicationRun) -> dict[str, Any]:
    """Where a run stands, for the page and its polling: state, done and total steps, label, error, is_over."""
    failed = run.state == RunState.FAILED or run.is_stalled
    done = len(STEPS) if run.state == RunState.DONE else STEPS.index(RunStep(run.step))
    label = run.get_step_display()
    if run.state == RunState.DONE:
        label = "Veröffentlicht" if run.report.state in PUBLIC_STATES else "Fertig gesetzt, nicht veröffentlicht"
    if failed:
        label = "Fehlgeschlagen"
    elif run.state == RunState.QUEUED and not (worker := life_of(BackgroundService.WORKER)).is_alive:
        label = f"{worker.sentence}; der Bericht wartet"
    return {
        "state": "failed" if failed else "waiting" if run.state == RunState.QUEUED else run.state,
        "done": done,
        "total": len(STEPS),
        "label": label,
        "detail": "" if failed else run.detail,
        "error": (run.error or "Der Hintergrunddienst wurde unterbrochen.") if failed else "",
        "is_over": failed or run.state == RunState.DONE,
    }


def files_to_look_at(report: Report) -> list[PreparedFile]:
    """What was made of a released report and waits to be published, without its content, the full PDF first."""
    return list(PreparedFile.objects.defer("content").filter(run__report=report))


def unprintable(report: Report) -> str:
    """A sentence naming the characters of the report that its typeface cannot print, or an empty text."""
    return check_text(canonical(build_snapshot(report)))
