"""The Steckbrief as a file."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from measures.models import Measure
from measures.pdf.profile import profile_html, profile_pdf
from measures.selectors.measures import get_or_404
from measures.selectors.profile import Profile, with_profile
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.operations.pdf import Order, waited_pdf


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@fair_share
def measure_pdf(request: SignedInRequest, number: str) -> HttpResponse:
    """What the page shows to this person, to print or to send."""
    measure = get_or_404(with_profile(Measure.objects.visible_to(request.user), request.user), number)
    name = f"Steckbrief {measure.number}.pdf"
    at = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    order = Order(profile_html(Profile(measure, request.user), at=at), at)
    return waited_pdf(request, order, lambda: profile_pdf(measure, request.user, at=at), name, back=measure)
