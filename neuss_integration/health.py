"""What load balancers and monitoring ask, without sign-in and under any host name."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.status import checks

ALL = "alles"


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 "ok" as long as the process answers; asks nothing of anybody, the database included."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when pages can be answered, else 503; with ?alles 503 too when something in the background is not well."""
    found = checks()
    is_ready = all(check.is_fine for check in found if check.is_vital or ALL in request.GET)
    content = {"ready": is_ready, "checks": {check.key: check.is_fine for check in found}}
    return JsonResponse(content, status=200 if is_ready else 503)


@require_safe
@require_permission(Permission.MANAGE_USERS)
def status(request: SignedInRequest) -> HttpResponse:
    """The same in plain words, with what to do."""
    found = checks()
    context = {
        "page_title": "Betrieb",
        "checks": found,
        "is_fine": all(check.is_fine for check in found),
        "breadcrumbs": [("Start", "/"), ("Betrieb", "")],
    }
    return render(request, "site/status.html", context)
