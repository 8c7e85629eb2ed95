"""The demo as a whole: loaded once for this module, with its PDF."""

import datetime as dt
import io
import re
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from measures.enums import MeasureState, ProgressState, RoundState
from measures.models import Measure, MeasureEvent, ProgressEvent, ProgressReport, ReportingRound
from neuss_integration.accounts.models import User
from neuss_integration.demo.calendar import DemoCalendar, workday
from neuss_integration.demo.dating import STORED
from neuss_integration.mailing.models import Mail
from reporting.enums import ReportState
from reporting.models import Publication, PublicationFile, Report, Section
from success_factors.models import Assessment, ConceptEdition, Goal, IndicatorValue, ValueEvidence
from tests.access.german import faults, shown
from tests.reporting.words import words_of_document
from tests.statements.forms import tables_of_workbook

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def load() -> str:
    out = io.StringIO()
    with override_settings(DEMO_MODE=True):
        call_command("load_demo", stdout=out)
    return out.getvalue()


def flush() -> None:
    """Everything is gone, also the pictures: what keeps them for ever in SQLite is set aside meanwhile.

    What notes a change comes back with the flush.
    """
    asked = (
        "SELECT name, sql FROM sqlite_master"
        " WHERE type = 'trigger' AND tbl_name = 'reporting_picturefile' AND name NOT LIKE '%noted'"
    )
    with connection.cursor() as cursor:
        triggers = cursor.execute(asked).fetchall() if connection.vendor == "sqlite" else []
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        call_command("flush", interactive=False, verbosity=0)
        for _, sql in triggers:
            cursor.execute(sql)


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker):
    """The demo is really committed, for the PDF is made by another process; removed after the module."""
    with django_db_blocker.unblock():
        try:
            yield load()
        finally:
            flush()


def rounds() -> list[ReportingRound]:
    return list(ReportingRound.objects.order_by("due_on"))


def states_of(reporting_round: ReportingRound) -> Counter[str]:
    return Counter(reporting_round.reports.values_list("state", flat=True))


def test_demo_has_the_45_measures_with_their_sources():
    assert Measure.objects.exclude(sources="").count() == 45
    assert not Measure.objects.exclude(sources="").filter(internal_note="").exists()


def test_demo_has_two_closed_rounds_and_an_open_one():
    assert [one.state for one in rounds()] == [RoundState.CLOSED, RoundState.CLOSED, RoundState.OPEN]


def test_closed_rounds_have_accepted_answers_and_offices_that_did_not_answer():
    for closed in rounds()[:2]:
        assert set(states_of(closed)) == {ProgressState.ACCEPTED, ProgressState.NO_RESPONSE}


def test_open_round_has_every_state_that_is_possible_in_it():
    assert set(states_of(rounds()[2])) == set(ProgressState) - {ProgressState.NO_RESPONSE, ProgressState.EXCLUDED}


def test_open_round_has_unchanged_answers_accepted_and_waiting():
    unchanged = rounds()[2].reports.filter(is_unchanged=True)
    assert set(unchanged.values_list("state", flat=True)) == {ProgressState.ACCEPTED, ProgressState.SUBMITTED}


def test_stadtbibliothek_has_an_open_task_with_a_last_answer():
    task = rounds()[2].reports.get(department__name="Stadtbibliothek")
    assert task.state == ProgressState.OPEN
    assert task.previous is not None


def test_returned_answers_carry_a_question():
    assert not ProgressReport.objects.filter(state=ProgressState.RETURNED, return_comment="").exists()
    assert ProgressEvent.objects.filter(transition="return").exclude(comment="").count() >= 6


def test_measures_ended_through_their_reports():
    ended = MeasureEvent.objects.exclude(transition="create").values_list("to_state", flat=True)
    assert {MeasureState.ROUTINE, MeasureState.COMPLETED, MeasureState.DROPPED} <= set(ended)


def test_measure_started_later_was_asked_about_later():
    late = Measure.objects.get(title__startswith="Jugendprogramm")
    assert [report.round for report in late.progress_reports.order_by("pk")] == rounds()[1:]


def test_published_report_has_its_pdf_since_a_year_and_a_half():
    publication = Publication.objects.get()
    pdf = publication.files.get(kind="report")
    assert bytes(pdf.content).startswith(b"%PDF")
    assert timezone.now() - publication.published_at > dt.timedelta(days=330)


def test_reports_go_to_the_committee_of_their_day():
    day = timezone.localdate(Publication.objects.get().published_at)
    assert Publication.objects.get().report.committee.is_valid_on(day)
    assert Report.objects.get(state=ReportState.DRAFT).committee.is_valid_on(timezone.localdate())


def test_what_is_made_up_says_so():
    assert all("Demonstrationstext" in one.instructions for one in rounds())
    assert all("Demonstrationstext" in each.text for each in Section.objects.filter(kind="foreword"))


