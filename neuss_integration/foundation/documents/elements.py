"""What a printed document is made of, without any layout."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Run:
    """Text that looks the same from its first to its last character.

    `href` is `#anchor` or an address, `colour` such as #092797.
    """

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""
    colour: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6; `anchor` is what links to it name."""

    level: int
    runs: Runs
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `is_quoted` inside a blockquote, `is_small` below a picture."""

    runs: Runs
    is_quoted: bool = False
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list; `depth` is 0 in a list that is in no other. The number of a numbered one is part of its text:
    Word would count on from the list before, and a cell has no list at all.
    """

    runs: Runs
    depth: int = 0
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with its paragraphs."""

    paragraphs: tuple[Runs, ...]
    is_head: bool = False
    columns: int = 1
    rows: int = 1
    is_number: bool = False

    @property
    def text(self) -> str:
        """All text of the cell, one line for each paragraph."""
        return "\n".join(plain(runs) for runs in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `head` are the rows that are repeated on every page."""

    caption: str
    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG source, or the address of a picture, with the text that says the same."""

    svg: str
    alternative: str
    caption: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: a drawing as SVG, who publishes, and below the title what the report is of, by label."""

    svg: str
    publisher: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DocumentSection:
    """A part of the document that begins on a new page."""

    is_landscape: bool
    blocks: "list[Heading | Paragraph | Item | Table | Picture]" = field(default_factory=list)


Block = Heading | Paragraph | Item | Table | Picture


def plain(runs: Runs) -> str:
    return "".join(run.text for run in runs)
