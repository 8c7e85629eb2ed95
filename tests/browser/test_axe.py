"""axe finds a wrong colour, also one that it read before."""

import pytest
from playwright.sync_api import Page

from tests.browser.axe import COLOURS, SCRIPT, violations

pytestmark = pytest.mark.browser


def test_pale_text_is_found_each_time(page: Page) -> None:
    page.set_content("<html lang='de'><title>Seite</title><main><h1>Text</h1><p style='color: #eee'>Blass</p></main>")
    found = ["color-contrast: [['p']]"]
    assert (violations(page), violations(page, COLOURS)) == (found, found)


def test_colour_that_was_read_before_is_the_same_to_the_last_digit(page: Page) -> None:
    page.evaluate(SCRIPT)
    read = (
        "text => { const {r, g, b, alpha} = new axe.commons.color.Color().parseString(text); return [r, g, b, alpha] }"
    )
    first, again = (page.evaluate(read, "oklch(0.4 0.08 80 / 0.5)") for _ in range(2))
    assert first == again
    assert (first[3], [round(255 * each) / 255 == each for each in first[:3]]) == (0.5, [False] * 3)
