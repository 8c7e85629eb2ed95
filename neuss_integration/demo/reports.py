"""The two reports of the demo: one published about a year and a half ago, one being written."""

import datetime as dt
import tomllib
from pathlib import Path

from django.utils import timezone

from neuss_integration.accounts.models import User
from neuss_integration.city.enums import CommitteeKind
from neuss_integration.city.master_data.completing import known_ids
from neuss_integration.city.models import Committee
from neuss_integration.demo.accounts import person
from neuss_integration.demo.calendar import moment
from neuss_integration.demo.dating import dated, move_times
from neuss_integration.demo.drawings import round_table
from neuss_integration.demo.measures import key_of
from reporting.enums import ReportState, RunState
from reporting.models import PublicationRun, Report, ReportEvent
from reporting.publication.worker import execute_run
from reporting.services.consultations import add_report_consultation
from reporting.services.pictures import add_picture
from reporting.services.publishing import publish_report
from reporting.services.reports import create_report, release_report, retry_publication
from reporting.services.sections import add_own_section, write_section

FILE = Path(__file__).parent / "answers" / "reports.toml"


class PublishingFailed(Exception):
    """The PDF of the demo could not be made; `str()` is the sentence of the run."""


def begin(name: str, period: tuple[dt.date, dt.date], day: dt.date, meeting_on: dt.date | None = None) -> Report:
    """The report `name` is a draft since `day`, for the committee valid on that day and its meeting, if known."""
    texts = tomllib.loads(FILE.read_text(encoding="utf-8"))[name]
    by = person("koordination")
    values = {
        "title": texts["title"].format(period=f"{period[0].year}–{period[1].year}"),
        "paper_number": texts.get("paper_number", ""),
        "period_start": period[0],
        "period_end": period[1],
        "committee": committee_on(day),
        "meeting_on": meeting_on,
    }
    with dated(moment(day, 10, 15)):
        report = create_report(by=by, values=values, submission_key=key_of("report", name))
        for section in report.sections.filter(kind__in=texts["sections"]):
            text = texts["sections"][section.kind].strip()
            write_section(section, by=by, expected_version=section.version, values={"text": text})
        if own := texts.get("own"):
            _add_own(report, own, by=by)
    return report


def plan_way(report: Report, name: str, day: dt.date) -> None:
    """`report` has the Beratungsfolge of `name`, its days counted from `day`; without a name it is its own Gremium."""
    committees = known_ids(Committee, "name")
    for row in tomllib.loads(FILE.read_text(encoding="utf-8"))[name]["way"]:
        named = row.get("committee")
        values = row | {"committee": Committee.objects.get(pk=committees[named]) if named else report.committee}
        values["day"] = day + dt.timedelta(days=values.pop("days"))
        add_report_consultation(report, by=person("koordination"), values=values)


def _add_own(report: Report, own: dict[str, str], *, by: User) -> None:
    """The report has a section of its own with a drawing, behind that of the Runde Tische."""
    section = add_own_section(report, by=by, title=own["title"], after=report.sections.get(kind="tables"))
    section = write_section(section, by=by, expected_version=section.version, values={"text": own["text"].strip()})
    add_picture(section, by=by, picture=round_table(), caption=own["caption"], alternative=own["alternative"])


def find(name: str) -> Report | None:
    """The report `name` of the demo, if it was begun."""
    return Report.objects.filter(submission_key=key_of("report", name)).first()


def committee_on(day: dt.date) -> Committee:
    """The committee of the people with an immigrant history on `day`, under its name of that day."""
    councils = Committee.objects.filter(kind=CommitteeKind.INTEGRATION_COUNCIL)
    return councils.valid_on(day).order_by("-valid_from")[0]


def publish(report: Report, day: dt.date) -> None:
    """The report is published, with its PDF, as of `day`. Does nothing when it is published already.

    Raises PublishingFailed with a sentence; called again, it tries again.
    """
    if report.state == ReportState.PUBLISHED:
        return
    by = person("koordination")
    if report.state == ReportState.DRAFT:
        with dated(moment(day, 9)):
            run = release_report(report, by=by, at=moment(day, 9))
    else:
        run = retry_publication(report, by=by)
    begun, at = timezone.now(), moment(day, 9, 5)
    execute_run(run.pk)
    _issue(report, run.pk, by=by, at=at)
    move_times(begun, at, (Report, Report.history.model, ReportEvent, PublicationRun))


def _issue(report: Report, run_id: int, *, by: User, at: dt.datetime) -> None:
    run = PublicationRun.objects.get(pk=run_id)
    if run.state == RunState.FAILED:
        raise PublishingFailed(run.error)
    publish_report(report, by=by, at=at)
