"""Mails about reports."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator

from neuss_integration.accounts.models import User
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.mailing.models import Mail
from neuss_integration.mailing.services import queue_mail
from reporting.models import Publication, PublicationRun, Report, ReportReviewer

REVIEW_TEXT = """Guten Tag,

{who} bittet Sie, den Bericht „{title}“ durchzusehen, bevor er freigegeben wird.
{message}
Sie können jeden Abschnitt lesen und eine Anmerkung dazu schreiben{until}:
{url}

Wenn Sie fertig sind, sagen Sie es bitte auf dieser Seite mit „Ich habe den Bericht durchgesehen“.
"""
REMINDER_TEXT = """Guten Tag,

der Bericht „{title}“ ist in Abstimmung, und Sie sind gebeten, ihn durchzusehen. Anmerkungen sind bis {until} möglich:
{url}

Haben Sie nichts anzumerken? Dann sagen Sie es bitte auf dieser Seite mit „Ich habe den Bericht durchgesehen“.
"""
PUBLISHED_TEXT = """Guten Tag,

der Bericht „{title}“ ist veröffentlicht. Er hat {pages}.

Ansehen und herunterladen, nach der Anmeldung:
{url}

Bitte bewahren Sie diese E-Mail auf. Mit der Prüfsumme lässt sich später beweisen, dass nichts
geändert oder gelöscht wurde:
{chain}
"""
PREPARED_TEXT = """Guten Tag,

der Bericht „{title}“ ist fertig gesetzt: {pages}. Veröffentlicht ist er noch nicht.

Bitte sehen Sie das PDF an. Auf derselben Seite veröffentlichen Sie den Bericht oder nehmen ihn zurück in den Entwurf:
{url}
"""
RUN_TEXT = """Guten Tag,

das Setzen des Berichts „{title}“ ist nicht fertig geworden: {error}

{what}
{url}
"""
PROOF_TEXT = """Guten Tag,

der Probedruck des Berichts „{title}“ ist gesetzt: {pages}, {hints} zum Satz.

Ansehen, nach der Anmeldung:
{url}
"""
PROOF_FAILED_TEXT = """Guten Tag,

der Probedruck des Berichts „{title}“ konnte nicht gesetzt werden: {error}

Auf dieser Seite können Sie es noch einmal versuchen:
{url}
"""
AGAIN = "Es beginnt von selbst noch einmal. Sie müssen nichts tun."
NOT_AGAIN = "Es ist nichts veröffentlicht. Auf dieser Seite können Sie es noch einmal versuchen:"
WITHDRAWN_TEXT = """Guten Tag,

der Bericht „{title}“ ist zurückgezogen und wird nicht mehr angeboten.

Begründung: {reason}

{url}
"""


def queue_review_mail(reviewer: ReportReviewer, message: str) -> Mail:
    """The person is asked by mail; once per report."""
    report = reviewer.report
    text = REVIEW_TEXT.format(
        who=reviewer.invited_by,
        title=report.title,
        url=address_of(report),
        until=f", bitte bis {report.review_until:%d.%m.%Y}" if report.review_until else "",
        message=f"\n{Truncator(message.strip()).chars(2000)}\n" if message.strip() else "",
    )
    subject = f"Bitte durchsehen: {report.title}"
    key = f"report-review-{report.pk}-{reviewer.user_id}"
    return queue_mail(key=key, kind="report_review", to=reviewer.user, subject=subject, text=text)


def queue_review_reminder(reviewer: ReportReviewer) -> Mail:
    """Who was asked and has not answered hears that the deadline is near; once per deadline."""
    report = reviewer.report
    until = f"{report.review_until:%d.%m.%Y}"
    text = REMINDER_TEXT.format(title=report.title, until=until, url=address_of(report))
    key = f"report-review-reminder-{report.pk}-{reviewer.user_id}-{report.review_until}"
    subject = f"Bis {until}: {report.title} durchsehen"
    return queue_mail(key=key, kind="report_review", to=reviewer.user, subject=subject, text=text)


def queue_publication_mail(publication: Publication, person: User) -> Mail:
    """The person hears that the report is published; once."""
    report = publication.report
    text = PUBLISHED_TEXT.format(
        title=report.title,
        pages=count_of(publication.page_count, "Seite"),
        url=address_of(report),
        chain=publication.chain_sha256,
    )
    key = f"report-published-{publication.pk}-{person.pk}"
    subject = f"Veröffentlicht: {report.title}"
    return queue_mail(key=key, kind="report_published", to=person, subject=subject, text=text, is_circular=True)


def queue_prepared_mail(run: PublicationRun, pages: int) -> Mail:
    """Who asked for the run hears that its files are there to be looked at; once."""
    title, url = run.report.title, _address_of_run(run)
    text = PREPARED_TEXT.format(title=title, pages=count_of(pages, "Seite"), url=url)
    subject = f"Fertig gesetzt: {title}"
    return queue_mail(key=f"report-run-{run.pk}", kind="report_run", to=run.requested_by, subject=subject, text=text)


def queue_run_mail(run: PublicationRun, *, is_again: bool) -> Mail:
    """Who asked for the run hears that it failed, and whether it begins again by itself; once."""
    report = run.report
    what = AGAIN if is_again else NOT_AGAIN
    text = RUN_TEXT.format(title=report.title, error=run.error, what=what, url=_address_of_run(run))
    subject = f"{'Unterbrochen' if is_again else 'Fehlgeschlagen'}: Setzen von {report.title}"
    return queue_mail(key=f"report-run-{run.pk}", kind="report_run", to=run.requested_by, subject=subject, text=text)


def queue_proof_mail(report: Report, person: User, key: str, *, pages: int, hints: int) -> Mail:
    """Who asked for the proof hears that it is there; once per `key`."""
    words = count_of(hints, "Hinweis") if hints else "keine Hinweise"
    url = urljoin(settings.SITE_URL, reverse("reporting:report-proof", args=[report.pk]))
    text = PROOF_TEXT.format(title=report.title, pages=count_of(pages, "Seite"), hints=words, url=url)
    return queue_mail(key=key, kind="report_proof", to=person, subject=f"Probedruck: {report.title}", text=text)


def queue_failed_proof_mail(report: Report, person: User, key: str, error: str) -> Mail:
    """Who asked for the proof hears why there is none; once per `key`."""
    url = urljoin(settings.SITE_URL, reverse("reporting:report-proof", args=[report.pk]))
    text = PROOF_FAILED_TEXT.format(title=report.title, error=error, url=url)
    subject = f"Fehlgeschlagen: Probedruck von {report.title}"
    return queue_mail(key=key, kind="report_proof", to=person, subject=subject, text=text)


def queue_withdrawal_mail(report: Report, person: User, reason: str) -> Mail:
    """The person hears that the report is offered no longer, and why; once."""
    text = WITHDRAWN_TEXT.format(title=report.title, reason=reason.strip(), url=address_of(report))
    key = f"report-withdrawn-{report.pk}-{person.pk}"
    subject = f"Zurückgezogen: {report.title}"
    return queue_mail(key=key, kind="report_withdrawn", to=person, subject=subject, text=text, is_circular=True)


def _address_of_run(run: PublicationRun) -> str:
    return urljoin(settings.SITE_URL, reverse("reporting:report-run", args=[run.report_id]))


def address_of(report: Report) -> str:
    """The whole address of the page of `report`."""
    return urljoin(settings.SITE_URL, report.get_absolute_url())
