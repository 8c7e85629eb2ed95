"""Each form that takes a file, found on the pages themselves, and archives made to cost minutes."""

import io
import re
import time
import zipfile
from http import HTTPStatus
from typing import Any, Final

import lxml.html
import pytest
from django.contrib.messages import ERROR, get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import resolve

from tests.access.scene import Scene
from tests.access.test_foreign_ids import SIGNED_IN, forms_of, is_taken
from tests.access.test_offers import filled
from tests.attachments.samples import PDF, docx, with_part
from tests.factories import picture_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]
ENTRIES: Final = 100_000
SECONDS: Final = 3
"""Of processor time of the web process, for each file."""
DOORS: Final = {
    "maintenance:import",
    "measures:attachment-list",
    "measures:import-start",
    "measures:offline-upload",
    "measures:progress-detail",
    "measures:progress-on-behalf",
    "publicity:item-picture",
    "reporting:picture-create",
    "roundtables:need-import",
    "roundtables:paper-attach",
    "success_factors:area-import",
    "success_factors:request-detail",
    "success_factors:table-import",
    "success_factors:value-import",
}
ATTACHMENTS: Final = {
    "measures:attachment-list",
    "measures:progress-detail",
    "measures:progress-on-behalf",
    "roundtables:paper-attach",
    "success_factors:request-detail",
}
WHAT_TO_DO: Final = re.compile("[Bb]itte|Möglich sind")
PHOTO: Final = picture_bytes(600, 400, form="JPEG")
PICTURES: Final = {"publicity:item-picture", "reporting:picture-create"}
Doors = dict[str, tuple[str, str, lxml.html.FormElement]]
"""By the name of the address: who may, where the form is sent, and the form."""


def files_of(form: lxml.html.FormElement) -> list[str]:
    return [each.get("name", "") for each in form.xpath(".//input[@type='file']")]


@pytest.fixture(scope="module")
def doors(scene: Scene) -> Doors:
    found: Doors = {}
    for column in SIGNED_IN:
        for action, form in forms_of(scene, column).items():
            if files_of(form):
                found.setdefault(resolve(action).view_name, (column, action, form))
    return found


@pytest.fixture(scope="module")
def archive() -> bytes:
    """Of 8 MB, and nothing in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        for number in range(ENTRIES):
            parts.writestr(str(number), b"")
    return made.getvalue()


@pytest.mark.parametrize("ending", ["xlsx", "docx", "ods", "csv", "png"])
def test_archive_of_100000_parts_is_refused_at_each_door(
    scene: Scene, doors: Doors, archive: bytes, ending: str
) -> None:
    found = {}
    for kind, (column, action, form) in doors.items():
        files = {name: SimpleUploadedFile(f"a.{ending}", archive) for name in files_of(form)}
        before = time.process_time()
        taken = is_taken(scene.browser(column), action, dict(filled(form)) | files)
        if taken or time.process_time() - before > SECONDS:
            found[kind] = taken, time.process_time() - before
    assert found == {}


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (
            "foto.jpg",
            picture_bytes(600, 400, form="JPEG") + b"\0\0\0\x18ftypmp42" + b"film" * 500,
            ATTACHMENTS | PICTURES,
        ),
        ("bericht.pdf", b"\r\n\r\n" + PDF + b"\r\n-- \r\nGesendet mit dem Telefon", ATTACHMENTS),
        ("CON.pdf", PDF, ATTACHMENTS),
        ("foto.heic", b"\0\0\0\x18ftypheic" + b"\0" * 500, set()),
        ("liste.docm", with_part(docx(), "word/vbaProject.bin"), set()),
        ("liste.docx", with_part(docx(), "word/vbaProject.bin"), set()),
    ],
    ids=["film behind a photo", "words around a PDF", "name of a device", "HEIC", "macros", "hidden macros"],
)
def test_files_of_phones_and_offices_are_refused_at_every_other_door(
    scene: Scene, doors: Doors, name: str, content: bytes, expected: set[str]
) -> None:
    """What is wrong with other fields of the form is no matter here."""
    found = {}
    for kind, (column, action, form) in doors.items():
        files = {field: SimpleUploadedFile(name, content) for field in files_of(form)}
        found[kind] = wrong_with(scene.browser(column), action, sent_by_hand(form), files)
    assert {kind for kind, said in found.items() if not said} == expected
    assert [said for said in found.values() if said and not WHAT_TO_DO.search(said)] == []


def sent_by_hand(form: lxml.html.FormElement) -> dict[str, str]:
    """What is sent with the button that saves: what a page saves by itself carries no file."""
    data = dict(filled(form))
    return data | {"action": "draft"} if "action" in data else data


def wrong_with(client: Client, action: str, data: dict[str, str], files: dict[str, Any]) -> str:
    """What the page says at the file; empty where it says nothing. What was saved is taken back."""
    with transaction.atomic():
        answer = client.post(action, data | files)
        transaction.set_rollback(True)
    told = [str(message) for message in get_messages(answer.wsgi_request) if message.level == ERROR]
    if answer.status_code == HTTPStatus.OK:
        page = lxml.html.fromstring(answer.content.decode())
        for field in files:
            told += [each.text_content() for each in page.xpath(f"//*[@id='id_{field}_error']")]
    return " ".join(" ".join(told).split())


def test_doors_are_those_that_there_are(doors: Doors) -> None:
    """A new door is tried by itself; that it was found is seen here."""
    assert set(doors) == DOORS
