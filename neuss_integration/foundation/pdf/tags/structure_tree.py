"""Writes the planned structure tree into the PDF: elements, parent tree, IDs, annotations of links."""

from typing import Any

import pydyf

from neuss_integration.foundation.pdf.tags import tables
from neuss_integration.foundation.pdf.tags.builder import Builder
from neuss_integration.foundation.pdf.tags.roles import link_name
from neuss_integration.foundation.pdf.tags.tree import Leaf, Node

OWNERS = {"L": "/List", "TH": "/Table", "TD": "/Table", "Figure": "/Layout"}


def write_tree(builder: Builder, pdf: Any, document: Any, version: Any, page_streams: list[Any]) -> None:
    """Stand-in for WeasyPrint's add_tags: the whole tree, and the entries of the catalog that belong to it."""
    Writer(pdf, page_streams, builder.prefix).write(builder.root)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


class Writer:
    """Turns nodes into PDF objects, numbering what needs a number in reading order."""

    def __init__(self, pdf: Any, page_streams: list[Any], prefix: str) -> None:
        self.pdf = pdf
        self.prefix = prefix
        self.pages = pdf.page_references
        self.streams = page_streams
        self.objects: dict[int, Any] = {}
        self.annotations: list[tuple[Any, Any]] = []
        self.ids: dict[str, Any] = {}
        self.heads = 1

    def write(self, root: Node) -> None:
        """The tree below its root, with parent tree and ID tree."""
        top = self.new({"Type": "/StructTreeRoot"})
        top["K"] = pydyf.Array([self.element(root, top).reference])
        numbers = pydyf.Array()
        for index, stream in enumerate(self.streams):
            owners = [self.objects[id(leaf.node)].reference for _, leaf in sorted(stream._tags.items())]
            numbers.extend([index, pydyf.Array(owners)])
        for index, (element, annotation) in enumerate(self.annotations, start=len(self.streams)):
            annotation["StructParent"] = index
            numbers.extend([index, element.reference])
        top["ParentTree"] = self.new({"Nums": numbers}).reference
        top["ParentTreeNextKey"] = len(self.streams) + len(self.annotations)
        if self.ids:
            names = pydyf.Array()
            for key in sorted(self.ids):
                names.extend([pydyf.String(key), self.ids[key].reference])
            top["IDTree"] = self.new({"Names": names}).reference
        self.pdf.catalog["StructTreeRoot"] = top.reference

    def new(self, entries: dict[str, Any]) -> Any:
        entry = pydyf.Dictionary(entries)
        self.pdf.add_object(entry)
        return entry

    def element(self, node: Node, parent: Any) -> Any:
        """One structure element with all below it."""
        if node.role == "Table":
            tables.order_groups(node)
            self.heads = tables.connect(node, self.heads)
        role = "Span" if node.role == "Link" and not self.drawn_links(node) else node.role
        element = self.objects[id(node)] = self.new({"Type": "/StructElem", "S": f"/{role}", "P": parent.reference})
        page = next(iter(node.pages()), None)
        if page is not None:
            element["Pg"] = self.pages[page]
        self.describe(node, element)
        kids = pydyf.Array(self.references(node, element, page))
        for kid in node.kids:
            kids.append(self.piece(kid, page) if isinstance(kid, Leaf) else self.element(kid, element).reference)
        element["K"] = kids[0] if len(kids) == 1 else kids
        return element

    def piece(self, leaf: Leaf, page: int | None) -> Any:
        """A marked piece of content: its number, with its page where that is another than the element's."""
        if leaf.page == page:
            return leaf.mcid
        return pydyf.Dictionary({"Type": "/MCR", "Pg": self.pages[leaf.page], "MCID": leaf.mcid})

    @staticmethod
    def drawn_links(node: Node) -> list[tuple[Any, int]]:
        """The boxes of a link that have an annotation: none when its target does not exist."""
        return [(box, page) for box, page in node.links if box.link_annotation is not None]

    def references(self, node: Node, element: Any, page: int | None) -> list[Any]:
        """One reference for each annotation of a link; the annotations get the spoken name."""
        found = []
        for box, number in self.drawn_links(node):
            annotation = box.link_annotation
            annotation["Contents"] = pydyf.String(link_name(node.element))
            self.annotations.append((element, annotation))
            entries = {"Type": "/OBJR", "Obj": annotation.reference}
            if number != page:
                entries["Pg"] = self.pages[number]
            found.append(pydyf.Dictionary(entries))
        return found

    def describe(self, node: Node, element: Any) -> None:
        """Language, alternative text, ID and attributes."""
        for key in ("Lang", "E", "Alt"):
            if key in node.entries:
                element[key] = pydyf.String(node.entries[key])
        if name := node.entries.get("ID"):
            name = self.prefix + name
            element["ID"] = pydyf.String(name)
            self.ids[name] = element
        if node.attributes:
            owner = {"O": OWNERS[node.role]}
            element["A"] = pydyf.Dictionary(owner | {key: self.value(value) for key, value in node.attributes.items()})

    def value(self, value: Any) -> Any:
        """An attribute as PDF object; strings are IDs of heads."""
        if isinstance(value, list):
            return pydyf.Array(pydyf.String(self.prefix + item) if isinstance(item, str) else item for item in value)
        return value
