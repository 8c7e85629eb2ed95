"""How a report is cut: main volume and annex, each measure told once, and how many pages that makes."""

import io
import re
from typing import Any

import pikepdf
import pytest
from django.core.cache.backends.dummy import DummyCache

from neuss_integration.foundation.pdf.checks import inspect
from neuss_integration.foundation.pdf.parts import render_volumes
from neuss_integration.foundation.words.first_sentence import first_sentence
from reporting.content.gists import changes_of_measures, gist
from reporting.content.schema import upgraded
from reporting.enums import ReportLength
from reporting.formats.composition import MAX_PROFILES, composition_of
from reporting.formats.estimate import page_estimates
from reporting.formats.html import report_html
from reporting.formats.parts import part_html
from reporting.templatetags.report_sections import whole_euros
from tests.pdf.conftest import CREATED
from tests.pdf.sample import CHANGES, measure, progress, reference, snapshot

RED = {"key": "red", "label": "rot"}
PROFILE = re.compile(r'<h2 id="massnahme-([^"]+)"')


def report(length: str, **changes: Any) -> dict[str, Any]:
    """Of M01 (red), M02 (new) and M03 (neither) the first two are told in full by a report of middle length."""
    previous = {"title": "Bericht 2024", "published_on": "2024-03-01", "published_label": "1. März 2024"}
    content = snapshot(changes=CHANGES, previous=previous)
    content["report"]["length"] = length
    content["fields"][0]["measures"][0]["light"] = RED
    return upgraded(content | changes)


@pytest.mark.parametrize(
    ("length", "main"), [("short", []), ("medium", ["m01", "m02"]), ("full", ["m01", "m02", "m03"])]
)
def test_each_measure_is_told_once(length: str, main: list[str]) -> None:
    html = report_html(report(length))
    front = html.partition('<section class="chapter volume"')[0]
    assert PROFILE.findall(front) == main
    assert sorted(PROFILE.findall(html)) == ["m01", "m02", "m03"]
    assert [f'href="#massnahme-{number}"' in front for number in ("m01", "m02", "m03")] == [True] * 3


def test_neighbours_told_in_the_main_volume_share_a_paragraph_that_may_break() -> None:
    content = report("medium")
    annex = report_html(content).partition('<section class="chapter volume"')[2]
    said = re.findall(r'class="elsewhere">(.*?)</p>', annex, re.DOTALL)
    assert [re.findall(r"#massnahme-(m\d+)", each) for each in said] == [["m01", "m02"]]
    assert " ".join(said[0].split()).startswith("Im Hauptband stehen: <a ")


def test_measure_that_ended_is_told_in_full() -> None:
    content = report("medium")
    content["fields"][0]["measures"][2]["state"] = {"key": "dropped", "label": "nicht weiter verfolgt"}
    assert composition_of(content).profiles == {"M01", "M02", "M03"}


def test_sections_run_on_and_the_summary_stands_alone() -> None:
    parts = [[each["kind"] for each in part.sections] for part in composition_of(report("medium")).main]
    assert parts == [
        ["summary"],
        ["foreword", "procedure"],
        ["factors"],
        ["field", "field"],
        ["ended", "outlook", "proposed_resolution"],
    ]


def test_extract_has_no_volumes_and_tells_all_in_full() -> None:
    html = part_html(report("short"), "fachdienststelle", "Jugendamt")
    assert "Anhangband" not in html
    assert PROFILE.findall(html) == ["m01", "m02", "m03"]


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    whole, volumes = render_volumes(
        report_html(report("medium")), front="Hauptband", cache=DummyCache("", {}), created=CREATED
    )
    return {"whole": whole} | {each.name: each.content for each in volumes}


@pytest.mark.slow
def test_volumes_have_the_pages_of_the_whole(files: dict[str, bytes]) -> None:
    pages = {name: inspect(content).pages for name, content in files.items()}
    assert list(pages) == ["whole", "Hauptband", "Anhangband"]
    assert pages["whole"] == pages["Hauptband"] + pages["Anhangband"]


def test_volumes_say_what_they_are_and_keep_the_standards(files: dict[str, bytes]) -> None:
    facts = [inspect(files[name]) for name in ("Hauptband", "Anhangband")]
    assert [each.problems for each in facts] == [(), ()]
    assert [each.title.rpartition(": ")[2] for each in facts] == ["Hauptband", "Anhangband"]
    assert "Steckbriefe: Bildung und Sprache" not in facts[0].headings


def test_links_of_a_volume_lead_to_its_own_pages(files: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(files["Hauptband"])) as pdf:
        targets = {str(name) for name in list(pdf.Root.Names.Dests.Names)[::2]}
        links = [each for page in pdf.pages for each in page.obj.get("/Annots", [])]
        assert {str(each.Dest) for each in links if "/Dest" in each} <= targets
        assert not [each for each in links if str(each.get("/A", {}).get("/URI", "")).startswith("part:")]


def test_readers_name_the_pages_as_they_are_printed(files: dict[str, bytes]) -> None:
    main = inspect(files["Hauptband"]).pages
    for name, first in (("whole", 1), ("Hauptband", 1), ("Anhangband", main + 1)):
        with pikepdf.open(io.BytesIO(files[name])) as pdf:
            assert pdf.pages[0].label == str(first)


