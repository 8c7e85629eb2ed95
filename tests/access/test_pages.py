"""What holds for every page of the access table, as the role sees it that can do most."""

import io
import re
import zipfile
from itertools import pairwise

import pypdfium2
import pytest
from django.http import HttpResponse

from tests.access.german import faults, shown
from tests.access.markup import Page
from tests.access.scene import Scene
from tests.access.table import FILES, PAGES, ROWS, Row

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ABLEST = ("koord", "admin", "jugend", "bibl", "tisch", "rat", "anonym")
HTML = [row for row in PAGES if row.name not in FILES]
NOT_SHARED = {"enquiry", "comment"}
SHARED = [row for row in HTML if row.name.startswith("portal:") and not NOT_SHARED & set(row.name[7:].split("-"))]
"""Pages that are the same for everybody: caches between may keep them."""
OF_NEUSS = re.compile(r"neuss|Integrationsbüro|Integrationsrat", re.IGNORECASE)
TYPED = re.compile(
    r"[\w.-]+@(?:mail\.)?neuss\.example|neuss[-_]integration|Nur im Integrationsbüro zu lesen"
    r"|Koordination Integrationsbüro|Mitglied Integrationsrat|Vermerk an das Integrationsbüro",
    re.IGNORECASE,
)
"""What the scene itself entered, and the name of the program."""
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


def headings(html: Page) -> list[str]:
    """One main heading, and no level is skipped below it."""
    levels = [int(tag[1]) for tag, _ in html.elements if re.fullmatch("h[1-6]", tag)]
    found = [] if levels.count(1) == 1 else [f"{levels.count(1)} main headings"]
    return found + [f"h{lower} after h{higher}" for higher, lower in pairwise(levels) if lower > higher + 1]


def frame(html: Page) -> list[str]:
    """Language, title and landmarks."""
    found = [] if html.all("html") == [{"lang": "de"}] else [f"language {html.all('html')}"]
    if not re.fullmatch(r"\S.{2,200} – Integrationskonzept Musterhausen", html.title):
        found.append(f"title {html.title!r}")
    return found + [f"{tag} not once" for tag in ("main", "header", "footer") if len(html.all(tag)) != 1]


def names(html: Page) -> list[str]:
    """Each field has a label; each id is there once and where something points to it."""
    ids = html.values("id")
    fields = [f"field without label {attrs}" for attrs in html.without_label()]
    twice = [f"id {each} twice" for each in sorted({each for each in ids if ids.count(each) > 1})]
    return [*fields, *twice, *(f"reference to {each}" for each in html.broken_references())]


def inline(html: Page) -> list[str]:
    """Styles and scripts that stand in the page, and what it loads from elsewhere."""
    data = {"application/json", "application/ld+json"}
    scripts = [attrs for attrs in html.all("script") if "src" not in attrs and attrs.get("type") not in data]
    handlers = [name for _, attrs in html.elements for name in attrs if name.startswith("on")]
    loaded = html.values("src") + [attrs.get("href", "") for attrs in html.all("link")]
    foreign = [address for address in loaded if not address.startswith(("/", "data:"))]
    return [str(each) for each in (*html.values("style"), *html.all("style"), *scripts, *handlers, *foreign)]


def unprotected(html: Page) -> list[str]:
    """Forms that write without a token."""
    posts = [attrs for attrs in html.all("form") if attrs.get("method", "get").lower() == "post"]
    tokens = [attrs for attrs in html.all("input") if attrs.get("name") == "csrfmiddlewaretoken"]
    return [f"{len(posts)} forms, {len(tokens)} tokens"] if len(tokens) < len(posts) else []


def of_neuss(text: str) -> list[str]:
    """What a page says of a city, an office and a committee that are not its own."""
    text = TYPED.sub("", text)
    return sorted({text[max(each.start() - 30, 0) : each.end() + 30] for each in OF_NEUSS.finditer(text)})


