"""Drives Debian's Chromium; Playwright's own browsers are not used."""

import os
import shutil
from typing import Any

import pytest

from tests.browser.kept_results import write

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let Django use the database in the thread in which Playwright keeps its event loop."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium without its windows, a fifth quicker; and without its sandbox for root, who cannot have it."""
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    return {**browser_type_launch_args, "executable_path": shutil.which("chromium-headless-shell"), "args": flags}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A person in Neuss."""
    return {**browser_context_args, "locale": "de-DE", "timezone_id": "Europe/Berlin"}


def pytest_sessionfinish() -> None:
    """What axe found on each page is kept where a file is named for it."""
    write()
