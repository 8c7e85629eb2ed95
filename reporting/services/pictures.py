"""Pictures in sections of one's own."""

from django.db import transaction

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.attachments.pictures import CleanPicture
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.pdf import check_text
from neuss_integration.foundation.records.saving import changed_fields, created, locked, removed, save_as
from reporting.models import OWN, PictureFile, Section, SectionPicture
from reporting.services.sections import ensure_composable

MAX_PICTURES = 12
ONLY_OWN = "Bilder gibt es nur in eigenen Abschnitten. Bitte legen Sie einen an."
TOO_MANY = f"In einem Abschnitt stehen höchstens {MAX_PICTURES} Bilder. Bitte legen Sie einen weiteren Abschnitt an."


@transaction.atomic
def add_picture(section: Section, *, by: User, picture: CleanPicture, caption: str, alternative: str) -> SectionPicture:
    """The section shows `picture` below its text; the same picture a second time gives the one that is there.

    Raises Refused when the section takes none, ValidationError without caption or alternative.
    """
    current = _composable(section, by)
    if current.kind != OWN:
        raise Refused(ONLY_OWN)
    file, _ = PictureFile.objects.get_or_create(
        sha256=picture.sha256,
        defaults={
            "kind": picture.kind,
            "width": picture.width,
            "height": picture.height,
            "content": picture.content,
        },
    )
    if existing := current.pictures.filter(file=file).first():
        return existing
    if current.pictures.count() >= MAX_PICTURES:
        raise Refused(TOO_MANY)
    placed = SectionPicture(section=current, file=file, caption=_word(caption), alternative=_word(alternative))
    return created(placed, by=by)


@transaction.atomic
def describe_picture(picture: SectionPicture, *, by: User, caption: str, alternative: str) -> SectionPicture:
    """The picture has these words. Raises ValidationError when one is missing."""
    _composable(picture.section, by)
    current = locked(picture)
    values = {"caption": _word(caption), "alternative": _word(alternative)}
    if names := changed_fields(current, values):
        current.caption, current.alternative = values["caption"], values["alternative"]
        current.full_clean()
        save_as(current, names, by=by)
    return current


@transaction.atomic
def remove_picture(picture: SectionPicture, *, by: User) -> None:
    """The section shows the picture no longer; its history says who took it away."""
    _composable(picture.section, by)
    current = locked(picture)
    removed(current, by=by)


def _composable(section: Section, by: User) -> Section:
    ensure(by, Permission.COMPOSE_REPORTS)
    ensure_composable(locked(section.report))
    return locked(section)


def _word(text: str) -> str:
    """One line that can be printed. Raises Refused otherwise."""
    if sentence := check_text(text):
        raise Refused(sentence)
    return " ".join(text.split())
