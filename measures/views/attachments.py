"""Pages of attached files."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from measures.forms.parts import AttachForm, ReasonForm
from measures.models import Measure, MeasureAttachment
from measures.selectors.measures import get_or_404
from measures.services.attachments import attach, change_attachment, remove_attachment
from measures.views.parts import EDITING, PART_FORM, crumbs, editable, page_of, part_context
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_uploads
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.attachments.responses import attachment_response
from neuss_integration.foundation.forms.pages import form_methods, form_page


@form_methods
@require_permission(*EDITING)
@fair_uploads
def attachment_list(request: SignedInRequest, number: str) -> HttpResponse:
    """The files of a measure, and a form for one more."""
    measure = editable(request, number)
    form = AttachForm(form_data(request), request.FILES or None)
    context = {
        "page_title": "Anlagen",
        "breadcrumbs": crumbs(measure, "Anlagen"),
        "attachments": measure.attachments.select_related("added_by"),
    }

    def save() -> Any:
        given = form.cleaned_data
        return attach(
            measure, by=request.user, file=given["file"], title=given["title"], is_internal=not given["is_shared"]
        )

    back = page_of(measure, "attachment-list")
    done = "Die Datei ist angehängt."
    context |= part_context(measure, back)
    return form_page(request, form, save, "measures/attachment_list.html", context, back=back, done=done, field="file")


@require_safe
@require_permission(Permission.VIEW_MEASURES)
def attachment_download(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """One file, for those who may see it."""
    measure = get_or_404(Measure.objects.visible_to(request.user), number)
    found = MeasureAttachment.objects.with_content().visible_to(request.user).filter(measure=measure)
    return attachment_response(get_object_or_404(found, pk=pk))


@form_methods
@require_permission(*EDITING)
def attachment_edit(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Another title, or for other readers."""
    measure, attachment = _attachment(request, number, pk)
    form = AttachForm(form_data(request), row=attachment)
    form.submit_label = "Speichern"  # type: ignore[misc]

    def save() -> Any:
        given = form.cleaned_data
        return change_attachment(attachment, by=request.user, title=given["title"], is_internal=not given["is_shared"])

    back = page_of(measure, "attachment-list")
    context = {
        "page_title": "Anlage bearbeiten",
        "breadcrumbs": crumbs(measure, ("Anlagen", back), "Bearbeiten"),
        "remove_url": page_of(measure, "attachment-remove", pk),
    }
    return form_page(request, form, save, PART_FORM, part_context(measure, back) | context, back=back)


@form_methods
@require_permission(*EDITING)
def attachment_remove(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Take a file away, and say why."""
    measure, attachment = _attachment(request, number, pk)
    form = ReasonForm(form_data(request))

    def save() -> Any:
        return remove_attachment(attachment, by=request.user, reason=form.cleaned_data["reason"])

    back = page_of(measure, "attachment-list")
    context = {
        "page_title": f"„{attachment}“ entfernen",
        "breadcrumbs": crumbs(measure, ("Anlagen", back), "Entfernen"),
        "explanation": "Die Datei wird gelöscht. Im Änderungsverlauf bleiben ihr Name und Ihre Begründung stehen.",
    }
    return form_page(
        request, form, save, PART_FORM, part_context(measure, back) | context, back=back, done="Die Datei ist entfernt."
    )


def _attachment(request: SignedInRequest, number: str, pk: int) -> tuple[Measure, MeasureAttachment]:
    measure = editable(request, number)
    return measure, get_object_or_404(MeasureAttachment.objects.filter(measure=measure), pk=pk)
