"""The living city, piece by piece. Each piece is made once; what is there already stays as it is."""

from collections.abc import Callable, Iterator

from django.utils import timezone

from measures.master_data.loading import load_check_questions
from neuss_integration.city.master_data.completing import Completed
from neuss_integration.city.master_data.loading import load_city
from neuss_integration.demo import (
    areas,
    assessments,
    concept,
    divisions,
    follows,
    goals,
    indicators,
    measures,
    needs,
    office_checks,
    portal,
    profiles,
    programmes,
    reports,
    resolutions,
    rounds,
    roundtables,
    staff,
    taking_part,
    value_requests,
)
from neuss_integration.demo.accounts import create_accounts, person
from neuss_integration.demo.calendar import DemoCalendar, RoundDates, moment
from neuss_integration.demo.dating import dated
from neuss_integration.demo.deputies import appoint
from roundtables.master_data.loading import load_round_tables
from success_factors.master_data.loading import load_concept

Step = tuple[str, bool]
"""What a piece is, and whether it was made just now."""


def build() -> Iterator[Step]:
    """Master data, people, measures, two finished rounds, a published report, an open round and a draft."""
    calendar = DemoCalendar(timezone.localdate())
    yield "Stammdaten", any(done.created for done in _load_master_data())
    yield "Konten", bool(create_accounts())
    yield "Dezernate der Fachdienststellen", divisions.place()
    yield "Patenschaften", divisions.sponsor()
    yield "Maßnahmen", _enter_catalogue(calendar)
    yield _round("first_round", calendar.first_round)
    yield "Messwerte der Indikatoren", indicators.record()
    yield "Zahlen der Stadtteile", areas.record(calendar.year - 1)
    yield "Personalzahlen", staff.play(calendar.year - 1)
    yield "Standortbestimmung vor dem ersten Bericht", assessments.assess(assessments.FIRST, calendar.report_begun)
    yield _publish(calendar)
    yield "Maßnahme des zweiten Zeitraums", _enter_late_measure(calendar)
    yield _round("second_round", calendar.second_round)
    yield "Standortbestimmung danach", assessments.assess(assessments.SECOND, calendar.assessed_again)
    yield _round("open_round", calendar.open_round)
    yield "Vertretung des Sozialamts", appoint()
    yield "Fassungen des Integrationskonzepts", concept.write(calendar.year + 1)
    yield "Förderprogramme", programmes.record(calendar.today)
    yield "Beschlüsse", resolutions.record(calendar.today)
    yield "Steckbriefe", _unless(profiles.are_written(), lambda: _write_profiles(calendar))
    yield "Messgrößen und Einschätzungen der Ziele", goals.measure(calendar.today)
    yield "Runde Tische mit Sitzungen", _unless(roundtables.exists(), lambda: roundtables.play(calendar))
    yield "Bedarfe, Bewertungen und Vorschläge", _unless(needs.exists(), lambda: needs.play(calendar.today))
    yield "Beteiligung an der Fortschreibung", taking_part.play(calendar.today)
    yield "Selbstcheck der Dienstleistungen", office_checks.play(calendar.today)
    yield "Abfragen von Messwerten", value_requests.play(calendar.today)
    yield "Verfolgtes", follows.begin()
    yield "Portal", _unless(portal.exists(), lambda: portal.play(calendar.today))
    yield _draft(calendar)


def _load_master_data() -> list[Completed]:
    return [*load_concept(), *load_city(), *load_round_tables(), *load_check_questions()]


def _write_profiles(calendar: DemoCalendar) -> None:
    with dated(moment(calendar.profiles_written, 15, 20)):
        profiles.write(calendar.year)


def _enter_catalogue(calendar: DemoCalendar) -> bool:
    present = measures.entered()
    missing = [row for row in measures.rows() if row["id"] not in present and row["id"] != measures.LATE]
    days = calendar.catalogue_entered
    share = -(-len(missing) // len(days))
    for number, day in enumerate(days):
        with dated(moment(day, 13, 30)):
            by = person("koordination" if number % 2 == 0 else "vertretung")
            measures.enter(missing[number * share :][:share], by=by, on=day)
    return bool(missing)


def _enter_late_measure(calendar: DemoCalendar) -> bool:
    if measures.LATE in measures.entered():
        return False
    with dated(moment(calendar.late_measure_entered, 11)):
        late = [row for row in measures.rows() if row["id"] == measures.LATE]
        measures.enter(late, by=person("vertretung"), on=calendar.late_measure_entered)
    return True


def _round(name: str, dates: RoundDates) -> Step:
    return dates.title, _unless(rounds.exists(name), lambda: rounds.play(name, dates))


def _publish(calendar: DemoCalendar) -> Step:
    """Published once; a draft or a failed run of an interrupted loading is taken up again."""
    report = reports.find("published")
    if report is not None and hasattr(report, "publication"):
        return "Veröffentlichte Fortschreibung", False
    begun = report or reports.begin("published", calendar.first_report_period, calendar.report_begun)
    reports.publish(begun, calendar.published)
    reports.plan_way(begun, "published", calendar.published)
    return "Veröffentlichte Fortschreibung", True


def _draft(calendar: DemoCalendar) -> Step:
    def begin() -> None:
        draft = reports.begin("draft", calendar.second_report_period, calendar.draft_begun, calendar.next_meeting)
        reports.plan_way(draft, "draft", calendar.next_meeting)

    return "Entwurf der nächsten Fortschreibung", _unless(reports.find("draft") is not None, begin)


def _unless(there: bool, make: Callable[[], None]) -> bool:
    if not there:
        make()
    return not there
