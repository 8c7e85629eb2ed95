"""The archive: what was published, by year, with its files; and where a word stands in it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Sum
from django.utils import timezone

from neuss_integration.foundation.words.folding import fold
from reporting.content.schema import upgraded
from reporting.content.sentences import SENTENCES
from reporting.enums import FileKind
from reporting.models import DownloadCount, Publication, PublicationFile

Json = Mapping[str, Any]
MAX_HITS = 8
ORDER = list(FileKind)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a published report: what stands there and its anchor on the page."""

    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Archived:
    """A publication with what people want to know before they open it."""

    publication: Publication
    content: Json
    hits: list[Hit] = field(default_factory=list)

    @property
    def year(self) -> int:
        return timezone.localtime(self.publication.published_at).year

    @property
    def extent(self) -> str:
        """How many measures it tells of, in how many Handlungsfelder, as it says itself."""
        return SENTENCES["extent"](self.content)

    @property
    def files(self) -> list[PublicationFile]:
        """The files, the full PDF first."""
        return sorted(self.publication.files.all(), key=lambda file: ORDER.index(FileKind(file.kind)))


def files_of(publication: Publication | None) -> list[PublicationFile]:
    """The files of `publication` without their content, the full PDF first."""
    if publication is None:
        return []
    files = PublicationFile.objects.defer("content").filter(publication=publication)
    return sorted(files, key=lambda file: ORDER.index(FileKind(file.kind)))


def downloads_of(publication: Publication | None) -> int:
    """How often files of `publication` were downloaded."""
    if publication is None:
        return 0
    counts = DownloadCount.objects.filter(file__publication=publication)
    return counts.aggregate(total=Sum("count", default=0))["total"]


def archived(reports: Any, *, links: Any, query: str = "") -> list[Archived]:
    """The publications of `reports`, the latest first; with a `query` those that hold it, and where.

    Their reports have `seen_links`, those of the ReportResolutions `links`. Three queries, however many there are.
    """
    files = PublicationFile.objects.defer("content")
    resolved = Prefetch("report__resolution_links", links.newest_first(), to_attr="seen_links")
    publications = (
        Publication.objects.filter(report__in=reports)
        .select_related("report__committee", "snapshot")
        .prefetch_related(Prefetch("files", files), resolved)
        .order_by("-published_at", "-pk")
    )
    found = []
    for publication in publications:
        content = upgraded(json.loads(publication.snapshot.content))
        hits = list(places_of(content, query)) if query.strip() else []
        if hits or not query.strip():
            found.append(Archived(publication, content, hits))
    return found


def places_of(content: Json, query: str) -> Iterator[Hit]:
    """The sections and measures of `content` that hold all words of `query`, umlauts in either spelling."""
    words = fold(query).split()
    found = 0
    for title, anchor, texts in _places(content):
        text = fold(" ".join(texts))
        if words and all(word in text for word in words):
            found += 1
            yield Hit(title, anchor)
        if found == MAX_HITS:
            return


def _places(content: Json) -> Iterator[tuple[str, str, list[str]]]:
    for section in content["sections"]:
        yield section["title"], section["anchor"], [section["title"], section["text"]]
    for each in (measure for chapter in content["fields"] for measure in chapter["measures"]):
        progress = each["progress"] or {}
        texts = [text for text in progress.values() if isinstance(text, str)]
        own = [each[name] for name in ("number", "title", "aim", "description", "lead", "location")]
        anchor = f"massnahme-{each['number'].lower()}"
        yield f"{each['number']} {each['title']}", anchor, [*own, *texts, *each["carriers"], *each["districts"]]
