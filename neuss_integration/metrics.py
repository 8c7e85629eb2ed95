"""What Prometheus reads at /metrics with a token: how long answers take, whether each part of the operation is well.

Each process counts for itself. With several, PROMETHEUS_MULTIPROC_DIR names a folder in which they add up
(docs/betrieb.md); what the database knows is asked when Prometheus comes.
"""

import os
import time
from collections.abc import Callable, Iterator
from typing import Final

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from neuss_integration.status import checks

PATH: Final = "/metrics"
NO_VIEW: Final = "none"
"""Stands for files, refusals before a view is known, and addresses that do not exist: strangers make no new series."""
ANSWERS: Final = Histogram(
    "integrationskonzept_answer_seconds",
    "How long an answer took, by view, method and status.",
    ["view", "method", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)


class MetricsMiddleware:
    """Measures every answer and tells the measurements to who has the token; not there without METRICS_TOKEN."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == PATH:
            return _metrics(request)
        begun = time.perf_counter()
        response = self.get_response(request)
        view = request.resolver_match.view_name if request.resolver_match else NO_VIEW
        ANSWERS.labels(view, request.method, response.status_code).observe(time.perf_counter() - begun)
        return response


class StatusCollector(Collector):
    """The same that the page „Betrieb“ tells in words."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """1 for each part that is well, 0 for one that is not."""
        well = GaugeMetricFamily(
            "integrationskonzept_well", "Whether this part of the operation is well.", labels=["part"]
        )
        for check in checks():
            well.add_metric([check.key], int(check.is_fine))
        yield well


def _metrics(request: HttpRequest) -> HttpResponse:
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponseNotFound()
    answers, operation = REGISTRY, CollectorRegistry()
    operation.register(StatusCollector())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        answers = CollectorRegistry()
        MultiProcessCollector(answers)
    return HttpResponse(generate_latest(answers) + generate_latest(operation), content_type=CONTENT_TYPE_LATEST)
