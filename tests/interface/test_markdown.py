"""Markdown of people cannot become active HTML."""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuss_integration.foundation.words.markdown import ALLOWED_TAGS, render_markdown
from tests.interface.helpers import shown


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[Klick](javascript:alert(1))",
        "[Klick](data:text/html;base64,PHNjcmlwdD4=)",
        "<a href='javascript:alert(1)'>x</a>",
        "![Bild](https://example.org/x.png)",
        "<p style='position:fixed' onclick='x()'>x</p>",
    ],
)
def test_markdown_keeps_attacks_as_text(text: str) -> None:
    html = str(render_markdown(text))
    assert not re.search(r"<(script|img|p [^>]*(style|on))", html)
    assert not re.search(r'href="(javascript|data)', html)


@given(st.text(alphabet="<>\"'&=/:()[]!#*_`\n javscriptdonerhf", max_size=120))
def test_markdown_gives_allowed_tags_only(text: str) -> None:
    assert set(re.findall(r"<([a-z0-9]+)", str(render_markdown(text)))) <= ALLOWED_TAGS


@pytest.mark.parametrize(
    "sign", [">", "> ", "[", "![", "*", "**a ", "`", "- ", "<", "(", "|", "~~", "1. ", "[a](", "&#", "\\"]
)
def test_markdown_of_a_full_field_of_one_sign_is_quick_and_shallow(sign: str) -> None:
    begun = process_time()
    html = str(render_markdown((sign * 20_000)[:20_000]))
    assert process_time() - begun < 5
    assert html.count("<blockquote>") + html.count("<ul>") + html.count("<ol>") <= 110


def test_markdown_keeps_structure() -> None:
    html = render_markdown("Text **fett**\n\n* eins\n* zwei\n\n|a|b|\n|-|-|\n|1|2|")
    assert "<strong>fett</strong>" in html
    assert "<li>eins</li>" in html
    assert "<td>1</td>" in html


def test_markdown_puts_headings_below_those_of_the_page() -> None:
    assert render_markdown("# Groß\n\n## Klein") == "<h3>Groß</h3>\n<h4>Klein</h4>\n"


def test_markdown_links_leave_no_trace() -> None:
    html = render_markdown("[Stadt](https://www.neuss.de)")
    assert html == '<p><a href="https://www.neuss.de" rel="noopener noreferrer">Stadt</a></p>\n'


@pytest.mark.parametrize("text", ["", None])
def test_markdown_of_nothing_is_empty(text: str | None) -> None:
    assert shown("{% markdown text %}", text=text) == '<div class="prose"></div>'


def test_markdown_reads_from_the_right_what_begins_with_a_letter_from_there() -> None:
    html = render_markdown("مرحبا بكم في 2026!\n\nEin Satz mit ברוכים.\n\n- ברוכים\n- zwei\n\n1. eins ברוכים")
    assert re.findall(r"<(\w+)( dir=\"rtl\")?>", html) == [
        ("p", ' dir="rtl"'), ("p", ""), ("ul", ' dir="rtl"'), ("li", ""), ("li", ""), ("ol", ""), ("li", ""),
    ]  # fmt: skip
