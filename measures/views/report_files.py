"""Files in the form of a progress report: sent with it, so that nothing typed is lost and no script is needed."""

from typing import Final

from measures.forms.parts import ReportFileForm
from measures.models import MeasureAttachment, ProgressReport
from measures.services import progress
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.conflicts import is_settled

ATTACH: Final = "attach"
DETACH: Final = "detach-"
MAX_KEY_LENGTH: Final = 10
CHOOSE: Final = "Bitte wählen Sie zuerst eine Datei aus."


def file_form(request: SignedInRequest, action: str) -> ReportFileForm:
    """The chosen file; autosave brings none and asks for none."""
    is_asked = action == ATTACH and not is_settled(request.POST)
    if action == "autosave" or not (request.FILES or is_asked):
        return ReportFileForm()
    form = ReportFileForm(request.POST, request.FILES)
    if is_asked and not form.has_file():
        form.add_error("file", CHOOSE)
    return form


def keep_files(request: SignedInRequest, report: ProgressReport, form: ReportFileForm, action: str) -> None:
    """A chosen file goes with the report, one that is taken away does not any more. A refusal stands at the field."""
    if action.startswith(DETACH):
        _detach(request, report, action.removeprefix(DETACH))
    if not form.is_bound or not form.is_valid():
        return
    given = form.cleaned_data
    try:
        progress.attach_to_report(
            report, by=request.user, file=given["file"], title=given["title"], is_internal=not given["is_shared"]
        )
    except Refused as refusal:
        form.add_error("file", str(refusal))


def _detach(request: SignedInRequest, report: ProgressReport, key: str) -> None:
    """A second click finds nothing to take away."""
    for attachment in MeasureAttachment.objects.filter(progress=report, pk=int(key) if _is_key(key) else 0):
        progress.detach_from_report(attachment, by=request.user)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < MAX_KEY_LENGTH
