"""Errors told to a Sentry of the city, when SENTRY_DSN names one: where they happened, nothing of people."""

from typing import Any, Final

import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.logging import LoggingIntegration

from neuss_integration.request_ids import current

KEPT: Final = ("method",)
"""What is told of a request. Its address may hold words somebody searched for, its headers a session."""


NOTHING: Final[Any] = {
    "user_info": False,
    "cookies": {"mode": "off"},
    "http_headers": {"request": {"mode": "off"}},
    "http_bodies": [],
    "url_query_params": {"mode": "off"},
    "database_query_data": False,
    "stack_frame_variables": False,
    "frame_context_lines": 0,
}
"""What Sentry's own collectors may take; `without_people` takes out what they take all the same."""


def report_errors(address: str, **options: Any) -> None:
    """Every unhandled error goes to `address` from now on, with the number of its request."""
    sentry_sdk.init(
        dsn=address,
        data_collection=NOTHING,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        server_name="",
        before_send=without_people,
        auto_enabling_integrations=False,
        integrations=[DjangoIntegration(middleware_spans=False), LoggingIntegration(event_level=None)],
        **options,
    )


def without_people(event: Any, hint: dict[str, Any]) -> Any:
    """The event without user, address, headers, cookies, and without the words of the error, which may quote a form."""
    event.pop("user", None)
    event["request"] = {name: value for name, value in event.get("request", {}).items() if name in KEPT}
    for error in event.get("exception", {}).get("values", ()):
        error["value"] = ""
    event.setdefault("tags", {})["request_id"] = current.get() or "-"
    return event
