"""Where the making of a PDF stands, and what would stop it."""

import json
from collections.abc import Iterator
from typing import Any, Final

from measures.fields import FIELDS
from neuss_integration.foundation.pdf import STAND_IN, check_text
from neuss_integration.operations.enums import BackgroundService
from neuss_integration.operations.selectors import life_of
from reporting.content.shape import Content
from reporting.content.snapshot import canonical
from reporting.enums import PUBLIC_STATES, STEPS, RunState, RunStep
from reporting.models import PreparedFile, PublicationRun, Report
from reporting.models.publication import INTERRUPTED

LABELS: Final = {field.snapshot_key: field.label for field in FIELDS if field.snapshot_key}


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
        "error": (run.error or INTERRUPTED) if failed else "",
        "is_over": failed or run.state == RunState.DONE,
    }


def files_to_look_at(report: Report) -> list[PreparedFile]:
    """What was made of a released report and waits to be published, without its content, the full PDF first."""
    return list(PreparedFile.objects.defer("content").filter(run__report=report))


def unprintable(content: Content) -> str:
    """Names the characters of a report that cannot be printed, and where they stand; empty when there are none."""
    sentence = check_text(canonical(content))
    if not sentence:
        return ""
    places = ", ".join(_places(content)) or "andere Angaben"
    return f"{sentence} Sonst steht im PDF dafür „{STAND_IN}“. Betroffen: {places}."


def _places(content: Content) -> Iterator[str]:
    """The fields of measures and the sections with such a character."""
    for measure in (each for field in content["fields"] for each in field["measures"]):
        for name, value in measure.items():
            if check_text(json.dumps(value, ensure_ascii=False)):
                yield f"{measure['number']} ({LABELS.get(name, 'Sachstand oder weitere Angaben')})"
    for section in content["sections"]:
        if check_text(f"{section['title']} {section['text']}"):
            yield f"Abschnitt „{section['title']}“"
