"""A number that a published report names and the next one hides is told before the next one is released."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from reporting.content.snapshot import build_snapshot
from reporting.models import Report
from reporting.selectors.given_away import given_away
from success_factors.models import Indicator, StaffFigures, StaffYear
from tests.factories import (
    World,
    make_indicator,
    make_published,
    make_report,
    make_value,
    sign_in,
)
from tests.measures.factories import make_key_figure, make_key_figure_value

TITLE = "Ein früherer Bericht nennt, was dieser verbirgt"


def counted(**groups: int) -> Indicator:
    """An indicator that counts people by group in 2024, with the whole."""
    indicator = make_indicator(name="Einbürgerungen", unit="Personen", counts_people=True)
    for group, value in groups.items():
        make_value(indicator=indicator, year=2024, group=group, value=value)
    make_value(indicator=indicator, year=2024, value=sum(groups.values()))
    return indicator


def test_group_that_became_telling_is_named_with_the_report(client: Any, world: World) -> None:
    indicator = counted(Frauen=40, Männer=30)
    earlier, draft = make_published(title="Früher"), make_report(title="Jetzt")
    assert given_away(draft, build_snapshot(draft)) == []
    make_value(indicator=indicator, year=2024, group="divers oder ohne Angabe", value=2)
    indicator.values.filter(group="").update(value=72)
    assert given_away(draft, build_snapshot(draft)) == [(earlier, ["Einbürgerungen (Frauen, 2024)"])]
    text = sign_in(client, world.koordination).get(reverse("reporting:report-publish", args=[draft.pk])).text
    assert (TITLE in text, "nennt Einbürgerungen (Frauen, 2024)." in text) == (True, True)


def test_kennzahl_that_is_few_by_a_new_threshold_is_named_too(world: World, settings: Any) -> None:
    figure = make_key_figure(measure=world.praeventionsnetz, name="Kurse", counts_people=True)
    make_key_figure_value(key_figure=figure, value=4)
    earlier, draft = make_published(title="Früher"), make_report(title="Jetzt")
    assert given_away(draft, build_snapshot(draft)) == []
    settings.SMALL_NUMBER_THRESHOLD = 5
    assert given_away(draft, build_snapshot(draft)) == [(earlier, ["M-2017-001, Kurse (insgesamt, 2024)"])]


def test_report_that_no_longer_stands_gives_nothing_away(world: World) -> None:
    indicator = counted(Frauen=40, Männer=30)
    earlier, draft = make_published(title="Früher"), make_report(title="Jetzt")
    make_value(indicator=indicator, year=2024, group="divers oder ohne Angabe", value=2)
    Report.objects.filter(pk=earlier.pk).update(state="withdrawn")
    assert given_away(draft, build_snapshot(draft)) == []


def test_office_whose_number_became_telling_is_named_too(world: World) -> None:
    """34 less 20 and 12 is 2: the two of an office that told its figures after the report."""
    by, now = world.koordination, timezone.now()
    told = StaffYear.objects.create(
        year=2025, state="accepted", submitted_at=now, submitted_by=by, decided_at=now, decided_by=world.vertretung
    )
    numbers = ((world.jugendamt, 20), (world.stadtbibliothek, 12), (world.integrationsamt, 2))
    figures = [
        StaffFigures(staff_year=told, department=each, staff=90, answered=50, with_migration=of) for each, of in numbers
    ]
    StaffFigures.objects.bulk_create(figures[:2])
    earlier, draft = make_published(title="Früher"), make_report(title="Jetzt")
    assert given_away(draft, build_snapshot(draft)) == []
    figures[2].save()
    named = ["Beschäftigte mit Einwanderungsgeschichte (Jugendamt, 2025)"]
    assert given_away(draft, build_snapshot(draft)) == [(earlier, named)]


def test_what_a_withdrawn_report_says_is_for_the_koordination_only(client: Any, world: World) -> None:
    """A number that gives another away is gone with the report: in no file, no preview, no list of figures."""
    counted(Frauen=4040, Männer=3030)
    make_published(title="Früher")
    report = make_published(title="Zurückgezogen")
    Report.objects.filter(pk=report.pk).update(state="withdrawn")
    names = ("report-download", "report-preview", "report-recount", "report-changes")
    addresses = [reverse(f"reporting:{name}", args=[report.pk]) for name in names]
    for person in (world.integrationsrat_person, world.jugendamt_person, world.rundertisch_person):
        sign_in(client, person)
        assert [client.get(each).status_code for each in addresses] == [404] * 4
        text = client.get(report.get_absolute_url()).text
        assert [each for each in addresses if f'href="{each}"' in text] == []
    sign_in(client, world.koordination)
    assert [client.get(each).status_code for each in addresses] == [200] * 4
