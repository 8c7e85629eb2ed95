"""From a frozen snapshot to the files that are looked at and then published: what the worker does, step by step.

A run begins once, tells each step, shows signs of life, and ends in one transaction that holds all files together.
A worker that dies leaves a run without signs of life; nothing is half there.
"""

import datetime as dt
import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache import caches
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.foundation.pdf import EmbeddedFile, PdfError
from neuss_integration.foundation.pdf.checks import html_text, inspect
from neuss_integration.foundation.pdf.coverage import clean
from neuss_integration.foundation.pdf.parts import Volume, render_volumes
from neuss_integration.foundation.pdf.pdf_a2 import for_archives
from neuss_integration.foundation.troubles import trouble_of
from neuss_integration.foundation.words.nouns import further_of
from reporting.content.pictures import picture_assets
from reporting.content.schema import upgraded
from reporting.enums import FileKind, RunState, RunStep
from reporting.formats.files import JSON, PDF, MadeFile, other_files
from reporting.formats.html import report_html
from reporting.mails import queue_prepared_mail, queue_run_mail
from reporting.models import PreparedFile, PublicationRun, Report
from reporting.publication.recount import differences

HEARTBEAT_SECONDS = 5
MAIN_VOLUME = "Hauptband"
VOLUME_FILES = ((FileKind.MAIN, "-hauptband.pdf"), (FileKind.ANNEX, "-anhangband.pdf"))
MAX_HIGHLIGHTS = 3
UNEXPECTED = (
    "Beim Erzeugen des PDF ist ein unerwarteter Fehler aufgetreten. Die Fachadministration findet ihn im Protokoll."
)

logger = logging.getLogger(__name__)


class RunEnded(Exception):
    """The run was ended by somebody else meanwhile; this worker stops."""


def execute_run(run_id: int) -> None:
    """The files of the run are there to be looked at, or it has failed with a sentence. A run begins only once."""
    run = _begin(run_id)
    if run is None:
        return
    try:
        with _signs_of_life(run.pk):
            pdf, pages, volumes = _make_pdf(run)
            content = upgraded(json.loads(run.snapshot.content))
            pictures = {sha256: picture.content for sha256, picture in picture_assets(content).items()}
            others = other_files(
                content, run.snapshot.content, pictures, lambda text: _report_step(run, RunStep.CHECK, text)
            )
            _report_step(run, RunStep.STORE)
        _prepare(run, pages, [*_whole(pdf), *volumes, *others])
    except RunEnded:
        logger.warning("Publication run %s was ended while it was working.", run.pk)
    except PdfError as error:
        _fail(run.pk, str(error))
    except Exception as error:
        trouble = trouble_of(error)
        _fail(run.pk, UNEXPECTED if trouble is None else trouble.sentence)
        raise


def end_run(run: PublicationRun, state: RunState, *, error: str = "") -> None:
    """The locked `run` is over."""
    run.state, run.error, run.finished_at = state, error, timezone.now()
    run.save(update_fields=["state", "error", "finished_at"])


def _begin(run_id: int) -> PublicationRun | None:
    with transaction.atomic():
        run = PublicationRun.objects.select_for_update().get(pk=run_id)
        if run.state != RunState.QUEUED:
            return None
        run.state, run.step, run.heartbeat_at = RunState.RUNNING, RunStep.HTML, timezone.now()
        run.save(update_fields=["state", "step", "heartbeat_at"])
    return PublicationRun.objects.select_related("snapshot", "report").get(pk=run_id)


def _make_pdf(run: PublicationRun) -> tuple[bytes, int, list[MadeFile]]:
    content = json.loads(run.snapshot.content)
    if sentence := sentence_on_differences(content):
        raise PdfError(sentence)
    html = report_html(content)
    _report_step(run, RunStep.RENDER)
    attachment = EmbeddedFile(
        "fortschreibung.json", run.snapshot.content.encode(), JSON, "Alle Angaben dieses Berichts als Daten"
    )
    created = dt.datetime.fromisoformat(content["created_at"])
    pdf, volumes = render_volumes(
        html,
        front=MAIN_VOLUME,
        cache=caches["pdf"],
        attachments=[attachment],
        pictures=picture_assets(content),
        created=created,
        progress=lambda text: _report_step(run, RunStep.RENDER, text),
    )
    _report_step(run, RunStep.CHECK)
    return pdf, _checked_pages(pdf, html), _checked_volumes(volumes)


