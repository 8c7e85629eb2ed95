"""Whether the words of pictures can be read where the person, and not the page, chooses the colours."""

import io
from collections import Counter
from typing import Final

from PIL import Image
from playwright.sync_api import Page

Colour = tuple[int, int, int]
HAS_WORDS: Final = "() => Boolean(document.querySelector('main svg text'))"
PLACES: Final = """
() => [...document.querySelectorAll("main svg text")].filter(text => text.checkVisibility()).map(text => {
  const {left, top, width, height} = text.getBoundingClientRect()
  return [text.textContent.trim(), left + scrollX, top + scrollY, width, height]
}).filter(([words, left, top, width, height]) => words && width > 3 && height > 3 && left >= 0)"""
ENOUGH: Final = 3.0
"""Half of what WCAG asks for: small letters are smoothed, so that no pixel of theirs is as dark as their colour."""


def unreadable_words(page: Page) -> list[str]:
    """The words of pictures that do not stand out from their ground in forced colours, light and dark."""
    if not page.evaluate(HAS_WORDS):
        return []
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(forced_colors="active", color_scheme=scheme)
        places = page.evaluate(PLACES)
        whole = Image.open(io.BytesIO(page.screenshot(full_page=True, animations="disabled"))).convert("RGB")
        found += [f"{scheme}: {words}" for words, *box in places if _contrast_in(whole, *box) < ENOUGH]
    page.emulate_media(forced_colors="none", color_scheme="light")
    return found


def _contrast_in(whole: Image.Image, left: float, top: float, width: float, height: float) -> float:
    """Between the commonest colour and the one that differs most from it."""
    part = whole.crop((int(left), int(top), int(left + width) + 1, int(top + height) + 1))
    colours = Counter(part.get_flattened_data())
    ground = colours.most_common(1)[0][0]
    return max(_contrast(ground, each) for each in colours)


def _contrast(one: Colour, other: Colour) -> float:
    """As WCAG reckons it: 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    linear = [part / 3294.6 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
