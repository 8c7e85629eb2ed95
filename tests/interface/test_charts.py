"""Charts say everything in words too."""

import pytest

from tests.interface.helpers import shown

SEGMENTS = [("laufend", 3, "success"), ("ruhend", 1, "warning"), ("fertig", 0, "neutral")]


def test_stacked_bar_has_title_description_and_table() -> None:
    html = shown('{% stacked_bar segments "Status" %}', segments=SEGMENTS)
    assert "<desc id=" in html
    assert "laufend: 3, ruhend: 1, fertig: 0</desc>" in html
    assert '<tr><th scope="row">laufend</th><td class="numeric">3</td><td class="numeric">75 %</td></tr>' in html


def test_stacked_bar_draws_only_what_there_is() -> None:
    assert shown('{% stacked_bar segments "Status" %}', segments=SEGMENTS).count("<g><rect") == 2


def test_stacked_bar_of_nothing_is_an_empty_frame() -> None:
    html = shown('{% stacked_bar segments "Status" %}', segments=[("laufend", 0, "success")])
    assert "chart-fill--empty" in html
    assert '<td class="numeric">–</td>' in html


def test_stacked_bar_is_the_same_each_time() -> None:
    source = '{% stacked_bar segments "Status" %}'
    assert shown(source, segments=SEGMENTS) == shown(source, segments=SEGMENTS)


def test_stacked_bar_has_no_inline_style() -> None:
    assert "style" not in shown('{% stacked_bar segments "Status" %}', segments=SEGMENTS)


def test_stacked_bar_refuses_unknown_variant() -> None:
    with pytest.raises(ValueError, match="stacked_bar: variant='pink' is unknown"):
        shown('{% stacked_bar segments "Status" %}', segments=[("x", 1, "pink")])


def test_numbers_of_the_legend_lead_to_what_they_count_and_stand_in_small_segments() -> None:
    found = [("laufend", 45, "success"), ("ruhend", 1, "warning"), ("fertig", 0, "neutral")]
    links = {"laufend": "/liste/", "fertig": "/leer/"}
    html = shown('{% stacked_bar segments "Status" links %}', segments=found, links=links)
    assert html.count("<a ") == 1
    assert '<a href="/liste/" data-counts="45">laufend <strong>45</strong></a>' in html
    assert ">1</text>" in html
