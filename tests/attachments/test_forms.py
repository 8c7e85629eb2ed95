"""The form field for files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from neuss_integration.foundation.attachments.forms import AttachmentField, PictureField
from neuss_integration.foundation.forms.base import BaseForm
from tests.attachments.samples import PDF, SAMPLES


class Form(BaseForm):
    """A form with a file that may be left away."""

    file = AttachmentField(label="Datei", required=False)


def test_field_gives_the_checked_file() -> None:
    form = Form({}, {"file": SimpleUploadedFile("a.pdf", PDF)})
    assert form.is_valid()
    assert form.cleaned_data["file"].content == PDF


def test_field_may_be_left_away() -> None:
    form = Form({}, {})
    assert form.is_valid()
    assert form.cleaned_data["file"] is None


def test_field_says_why_a_file_is_refused() -> None:
    form = Form({}, {"file": SimpleUploadedFile("a.pdf", b"hallo")})
    assert form.errors["file"][0].startswith("„a.pdf“ ist nicht, was die Endung sagt")


def test_field_names_kinds_and_size() -> None:
    assert Form().fields["file"].help_text == (
        "PDF, PNG, JPEG, DOCX, XLSX oder ODT, höchstens 10 MB, ohne Makros. "
        "Skripte und eingebettete Dateien werden aus PDF entfernt."
    )


class PictureForm(BaseForm):
    """A form with a picture."""

    file = PictureField(label="Bild")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx", "a.odt", "a.docm", "a.exe"])
def test_file_that_is_no_picture_is_refused_before_it_is_read(name: str) -> None:
    upload = SimpleUploadedFile(name, SAMPLES.get(name, b"MZ" * 200))
    form = PictureForm({}, {"file": upload})
    assert form.errors["file"] == [f"„{name}“ ist kein Bild. Möglich sind PNG und JPEG."]
    assert upload.tell() <= 12


def test_photo_of_a_phone_is_refused_with_what_to_do() -> None:
    form = PictureForm({}, {"file": SimpleUploadedFile("foto.bild", b"\0\0\0\x18ftypheic" + b"\0" * 200)})
    assert "ein Foto im Format HEIC" in form.errors["file"][0]
