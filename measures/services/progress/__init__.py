"""Writing progress reports: the offices answer, the Koordination decides."""

from measures.services.progress.answering import save_draft, submit, submit_unchanged, take_back
from measures.services.progress.checking import is_complete, missing
from measures.services.progress.correcting import correct
from measures.services.progress.deciding import accept, may_approve_own, possible_states, return_for_revision
from measures.services.progress.files import attach_to_report, detach_from_report
from measures.services.progress.same_answer import answer_alike, answer_each_alike
from measures.services.progress.submitted_data import DRAFTABLE, FIELDS, NUMBERS, OWN_SHEET, STATUS, TEXTS, Receipt

__all__ = [
    "DRAFTABLE",
    "FIELDS",
    "NUMBERS",
    "OWN_SHEET",
    "STATUS",
    "TEXTS",
    "Receipt",
    "accept",
    "answer_alike",
    "answer_each_alike",
    "attach_to_report",
    "correct",
    "detach_from_report",
    "is_complete",
    "may_approve_own",
    "missing",
    "possible_states",
    "return_for_revision",
    "save_draft",
    "submit",
    "submit_unchanged",
    "take_back",
]
