"""Pictures of a report: as a snapshot names them, and the files behind those names."""

from collections.abc import Iterator, Mapping
from typing import Any

from neuss_integration.foundation.pdf import Asset
from reporting.content.shape import PictureInReport
from reporting.models import PictureFile, SectionPicture


def picture_entry(picture: SectionPicture) -> PictureInReport:
    """What a snapshot knows of `picture`; the file is found by its checksum."""
    file = picture.file
    return {
        "sha256": file.sha256,
        "width": file.width,
        "height": file.height,
        "caption": picture.caption,
        "alternative": picture.alternative,
    }


def pictures_in(content: Mapping[str, Any]) -> Iterator[PictureInReport]:
    """The pictures that the sections of a snapshot show."""
    for section in content.get("sections", []):
        yield from section.get("pictures", [])


def picture_assets(content: Mapping[str, Any]) -> dict[str, Asset]:
    """The files of the pictures of a snapshot by their checksums; one query, none without pictures."""
    wanted = {picture["sha256"] for picture in pictures_in(content)}
    found = PictureFile.objects.filter(sha256__in=wanted) if wanted else ()
    return {file.sha256: Asset(bytes(file.content), file.media_type) for file in found}


def printed_address(sha256: str) -> str:
    """Where the PDF engine finds a picture."""
    return f"asset:{sha256}"
