"""How each figure is counted, in the words of docs/definitionen.md; pages with figures lead there."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.text import slugify

FILE = settings.BASE_DIR / "docs" / "definitionen.md"
LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure and its rule (Markdown)."""

    title: str
    text: str

    @property
    def anchor(self) -> str:
        """Its place on the page, such as "ruecklauf"."""
        return slugify(self.title.lower().translate(LETTERS))


@cache
def definitions() -> tuple[str, str, tuple[Definition, ...]]:
    """The title of the document, its first words, and the rule of each figure in order."""
    head, *parts = FILE.read_text(encoding="utf-8").split("\n## ")
    title, _, lead = head.removeprefix("# ").partition("\n")
    told = (part.partition("\n") for part in parts)
    return title, lead.strip(), tuple(Definition(name, text.strip()) for name, _, text in told)
