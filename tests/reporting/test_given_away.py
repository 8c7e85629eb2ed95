"""A number that a published report names and the next one hides is told before the next one is released."""

from typing import Any

from django.urls import reverse

from reporting.content.snapshot import build_snapshot
from reporting.models import Report
from reporting.selectors.given_away import given_away
from success_factors.models import Indicator
from tests.factories import World, make_indicator, make_published, make_report, make_value, sign_in

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


def test_report_that_no_longer_stands_gives_nothing_away(world: World) -> None:
    indicator = counted(Frauen=40, Männer=30)
    earlier, draft = make_published(title="Früher"), make_report(title="Jetzt")
    make_value(indicator=indicator, year=2024, group="divers oder ohne Angabe", value=2)
    Report.objects.filter(pk=earlier.pk).update(state="withdrawn")
    assert given_away(draft, build_snapshot(draft)) == []