def test_page_numbers_are_seen_and_not_read(files: dict[str, bytes]) -> None:
    assert "S." not in inspect(files["whole"]).text.split()


def test_estimate_grows_with_the_length() -> None:
    found = page_estimates(report("medium"))
    assert [label for label, _, _ in found] == ReportLength.labels
    assert found[0][1] <= found[1][1] <= found[2][1]


def test_estimate_is_at_most_two_pages_off(files: dict[str, bytes]) -> None:
    label, *told = page_estimates(report("medium"))[1]
    assert label == ReportLength.MEDIUM.label
    real = [inspect(files[name]).pages for name in ("Hauptband", "Anhangband")]
    assert [abs(page - found) <= 2 for page, found in zip(told, real, strict=True)] == [True, True]


def all_new(count: int) -> dict[str, Any]:
    """A report whose measures are all new: of every ten the last three are red, dropped and completed."""
    states = {8: {"key": "dropped", "label": "nicht weiter verfolgt"}, 9: {"key": "completed", "label": "fertig"}}
    content = report("medium")
    content["fields"][0]["measures"] = [
        measure(f"N{number:03d}")
        | ({"light": RED} if number % 10 == 7 else {})
        | ({"state": states[number % 10]} if number % 10 in states else {})
        for number in range(count)
    ]
    content["changes"]["new"] = [reference(f"N{number:03d}") for number in range(count)]
    return content


def test_main_volume_has_no_more_profiles_than_a_council_reads() -> None:
    content = all_new(90)
    told = composition_of(content).profiles
    assert sorted(int(number[1:]) % 10 for number in told) == [0, 1, 2] + [7] * 9 + [8] * 9 + [9] * 9
    assert {"N000", "N001", "N002"} < told
    assert len(composition_of(all_new(MAX_PROFILES - 1)).profiles) == MAX_PROFILES - 1


def test_what_the_koordination_chose_comes_before_the_rest() -> None:
    content = all_new(90)
    chosen = {"number": "N086", "title": "Gewählt", "text": "Gut.", "reasons": [], "field": "Bildung", "weight": 1}
    content["summary"] |= {"worked": [chosen], "worked_chosen": True}
    told = composition_of(content).profiles
    assert ("N086" in told, "N002" in told, len(told)) == (True, False, MAX_PROFILES)


def test_profile_without_room_in_the_main_volume_has_its_page_in_the_annex() -> None:
    front, _, annex = report_html(all_new(40)).partition('<section class="chapter volume"')
    assert len(PROFILE.findall(front)) == MAX_PROFILES
    assert len(PROFILE.findall(annex)) == 40 - MAX_PROFILES
    assert front.count('class="page-ref" href="#massnahme-n') >= 40


@pytest.mark.parametrize(("text", "sentence"), [
    ("Eins. Zwei.", "Eins."),
    ("Am 12. März begann es. Dann", "Am 12. März begann es."), ("Z. B. Kurse. Mehr", "Z. B. Kurse."),
    ("Ohne Punkt", "Ohne Punkt"), ("„Ja.“ Nein.", "„Ja.“"), ("Bis ca. Ende Mai! Dann", "Bis ca. Ende Mai!"), ("", ""),
])  # fmt: skip
def test_first_sentence_ends_where_the_sentence_ends(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


def test_trouble_is_told_before_gain() -> None:
    told = progress(what_did_not_work="Es fehlt Geld. Sehr.", light_reason="", observed_effect="Viele kamen.")
    assert gist(measure("M01", progress=told, light=RED)) == "Es fehlt Geld."
    assert gist(measure("M01", progress=told)) == "Viele kamen."
    assert gist(measure("M01")) == "Keine Antwort."


def test_changes_of_a_measure_are_named_in_a_few_words() -> None:
    assert changes_of_measures(upgraded(snapshot(changes=CHANGES))["changes"]) == {
        "M02": ["neu"],
        "M01": ["anderer Status", "Ampel schlechter"],
        "M03": ["andere Federführung"],
    }
    assert changes_of_measures({"new": [reference("M9")]}) == {"M9": ["neu"]}


@pytest.mark.parametrize(("text", "shown"), [("1.234,50 €", "1.235"), ("−0,49 € (−5 %)", "−0 (−5 %)"), ("–", "–")])
def test_money_in_tables_is_in_whole_euros(text: str, shown: str) -> None:
    assert whole_euros(text) == shown


def test_measure_that_the_koordination_chose_is_told_in_full() -> None:
    content = report("medium")
    chosen = {"number": "M03", "title": "Maßnahme M03", "text": "Gut.", "reasons": [], "field": "Bildung", "weight": 1}
    content["summary"] |= {"worked": [chosen], "worked_chosen": False}
    assert composition_of(content).profiles == {"M01", "M02"}
    content["summary"]["worked_chosen"] = True
    assert composition_of(content).profiles == {"M01", "M02", "M03"}


def test_outlook_tells_what_the_last_report_announced() -> None:
    content = report("medium")
    content["previous"]["outlook"] = "Mehr **Kurse**."
    told = report_html(content).partition('<h1 id="ausblick">')[2].partition("<h1")[0]
    assert "<h2>Was der Bericht vom 1. März 2024 in Aussicht stellte</h2>" in told
    assert ("<strong>Kurse</strong>" in told, "Dieser Text fehlt noch." in told) == (True, False)
