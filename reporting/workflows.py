"""The transition table of reports (design: domain, states)."""

from neuss_integration.workflow import Transition, Workflow
from reporting.enums import ReportState

REPORT_WORKFLOW = Workflow(
    ReportState,
    [
        Transition("release", "Freigeben und veröffentlichen", frozenset({ReportState.DRAFT}), ReportState.RELEASED),
        Transition(
            "withdraw_release",
            "Zurück in den Entwurf",
            frozenset({ReportState.RELEASED}),
            ReportState.DRAFT,
            needs_reason=True,
        ),
        Transition("publish", "Veröffentlichen", frozenset({ReportState.RELEASED}), ReportState.PUBLISHED),
    ],
)
