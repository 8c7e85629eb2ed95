"""The transition table of reports (design: domain, states)."""

from neuss_integration.foundation.records.workflow import Transition, Workflow
from reporting.enums import OPEN_STATES, ReportState

REPORT_WORKFLOW = Workflow(
    ReportState,
    [
        Transition("request_review", "In Abstimmung geben", frozenset({ReportState.DRAFT}), ReportState.IN_REVIEW),
        Transition(
            "end_review",
            "Abstimmung beenden",
            frozenset({ReportState.IN_REVIEW}),
            ReportState.DRAFT,
        ),
        Transition("release", "Freigeben", frozenset(OPEN_STATES), ReportState.RELEASED),
        Transition(
            "withdraw_release",
            "Zurück in den Entwurf",
            frozenset({ReportState.RELEASED}),
            ReportState.DRAFT,
            needs_reason=True,
        ),
        Transition("publish", "Veröffentlichen", frozenset({ReportState.RELEASED}), ReportState.PUBLISHED),
        Transition(
            "supersede", "Durch Berichtigung ersetzen", frozenset({ReportState.PUBLISHED}), ReportState.SUPERSEDED
        ),
        Transition(
            "withdraw_publication",
            "Zurückziehen",
            frozenset({ReportState.PUBLISHED}),
            ReportState.WITHDRAWN,
            needs_reason=True,
        ),
    ],
)
