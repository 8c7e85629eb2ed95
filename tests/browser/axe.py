"""Asks axe what is wrong with a page."""

from pathlib import Path
from typing import Any, Final

import axe_playwright_python
from playwright.sync_api import Page

COLOURS_ONCE: Final = """
;{
  const known = new Map(), colour = axe.commons.color.Color.prototype, parse = colour.parseString
  colour.parseString = function (text) {
    if (!known.has(text)) {
      const {r, g, b, alpha} = parse.call(this, text)
      known.set(text, {r, g, b, alpha})
    }
    return Object.assign(this, known.get(text))
  }
}
;null"""
"""axe reads the same dozen colours hundreds of times on a page, a seventh of its time."""
SCRIPT: Final = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8") + COLOURS_ONCE
OPTIONS: Final = {"resultTypes": ["violations"], "preload": False}
"""No list of what passes, and no second reading of the style sheets, which only rules that are off need."""
COLOURS: Final = OPTIONS | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules that a change from light to dark can break: it is the same document in other colours."""
IS_THERE: Final = "() => Boolean(window.axe)"
SHELL: Final = """
() => [
  matchMedia("(prefers-color-scheme: dark)").matches,
  innerWidth,
  ...[...document.styleSheets].map(sheet => sheet.href),
  ...[...document.body.children].filter(part => !["MAIN", "SCRIPT"].includes(part.tagName)).map(part => part.outerHTML),
].join("\\n").replace(/(name="csrfmiddlewaretoken" value=)"[^"]*"/g, "$1")"""
"""What stands around `main`, and in which colours: head, menu and foot are two thirds of an ordinary page."""
RUN: Final = """
([options, within]) => {
  const rules = [["color-contrast", "*"], ["link-in-text-block", "a[href]"]]
  axe.configure({rules: rules.map(([id, selector]) => ({id, selector: within + selector}))})
  return axe.run(document, options).then(result => result.violations)
}"""
seen_shells: set[str] = set()
"""Shells without a wrong colour."""


def violations(page: Page, options: dict[str, Any] = OPTIONS) -> list[str]:
    """What axe finds wrong on the page once it has loaded, one line each with the places.

    A click is over as soon as the next page begins: at that moment it may have no body yet, or no style sheet.
    The colours of head, menu and foot are looked at once for all pages on which the same words stand there.
    """
    page.wait_for_load_state()
    if not page.evaluate(IS_THERE):
        page.evaluate(SCRIPT)
    shell = page.evaluate(SHELL)
    found = page.evaluate(RUN, [options, "main " if shell in seen_shells else ""])
    if not found:
        seen_shells.add(shell)
    return [f"{each['id']}: {[node['target'] for node in each['nodes']][:5]}" for each in found]
