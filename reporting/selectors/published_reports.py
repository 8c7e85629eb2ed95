"""The archive: what was published, by year, with its files; and where a word stands in it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.cache import caches
from django.db.models import Prefetch, Sum
from django.utils import timezone

from neuss_integration.foundation.pdf.page_texts import page_texts
from neuss_integration.foundation.words.counting import listed
from neuss_integration.foundation.words.folding import fold, search_words
from neuss_integration.foundation.words.markdown import read_as_words
from reporting.content.schema import upgraded
from reporting.content.sentences import SENTENCES
from reporting.enums import FileKind, ReportState
from reporting.models import DownloadCount, Publication, PublicationFile, Report

Json = Mapping[str, Any]
MAX_HITS = 8
WORDS_AROUND: Final = 10
_OF_THE_PAGE: Final = re.compile(r"^Seite \d+ von \d+ ")
ORDER = list(FileKind)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a published report: what stands there, its anchor on the page, and the words around what was found.

    `page` is that of the PDF; 0 for a place of the page that everybody reads.
    """

    title: str
    anchor: str = ""
    before: str = ""
    found: str = ""
    after: str = ""
    page: int = 0

    @property
    def text(self) -> str:
        """The words in one line."""
        return " ".join(part for part in (self.before, self.found, self.after) if part)


@dataclass(frozen=True, slots=True)
class Archived:
    """A publication with what people want to know before they open it."""

    publication: Publication
    content: Json
    hits: list[Hit] = field(default_factory=list)
    page_hits: list[Hit] = field(default_factory=list)
    same_period: str = ""
    """The other reports of the kind that hold and tell of the same period, in words."""

    @property
    def more_pages(self) -> int:
        """On how many further pages of the PDF the words stand."""
        return max(len(self.page_hits) - MAX_HITS, 0)

    @property
    def first_pages(self) -> list[Hit]:
        """The first pages of the PDF on which the words stand."""
        return self.page_hits[:MAX_HITS]

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


def what_holds_instead(report: Report) -> Report | None:
    """The correction that holds in place of `report`, also the correction of a correction; None where there is none.

    A query for each correction.
    """
    while found := Report.objects.filter(replaces=report).select_related("publication").first():
        if found.state == ReportState.PUBLISHED:
            return found
        report = found
    return None


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
    found, read = [], [(each, upgraded(json.loads(each.snapshot.content))) for each in publications]
    for publication, content in read:
        hits = list(places_of(content, query)) if query.strip() else []
        pages = pages_with(publication, query) if query.strip() else []
        if hits or pages or not query.strip():
            found.append(Archived(publication, content, hits, pages, _same_period(publication, read)))
    return found


def _same_period(publication: Publication, every: Sequence[tuple[Publication, Json]]) -> str:
    report = publication.report
    told = (report.kind, report.period_start, report.period_end, ReportState.PUBLISHED)
    others = [each.report for each, _ in every if each != publication]
    return listed(
        [
            f"„{each.title}“"
            for each in others
            if (each.kind, each.period_start, each.period_end, each.state) == told and report.state == each.state
        ]
    )


def pages_with(publication: Publication, query: str) -> list[Hit]:
    """The pages of the published PDF on which all words of `query` stand, each with the words around the first."""
    words = search_words(query)
    texts = _texts_of(publication) if words else []
    return [
        Hit(f"Seite {number}", page=number, **_around(text, words))
        for number, text in enumerate(texts, start=1)
        if _holds_all(fold(text), words)
    ]


def _texts_of(publication: Publication) -> list[str]:
    """What is printed, page by page; read from the PDF once, which never changes. One query the first time."""
    key = f"page-texts:{publication.pdf_sha256}"
    kept: list[str] | None = caches["pdf"].get(key)
    if kept is None:
        files = PublicationFile.objects.filter(publication=publication, kind=FileKind.REPORT)
        content = files.values_list("content", flat=True).first()
        kept = [_OF_THE_PAGE.sub("", text) for text in page_texts(bytes(content))] if content else []
        caches["pdf"].set(key, kept)
    return kept


def _holds_all(folded: str, words: list[str]) -> bool:
    return all(word in folded for word in words)


def _around(text: str, words: list[str]) -> dict[str, Any]:
    """The word of `text` that holds the first of `words` that one holds, and those before and behind it."""
    tokens = text.split()
    folded = [fold(token) for token in tokens]
    places = (place for word in words for place, token in enumerate(folded) if word in token)
    here = next(places, None)
    if here is None:
        return {}
    start, end = max(here - WORDS_AROUND, 0), here + 1 + WORDS_AROUND
    before, after = " ".join(tokens[start:here]), " ".join(tokens[here + 1 : end])
    return {
        "before": f"… {before}" if start else before,
        "found": tokens[here],
        "after": f"{after} …" if end < len(tokens) else after,
    }


def places_of(content: Json, query: str) -> Iterator[Hit]:
    """The sections and measures of `content` that hold all words of `query`, umlauts in either spelling."""
    words = search_words(query)
    found = 0
    for title, anchor, texts in _places(content):
        if words and _holds_all(fold(" ".join(texts)), words):
            found += 1
            yield Hit(title, anchor, **_around(read_as_words(" ".join(texts[1:])), words))
        if found == MAX_HITS:
            return


def _places(content: Json) -> Iterator[tuple[str, str, list[str]]]:
    for section in content["sections"]:
        yield section["title"], section["anchor"], [section["title"], section["text"]]
    for each in (measure for chapter in content["fields"] for measure in chapter["measures"]):
        answers = [each["progress"] or {}, *each.get("earlier", [])]
        texts = [text for answer in answers for text in answer.values() if isinstance(text, str)]
        own = [each[name] for name in ("number", "title", "aim", "description", "lead", "location")]
        anchor = f"massnahme-{each['number'].lower()}"
        yield f"{each['number']} {each['title']}", anchor, [*own, *texts, *each["carriers"], *each["districts"]]
