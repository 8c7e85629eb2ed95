"""The Abstimmung, withdrawal and correction of a report."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.mailing.models import Mail
from reporting.enums import ReportKind, ReportState
from reporting.models import Publication, Report, SectionLease
from reporting.publication.worker import execute_run
from reporting.selectors.last_report import last_report
from reporting.selectors.rhythm import next_deadline
from reporting.services.corrections import begin_correction, withdraw_publication
from reporting.services.publishing import publish_report
from reporting.services.reports import create_report, release_report
from reporting.services.review import (
    add_comment,
    end_review,
    mark_read,
    remind_of_reviews,
    request_review,
    settle_comment,
    show_presence,
)
from tests.factories import World, make_published, sign_in
from tests.reporting.test_services import values


@pytest.fixture
def reviewed(world: World, draft: Report) -> Report:
    """The draft, which the person of the Jugendamt is asked about."""
    return request_review(draft, by=world.koordination, people=[world.jugendamt_person], message="Bis Freitag, bitte.")


def comment_on(report: Report, world: World):
    return add_comment(report.sections.get(kind="foreword"), by=world.jugendamt_person, text="Zu lang")


def test_request_review_lets_the_person_in_and_writes_once(world: World, reviewed: Report) -> None:
    request_review(reviewed, by=world.koordination, people=[world.jugendamt_person])
    mail = Mail.objects.get(kind="report_review")
    assert reviewed.state == ReportState.IN_REVIEW
    assert mail.recipient == world.jugendamt_person
    assert "Bis Freitag, bitte." in mail.text
    assert reviewed.reviewers.count() == 1


def test_request_review_needs_somebody(world: World, draft: Report) -> None:
    with pytest.raises(Refused, match="mindestens eine Person"):
        request_review(draft, by=world.koordination, people=[])


@pytest.mark.parametrize(("person", "status"), [("jugendamt_person", 200), ("bibliothek_person", 404)])
def test_report_in_review_is_seen_by_those_asked_only(client, world, reviewed, person: str, status: int) -> None:
    sign_in(client, getattr(world, person))
    section = reviewed.sections.get(kind="foreword")
    urls = [
        reviewed.get_absolute_url(),
        reverse("reporting:report-preview", args=[reviewed.pk]),
        reverse("reporting:section-comments", args=[reviewed.pk, section.pk]),
    ]
    assert [client.get(url).status_code for url in urls] == [status] * 3


def test_report_after_the_review_is_seen_no_more(client, world: World, reviewed: Report) -> None:
    end_review(reviewed, by=world.koordination)
    sign_in(client, world.jugendamt_person)
    assert client.get(reviewed.get_absolute_url()).status_code == 404


def test_person_who_is_asked_cannot_change_the_text(client, world: World, reviewed: Report) -> None:
    section = reviewed.sections.get(kind="foreword")
    sign_in(client, world.jugendamt_person)
    assert client.post(section.get_absolute_url(), {"text": "Fremd"}).status_code == 403


def test_mark_read_is_kept_and_the_first_time_stands(world: World, reviewed: Report) -> None:
    first = mark_read(reviewed, by=world.jugendamt_person)
    assert mark_read(reviewed, by=world.jugendamt_person).read_at == first.read_at
    with pytest.raises(Refused):
        mark_read(reviewed, by=world.bibliothek_person)


def test_comment_is_an_open_question_until_it_is_settled(client, world: World, reviewed: Report) -> None:
    comment = comment_on(reviewed, world)
    sign_in(client, world.koordination)
    assert "1 offene Anmerkung." in client.get(reviewed.get_absolute_url()).text
    settle_comment(comment, by=world.koordination, is_resolved=True)
    assert "1 offene Anmerkung." not in client.get(reviewed.get_absolute_url()).text


def test_comment_needs_text_and_somebody_who_is_asked(world: World, reviewed: Report) -> None:
    section = reviewed.sections.get(kind="foreword")
    with pytest.raises(ValidationError):
        add_comment(section, by=world.jugendamt_person, text="  ")
    with pytest.raises(Refused):
        add_comment(section, by=world.bibliothek_person, text="Fremd")


def test_comment_is_settled_by_its_author_or_the_koordination(world: World, reviewed: Report) -> None:
    request_review(reviewed, by=world.koordination, people=[world.bibliothek_person])
    comment = comment_on(reviewed, world)
    with pytest.raises(PermissionDenied):
        settle_comment(comment, by=world.bibliothek_person, is_resolved=True)
    settled = settle_comment(comment, by=world.jugendamt_person, is_resolved=True)
    assert settled.resolved_by == world.jugendamt_person
    assert settle_comment(comment, by=world.jugendamt_person, is_resolved=False).resolved_at is None


def test_presence_is_shown_to_others_for_a_short_while(client, world: World, draft: Report) -> None:
    section = draft.sections.get(kind="outlook")
    show_presence(section, by=world.vertretung)
    url = reverse("reporting:section-editors", args=[draft.pk, section.pk])
    sign_in(client, world.koordination)
    assert client.post(url).json()["message"] == f"Hier schreibt gerade auch: {world.vertretung}"
    SectionLease.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=3))
    assert client.post(url).json()["message"] == ""


def test_withdrawn_report_says_why_and_is_offered_no_longer(client, world: World, published: Report) -> None:
    withdraw_publication(published, by=world.koordination, reason="Zahlen des Jugendamts sind falsch.")
    sign_in(client, world.integrationsrat_person)
    text = client.get(published.get_absolute_url()).text
    assert "Zahlen des Jugendamts sind falsch." in text
    assert client.get(reverse("reporting:report-download", args=[published.pk])).status_code == 404
    assert Publication.objects.get(report=published).files.count() > 0
    assert Mail.objects.filter(kind="report_withdrawn", recipient=world.integrationsrat_person).count() == 1


def test_withdrawn_report_is_neither_in_work_nor_the_last_one(world: World, published: Report) -> None:
    assert list(Publication.objects.that_hold()) == [published.publication]
    withdraw_publication(published, by=world.koordination, reason="Falsch")
    assert (list(Report.objects.in_work()), list(Publication.objects.that_hold())) == ([], [])


def test_withdrawal_needs_a_reason_and_does_not_count_in_the_rhythm(world: World, published: Report) -> None:
    with pytest.raises(Refused, match="Begründung"):
        withdraw_publication(published, by=world.koordination, reason=" ")
    assert next_deadline().due_on is not None
    withdraw_publication(published, by=world.koordination, reason="Falsch")
    assert next_deadline().due_on is None


def test_correction_takes_the_texts_and_replaces(world: World, published: Report) -> None:
    correction = begin_correction(published, by=world.koordination)
    assert begin_correction(published, by=world.koordination) == correction
    assert correction.sections.get(kind="outlook").text == "Wir bleiben dran."
    execute_run(release_report(correction, by=world.koordination).pk)
    publish_report(correction, by=world.koordination)
    published.refresh_from_db()
    assert published.state == ReportState.SUPERSEDED
    assert Publication.objects.get(report=correction).previous.report == published


def test_correction_is_compared_with_the_report_before(world: World, published: Report) -> None:
    correction = begin_correction(published, by=world.koordination)
    due = next_deadline().due_on
    run = release_report(correction, by=world.koordination)
    execute_run(run.pk)
    publish_report(correction, by=world.koordination)
    assert '"previous":null' in run.snapshot.content
    assert next_deadline().due_on == due


def test_publication_is_told_to_its_readers_once(world: World, published: Report) -> None:
    mails = Mail.objects.filter(kind="report_published")
    told = set(mails.values_list("recipient__email", flat=True))
    assert world.integrationsrat_person.email in told
    assert world.nobody.email not in told
    assert len(told) == mails.count()


def test_who_said_nothing_is_reminded_once_before_the_deadline(world: World, draft: Report) -> None:
    until = timezone.localdate() + dt.timedelta(days=2)
    people = [world.jugendamt_person, world.bibliothek_person]
    reviewed = request_review(draft, by=world.koordination, people=people, until=until)
    mark_read(reviewed, by=world.bibliothek_person)
    assert [remind_of_reviews() for _ in range(2)] == [1, 0]
    mail = Mail.objects.get(subject__startswith="Bis ")
    assert (mail.recipient, f"bis {until:%d.%m.%Y} möglich" in mail.text) == (world.jugendamt_person, True)


def test_nobody_is_reminded_long_before_or_without_a_deadline(world: World, draft: Report) -> None:
    for until in (None, timezone.localdate() + dt.timedelta(days=4)):
        request_review(draft, by=world.koordination, people=[world.jugendamt_person], until=until)
        assert remind_of_reviews() == 0


def test_deadline_in_the_past_is_refused(client, world: World, draft: Report) -> None:
    sign_in(client, world.koordination)
    sent = {"people": [world.jugendamt_person.pk], "until": "01.01.2020"}
    response = client.post(reverse("reporting:report-review", args=[draft.pk]), sent)
    assert "Der Tag liegt in der Vergangenheit." in response.text


def test_zwischenbericht_leaves_the_rhythm_and_the_comparison_alone(world: World) -> None:
    last, before = make_published(), next_deadline()
    with time_machine.travel(timezone.now() + dt.timedelta(days=30)):
        make_published(kind=ReportKind.INTERIM)
    assert (next_deadline().due_on, last_report().publication.report) == (before.due_on, last)


def test_zwischenbericht_may_be_in_work_beside_a_fortschreibung(world: World, draft: Report) -> None:
    for _ in range(2):
        create_report(by=world.koordination, values=values(world) | {"kind": ReportKind.INTERIM})
    assert Report.objects.in_work().count() == 3
