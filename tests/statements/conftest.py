"""A draft report, as the tests of reports have it."""

from tests.reporting.conftest import _no_heartbeat, draft, published, run

__all__ = ["_no_heartbeat", "draft", "published", "run"]
