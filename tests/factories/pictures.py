"""Builders for parts of reports: sections of one's own and their pictures."""

import io
from typing import Any

from PIL import Image

from neuss_integration.foundation.attachments.checking import CheckedFile, check_content
from neuss_integration.foundation.attachments.pictures import clean_picture
from reporting.models import OWN, PictureFile, Report, Section, SectionPicture
from tests.factories.parts import serials


def picture_bytes(width: int = 300, height: int = 200, mode: str = "RGB", form: str = "PNG", **options: Any) -> bytes:
    """An empty picture as a file."""
    output = io.BytesIO()
    Image.new(mode, (width, height), options.pop("colour", 0)).save(output, form, **options)
    return output.getvalue()


def picture_upload(name: str = "bild.png", **options: Any) -> CheckedFile:
    """The same, checked as an upload is."""
    return check_content(name, picture_bytes(**options))


def make_own_section(report: Report, *, title: str = "Eigener Abschnitt", text: str = "") -> Section:
    """A section of one's own at the end of `report`."""
    return Section.objects.create(report=report, kind=OWN, title=title, text=text, position=report.sections.count() + 1)


def make_picture(*, section: Section, caption: str = "", colour: str = "blue") -> SectionPicture:
    """A picture in `section`, one of each colour."""
    clean = clean_picture(picture_upload(colour=colour))
    values = {"kind": clean.kind, "width": clean.width, "height": clean.height, "content": clean.content}
    file, _ = PictureFile.objects.get_or_create(sha256=clean.sha256, defaults=values)
    caption = caption or f"Bild {next(serials)}"
    return SectionPicture.objects.create(
        section=section, file=file, caption=caption, alternative=f"Zu sehen: {caption}"
    )
