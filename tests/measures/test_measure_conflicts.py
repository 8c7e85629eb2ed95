"""Two people save the same measure: nothing is lost, each field is chosen."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from measures.models import Measure
from measures.services.measure import update_measure
from neuss_integration.foundation.records.conflicts import merged
from tests.factories import World, make_organisation, sign_in

URL = "/massnahmen/M-2017-001/bearbeiten/"


@pytest.fixture
def typed(world: World, client: Client) -> dict[str, Any]:
    """What the Koordination has open in the browser: version 1, as a browser would send it."""
    update_measure(world.praeventionsnetz, by=world.koordination, expected_version=1, values={"aim": "Altes Ziel"})
    form = sign_in(client, world.koordination).get(URL).context["form"]
    values = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in values.items() if value not in (None, False)}
    return {name: str(value) if name in ("start", "end") else value for name, value in sent.items()}


def save_meanwhile(world: World, version: int = 2, **values: Any) -> None:
    """The Vertretung saves first."""
    update_measure(world.praeventionsnetz, by=world.vertretung, expected_version=version, values=values)


def stored(world: World) -> Measure:
    return Measure.objects.get(pk=world.praeventionsnetz.pk)


def resend(page: Any, **choices: str) -> dict[str, list[str]]:
    """What the conflict page sends: its hidden fields, and each choice as preselected unless given."""
    sent: dict[str, list[str]] = {}
    for name, value in page.context["hidden"]:
        sent.setdefault(name, []).append(value)
    for row in page.context["rows"]:
        sent[f"choice-{row.name}"] = [choices.get(row.name, row.preselected)]
    return sent


def test_conflict_page_shows_both_versions_and_who_saved(world: World, client: Client, typed: dict[str, Any]) -> None:
    save_meanwhile(world, title="Titel der Vertretung")
    page = client.post(URL, typed | {"aim": "Mein Ziel"})
    assert page.status_code == 409
    assert [(row.name, row.mine, row.theirs, row.who, row.preselected) for row in page.context["rows"]] == [
        (
            "title",
            ["Präventionsnetz Kein Kind zurücklassen"],
            ["Titel der Vertretung"],
            "Vertretung Koordination",
            "theirs",
        ),
        ("aim", ["Mein Ziel"], ["Altes Ziel"], "", "mine"),
    ]
    assert stored(world).aim == "Altes Ziel"


def test_conflict_saves_what_was_chosen(world: World, client: Client, typed: dict[str, Any]) -> None:
    save_meanwhile(world, title="Titel der Vertretung", location="Rathaus")
    page = client.post(URL, typed | {"aim": "Mein Ziel", "location": "Bürgerhaus"})
    response = client.post(URL, resend(page, location="theirs"))
    after = stored(world)
    assert (response.status_code, after.version) == (302, 4)
    assert (after.title, after.aim, after.location) == ("Titel der Vertretung", "Mein Ziel", "Rathaus")
    assert after.history.first().history_user == world.koordination


def test_conflict_again_keeps_everything_typed_and_chosen(world: World, client: Client, typed: dict[str, Any]) -> None:
    save_meanwhile(world, location="Rathaus")
    first = client.post(URL, typed | {"aim": "Mein Ziel\nin zwei Zeilen", "location": "Bürgerhaus"})
    save_meanwhile(world, version=3, aim="Drittes Ziel", rhythm="monatlich")
    second = client.post(URL, resend(first, location="theirs"))
    assert [(row.name, row.mine, row.theirs, row.preselected) for row in second.context["rows"]] == [
        ("aim", ["Mein Ziel\nin zwei Zeilen"], ["Drittes Ziel"], "mine"),
        ("location", ["Bürgerhaus"], ["Rathaus"], "theirs"),
        ("rhythm", [], ["monatlich"], "theirs"),
    ]
    client.post(URL, resend(second, location="mine"))
    after = stored(world)
    assert (after.aim, after.location, after.rhythm) == ("Mein Ziel\nin zwei Zeilen", "Bürgerhaus", "monatlich")


def test_conflict_about_relations_and_dates(world: World, client: Client, typed: dict[str, Any]) -> None:
    caritas, diakonie = make_organisation("Caritas"), make_organisation("Diakonie")
    save_meanwhile(world, partners=[caritas], start=None, is_citywide=True, districts=[])
    mine = typed | {"partners": [str(diakonie.pk)], "start": "2016", "districts": [str(world.weckhoven.pk)]}
    page = client.post(URL, mine)
    assert [(row.name, row.mine, row.theirs, row.preselected) for row in page.context["rows"]] == [
        ("partners", ["Diakonie"], ["Caritas"], "mine"),
        ("is_citywide", ["nein"], ["ja"], "theirs"),
        ("districts", ["09 Weckhoven"], [], "theirs"),
        ("start", ["2016"], [], "mine"),
    ]
    assert client.post(URL, resend(page, partners="theirs")).status_code == 302
    after = stored(world)
    assert ([*after.partners.all()], after.is_citywide, str(after.start)) == ([caritas], True, "2016")


def test_conflict_that_breaks_a_rule_comes_back_as_form(world: World, client: Client, typed: dict[str, Any]) -> None:
    save_meanwhile(world, is_citywide=True, districts=[])
    page = client.post(URL, typed | {"districts": [str(world.erfttal.pk)]})
    again = client.post(URL, resend(page, is_citywide="theirs"))
    assert list(again.context["form"].errors) == ["districts"]
    assert again.context["form"]["version"].value() == "3"


def test_conflict_without_difference_is_a_second_click(world: World, client: Client, typed: dict[str, Any]) -> None:
    sent = typed | {"aim": "Mein Ziel"}
    assert [client.post(URL, sent).status_code for _ in range(2)] == [302, 302]
    assert stored(world).version == 3


def test_conflict_page_shows_long_text_and_markup_as_text(world: World, client: Client, typed: dict[str, Any]) -> None:
    save_meanwhile(world, aim='"><script>alert(1)</script>')
    page = client.post(URL, typed | {"aim": "<b>Wort</b> " * 1000}).content.decode()
    assert "<script>alert" not in page
    assert "<b>Wort" not in page
    assert page.count("&lt;b&gt;Wort&lt;/b&gt;") == 2000


def test_conflict_with_a_forged_version_still_shows_both(world: World, client: Client, typed: dict[str, Any]) -> None:
    page = client.post(URL, typed | {"version": "999999", "aim": "Mein Ziel"})
    assert [(row.name, row.preselected) for row in page.context["rows"]] == [("aim", "mine")]
    without = client.post(URL, typed | {"version": "", "aim": "Mein Ziel"})
    assert [(row.name, row.theirs) for row in without.context["rows"]] == [("aim", ["Altes Ziel"])]


def test_merged_leaves_ordinary_data_alone() -> None:
    plain = QueryDict("title=a&partners=1&partners=2")
    assert merged(plain) is plain
    assert merged(None) is None
    chosen = merged(QueryDict("title=a&stored-title=b&choice-title=theirs&aim=c&stored-aim=d&choice-aim=mine"))
    assert chosen is not None
    assert (chosen["title"], chosen["aim"]) == ("b", "c")
