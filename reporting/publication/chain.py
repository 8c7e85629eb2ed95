"""The chain of checksums over everything that was published."""

import datetime as dt
import json
from collections.abc import Iterable

from reporting.content.shape import ChainInReport
from reporting.content.snapshot import checksum
from reporting.models import Publication
from reporting.models.publication import ReportFile


def chained(
    previous: Publication | None,
    snapshot_sha256: str,
    pdf_sha256: str,
    files_sha256: str | None = None,
    facts_sha256: str | None = None,
) -> str:
    """The checksum over the sums of a publication and the chain before it (64 zeros for the first).

    Publications before 0.3 have no sum over all files, and none over the facts beside them.
    """
    before = previous.chain_sha256 if previous else "0" * 64
    return checksum(before + snapshot_sha256 + pdf_sha256 + (files_sha256 or "") + (facts_sha256 or ""))


def sum_of_facts(publication: Publication, files: Iterable[ReportFile]) -> str:
    """The checksum over when it was published, by whom, its pages, and what its files are called and are."""
    named = sorted([file.kind, file.name, file.media_type, file.size] for file in files)
    when = publication.published_at.astimezone(dt.UTC).isoformat()
    facts = [publication.report_id, when, publication.published_by_id, publication.page_count, named]
    return checksum(json.dumps(facts, ensure_ascii=False))


def sum_of_files(files: Iterable[tuple[str, bytes]]) -> str:
    """The checksum over the kind and content of each file, in whatever order they come."""
    return checksum("\n".join(sorted(f"{kind} {checksum(content)}" for kind, content in files)))


def head_of_chain() -> ChainInReport:
    """How many publications there are and the checksum of the last one, over which everything before is chained."""
    last = Publication.objects.filter(next__isnull=True).order_by("-published_at", "-pk").first()
    return {"publications": Publication.objects.count(), "head": last.chain_sha256 if last else ""}
