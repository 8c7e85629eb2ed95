"""Puts the files of parts together with pikepdf, keeping tags, links, targets and bookmarks (ISO 32000-1, 14.7)."""

import io
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from neuss_integration.foundation.pdf.parts.splitting import SCHEME
from neuss_integration.foundation.pdf.types import PdfError

SAME_TWICE = "Zwei Abschnitte des Dokuments haben denselben Inhalt. Bitte entfernen Sie einen davon."


class Merger:
    """Grows from the file of the first part, which brings metadata, colours and attachments, to that of all parts."""

    def __init__(self, first: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(first))
        self.sources: list[pikepdf.Pdf] = []
        self.root = self.pdf.Root.StructTreeRoot
        self.document = self.root.K[0]
        self.owners: list[Any] = list(self.root.ParentTree.Nums.as_list())
        self.next_key = int(self.root.ParentTreeNextKey)
        self.ids = dict(_pairs(self.root.get("/IDTree")))
        self.targets = dict(_pairs(self.pdf.Root.get("/Names", Dictionary()).get("/Dests")))
        self.bookmarks = _siblings(self.pdf.Root.get("/Outlines"))
        self.page_counts = [len(self.pdf.pages)]
        if not isinstance(self.document.K, Array):
            self.document.K = Array([self.document.K])

    def add(self, content: bytes) -> None:
        """The part is there behind the ones before it."""
        source = pikepdf.open(io.BytesIO(content))
        self.sources.append(source)
        before = len(self.pdf.pages)
        for page in source.pages:
            self.pdf.pages.append(page)
        self.page_counts.append(len(source.pages))
        self._number_pages(before)
        self._add_structure(self.pdf.copy_foreign(source.Root.StructTreeRoot))
        if "/Names" in source.Root:
            names = self.pdf.copy_foreign(source.make_indirect(source.Root.Names))
            self.targets |= dict(_pairs(names.get("/Dests")))
        if "/Outlines" in source.Root:
            self.bookmarks += _siblings(self.pdf.copy_foreign(source.Root.Outlines))

    def pages_of_targets(self) -> dict[str, int]:
        """The number of the page on which each target stands, the first being 1."""
        numbers = {page.objgen: number for number, page in enumerate(self.pdf.pages, start=1)}
        return {name: numbers[place[0].objgen] for name, place in self.targets.items()}

    def label_pages(self, first: int) -> None:
        """A reader names the pages as they are printed: the first one is `first` (ISO 32000-1, 12.4.2)."""
        self.pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=first)]))

    def save(self) -> bytes:
        """The whole file; same parts give same bytes."""
        self._link()
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self.owners)))
        self.root.ParentTreeNextKey = self.next_key
        if self.ids:
            self.root.IDTree = self.pdf.make_indirect(Dictionary(Names=_name_array(self.ids)))
        if "/Names" not in self.pdf.Root:
            self.pdf.Root.Names = Dictionary()
        self.pdf.Root.Names.Dests = self.pdf.make_indirect(Dictionary(Names=_name_array(self.targets)))
        self._chain_bookmarks()
        output = io.BytesIO()
        self.pdf.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return output.getvalue()

    def _number_pages(self, before: int) -> None:
        for page in list(self.pdf.pages)[before:]:
            page.obj.StructParents = int(page.obj.StructParents) + self.next_key
            for annotation in page.obj.get("/Annots", []):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + self.next_key

    def _add_structure(self, root: Any) -> None:
        document = root.K[0]
        kids = document.K if isinstance(document.K, Array) else Array([document.K])
        for kid in kids:
            kid.P = self.document
            self.document.K.append(kid)
        for key, owner in zip(*[iter(root.ParentTree.Nums.as_list())] * 2, strict=True):
            self.owners += [int(key) + self.next_key, owner]
        self.next_key += int(root.ParentTreeNextKey)
        added = dict(_pairs(root.get("/IDTree")))
        if self.ids.keys() & added:
            raise PdfError(SAME_TWICE)
        self.ids |= added

    def _link(self) -> None:
        """Links from one part to another lead to their target; those that have none here are plain text."""
        owners = {int(key): place for place, key in enumerate(self.owners[::2])}
        gone = []
        for page in self.pdf.pages:
            for at, annotation in reversed(list(enumerate(page.obj.get("/Annots", [])))):
                address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
                if not address.startswith(SCHEME):
                    continue
                if (target := address.removeprefix(SCHEME)) in self.targets:
                    annotation.Dest = String(target)
                    del annotation["/A"]
                else:
                    place = owners[int(annotation.StructParent)]
                    _unlink(self.owners[2 * place + 1], annotation)
                    gone.append(place)
                    del page.obj.Annots[at]
        for place in sorted(gone, reverse=True):
            del self.owners[2 * place : 2 * place + 2]

    def _chain_bookmarks(self) -> None:
        if not self.bookmarks:
            return
        top = self.pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=0))
        for before, after in zip(self.bookmarks, self.bookmarks[1:], strict=False):
            before.Next, after.Prev = after, before
        for bookmark in self.bookmarks:
            bookmark.Parent = top
        top.First, top.Last = self.bookmarks[0], self.bookmarks[-1]
        top.Count = sum(1 + max(int(bookmark.get("/Count", 0)), 0) for bookmark in self.bookmarks)
        self.pdf.Root.Outlines = top


def merge(parts: Sequence[bytes]) -> Merger:
    """A merger that holds all parts in order."""
    merger = Merger(parts[0])
    for part in parts[1:]:
        merger.add(part)
    return merger


def _unlink(element: Any, annotation: Any) -> None:
    """The structure element of a link no longer refers to `annotation`; without any it is a piece of text."""
    kids = list(element.K) if isinstance(element.K, Array) else [element.K]
    is_link = [isinstance(kid, Dictionary) and "/Obj" in kid for kid in kids]
    left = [kid for kid, link in zip(kids, is_link, strict=True) if not (link and kid.Obj.objgen == annotation.objgen)]
    element.K = Array(left)
    if sum(is_link) == 1:
        element.S = Name.Span


def _pairs(tree: Any) -> list[tuple[str, Any]]:
    """Names and values of a name tree that has one level, as WeasyPrint writes it."""
    if tree is None:
        return []
    names = list(tree.Names)
    return [(str(name), value) for name, value in zip(names[::2], names[1::2], strict=True)]


def _name_array(pairs: dict[str, Any]) -> Array:
    return Array([item for name in sorted(pairs, key=str.encode) for item in (String(name), pairs[name])])


def _siblings(outlines: Any) -> list[Any]:
    found = []
    entry = outlines.get("/First") if outlines is not None else None
    while entry is not None:
        found.append(entry)
        entry = entry.get("/Next")
    return found
