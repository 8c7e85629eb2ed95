"""The form field for files."""

from django.core.files.uploadedfile import SimpleUploadedFile

from neuss_integration.foundation.attachments.forms import AttachmentField
from neuss_integration.foundation.forms.base import BaseForm
from tests.attachments.samples import PDF


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
