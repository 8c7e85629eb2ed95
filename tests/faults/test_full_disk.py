"""A disk that is full: a right sentence, nothing half done, and everything goes on once there is room.

SQLite may really not grow. PostgreSQL answers as it does when a file cannot be extended (a trigger raises 53100), for
filling the disk of the server would end the other tests; `tests/bench/fault_table.py` fills one of its own. Files are
written to a file system of 64 KB where this process may make one, else to the device that is always full.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import pytest
from django.core.cache import caches
from django.core.files import temp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test import Client

from measures.models import Measure, MeasureAttachment
from neuss_integration.accounts.services import sessions
from neuss_integration.foundation.troubles import Trouble
from reporting.enums import FileKind, ReportState, RunState
from reporting.models import PreparedFile, Publication, PublicationFile, Report
from reporting.publication.worker import execute_run
from reporting.services.publishing import publish_report
from reporting.services.reports import release_report, retry_publication
from tests.attachments.samples import PDF
from tests.factories import World, make_report, sign_in
from tests.measures.test_part_pages import URL, sent

TITLE = "<h1>Auf dem Server ist kein Platz mehr</h1>"
RAISE = """
CREATE OR REPLACE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$
"""


@contextmanager
def full_database(*tables: str) -> Iterator[None]:
    """Nothing more can be written, on PostgreSQL to these tables."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA max_page_count = 1")  # reason: SQLite takes it for "no more than there are now"
            yield
            cursor.execute("PRAGMA max_page_count = 1073741823")
            return
        cursor.execute(RAISE)
        for table in tables:
            when = f"BEFORE INSERT OR UPDATE ON {table} FOR EACH STATEMENT"
            cursor.execute(f"CREATE TRIGGER disk_is_full {when} EXECUTE FUNCTION disk_is_full()")
        yield
        cursor.execute("DROP FUNCTION disk_is_full() CASCADE")


def always_full(*args: Any, **kwargs: Any) -> IO[bytes]:
    """An open file that takes nothing."""
    return open("/dev/full", "wb")


@contextmanager
def read_only_database() -> Iterator[None]:
    """As on a disk that is full or went read-only: not a single row is written."""
    switch = "PRAGMA query_only" if connection.vendor == "sqlite" else "SET default_transaction_read_only"
    with connection.cursor() as cursor:
        cursor.execute(f"{switch} = on")
        yield
        cursor.execute(f"{switch} = off")


@pytest.fixture
def full_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder without room; where none can be made, the files that are written there are the device without any."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        monkeypatch.setattr(tempfile, "mkstemp", lambda **_: (os.open("/dev/full", os.O_WRONLY), "/dev/full"))
        monkeypatch.setattr(temp, "NamedTemporaryFile", always_full)
        yield tmp_path
        return
    with suppress(OSError):
        (tmp_path / "filling").write_bytes(bytes(1_000_000))
    opened: list[IO[bytes]] = []
    make = temp.NamedTemporaryFile

    def remembered(*args: Any, **kwargs: Any) -> IO[bytes]:
        opened.append(make(*args, **kwargs))
        return opened[-1]

    monkeypatch.setattr(temp, "NamedTemporaryFile", remembered)
    yield tmp_path
    for file in opened:
        with suppress(OSError):
            file.close()  # reason: Django leaves a file open that was cut
    subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)


@pytest.fixture
def office(world: World, client: Client) -> Client:
    client.raise_request_exception = False
    return sign_in(client, world.jugendamt_person)


LONG = "Ein langer Satz. " * 500


def typed(office: Client) -> dict[str, Any]:
    """What a browser sends of the form of the measure, with another aim."""
    form = office.get(f"{URL}bearbeiten/").context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)} | {"aim": LONG}


def test_text_that_finds_no_room_changes_nothing_and_is_saved_later(world: World, office: Client) -> None:
    before, values = Measure.objects.values().get(number="M-2017-001"), typed(office)
    with full_database("measures_measure", "measures_historicalmeasure"):
        refused = office.post(f"{URL}bearbeiten/", values)
    assert (refused.status_code, TITLE in refused.content.decode()) == (503, True)
    assert Measure.objects.values().get(number="M-2017-001") == before
    assert office.post(f"{URL}bearbeiten/", values).status_code == 302
    assert Measure.objects.get(number="M-2017-001").aim == LONG.strip()


def test_file_that_finds_no_room_is_not_half_attached(world: World, office: Client) -> None:
    content = PDF + b"%" * 500_000 + b"\n%%EOF"
    with full_database("measures_measureattachment"):
        refused = sent(office, "anlagen/", file=SimpleUploadedFile("a.pdf", content))
    assert (refused.status_code, TITLE in refused.content.decode()) == (503, True)
    assert MeasureAttachment.objects.count() == 0
    assert sent(office, "anlagen/", file=SimpleUploadedFile("a.pdf", content)).status_code == 302


def test_reading_goes_on_though_nobody_can_be_noted_as_at_work(office: Client) -> None:
    begun, session = time.time() - 600, office.session
    session[sessions.LIMITS] = {"seen": begun, "until": begun + 3600, "idle": 3600}
    session.save()
    with read_only_database():
        assert [office.get(path).status_code for path in ("/", "/massnahmen/", URL)] == [200, 200, 200]


def test_upload_that_finds_no_room_on_its_way_is_told(office: Client, full_folder: Path, settings: Any) -> None:
    settings.FILE_UPLOAD_TEMP_DIR, settings.FILE_UPLOAD_MAX_MEMORY_SIZE = str(full_folder), 1000
    refused = sent(office, "anlagen/", file=SimpleUploadedFile("a.pdf", PDF + b"%" * 200_000))
    assert (refused.status_code, TITLE in refused.content.decode()) == (503, True)
    assert MeasureAttachment.objects.count() == 0


@pytest.mark.slow
def test_report_is_made_with_a_cache_that_is_full(world: World, full_folder: Path, settings: Any) -> None:
    settings.CACHES = settings.CACHES | {"pdf": settings.CACHES["pdf"] | {"LOCATION": str(full_folder / "parts")}}
    caches["pdf"].clear()
    run = release_report(make_report(), by=world.koordination)
    execute_run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.error) == (RunState.DONE, "")


@pytest.mark.slow
def test_files_of_a_report_that_find_no_room_are_not_half_there(world: World, settings: Any) -> None:
    run = release_report(make_report(), by=world.koordination)
    with full_database("reporting_preparedfile"), pytest.raises(DatabaseError):
        execute_run(run.pk)
    run.refresh_from_db()
    told = {RunState.FAILED: Trouble.FULL.sentence, RunState.RUNNING: ""}  # no room even for that: tick begins anew
    assert (run.error, PreparedFile.objects.count()) == (told[RunState(run.state)], 0)
    settings.RUN_STALLED_SECONDS = 0
    again = retry_publication(run.report, by=world.koordination)
    execute_run(again.pk)
    again.refresh_from_db()
    assert (again.state, again.prepared_files.count()) == (RunState.DONE, len(FileKind))


@pytest.mark.slow
def test_report_that_finds_no_room_is_not_half_published(world: World) -> None:
    run = release_report(make_report(), by=world.koordination)
    execute_run(run.pk)
    with full_database("reporting_publicationfile"), pytest.raises(DatabaseError):
        publish_report(run.report, by=world.koordination)
    assert (Publication.objects.count(), PublicationFile.objects.count()) == (0, 0)
    assert Report.objects.get().state == ReportState.RELEASED
    publish_report(run.report, by=world.koordination)
    assert (PublicationFile.objects.count(), Report.objects.get().state) == (len(FileKind), ReportState.PUBLISHED)
