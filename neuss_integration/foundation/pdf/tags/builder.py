"""Plans the structure tree from the laid out pages of WeasyPrint 70.0."""

import unicodedata
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from neuss_integration.foundation.pdf.tags.roles import (
    GROUPING,
    HEADINGS,
    NUMBERING,
    ROLES,
    alternative,
    is_hidden,
    name,
)
from neuss_integration.foundation.pdf.tags.source import SOFT_HYPHEN, ElementText
from neuss_integration.foundation.pdf.tags.tree import Artifact, Leaf, Node, TagError

RIGHT_TO_LEFT: Final = ("R", "AL", "AN")
"""Letters that are drawn from the right: their line says its text as it is read."""

NO_ALTERNATIVE = "Einer Abbildung fehlt die Textalternative."


class Builder:
    """Walks all pages once; afterwards `root` is the tree and `marks` says for each drawn box what it is."""

    def __init__(self, document: Any, prefix: str = "") -> None:
        self.document = document
        self.prefix = prefix
        self.root = Node("Document", lang=document.metadata.lang or "")
        self.marks: list[dict[int, Leaf | Artifact]] = []
        self.known: dict[tuple[int, str], Node] = {}
        self.sources: dict[int, ElementText] = {}
        self.heads: dict[int, int] = {}
        self.notes = 0
        self.level = 0
        self.page = 0
        self.last: Leaf | None = None
        self.link: Any = None
        self.marked_links: set[int] = set()
        self.in_contents = False

    def build(self) -> "Builder":
        """Plan every page; links that only repeat the link around them are dropped from the pages."""
        for number, page in enumerate(self.document.pages):
            self.page = number
            self.marks.append({})
            for box in page._page_box.children:
                if isinstance(box, boxes.MarginBox):
                    self.skip(box, Artifact("Header" if box.at_keyword.startswith("@top") else "Footer"))
                else:
                    self.visit(box, self.root)
            page.links = [link for link in page.links if id(link[3]) in self.marked_links]
        self.root.prune()
        return self

    def visit(self, box: Any, parent: Node, *, inline: bool = False) -> None:
        """Put `box` and all in it below `parent`; `inline` while inside a box that is a word of its line."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.TextBox):
            self.text(box, parent)
        elif box.is_leader:
            self.part()
            self.skip(box, Artifact())
        elif self.is_repeated(box) or self.is_page_number(box) or (box.element is not None and is_hidden(box.element)):
            self.skip(box, Artifact())
        elif isinstance(box, boxes.ReplacedBox):
            self.picture(box, parent)
        else:
            self.inside(box, parent, inline)

    def inside(self, box: Any, parent: Node, inline: bool) -> None:
        """The children of a box, below the node its element has or gets."""
        contents, link = self.in_contents, self.link
        if box.element is not None and box.element.get("role") == "doc-toc":
            self.in_contents = True
        node = parent if box.element is None else self.node(box, parent, inline)
        if node.role == "Link" and self.link is not box.element and not isinstance(box, boxes.LineBox):
            node.links.append((box, self.page))
            self.marked_links.add(id(box))
            self.link = box.element
        inline = not isinstance(box, boxes.BlockLevelBox | boxes.TableCellBox) and (
            inline or isinstance(box, boxes.InlineBlockBox)
        )
        for child in box.children:
            self.visit(child, node, inline=inline)
        self.in_contents, self.link = contents, link

    def node(self, box: Any, parent: Node, inline: bool) -> Node:
        """The node for a box: that of its element on an earlier page or line, a new one, or the parent."""
        element, tag = box.element, box.element_tag
        found = self.known.get((id(element), tag))
        if found is None:
            found = self.new_node(box, element, tag, parent)
            if found is not parent:
                self.known[id(element), tag] = found
        if isinstance(box, boxes.LineBox) and not inline:
            return self.line(element, found)
        return found

    def line(self, element: Any, node: Node) -> Node:
        """Where a line of text belongs: into its own element, else into a paragraph made for it."""
        if node.role in {"L", "TOC"}:
            return node
        if node.role not in GROUPING and (node.element is element or node.role not in {"TD", "TH", "LBody"}):
            if node.element is not element and self.last and self.last.node is node:
                self.part()
            return node
        last = node.kids[-1] if node.kids else None
        if isinstance(last, Node) and last.made_for is element:
            return last
        paragraph = node.add("P", element)
        paragraph.made_for = element
        return paragraph

    def new_node(self, box: Any, element: Any, tag: str, parent: Node) -> Node:
        """A node for an element met for the first time, or the parent when the element means nothing by itself."""
        _, _, pseudo = tag.partition("::")
        if pseudo:
            return self.pseudo(element, pseudo, parent)
        if tag in {"li", "dt", "dd"}:
            node = self.item(element, tag, parent)
        elif tag == "a" and element.get("href"):
            node = (parent.add("Reference") if parent.role == "TOCI" else parent).add("Link", element)
        elif tag in ROLES:
            node = parent.add(self.role(tag), element)
        elif self.speaks_of(element, parent):
            block = isinstance(box, boxes.BlockLevelBox) and parent.role in GROUPING
            node = parent.add("Div" if block else "Span", element)
        else:
            return parent
        self.describe(node, element, box)
        return node

    def role(self, tag: str) -> str:
        """The role of an element; headings of texts people wrote never jump over a level (PDF/UA-1, 7.4.2)."""
        if self.in_contents and tag in {"ul", "ol"}:
            return "TOC"
        if tag in HEADINGS:
            self.level = min(int(tag[1]), self.level + 1)
            return f"H{self.level}"
        return ROLES[tag]

    @staticmethod
    def speaks_of(element: Any, parent: Node) -> bool:
        """Whether a plain element carries its own language or the long form of an abbreviation."""
        foreign = element.get("lang", parent.lang) != parent.lang and name(element) not in {"html", "body"}
        return foreign or bool(name(element) == "abbr" and element.get("title"))

    @staticmethod
    def describe(node: Node, element: Any, box: Any) -> None:
        """Language, long form, list numbering and scope of a new node."""
        lang = element.get("lang")
        if lang and lang != node.lang:
            node.lang = node.entries["Lang"] = lang
        if name(element) == "abbr" and element.get("title"):
            node.entries["E"] = element.get("title")
        if node.role == "L" and name(element) != "dl":
            style = box.style["list_style_type"]
            node.attributes["ListNumbering"] = "/" + NUMBERING.get(style, "Disc" if style != "none" else "None")
        if node.role in {"TH", "TD"}:
            spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
            node.attributes.update({key: value for key, value in spans.items() if value > 1})
        if node.role == "TH":
            in_head = node.parent is not None and node.parent.parent is not None and node.parent.parent.role == "THead"
            scope = element.get("scope") or ("col" if in_head else "row")
            node.attributes["Scope"] = "/Column" if scope.startswith("col") else "/Row"

    def item(self, element: Any, tag: str, parent: Node) -> Node:
        """The body of a list item, its label where it is a term, or an entry of the contents."""
        if self.in_contents and parent.role == "TOC":
            return parent.add("TOCI", element)
        if parent.role != "L":
            parent = parent.add("L")
            parent.attributes["ListNumbering"] = "/Disc"
        items = parent.nodes()
        if tag == "dd" and items:
            return items[-1].add("LBody", element)
        item = parent.add("LI", element)
        return item.add("Lbl" if tag == "dt" else "LBody", element)

    def pseudo(self, element: Any, pseudo: str, parent: Node) -> Node:
        """Labels of list items and notes; the call of a footnote with its note right behind it."""
        owner = self.known.get((id(element), name(element)))
        if pseudo == "marker" and owner is not None and owner.parent is not None:
            label = Node("Lbl", owner.parent, element, lang=owner.lang)
            owner.parent.kids.insert(0, label)
            return label
        if pseudo == "footnote-call":
            call = parent.add("Reference", element)
            self.known[id(element), name(element)] = note = parent.add("Note", element)
            self.notes += 1
            note.entries["ID"] = f"note-{self.notes}"
            return call
        if pseudo == "footnote-marker" and owner is not None:
            return owner.add("Lbl", element)
        return parent

    def text(self, box: Any, parent: Node) -> None:
        """One line of text; a line of blanks only makes sure that words stay apart."""
        if not box.text.strip():
            self.part()
            self.marks[self.page][id(box)] = Artifact()
            return
        leaf = Leaf(box, self.page, parent)
        self.compare(leaf)
        if any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in box.text):
            leaf.actual_text = leaf.actual_text or box.text
        parent.kids.append(leaf)
        self.marks[self.page][id(box)] = self.last = leaf

    def part(self) -> None:
        """The text before ends with a blank, drawn or added."""
        if self.last is not None and not drawn(self.last.box)[-1:].isspace():
            self.last.space_after = True

    def compare(self, leaf: Leaf) -> None:
        """Learn from the HTML what happened at both ends of a line of text."""
        box = leaf.box
        if box.element is None or "::" in (box.element_tag or ""):
            return
        source = self.sources.setdefault(id(box.element), ElementText(box.element))
        before, after, parted = source.read(box.text)
        if before and not box.text[0].isspace():
            self.part()
        leaf.space_after = after and not drawn(box)[-1:].isspace()
        if parted:
            leaf.actual_text = box.text.rstrip()[:-1] + SOFT_HYPHEN

    def picture(self, box: Any, parent: Node) -> None:
        """A figure with its text and its place on the page in points from the bottom left."""
        text = alternative(box.element)
        if not text:
            raise TagError(NO_ALTERNATIVE)
        figure = parent.add("Figure", box.element)
        figure.entries["Alt"] = text
        height = self.document.pages[self.page].height
        left, top = box.content_box_x(), box.content_box_y()
        corners = (left, height - top - box.height, left + box.width, height - top)
        placement = "/Inline" if isinstance(box, boxes.InlineReplacedBox) else "/Block"
        figure.attributes.update(Placement=placement, BBox=[round(value * 0.75, 2) for value in corners])
        leaf = Leaf(box, self.page, figure)
        figure.kids.append(leaf)
        self.marks[self.page][id(box)] = leaf

    def is_repeated(self, box: Any) -> bool:
        """Whether a table head or foot was already read on an earlier page."""
        if not isinstance(box, boxes.TableRowGroupBox) or not (box.is_header or box.is_footer):
            return False
        return self.heads.setdefault(id(box.element), self.page) != self.page

    def is_page_number(self, box: Any) -> bool:
        """Whether it is the number that paper needs where others follow the link."""
        return box.element_tag == "a::after" and not self.in_contents

    def skip(self, box: Any, artifact: Artifact) -> None:
        """Everything in `box` is drawn, but not read."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            self.marks[self.page][id(box)] = artifact
        for child in box.children:
            self.skip(child, artifact)


def drawn(box: Any) -> str:
    """The text of a box as it is drawn: with blanks that no longer count for its width."""
    return str(box.pango_layout.text).split("\n", 1)[0]
