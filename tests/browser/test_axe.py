"""axe finds a wrong colour, also one that it read before."""

import pytest
from playwright.sync_api import Page

from tests.browser.axe import COLOURS, SCRIPT, violations

pytestmark = pytest.mark.browser


def test_pale_text_is_found_each_time(page: Page) -> None:
    page.set_content("<html lang='de'><title>Seite</title><main><h1>Text</h1><p style='color: #eee'>Blass</p></main>")
    found = ["color-contrast: [['p']]"]
    assert (violations(page), violations(page, COLOURS)) == (found, found)


def page_with(head: str, main: str) -> str:
    dark = "<style>@media (prefers-color-scheme: dark) { .night { color: #333; background: #222 } }</style>"
    parts = f"<header>{head}</header><main><h1>Text</h1>{main}</main><script>1</script>"
    return f"<!DOCTYPE html><html lang='de'><head><title>Seite</title>{dark}</head><body>{parts}</body></html>"


def found_in(page: Page, head: str, main: str = "<p>Lesbar</p>") -> list[str]:
    page.set_content(page_with(head, main))
    return violations(page)


PALE = "<p style='color: #eee'>Blass</p>"


def test_head_that_was_looked_at_hides_no_pale_text(page: Page) -> None:
    good, night = "<p>Kopf</p>", "<p class='night'>Kopf</p>"
    assert found_in(page, good) == []
    assert found_in(page, good, PALE) == ["color-contrast: [['main > p']]"]
    assert (
        found_in(page, f"{good}{PALE}")
        == found_in(page, f"{good}{PALE}")
        == ["color-contrast: [['header > p:nth-child(2)']]"]
    )
    assert found_in(page, night) == []
    page.emulate_media(color_scheme="dark")
    assert found_in(page, night) == ["color-contrast: [['.night']]"]


def test_head_that_was_looked_at_is_compared_with_what_stands_in_the_page(page: Page) -> None:
    menu = "<nav aria-label='Menü'><a href='#'>Start</a></nav>"
    assert found_in(page, menu) == []
    assert found_in(page, menu, menu) == ["landmark-unique: [['header > nav']]"]


def test_colour_that_was_read_before_is_the_same_to_the_last_digit(page: Page) -> None:
    page.evaluate(SCRIPT)
    read = (
        "text => { const {r, g, b, alpha} = new axe.commons.color.Color().parseString(text); return [r, g, b, alpha] }"
    )
    first, again = (page.evaluate(read, "oklch(0.4 0.08 80 / 0.5)") for _ in range(2))
    assert first == again
    assert (first[3], [round(255 * each) / 255 == each for each in first[:3]]) == (0.5, [False] * 3)
