"""White space at the end of a block: WeasyPrint 70 counts it and breaks a line that fits without it."""

from typing import Any, Final

BLOCKS: Final = frozenset(
    ("p", "caption", "figcaption", "th", "td", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "div")
)


def drop_last_spaces(root: Any) -> None:
    """In the parsed document `root` no block ends with white space."""
    for element in root.iter():
        if element.tag not in BLOCKS:
            continue
        last = element[-1] if len(element) else None
        if last is None:
            element.text = element.text and element.text.rstrip(" \n\t")
        elif last.tail:
            last.tail = last.tail.rstrip(" \n\t")
