"""The Steckbrief as a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from measures.models import Measure
from measures.pdf import profile_pdf
from measures.selectors.measures import get_or_404
from measures.selectors.profile import with_profile
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.pdf import PdfError


@require_safe
@require_permission(Permission.VIEW_MEASURES)
def measure_pdf(request: SignedInRequest, number: str) -> HttpResponse:
    """What the page shows to this person, to print or to send."""
    measure = get_or_404(with_profile(Measure.objects.visible_to(request.user), request.user), number)
    try:
        content = profile_pdf(measure, request.user, at=timezone.now())
    except PdfError as error:
        messages.error(request, str(error))
        return redirect(measure)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"Steckbrief {measure.number}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["Cache-Control"] = "private, no-store"
    return response
