"""The proof: the draft as the PDF it would be, marked on each page, with hints for the setting. Made by the worker.

It is no record: it lies in the cache of the PDF engine, one for each report, until a newer one takes its place.
"""

import datetime as dt
import io
import logging
from dataclasses import dataclass, field, replace

import pikepdf
from django.core.cache import caches
from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import access_of
from neuss_integration.foundation.pdf import PdfError
from neuss_integration.foundation.pdf.page_checks import page_hints
from neuss_integration.foundation.pdf.parts import render_parts
from neuss_integration.operations.pdf import UNEXPECTED
from reporting.content.pictures import picture_assets
from reporting.content.shape import Content
from reporting.content.snapshot import build_snapshot
from reporting.content.wording import date_label
from reporting.formats.html import report_html
from reporting.mails import queue_failed_proof_mail, queue_proof_mail
from reporting.models import Report

GIVEN_UP_AFTER = dt.timedelta(minutes=15)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof as it stands: asked for at a moment, then with its file and hints, or with a sentence why not.

    `content` is what it was set from, for the Themenberichte that are extracts of it.
    """

    asked_at: dt.datetime
    pdf: bytes = b""
    hints: tuple[str, ...] = ()
    error: str = ""
    content: Content | None = field(default=None, repr=False)

    @property
    def is_under_way(self) -> bool:
        """The worker has it, and has not had it for too long."""
        return not (self.pdf or self.error) and timezone.now() - self.asked_at < GIVEN_UP_AFTER


def proof_of(report: Report) -> Proof | None:
    """The last proof of `report`, if there was one and it is kept."""
    return caches["pdf"].get(_key(report.pk))


def ask_for_proof(report: Report) -> bool:
    """A proof is asked for; False when one is under way already."""
    before = proof_of(report)
    if before is not None and before.is_under_way:
        return False
    caches["pdf"].set(_key(report.pk), Proof(timezone.now()))
    return True


def make_proof(report_id: int, asked_by: int | None = None) -> None:
    """The proof of the report is there, or says why it is not; the person `asked_by` hears of it by mail."""
    report = Report.objects.select_related("committee").get(pk=report_id)
    asked = proof_of(report) or Proof(timezone.now())
    try:
        made = _set(report, asked)
    except PdfError as error:
        made = replace(asked, error=str(error))
    except Exception:
        logger.exception("The proof of report %s could not be set.", report_id)
        made = replace(asked, error=UNEXPECTED)
    caches["pdf"].set(_key(report_id), made)
    person = User.objects.filter(pk=asked_by).first()
    if access_of(person).has(Permission.COMPOSE_REPORTS):
        _tell(report, person, made)


def _tell(report: Report, person: User, made: Proof) -> None:
    key = f"report-proof-{report.pk}-{person.pk}-{made.asked_at.isoformat()}"
    with transaction.atomic():
        if made.error:
            queue_failed_proof_mail(report, person, key, made.error)
            return
        with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
            pages = len(pdf.pages)
        queue_proof_mail(report, person, key, pages=pages, hints=len(made.hints))


def _set(report: Report, asked: Proof) -> Proof:
    content = build_snapshot(report)
    created = dt.datetime.fromisoformat(content["created_at"])
    html = report_html(content, draft=draft_of(content))
    pdf = render_parts(html, cache=caches["pdf"], pictures=picture_assets(content), created=created)
    return replace(asked, pdf=pdf, hints=tuple(page_hints(pdf)), content=content)


def draft_of(content: Content) -> str:
    """What stands on each page that is set from the `content` of a draft."""
    return f"Entwurf vom {date_label(timezone.localdate(dt.datetime.fromisoformat(content['created_at'])))}"


def _key(report_id: int) -> str:
    return f"proof-with-content-{report_id}"
