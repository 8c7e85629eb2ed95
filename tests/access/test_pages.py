"""What holds for every page of the access table, as the role sees it that can do most."""

import re
from itertools import pairwise

import pytest

from tests.access.markup import Page
from tests.access.scene import Scene
from tests.access.table import PAGES, ROWS, Row

pytestmark = pytest.mark.django_db
ABLEST = ("koord", "admin", "jugend", "bibl", "tisch", "rat", "anonym")
FILES = {
    "measures:round-summary-pdf",
    "measures:progress-pdf",
    "healthz",
    "measures:measure-export",
    "measures:import-download",
    "measures:import-template",
    "measures:offline-download",
    "reporting:report-run-state",
    "reporting:report-download",
    "reporting:picture-file",
    "reporting:portal-picture",
    "reporting:report-file",
    "reporting:report-plan-calendar",
    "reporting:portal-file",
    "success_factors:indicator-download",
    "roundtables:need-export",
    "roundtables:meeting-calendar",
    "roundtables:minutes-download",
    "roundtables:portal-minutes-file",
    "measures:attachment-download",
    "measures:measure-pdf",
    "roundtables:network-export",
    "roundtables:proposal-export",
    "roundtables:paper-download",
}
HTML = [row for row in PAGES if row.name not in FILES]
FORMS = [row for row in ROWS if row.method == "POST" and "200" in row.answers.values()]


def ablest(row: Row) -> str:
    """The column of the person who is shown the page and can do most there."""
    return next(column for column in ABLEST if row.answers[column] == "200")


@pytest.fixture
def html(scene: Scene, row: Row) -> Page:
    """The page of `row`, read once for all rules."""
    if str(row) not in scene.pages:
        scene.pages[str(row)] = Page(scene.answer(row, ablest(row)).text)
    return scene.pages[str(row)]


every_page = pytest.mark.parametrize("row", [*HTML, *FORMS], ids=str)


@every_page
def test_page_has_one_main_heading(html: Page) -> None:
    assert len(html.all("h1")) == 1


@every_page
def test_page_skips_no_level_of_headings(html: Page) -> None:
    levels = [int(tag[1]) for tag, _ in html.elements if re.fullmatch("h[1-6]", tag)]
    assert all(lower <= higher + 1 for higher, lower in pairwise(levels)), levels


@every_page
def test_page_says_its_language_and_title(html: Page) -> None:
    assert html.all("html") == [{"lang": "de"}]
    assert re.fullmatch(r"\S.{2,200} – Integrationskonzept Neuss", html.title), html.title


@every_page
def test_page_has_its_landmarks(html: Page) -> None:
    assert [len(html.all(tag)) for tag in ("main", "header", "footer")] == [1, 1, 1]


@every_page
def test_page_names_every_field(html: Page) -> None:
    assert html.without_label() == []


@every_page
def test_page_uses_every_id_once_and_points_to_none_that_is_missing(html: Page) -> None:
    ids = html.values("id")
    assert sorted(set(ids)) == sorted(ids)
    assert html.broken_references() == []


@every_page
def test_page_brings_no_inline_style_or_script(html: Page) -> None:
    assert html.values("style") == []
    assert html.all("style") == []
    assert [
        attrs for attrs in html.all("script") if "src" not in attrs and attrs.get("type") != "application/json"
    ] == []
    assert [name for _, attrs in html.elements for name in attrs if name.startswith("on")] == []


@every_page
def test_page_loads_nothing_from_elsewhere(html: Page) -> None:
    loaded = html.values("src") + [attrs.get("href", "") for attrs in html.all("link")]
    assert [address for address in loaded if not address.startswith(("/", "data:"))] == []


@every_page
def test_page_protects_every_form_that_writes(html: Page) -> None:
    posts = [attrs for attrs in html.all("form") if attrs.get("method", "get").lower() == "post"]
    tokens = [attrs for attrs in html.all("input") if attrs.get("name") == "csrfmiddlewaretoken"]
    assert len(tokens) >= len(posts)


@pytest.mark.parametrize("row", [row for row in FORMS if row.answers["anonym"] == "login"], ids=str)
def test_form_brings_typed_text_back(html: Page, row: Row) -> None:
    owners = [attrs for attrs in html.all("input") if attrs.get("name") == "form_owner"]
    assert len(owners) >= 1
    assert all(attrs["value"] for attrs in owners)


@pytest.mark.parametrize("row", [row for row in FORMS if row.object != "link-falsch"], ids=str)
def test_refused_form_says_so_in_title_and_summary(scene: Scene, row: Row) -> None:
    text = scene.answer(row, ablest(row)).text
    assert "<title>Fehler: " in text
    assert "data-error-summary" in text


@pytest.mark.parametrize("row", HTML, ids=str)
def test_page_carries_the_headers_that_protect_it(scene: Scene, row: Row) -> None:
    headers = scene.answer(row, ablest(row)).headers
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "private" in headers["Cache-Control"] or "no-store" in headers["Cache-Control"]


def test_titles_of_pages_differ(scene: Scene) -> None:
    titles = [(row.name, Page(scene.answer(row, ablest(row)).text).title) for row in HTML]
    shared = {title for name, title in titles if len({other for other, same in titles if same == title}) > 1}
    assert shared == set()
