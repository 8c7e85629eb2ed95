"""From the HTML of a long document to one file: split, set what is not known yet, number, merge, stamp."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from queue import SimpleQueue
from types import MappingProxyType

from django.conf import settings
from django.core.cache import BaseCache

from neuss_integration.foundation.pdf.fonts import assets, assets_for, script_fonts
from neuss_integration.foundation.pdf.parts.merging import Merger, merge
from neuss_integration.foundation.pdf.parts.numbering import write_numbers
from neuss_integration.foundation.pdf.parts.splitting import DocumentPart, split
from neuss_integration.foundation.pdf.parts.stamping import SPECIMEN, Stamper
from neuss_integration.foundation.pdf.process import Child, child_process, in_order, printable, stamp
from neuss_integration.foundation.pdf.types import SCHEME, Asset, EmbeddedFile, PdfError, Request

FORMAT = "5"
SECONDS_BETWEEN_SIGNS = 2.0
LEASE_SECONDS = 30
"""How long a document counts as being set after the last sign of life of the process that sets it."""
NUMBERING_ROUNDS = 3
NO_DATE = stamp(datetime(2000, 1, 1, tzinfo=UTC))
SET = "{done} von {total} Abschnitten sind gesetzt"
PUT_TOGETHER = "Die Abschnitte werden zusammengefügt"
BEING_SET = "Das PDF wird gerade für eine andere Person gesetzt. Bitte versuchen Sie es in einer Minute noch einmal."
UNSTEADY = "Die Seitenzahlen des Inhaltsverzeichnisses sind nicht zur Ruhe gekommen. Bitte starten Sie es noch einmal."

Progress = Callable[[str], None]


def render_parts(
    html: str,
    *,
    cache: BaseCache,
    attachments: Sequence[EmbeddedFile] = (),
    pictures: Mapping[str, Asset] = MappingProxyType({}),
    created: datetime,
    progress: Progress = lambda sentence: None,
) -> bytes:
    """The printed form of a document of sections, like `render_pdf`, with parts kept in `cache` by their content.

    Every section begins on a new page and has its own notes. What is not in the cache is set by RENDER_PROCESSES
    children at once. The HTML names `pictures` as `asset:NAME`, each a name that stands for one content for ever.
    `progress` is called from this thread at least every two seconds; what it raises ends the work.
    The same input gives the same bytes, whatever was in the cache. Raises PdfError like `render_pdf`.
    """
    with Workshop(cache, progress) as workshop:
        return typeset(workshop, html, attachments=attachments, pictures=pictures, created=created).whole()


def typeset(
    workshop: "Workshop",
    html: str,
    *,
    attachments: Sequence[EmbeddedFile],
    pictures: Mapping[str, Asset],
    created: datetime,
) -> "Typeset":
    """All parts of the document, set until there is room for the page number of each target."""
    parts = split(printable(html))
    given = replace(request_of(parts[0], pictures), attachments=in_order(attachments), created=stamp(created))
    rest = (request_of(part, pictures) for part in parts[1:])
    files = workshop.render([given, *rest, request_of(_specimen(), {})])
    stamper = Stamper(files.pop())
    workshop.progress(PUT_TOGETHER)
    for _ in range(NUMBERING_ROUNDS):
        merger = merge(files)
        pages = merger.pages_of_targets()
        roomy = [part.with_room({name: len(str(page)) for name, page in pages.items()}) for part in parts]
        changed = [place for place, part in enumerate(roomy) if part != parts[place]]
        if not changed:
            return Typeset(parts, files, merger, stamper, pages)
        again = [request_of(roomy[at], pictures) for at in changed]
        if changed[0] == 0:
            again[0] = replace(again[0], attachments=given.attachments, created=given.created)
        for place, content in zip(changed, workshop.render(again), strict=True):
            files[place] = content
        parts = roomy
    raise PdfError(UNSTEADY)


@dataclass(frozen=True)
class Typeset:
    """The parts and their files, the file they make, what writes on its pages, and the page of each target."""

    parts: list[DocumentPart]
    files: list[bytes]
    merger: Merger
    stamper: Stamper
    pages: dict[str, int]

    def whole(self) -> bytes:
        """The file of all parts. Ask once: it is written in place."""
        return self.finished(self.merger, self.parts)

    def finished(
        self, merger: Merger, parts: Sequence[DocumentPart], *, first: int = 1, total: int | None = None
    ) -> bytes:
        """The file of `merger` with a number on each page, counted from `first`, of `total` (its own last number)."""
        counts = merger.page_counts
        write_numbers(merger.pdf, parts, counts, self.pages, self.stamper.number_font)
        wanted = [part.has_page_number for part, count in zip(parts, counts, strict=True) for _ in range(count)]
        self.stamper.stamp(merger.pdf, wanted, first=first, total=total)
        merger.label_pages(first)
        return merger.save()


def render_cached(html: str, *, cache: BaseCache, created: datetime) -> bytes:
    """Like `render_parts`, for a document that people ask for again: the whole file is kept in `cache`.

    While one request sets it, another that wants the same is refused with a PdfError that says so; where the process
    of the first was killed, for LEASE_SECONDS at most.
    """
    key = hashlib.sha256(f"{_engine()}{stamp(created)}{html}".encode()).hexdigest()
    if (content := cache.get(key)) is not None:
        return content
    if not cache.add(f"{key}-begun", True, LEASE_SECONDS):
        raise PdfError(BEING_SET)
    try:
        content = render_parts(
            html, cache=cache, created=created, progress=lambda _: cache.set(f"{key}-begun", True, LEASE_SECONDS)
        )
        cache.set(key, content)
    finally:
        cache.delete(f"{key}-begun")
    return content


def _specimen() -> DocumentPart:
    return DocumentPart(SPECIMEN, frozenset(), has_page_number=False)


def request_of(part: DocumentPart, pictures: Mapping[str, Asset]) -> Request:
    shown = {name: picture for name, picture in pictures.items() if f'"{SCHEME}{name}"' in part.html}
    return Request(part.html, assets_for(part.html) | shown, (), NO_DATE, prefix=f"{part.key[:8]}-")


class Workshop:
    """Sets parts in child processes, which it keeps until it is closed, and takes from the cache what is there."""

    def __init__(self, cache: BaseCache, progress: Progress) -> None:
        self.cache = cache
        self.progress = progress
        self.engine = _engine()
        self.size = settings.RENDER_PROCESSES or os.cpu_count() or 1
        self.stack = ExitStack()
        self.threads = ThreadPoolExecutor(self.size)
        self.idle: SimpleQueue[Child] = SimpleQueue()
        self.started = 0

    def __enter__(self) -> "Workshop":
        self.stack.enter_context(self.threads)
        return self

    def __exit__(self, *exception: object) -> None:
        self.threads.shutdown(wait=False, cancel_futures=True)
        self.stack.close()

    def render(self, requests: Iterable[Request]) -> list[bytes]:
        """The file of each request, in order."""
        wanted = list(requests)
        keys = ["" if request.attachments else self._key(request) for request in wanted]
        files = {place: content for place, key in enumerate(keys) if key and (content := self.cache.get(key))}
        missing = {place: request for place, request in enumerate(wanted) if place not in files}
        for place, content in self._set(missing, len(files)):
            files[place] = content
            if keys[place]:
                self.cache.set(keys[place], content)
        return [files[place] for place in range(len(wanted))]

    def _key(self, request: Request) -> str:
        return hashlib.sha256(f"{self.engine}{request.prefix}{request.created}{request.html}".encode()).hexdigest()

    def _set(self, requests: dict[int, Request], done: int) -> Iterator[tuple[int, bytes]]:
        """Place and file of each request as it is finished; the longest begin first."""
        while self.started < min(self.size, len(requests)):
            self.idle.put(self.stack.enter_context(child_process()))
            self.started += 1
        total = done + len(requests)
        longest_first = sorted(requests.items(), key=lambda item: len(item[1].html), reverse=True)
        running = {self.threads.submit(self._one, request): place for place, request in longest_first}
        while running:
            self.progress(SET.format(done=total - len(running), total=total))
            finished, _ = wait(running, timeout=SECONDS_BETWEEN_SIGNS, return_when=FIRST_COMPLETED)
            yield from ((running.pop(future), future.result()) for future in finished)

    def _one(self, request: Request) -> bytes:
        child = self.idle.get()
        try:
            return child.render(request, lambda sentence: None)
        finally:
            self.idle.put(child)


def _engine() -> str:
    """What besides the HTML decides about the bytes of a part."""
    digest = hashlib.sha256(f"{FORMAT} {version('weasyprint')}".encode())
    for name, asset in sorted((assets() | script_fonts()).items()):
        digest.update(name.encode() + hashlib.sha256(asset.content).digest())
    return digest.hexdigest()
