"""The planned structure tree: nodes, pieces of content, and content that is no content."""

from dataclasses import dataclass, field
from typing import Any

from neuss_integration.foundation.pdf.types import PdfError


class TagError(PdfError):
    """The document cannot be tagged as PDF/UA asks; the sentence names what is missing."""


@dataclass(eq=False)
class Leaf:
    """A box that is drawn: one line of text or one picture. `mcid` is given while drawing."""

    box: Any
    page: int
    node: "Node"
    space_after: bool = False
    actual_text: str = ""
    mcid: int | None = None


@dataclass(frozen=True)
class Artifact:
    """What is drawn but not read: decoration, repeated table heads, running heads (kind Header or Footer)."""

    kind: str = ""


@dataclass(eq=False)
class Node:
    """An element of the structure tree.

    `element` is the HTML element whose lines belong right into it; `made_for` the one a paragraph was added for.
    """

    role: str
    parent: "Node | None" = None
    element: Any = None
    made_for: Any = None
    lang: str = ""
    entries: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: "list[Node | Leaf]" = field(default_factory=list)
    links: list[tuple[Any, int]] = field(default_factory=list)

    def add(self, role: str, element: Any = None) -> "Node":
        """A new last child, in the language of this node."""
        child = Node(role, self, element, lang=self.lang)
        self.kids.append(child)
        return child

    def nodes(self) -> "list[Node]":
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def pages(self) -> "list[int]":
        """The pages of the pieces right in this node, first one first."""
        return [kid.page for kid in self.kids if isinstance(kid, Leaf)] + [page for _, page in self.links]

    def prune(self) -> None:
        """Take away nodes without any content; empty table cells stay, for the grid."""
        for node in self.nodes():
            node.prune()
        self.kids = [
            kid for kid in self.kids if isinstance(kid, Leaf) or kid.kids or kid.links or kid.role in {"TD", "TH"}
        ]
