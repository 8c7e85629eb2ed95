"""Proof that what is published is still what was published."""

import json
from collections.abc import Iterator
from typing import Any

from reporting.content.pictures import picture_assets, pictures_in
from reporting.content.snapshot import checksum
from reporting.enums import FileKind
from reporting.models import Publication
from reporting.publication.worker import chained


def broken_publications() -> Iterator[str]:
    """A German sentence for each checksum or link of the chain that does not hold, oldest publication first."""
    before: Publication | None = None
    publications = Publication.objects.select_related("report", "snapshot").order_by("published_at", "pk")
    for publication in publications.iterator(chunk_size=10):
        title = f"„{publication.report.title}“"
        contents = {
            file.kind: bytes(file.content)
            for file in publication.files.filter(kind__in=[FileKind.REPORT, FileKind.DATA])
        }
        if checksum(publication.snapshot.content) != publication.snapshot.sha256:
            yield f"{title}: Der Datenstand passt nicht zu seiner Prüfsumme."
        if checksum(contents.get(FileKind.DATA, b"")) != publication.snapshot.sha256:
            yield f"{title}: Die Datei mit den Daten passt nicht zu ihrer Prüfsumme."
        if checksum(contents.get(FileKind.REPORT, b"")) != publication.pdf_sha256:
            yield f"{title}: Das PDF passt nicht zu seiner Prüfsumme."
        if missing := missing_pictures(json.loads(publication.snapshot.content)):
            yield f"{title}: Bilder, die fehlen oder nicht zu ihrer Prüfsumme passen: {missing}."
        if publication.previous_id != (before.pk if before else None):
            yield f"{title}: Die vorherige Veröffentlichung ist nicht die, auf die verwiesen wird."
        elif chained(before, publication.snapshot.sha256, publication.pdf_sha256) != publication.chain_sha256:
            yield f"{title}: Die Kette der Prüfsummen ist unterbrochen."
        before = publication


def missing_pictures(content: dict[str, Any]) -> int:
    """How many pictures that a snapshot names are not there as they were."""
    files = picture_assets(content)
    wanted = {picture["sha256"] for picture in pictures_in(content)}
    return sum(sha256 not in files or checksum(files[sha256].content) != sha256 for sha256 in wanted)
