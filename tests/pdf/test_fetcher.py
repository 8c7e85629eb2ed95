"""Nothing is loaded but the shipped fonts and the print style sheet."""

import pytest

from neuss_integration.foundation.pdf import PdfError
from neuss_integration.foundation.pdf.checks import inspect
from neuss_integration.foundation.pdf.document import write
from neuss_integration.foundation.pdf.fonts import assets
from neuss_integration.foundation.pdf.types import Request
from tests.pdf.sample import page

PICTURE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>"


def rendered(body: str, head: str = "") -> bytes:
    return write(Request(page(body, head), assets(), (), "2026-03-12T10:00:00Z"))


@pytest.mark.parametrize(
    ("body", "head", "address"),
    [
        ('<img alt="a" src="http://example.org/a.png">', "", "http://example.org/a.png"),
        ('<img alt="a" src="file:///etc/passwd">', "", "file:///etc/passwd"),
        ('<img alt="a" src="asset:../settings.py">', "", "asset:../settings.py"),
        ('<img alt="a" src="/etc/passwd">', "", "/etc/passwd"),
        (f'<img alt="a" src="{PICTURE}">', "", "data:image"),
        ('<object data="http://example.org/b">b</object>', "", "http://example.org/b"),
        ('<embed src="http://example.org/c">', "", "http://example.org/c"),
        ('<p style="background: url(http://example.org/d)">d</p>', "", "http://example.org/d"),
        ("", '<style>@import "http://example.org/e.css";</style>', "http://example.org/e.css"),
        ("", '<style>@font-face { font-family: F; src: url("file:///f.ttf") }</style>', "file:///f.ttf"),
        ("", '<link rel="stylesheet" href="http://example.org/g.css">', "http://example.org/g.css"),
        (
            '<svg width="9" aria-label="j"><image href="http://example.org/j.png"/></svg>',
            "",
            "http://example.org/j.png",
        ),
    ],
)
def test_address_is_refused_and_named(body: str, head: str, address: str) -> None:
    with pytest.raises(PdfError) as caught:
        rendered(f"<p>Text</p>{body}", head)
    assert str(caught.value).startswith("Das Dokument verweist auf eine Adresse, die nicht geladen werden darf: ")
    assert address in str(caught.value)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "berichte/1", "data:text/html,x"])
def test_link_to_anything_but_pages_and_mail_is_refused(address: str) -> None:
    with pytest.raises(PdfError) as caught:
        rendered(f'<p><a href="{address}">Verweis</a></p>')
    assert str(caught.value).startswith(f"Der Verweis auf „{address}“ geht im PDF nicht.")


def test_attachment_by_link_is_never_embedded() -> None:
    facts = inspect(rendered("<p>Text</p>", '<link rel="attachment" href="file:///etc/hostname">'))
    assert facts.attachments == ()


def test_links_of_people_stay_links() -> None:
    links = '<a href="https://www.neuss.de/">Stadt</a> <a href="mailto:a@neuss.example">Post</a>'
    facts = inspect(rendered(f"<p>{links}</p>"))
    assert facts.problems == ()
