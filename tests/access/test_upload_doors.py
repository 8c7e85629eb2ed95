"""Each form that takes a file, found on the pages themselves, and archives made to cost minutes."""

import io
import time
import zipfile
from typing import Final

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve

from tests.access.scene import Scene
from tests.access.test_foreign_ids import SIGNED_IN, forms_of, is_taken
from tests.access.test_offers import filled

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


def test_doors_are_those_that_there_are(doors: Doors) -> None:
    """A new door is tried by itself; that it was found is seen here."""
    assert set(doors) == DOORS
