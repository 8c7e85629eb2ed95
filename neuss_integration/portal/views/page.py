"""How a public page answers: without session or cookie, the same for everybody, to be kept by shared caches."""

from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from neuss_integration.portal.enums import PortalLanguage
from neuss_integration.portal.selectors.public import Item, reading, translated
from neuss_integration.portal.services.statistics import count_view
from neuss_integration.portal.views.kept import View, kept_answer


def in_language(view: View) -> View:
    """The page is made in the `language` of its address; one that the city does not offer is not there."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, language: str = "", **kwargs: Any) -> HttpResponse:
        if language and language not in settings.PORTAL_LANGUAGES:
            raise Http404("The portal is not read in this language.")
        token = reading.set(language)
        try:
            with translation.override(PortalLanguage(language).interface if language else "de"):
                return _found(view, request, *args, **kwargs)
        finally:
            reading.reset(token)

    return spoken


def _found(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """What `view` answers; what is not there is answered in the language of the address, with where to look."""
    try:
        return view(request, *args, **kwargs)
    except Http404:
        context = {"page_title": gettext("Diese Seite gibt es nicht")}
        return render(request, "portal/lost.html", context, status=HTTPStatus.NOT_FOUND)


def public_page(view: View) -> View:
    """Everybody may ask; who has the page already is told so (ETag, Last-Modified). Shared caches keep it for a while,
    a browser asks again each time: who has just withdrawn a text finds it gone.

    The answer is made once per version of the data (kept_answer). Search engines are told to stay away unless
    PORTAL_INDEXED says otherwise.
    """
    spoken = in_language(view)

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = kept_answer(spoken, request, *args, **kwargs)
        if not settings.PORTAL_INDEXED:
            response["X-Robots-Tag"] = "noindex"
        if response.status_code != HttpResponse.status_code:
            response["Cache-Control"] = "public, max-age=0, must-revalidate"
            return response
        if response["Content-Type"].startswith("text/html"):
            count_view(_page_of(request), kwargs.get("language", ""))
        response["Cache-Control"] = f"public, max-age=0, s-maxage={settings.PORTAL_CACHE_SECONDS}, must-revalidate"
        modified = parse_http_date_safe(response.get("Last-Modified", ""))
        found = get_conditional_response(request, response["ETag"], modified, response) or response
        found.is_for_all = True  # type: ignore[attr-defined]
        return found

    public = login_not_required(require_safe(answered))
    public.is_shared = True  # type: ignore[attr-defined]
    return public


def _page_of(request: HttpRequest) -> str:
    """The page without its language and query: what is counted says nothing about who reads."""
    match = request.resolver_match
    kept = {name: value for name, value in match.kwargs.items() if name != "language"} if match else {}
    return reverse(match.view_name, kwargs=kept) if match else ""


def as_released(rows: QuerySet, pk: int, shown: type[Item], item: str) -> Item | None:
    """The thing as released; None when it was public once and is not any more; 404 when it never was."""
    row: Any = get_object_or_404(rows, pk=pk, released_at__isnull=False)
    return translated([shown(row.released, row.pk, row.released_at)], item)[0] if row.released else None


def gone(request: HttpRequest, title: str) -> HttpResponse:
    """The page of what was public once: gone, and where to look instead."""
    return render(request, "portal/gone.html", {"page_title": title}, status=HTTPStatus.GONE)
