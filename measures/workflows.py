"""The transition tables of measures, rounds and progress reports (design: domain, states)."""

from measures.enums import SETTLED_ORDERS, UNSETTLED_ORDERS, MeasureState, OrderState, ProgressState, RoundState
from neuss_integration.foundation.records.workflow import Transition, Workflow

_M, _R, _P = MeasureState, RoundState, ProgressState

MEASURE_WORKFLOW = Workflow(
    MeasureState,
    [
        Transition("plan", "Planung aufnehmen", frozenset({_M.IDEA, _M.PAUSED}), _M.PLANNED),
        Transition("start", "Umsetzung beginnen", frozenset({_M.IDEA, _M.PLANNED, _M.PAUSED}), _M.RUNNING),
        Transition("pause", "Ruhen lassen", frozenset({_M.PLANNED, _M.RUNNING}), _M.PAUSED, needs_reason=True),
        Transition("complete", "Abschließen", frozenset({_M.RUNNING, _M.PAUSED}), _M.COMPLETED),
        Transition("make_routine", "In laufendes Geschäft überführen", frozenset({_M.RUNNING, _M.PAUSED}), _M.ROUTINE),
        Transition(
            "drop",
            "Nicht weiter verfolgen",
            frozenset({_M.IDEA, _M.PLANNED, _M.RUNNING, _M.PAUSED}),
            _M.DROPPED,
            needs_reason=True,
        ),
        Transition(
            "resume",
            "Wieder aufnehmen",
            frozenset({_M.COMPLETED, _M.ROUTINE, _M.DROPPED}),
            _M.RUNNING,
            needs_reason=True,
        ),
    ],
    other_titles={"handover": "Übergeben", "undo": "Rückgängig gemacht"},
)

ROUND_WORKFLOW = Workflow(
    RoundState,
    [
        Transition("open", "Runde öffnen", frozenset({_R.DRAFT}), _R.OPEN),
        Transition("close", "Runde schließen", frozenset({_R.OPEN}), _R.CLOSED),
        Transition("extend", "Frist verlängern", frozenset({_R.OPEN}), _R.OPEN, needs_reason=True),
        Transition("reopen", "Runde wieder öffnen", frozenset({_R.CLOSED}), _R.OPEN, needs_reason=True),
    ],
)

PROGRESS_WORKFLOW = Workflow(
    ProgressState,
    [
        Transition("begin", "Bearbeitung beginnen", frozenset({_P.OPEN}), _P.IN_PROGRESS),
        Transition("submit", "Einreichen", frozenset({_P.OPEN, _P.IN_PROGRESS, _P.RETURNED}), _P.SUBMITTED),
        Transition("take_back", "Zurückholen", frozenset({_P.SUBMITTED}), _P.IN_PROGRESS),
        Transition("return", "Zurückgeben", frozenset({_P.SUBMITTED}), _P.RETURNED, needs_reason=True),
        Transition("accept", "Annehmen", frozenset({_P.SUBMITTED}), _P.ACCEPTED),
        Transition(
            "give_up",
            "Ohne Rückmeldung schließen",
            frozenset({_P.OPEN, _P.IN_PROGRESS, _P.RETURNED}),
            _P.NO_RESPONSE,
        ),
        Transition("ask_again", "Wieder anfordern", frozenset({_P.NO_RESPONSE}), _P.OPEN),
        Transition(
            "exclude",
            "Aus der Runde nehmen",
            frozenset({_P.OPEN, _P.IN_PROGRESS, _P.RETURNED}),
            _P.EXCLUDED,
            needs_reason=True,
        ),
        Transition("put_aside", "Entwurf zurückgelegt", frozenset({_P.OPEN, _P.IN_PROGRESS, _P.RETURNED}), _P.OPEN),
        Transition("take_in", "Wieder in die Runde aufnehmen", frozenset({_P.EXCLUDED}), _P.OPEN),
    ],
)

_OPEN = frozenset(UNSETTLED_ORDERS)
ORDER_WORKFLOW = Workflow(
    OrderState,
    [
        Transition("begin", "In Arbeit", frozenset({OrderState.OPEN}), OrderState.IN_PROGRESS),
        Transition("finish", "Erledigt", _OPEN, OrderState.DONE, needs_reason=True),
        Transition("answer", "Beantwortet", _OPEN, OrderState.ANSWERED, needs_reason=True),
        Transition("drop", "Nicht weiter verfolgt", _OPEN, OrderState.DROPPED, needs_reason=True),
        Transition("resume", "Wieder offen", frozenset(SETTLED_ORDERS), OrderState.OPEN, needs_reason=True),
    ],
    other_titles={"note": "Vermerk", "order": "Auftrag erteilt"},
)

ASSIGNMENT_TITLES = {
    "hand_over": "Zuständigkeit gewechselt",
    "assign": "Weitergegeben",
    "correct": "Berichtigt",
    "refer": "Als nicht zuständig gemeldet",
    "refer_withdrawn": "Meldung „nicht zuständig“ zurückgenommen",
    "refer_back": "Bleibt zuständig",
}
"""Events that change no state."""