def other_city(html: Page) -> list[str]:
    return of_neuss(html.source)


def german(html: Page) -> list[str]:
    """Grouped years, wrong plurals and cases, words of the machine, source of Markdown, broken signs."""
    return faults(shown(html.source))


RULES = (headings, frame, names, inline, unprotected, other_city, german)


@pytest.mark.parametrize("row", [*HTML, *FORMS], ids=str)
def test_page_keeps_every_rule(html: Page) -> None:
    assert {rule.__name__: found for rule in RULES if (found := rule(html))} == {}


def test_rules_find_what_is_wrong() -> None:
    html = Page(
        '<html><h1>A</h1><h3 id="b">B</h3><p id="b" style="color:red"><label for="c">C</label><input name="d">'
        'Stadt Neuss<form method="post"></form><img src="https://elsewhere.example/a.png"><script>alert()</script>'
    )
    assert {rule.__name__: len(rule(html)) for rule in RULES} == {
        "headings": 1,
        "frame": 5,
        "names": 3,
        "inline": 3,
        "unprotected": 1,
        "other_city": 1,
        "german": 0,
    }


@pytest.mark.parametrize(
    "text",
    [
        "Bis 2.030 sind", "1 Maßnahmen", "1 Enthaltungen", "von 3 Berichte", "aus 10 Handlungsfelder", "Rang None",
        "Ziel: 25,0000", "Ende..", "| Jahr | Zahl |", "**fett gemeint**", "keine ()", "0 von 0", "NaN %", "12.5 %",
        "{{ zahl }}", "Fertig ?",
    ],
)  # fmt: skip
def test_text_that_was_seen_wrong_is_found(text: str) -> None:
    assert len(faults(text)) >= 1


@pytest.mark.parametrize(
    "text",
    [
        "Seit 2.030 Personen", "Am 3.1 Maßnahmen", "12 von 3 Berichten", "1 Maßnahme, 21 Maßnahmen", "z. B. …",
        "seine Ziele, Meine Aufgaben", "4,5 Jahre, 1.234,50 €", "Wirklich? Ja.",
    ],
)  # fmt: skip
def test_right_text_is_left_alone(text: str) -> None:
    assert faults(text) == []


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
    if row not in SHARED:
        assert "private" in headers["Cache-Control"] or "no-store" in headers["Cache-Control"]


@pytest.mark.parametrize("row", SHARED, ids=str)
def test_shared_page_depends_on_nobody(scene: Scene, row: Row) -> None:
    answers = [scene.answer(row, column) for column in ("anonym", "koord")]
    kept = "public, max-age=0, s-maxage=60, must-revalidate"
    assert [each.headers["Cache-Control"] for each in answers] == [kept, kept]
    assert answers[0].content == answers[1].content
    assert [bool(each.cookies) or "Cookie" in each.get("Vary", "") for each in answers] == [False, False]


def content_of(answer: HttpResponse) -> str:
    """The text of a file and its name, packed or set as it may be."""
    content = answer.getvalue()
    name = answer.headers.get("Content-Disposition", "")
    if content.startswith(b"%PDF") and b"startxref" in content:  # what the scene attached is no more than a beginning
        with pypdfium2.PdfDocument(content) as document:
            return name + "".join(page.get_textpage().get_text_range() for page in document)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b"".join(parts.read(each) for each in parts.namelist())
    return name + content.decode(errors="ignore")


@pytest.mark.parametrize("row", [row for row in PAGES if row.name in FILES], ids=str)
def test_file_speaks_of_its_own_city(scene: Scene, row: Row) -> None:
    assert of_neuss(content_of(scene.answer(row, ablest(row)))) == []


def test_titles_of_pages_differ(scene: Scene) -> None:
    titles = [(row.name, Page(scene.answer(row, ablest(row)).text).title) for row in HTML]
    shared = {title for name, title in titles if len({other for other, same in titles if same == title}) > 1}
    assert shared == set()
