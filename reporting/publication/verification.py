"""Proof that what is published is still what was published."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from reporting.content.pictures import picture_assets, pictures_in
from reporting.content.snapshot import checksum
from reporting.enums import PUBLIC_STATES, FileKind
from reporting.models import Publication, PublicationFile, Report
from reporting.publication.chain import chained, sum_of_facts, sum_of_files

ALWAYS = (
    FileKind.REPORT, FileKind.SUMMARY, FileKind.DOCUMENT, FileKind.WORKBOOK, FileKind.TABLE, FileKind.DATA,
    FileKind.PAPER,
)  # fmt: skip
"""The kinds of files of every publication older than the sum over its files; later ones are told by that sum."""


def broken_publications(*, anchors: tuple[str, ...] = ()) -> Iterator[str]:
    """A German sentence for each state, file, checksum or link of the chain that does not hold, oldest first.

    Each of the `anchors`, ends of the chain that were kept outside the database, has to be a link of it: the last
    publications cannot be missing unnoticed.
    """
    before: Publication | None = None
    links = {""}
    for publication in in_order():
        for sentence in (*_contents(publication), *_link(publication, before), *_printed(publication, links)):
            yield f"„{publication.report.title}“: {sentence}"
        before = publication
        links.add(publication.chain_sha256)
    for report in Report.objects.filter(state__in=PUBLIC_STATES, publication__isnull=True).order_by("pk"):
        yield f"„{report.title}“: Der Bericht gilt als {report.get_state_display()}, aber die Veröffentlichung fehlt."
    known = set(Publication.objects.filter(chain_sha256__in=anchors).values_list("chain_sha256", flat=True))
    for anchor in anchors:
        if anchor not in known:
            yield f"Die Veröffentlichung mit der Prüfsumme {anchor} fehlt."


def in_order() -> Iterator[Publication]:
    """Every publication, along the chain as far as it goes; then those that nobody refers to."""
    publications = list(Publication.objects.select_related("report", "snapshot").order_by("published_at", "pk"))
    following = {publication.previous_id: publication for publication in publications}
    seen: set[int] = set()
    link = following.get(None)
    while link is not None and link.pk not in seen:
        seen.add(link.pk)
        yield link
        link = following.get(link.pk)
    yield from (publication for publication in publications if publication.pk not in seen)


def _contents(publication: Publication) -> Iterator[str]:
    snapshot, files = publication.snapshot, list(publication.files.all())
    contents = {str(file.kind): bytes(file.content) for file in files}
    if publication.report.state not in PUBLIC_STATES:
        yield f"Der Bericht ist veröffentlicht, gilt aber als {publication.report.get_state_display()}."
    if checksum(snapshot.content) != snapshot.sha256:
        yield "Der Datenstand passt nicht zu seiner Prüfsumme."
    else:
        yield from _told(publication, json.loads(snapshot.content))
    for file in files:
        if file.size != len(file.content):
            yield f"{file.get_kind_display()}: Die Datei hat nicht die angegebene Größe."
    for kind, expected in ((FileKind.DATA, snapshot.sha256), (FileKind.REPORT, publication.pdf_sha256)):
        if kind in contents and checksum(contents[kind]) != expected:
            yield f"{kind.label}: Die Datei passt nicht zu ihrer Prüfsumme."
    yield from _sums(publication, files, contents)


def _told(publication: Publication, content: Mapping[str, Any]) -> Iterator[str]:
    """What stands beside the snapshot, and what the measures say of the reports that tell about them."""
    if missing := missing_pictures(content):
        yield f"Bilder, die fehlen oder nicht zu ihrer Prüfsumme passen: {missing}."
    linked = set(publication.published_measures.values_list("measure__number", flat=True))
    if wrong := linked ^ set(told_measures(content)):
        yield f"Der Verweis von Maßnahmen auf den Bericht fehlt oder ist falsch: {', '.join(sorted(wrong))}."


def told_measures(content: Mapping[str, Any]) -> list[str]:
    """The numbers of the measures that a snapshot tells about."""
    return [measure["number"] for field in content["fields"] for measure in field["measures"]]


def _sums(publication: Publication, files: list[PublicationFile], contents: Mapping[str, bytes]) -> Iterator[str]:
    missing_kinds = [kind.label for kind in ALWAYS if kind not in contents]
    if publication.files_sha256 is None and missing_kinds:
        yield f"Es fehlt: {', '.join(missing_kinds)}."
    elif publication.files_sha256 not in (None, sum_of_files(contents.items())):
        lost = f" Es fehlt: {', '.join(missing_kinds)}." if missing_kinds else ""
        yield f"Die Dateien sind nicht die, die veröffentlicht wurden.{lost}"
    elif publication.facts_sha256 not in (None, sum_of_facts(publication, files)):
        yield "Zeitpunkt, Person, Seitenzahl oder Namen der Dateien sind nicht mehr, wie sie veröffentlicht wurden."


def _link(publication: Publication, before: Publication | None) -> Iterator[str]:
    row = publication
    sums = (row.snapshot.sha256, row.pdf_sha256, row.files_sha256, row.facts_sha256)
    if publication.previous_id != (before.pk if before else None):
        yield "Die vorherige Veröffentlichung ist nicht die, auf die verwiesen wird."
    elif chained(before, *sums) != publication.chain_sha256:
        yield "Die Kette der Prüfsummen ist unterbrochen."


def _printed(publication: Publication, links: set[str]) -> Iterator[str]:
    """The end of the chain that the report prints is one that was there before it."""
    content = json.loads(publication.snapshot.content)
    if content.get("chain", {}).get("head", "") not in links:
        yield "Vor dem Bericht fehlt die Veröffentlichung, deren Prüfsumme er abdruckt."


def missing_pictures(content: Mapping[str, Any]) -> int:
    """How many pictures that a snapshot names are not there as they were."""
    files = picture_assets(content)
    wanted = {picture["sha256"] for picture in pictures_in(content)}
    return sum(sha256 not in files or checksum(files[sha256].content) != sha256 for sha256 in wanted)
