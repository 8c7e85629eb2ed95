"""The chain of checksums over everything that was published."""

from collections.abc import Iterable

from reporting.content.shape import ChainInReport
from reporting.content.snapshot import checksum
from reporting.models import Publication


def chained(
    previous: Publication | None, snapshot_sha256: str, pdf_sha256: str, files_sha256: str | None = None
) -> str:
    """The checksum over the sums of a publication and the chain before it (64 zeros for the first).

    Publications before 0.3 have no sum over all files; theirs holds snapshot and PDF.
    """
    before = previous.chain_sha256 if previous else "0" * 64
    return checksum(before + snapshot_sha256 + pdf_sha256 + (files_sha256 or ""))


def sum_of_files(files: Iterable[tuple[str, bytes]]) -> str:
    """The checksum over the kind and content of each file, in whatever order they come."""
    return checksum("\n".join(sorted(f"{kind} {checksum(content)}" for kind, content in files)))


def head_of_chain() -> ChainInReport:
    """How many publications there are and the checksum of the last one, over which everything before is chained."""
    last = Publication.objects.filter(next__isnull=True).order_by("-published_at", "-pk").first()
    return {"publications": Publication.objects.count(), "head": last.chain_sha256 if last else ""}
