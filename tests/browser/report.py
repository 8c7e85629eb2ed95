"""Looks at every page with axe and keeps what it found for the page behind the Erklärung zur Barrierefreiheit.

.venv/bin/python -m tests.browser.report
"""

import os
import sys
from pathlib import Path

import pytest

from tests.browser import kept_results

FILE = Path(__file__).parents[2] / "docs" / "barrierefreiheit.json"
PAGES = ("tests/browser/test_every_page.py", "tests/browser/test_portal.py")


def main() -> int:
    """Both tests over every page, one after another, so that one file holds all."""
    os.environ[kept_results.FILE] = str(FILE)
    return int(pytest.main(["-q", "-p", "no:cacheprovider", "-n", "0", *PAGES]))


if __name__ == "__main__":
    sys.exit(main())
