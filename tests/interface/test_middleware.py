"""Security headers."""

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from neuss_integration.middleware import HEADERS, SecurityHeadersMiddleware


def headers_of(response: HttpResponse) -> dict[str, str]:
    middleware = SecurityHeadersMiddleware(lambda request: response)
    return dict(middleware(RequestFactory().get("/")).headers)


def test_policy_allows_own_files_only() -> None:
    policy = headers_of(HttpResponse())["Content-Security-Policy"].split("; ")
    assert policy == [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]


def test_header_of_a_view_is_kept() -> None:
    response = HttpResponse(headers={"Content-Security-Policy": "sandbox"})
    assert headers_of(response)["Content-Security-Policy"] == "sandbox"


@pytest.mark.parametrize(("kind", "expected"), [("text/html", "private, no-cache"), ("application/pdf", None)])
def test_pages_are_not_kept_by_shared_caches(kind: str, expected: str | None) -> None:
    assert headers_of(HttpResponse(content_type=kind)).get("Cache-Control") == expected


def test_pages_of_somebody_with_a_session_are_kept_nowhere() -> None:
    request = RequestFactory().get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    answer = SecurityHeadersMiddleware(lambda request: HttpResponse())(request)
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/barrierefreiheit/", "/gibt-es-nicht/", "/static/css/base.css"])
def test_every_answer_carries_the_headers(client: Client, path: str) -> None:
    response = client.get(path)
    response.close()
    assert set(HEADERS) <= set(response.headers)


def test_middleware_passes_the_request_on() -> None:
    seen: list[HttpRequest] = []
    SecurityHeadersMiddleware(lambda request: seen.append(request) or HttpResponse())(RequestFactory().get("/x/"))
    assert [request.path for request in seen] == ["/x/"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"), [("/healthz", 200), ("/readyz", 200), ("/massnahmen", 301), ("/gibt-es-nicht/", 404)]
)
def test_answers_that_no_page_gives_carry_the_headers_too(client: Client, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