def test_events_name_different_people_on_different_days():
    actors = set(ProgressEvent.objects.values_list("actor", flat=True))
    days = {timezone.localdate(at) for at in ProgressEvent.objects.values_list("at", flat=True)}
    assert len(actors) >= 10
    assert len(days) >= 12


def test_nothing_happened_after_the_demo_was_loaded_or_on_a_weekend():
    days = {timezone.localdate(at) for at in ProgressEvent.objects.values_list("at", flat=True)}
    assert max(days) < timezone.localdate()
    assert days == {workday(day) for day in days}


def test_answer_is_never_decided_by_the_person_who_gave_it():
    decided = ProgressReport.objects.filter(decided_by__isnull=False)
    assert not any(report.decided_by_id == report.submitted_by_id for report in decided)


def test_latest_progress_is_the_newest_accepted_answer():
    for measure in Measure.objects.filter(progress_reports__state=ProgressState.ACCEPTED).distinct():
        newest = measure.progress_reports.accepted().order_by("-round__period_end")[0]
        assert measure.latest_progress == newest


def test_history_begins_when_the_measure_was_entered():
    measure = Measure.objects.get(title__startswith="Treff 20")
    assert measure.history.earliest().history_date == measure.created_at
    assert measure.created_at < rounds()[0].opened_at


def test_loading_twice_changes_nothing_and_says_so(demo):
    tables = [*STORED, User, Publication]
    before = [table._default_manager.count() for table in tables]
    said = load()
    assert [table._default_manager.count() for table in tables] == before
    pieces = len(demo.splitlines())
    assert demo.count(": angelegt.") == said.count(": schon vorhanden, unverändert.") == pieces


def test_demo_is_refused_outside_demo_mode(settings):
    settings.DEMO_MODE = False
    with pytest.raises(CommandError, match="nie in echten Daten"):
        call_command("load_demo")


@pytest.mark.parametrize(
    "today", [dt.date(2026, 1, 2), dt.date(2026, 4, 30), dt.date(2027, 5, 1), dt.date(2028, 2, 29)]
)
def test_calendar_puts_everything_in_the_past_in_its_order(today):
    calendar = DemoCalendar(today)
    days = [
        *calendar.catalogue_entered,
        calendar.first_round.opened,
        calendar.first_round.closed,
        calendar.report_begun,
        calendar.published,
        calendar.late_measure_entered,
        calendar.second_round.opened,
        calendar.second_round.closed,
        calendar.open_round.opened,
        calendar.draft_begun,
        today,
    ]
    assert days == sorted(days)


def test_both_naturalisation_numbers_of_2015_are_kept_and_one_is_used(demo):
    rows = IndicatorValue.objects.filter(indicator__name="Einbürgerungen pro Jahr", reference_date__year=2015)
    assert sorted(rows.values_list("value", "is_used")) == [(371, True), (430, False)]
    assert not rows.filter(use_reason="").exists()


def test_judgements_of_the_demo_say_that_they_are_made_up(demo):
    assert Assessment.objects.count() == 29
    assert not Assessment.objects.exclude(rationale__startswith="Demonstration").exists()


def test_value_that_waits_to_be_released_has_a_file_as_evidence(demo):
    file = ValueEvidence.objects.get()
    assert (file.request.state, file.name, file.added_by.email) == (
        "submitted",
        "auswertung.docx",
        "integrationsamt@neuss.example",
    )


def test_real_editions_are_adopted_and_made_up_goals_say_so(demo):
    adopted = ConceptEdition.objects.filter(state="adopted").order_by("adopted_date")
    assert [edition.title for edition in adopted] == ["Integrationskonzept 2009", "Integrationskonzept 2020"]
    assert Goal.objects.count() == 10
    assert not Goal.objects.exclude(text__startswith="Demonstration").exists()


def test_every_mail_of_the_demo_and_its_calendar_is_read_as_german(demo):
    kinds = set()
    for mail in Mail.objects.all():
        entry = mail.calendar.replace("\r\n ", "").replace("\\n", "\n")
        lines = re.findall(r"^(?:SUMMARY|DESCRIPTION|LOCATION)[^:\n]*:(.*)$", entry, re.MULTILINE)
        texts = (mail.subject, mail.text, shown(mail.html or "<p></p>"), "\n".join(lines).replace("\\,", ","))
        assert [found for text in texts for found in faults(text)] == [], mail.kind
        kinds.add(mail.kind)
    assert kinds >= {"progress", "meeting", "report_published"}


def test_published_files_of_the_demo_are_read_as_german(demo):
    files = {each.kind: bytes(each.content) for each in PublicationFile.objects.all()}
    sheets = tables_of_workbook(files["workbook"])
    texts = {
        "workbook": "\n".join(str(cell) for rows in sheets.values() for row in rows for cell in row.values() if cell),
        "document": words_of_document(files["document"]),
        "paper": files["paper"].decode(),
    }
    assert {kind: found for kind, text in texts.items() if (found := faults(text))} == {}