def _whole(pdf: bytes) -> list[MadeFile]:
    """The report in one file, with its data, and for archives without."""
    return [
        MadeFile(FileKind.REPORT, ".pdf", PDF, pdf),
        MadeFile(FileKind.ARCHIVE, "-archiv.pdf", PDF, for_archives(pdf)),
    ]


def _checked_volumes(volumes: list[Volume]) -> list[MadeFile]:
    """The volumes as files. Raises PdfError when one does not keep both standards."""
    for volume in volumes:
        if problems := inspect(volume.content).problems:
            raise PdfError(f"{volume.name}: {' '.join(problems)}")
    return [
        MadeFile(kind, ending, PDF, volume.content)
        for (kind, ending), volume in zip(VOLUME_FILES, volumes, strict=False)
    ]


def sentence_on_differences(content: dict[str, Any]) -> str:
    """Names the figures of the frozen report that came out differently when they were recounted; empty if none did."""
    if not (found := differences(upgraded(content))):
        return ""
    rest = len(found) - MAX_HIGHLIGHTS
    more = f" Dazu {further_of(rest, 'Zahl')}." if rest > 0 else ""
    return f"Zahlen des Berichts stimmen nicht: {' '.join(found[:MAX_HIGHLIGHTS])}{more}"


def _checked_pages(pdf: bytes, html: str) -> int:
    """The number of pages of a PDF that keeps both standards and reads aloud word for word as its HTML.

    Raises PdfError otherwise.
    """
    facts = inspect(pdf)
    problems = list(facts.problems)
    if facts.text != html_text(clean(html)):
        problems.append("Der Text für Vorleseprogramme weicht vom gedruckten Text ab.")
    if problems:
        raise PdfError(" ".join(problems))
    return facts.pages


def _prepare(run: PublicationRun, pages: int, files: list[MadeFile]) -> None:
    """All files are there and the person who asked is told, or nothing is."""
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=run.report_id)
        current = PublicationRun.objects.select_for_update().get(pk=run.pk)
        if current.state != RunState.RUNNING:
            raise RunEnded
        for file in files:
            PreparedFile.objects.create(
                run=current,
                kind=file.kind,
                name=f"{report.file_stem}{file.ending}",
                media_type=file.media_type,
                size=len(file.content),
                content=file.content,
            )
        PublicationRun.objects.filter(pk=current.pk).update(page_count=pages)
        end_run(current, RunState.DONE)
        queue_prepared_mail(run, pages)


def _report_step(run: PublicationRun, step: RunStep, detail: str = "") -> None:
    updated = PublicationRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(
        step=step, detail=detail[:200], heartbeat_at=timezone.now()
    )
    if not updated:
        raise RunEnded


def _fail(run_id: int, sentence: str) -> None:
    with transaction.atomic():
        locked = PublicationRun.objects.select_for_update(of=("self",))
        run = locked.select_related("report", "requested_by").get(pk=run_id)
        if run.is_active:
            end_run(run, RunState.FAILED, error=sentence)
            queue_run_mail(run, is_again=False)
            record(AuditEvent.JOB_FAILED, by=run.requested_by, detail=str(run.report))


@contextmanager
def _signs_of_life(run_id: int) -> Iterator[None]:
    """While the block runs, the run shows every few seconds that its worker lives."""
    done = threading.Event()

    def beat() -> None:
        while not done.wait(HEARTBEAT_SECONDS):
            try:
                PublicationRun.objects.filter(pk=run_id, state=RunState.RUNNING).update(heartbeat_at=timezone.now())
            except DatabaseError:
                logger.warning("No sign of life could be stored for publication run %s.", run_id, exc_info=True)
            finally:
                connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
