"""What people can paste into a section: a clear sentence at once, or a correct PDF."""

import pytest
from django.test import Client

from measures.models import Measure
from neuss_integration.foundation.pdf import render_pdf
from neuss_integration.foundation.pdf.checks import html_text, inspect
from neuss_integration.foundation.pdf.coverage import clean, with_stand_ins
from reporting.content.schema import plain_section
from reporting.formats.html import report_html, section_body
from reporting.forms.sections import SectionForm
from reporting.models import Report
from tests.factories import World, sign_in
from tests.measures.test_measure_forms import NEW, data
from tests.pdf.conftest import CREATED
from tests.pdf.sample import snapshot

PASTED = {
    "svg": "Vorher <svg onload=alert(1)><circle r=9></svg> nachher",
    "file": "![Bild](file:///etc/passwd) und danach",
    "http": "![Bild](http://example.org/a.png) und danach",
    "html": "<img src=x onerror=alert(1)><iframe src=//example.org></iframe>",
    "right to left": "Vor \u202egewendet\u202c nach",
    "many paragraphs": "Ein Absatz.\n\n" * 800,
    "no glyph": "Willkommen 欢迎, नमस्ते &#27426; ꙮ",
    "list of four levels": "- eins\n  - zwei\n    - drei\n      - vier",
}


def told(text: str) -> dict:
    return snapshot(schema_version=2, sections=[plain_section("own:1", "own", "Eigenes", "abschnitt-1", text)])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Wort " * 200_000, "ist zu lang: Erlaubt sind 20000 Zeichen, es sind 999999."),
        ("Willkommen ꙮ", "nicht gedruckt werden"),
        ("नमस्ते", "nicht gedruckt werden"),
        ("欢迎", "nicht gedruckt werden"),
        ("".join(f"{'  ' * depth}- Ebene\n" for depth in range(9)), "Listen dürfen höchstens 4-fach verschachtelt"),
    ],
)
def test_text_that_cannot_be_printed_is_refused_at_once(world: World, draft: Report, text: str, sentence: str) -> None:
    section = draft.sections.get(kind="outlook")
    form = SectionForm({"title": "Ausblick", "text": text}, instance=section)
    assert sentence in " ".join(form.errors["text"])


def test_what_no_pdf_can_show_is_named_when_a_measure_is_saved(world: World, client: Client) -> None:
    sent = data(world, title="Café 欢迎", aim="Grüße – Вітаємо – مرحبا")
    page = sign_in(client, world.koordination).post(NEW, sent, follow=True)
    (warned,) = [str(each) for each in page.context["messages"] if each.level_tag == "warning"]
    assert warned.startswith("Die Zeichen „欢“ (U+6B22 CJK UNIFIED IDEOGRAPH-6B22), „迎“")
    assert warned.endswith("Im PDF steht dafür „▯“. Betroffen: Titel.")
    assert Measure.objects.get(title="Café 欢迎").aim == "Grüße – Вітаємо – مرحبا"


@pytest.mark.slow
@pytest.mark.parametrize("text", PASTED.values(), ids=PASTED.keys())
def test_pasted_text_becomes_a_correct_pdf(text: str) -> None:
    html = report_html(told(text), is_short=True)
    facts = inspect(render_pdf(html, created=CREATED))
    assert facts.problems == ()
    assert facts.text == html_text(with_stand_ins(clean(html)))


@pytest.mark.parametrize("text", [PASTED["svg"], PASTED["file"], PASTED["http"], PASTED["html"]])
def test_pasted_markup_is_words_on_the_page(text: str) -> None:
    body = section_body(told(text), str)
    assert [tag in body for tag in ("<svg", "<img", "<iframe", "<circle")] == [False] * 4
