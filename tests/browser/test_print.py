"""What people print from the browser."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from playwright.sync_api import Page

from tests.access.scene import Scene
from tests.access.table import PAGES
from tests.access.test_pages import ablest
from tests.browser.serving import Pages, pages, scene, tab, tabs  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
Printed = Callable[[str], pikepdf.Pdf]


@pytest.fixture
def printed(tab: Page, pages: Pages, scene: Scene) -> Printed:  # noqa: F811
    """The page with a name of the access table as it leaves the printer."""

    def make(name: str) -> pikepdf.Pdf:
        row = next(row for row in PAGES if row.name == name)
        tab.goto(pages.address_of(scene.url(row), scene.answer(row, ablest(row))))
        return pikepdf.open(io.BytesIO(tab.pdf(prefer_css_page_size=True)))

    return make


def test_overview_of_the_nine_factors_is_one_sheet_of_paper(printed: Printed) -> None:
    sheets = printed("success_factors:factor-list").pages
    sizes = [tuple(round(float(side)) for side in page.mediabox[2:]) for page in sheets]
    assert sizes == [(842, 595)]
