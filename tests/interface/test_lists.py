"""Parts of list pages."""

import pytest
from django.core.paginator import Paginator
from django.test import RequestFactory

from neuss_integration.foundation.ui import lists
from tests.interface.helpers import shown

PAGES = Paginator(range(1000), 10)


def test_pagination_keeps_query_and_marks_current_page() -> None:
    html = shown("{% pagination page %}", "/?q=Sprach%C3%A9&seite=7", page=PAGES.page(7))
    assert 'href="?q=Sprach%C3%A9&amp;seite=7" aria-current="page"' in html
    assert html.count("aria-current") == 1
    assert 'rel="prev" href="?q=Sprach%C3%A9&amp;seite=6"' in html
    assert 'rel="next" href="?q=Sprach%C3%A9&amp;seite=8"' in html


@pytest.mark.parametrize(("number", "missing"), [(1, "prev"), (100, "next")])
def test_pagination_has_no_step_beyond_the_ends(number: int, missing: str) -> None:
    assert f'rel="{missing}"' not in shown("{% pagination page %}", page=PAGES.page(number))


def test_pagination_of_one_page_is_nothing() -> None:
    assert shown("{% pagination page %}", page=Paginator([1], 10).page(1)) == ""


def test_sort_header_offers_ascending_first_and_drops_the_page() -> None:
    html = shown('{% sort_header "Titel" "title" %}', "/?q=a&seite=3")
    assert 'href="?q=a&amp;sort=title"' in html
    assert "aria-sort" not in html


@pytest.mark.parametrize(
    ("current", "direction", "following"), [("title", "ascending", "-title"), ("-title", "descending", "title")]
)
def test_sort_header_says_direction_and_turns_it(current: str, direction: str, following: str) -> None:
    html = shown('{% sort_header "Titel" "title" %}', f"/?sort={current}")
    assert f'aria-sort="{direction}"' in html
    assert f'href="?sort={following}"' in html


def test_filter_chips_are_links_that_remove_a_filter() -> None:
    html = shown("{% filter_chips chips %}", chips=[("Status: <laufend>", "?q=a&b=c")])
    assert 'href="?q=a&amp;b=c"' in html
    assert "Filter entfernen: </span>Status: &lt;laufend&gt;" in html


def test_filter_chips_without_filters_are_nothing() -> None:
    assert shown("{% filter_chips chips %}", chips=[]) == ""
    assert shown("{% filter_chips chips %}") == ""


def test_filters_without_removes_one_value_or_all() -> None:
    request = RequestFactory().get("/?district=1&district=2&q=a&seite=4")
    assert lists.filters_without(request, "district", 1) == "?q=a&district=2"
    assert lists.filters_without(request, "district") == "?q=a"


def test_empty_state_says_what_to_do() -> None:
    html = shown('{% empty_state "Noch keine Maßnahme." "/neu/" "Anlegen" %}')
    assert "<p>Noch keine Maßnahme.</p>" in html
    assert 'href="/neu/"><span class="kern-label">Anlegen</span>' in html
    assert "<a" not in shown('{% empty_state "Noch keine Maßnahme." %}')


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "Keine Maßnahmen"), (1, "<strong>1</strong> Maßnahme"), (1234, "<strong>1.234</strong> Maßnahmen")],
)
def test_result_count_uses_the_right_number(count: int, text: str) -> None:
    assert shown('{% result_count count "Maßnahme" "Maßnahmen" %}', count=count) == text


@pytest.mark.parametrize(
    ("address", "changes", "found"),
    [
        ("", {"a": 1}, "?a=1"),
        ("a=1&b=ä+x&a=2", {}, "?a=1&a=2&b=%C3%A4+x"),
        ("a=1&b=2&a=3", {"a": 4, "c": "&"}, "?a=4&b=2&c=%26"),
        ("a=1&b=2", {"a": None}, "?b=2"),
        ("a=&b=2", {"b": 3}, "?a=&b=3"),
    ],
)
def test_query_url_keeps_all_but_the_changes(
    rf: RequestFactory, address: str, changes: dict[str, object], found: str
) -> None:
    request = rf.get(f"/?{address}")
    assert [lists.query_url(request, **changes) for _ in range(2)] == [found, found]
