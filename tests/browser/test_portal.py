"""Every page of the portal in German, Arabic and Leichte Sprache: axe, keyboard alone, a narrow phone, no script.

Axe reads the German pages in test_every_page.
"""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from neuss_integration.foundation.ui.tile_map import Tile, tile_map
from tests.access.scene import Scene
from tests.access.table import Row
from tests.access.test_pages import HTML
from tests.browser.axe import COLOURS, violations
from tests.browser.kept_results import keep
from tests.browser.serving import Pages, pages, scene, tab, tabs  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PORTAL = [row for row in HTML if row.name.startswith("portal:") and row.method == "GET"]
REACHABLE = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter(each => each.tabIndex >= 0 && each.checkVisibility() && each.type != "hidden"
    && !(each.type == "radio" && each.name && each !== document.querySelector(`[name="${each.name}"]`))).length"""
FOCUSED = """() => {
  const here = document.activeElement, style = getComputedStyle(here)
  const all = [...document.querySelectorAll("*")]
  return [all.indexOf(here), here === document.body || style.outlineStyle != "none" || style.boxShadow != "none"]
}"""
GERMAN = """() => [...document.querySelectorAll("main bdi, main :is(h1, h2, h3, p, .portal-door > span)")]
  .filter(each => each.checkVisibility() && each.textContent.trim())
  .filter(each => !each.matches(".overline, .portal-factor__level, :has(> a[lang]:only-child)"))
  .filter(each => {
    const style = getComputedStyle(each)
    if (each.tagName == "BDI") return style.display != "inline"
    const words = document.createTreeWalker(each, NodeFilter.SHOW_TEXT)
    while (words.nextNode()) {
      const is_german = words.currentNode.parentElement.closest("[lang]").lang == "de"
      if (words.currentNode.data.trim() && !is_german) return false
    }
    return style.direction != "ltr"
  }).map(each => each.textContent.trim())"""
"""Paragraphs in German that are not set from the left, and names that do not stand beside the sign before them."""
MOST = 200
NOTHING: dict[str, list[str]] = {"light": [], "dark": []}


def by_keyboard(page: Page) -> tuple[set[int], list[int]]:
    """What Tab reaches until it begins again, and what shows no mark when it has the focus."""
    reached: list[int] = []
    unmarked: list[int] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        place, is_marked = page.evaluate(FOCUSED)
        if place in reached:
            break
        reached.append(place)
        unmarked += [] if is_marked else [place]
    return set(reached), unmarked


def seen(page: Page, url: str, language: str) -> dict[str, list[str]]:
    """What axe finds in light and in dark; kept where a file is named for it."""
    found = {"light": violations(page)}
    page.emulate_media(color_scheme="dark")
    found["dark"] = violations(page, COLOURS)
    keep(page, url, language, found)
    return found


@pytest.mark.parametrize("language", ["de", "ar", "leicht"])
@pytest.mark.parametrize("row", PORTAL, ids=str)
def test_page_is_read_and_used_by_everybody(tab: Page, pages: Pages, scene: Scene, row: Row, language: str) -> None:  # noqa: F811
    url = scene.url(row).replace("/portal/", "/portal/" if language == "de" else f"/portal/{language}/", 1)
    answer: Any = Client().get(url)
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto(pages.address_of(url, answer))
    reached, unmarked = by_keyboard(tab)
    found = seen(tab, url, language) if language != "de" else {}
    tab.set_viewport_size({"width": 320, "height": 800})
    excess = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert tab.evaluate(GERMAN) == []
    assert (answer.status_code, found, unmarked, excess <= 0) == (200, NOTHING if found else {}, [], True)
    assert len(reached) >= tab.evaluate(REACHABLE)
    assert tab.locator("script:not([type='application/ld+json'])").count() == 0


TILES = """() => [...document.querySelectorAll(".tile-map__picture .tile")].filter(tile => {
  const ground = tile.querySelector("rect").getBoundingClientRect()
  return [...tile.querySelectorAll("text")].some(text => {
    const box = text.getBoundingClientRect()
    return box.left < ground.left || box.right > ground.right
  })
}).map(tile => tile.textContent)"""
"""Tiles whose number or name stands beside them."""


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_map_keeps_its_words_in_their_tiles(tab: Page, direction: str) -> None:  # noqa: F811
    """SVG turns the ends of a text round on a page that is read from the right."""
    tiles = [Tile(column, 1, f"{column:02}", "Rosellerheide", 9 + column, "/") for column in (1, 2)]
    drawn = tile_map(tiles, "Karte", noun=("Angebot", "Angebote"))
    blank = tab.context.new_page()  # in the tab a page before it would leave its Content Security Policy
    blank.set_content(f'<!DOCTYPE html><html dir="{direction}"><title>Karte</title><body class="portal">{drawn}')
    blank.add_style_tag(path="static/css/pictures.css")
    assert blank.locator(".tile-map__picture .tile").count() == 2
    assert blank.evaluate(TILES) == []
    blank.close()
