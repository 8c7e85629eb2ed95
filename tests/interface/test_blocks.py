"""Alerts, cards, lists of facts and tasks, tiles, progress, events, breadcrumb."""

import datetime as dt

import pytest
from django.template import TemplateSyntaxError

from neuss_integration.foundation.ui import blocks
from tests.interface.helpers import shown

EVENT = {"when": dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC), "who": "Jugendamt", "title": "Eingereicht"}


def test_alert_names_its_kind_for_screen_readers() -> None:
    html = shown('{% alert "warning" title="Frist" %}<p>Morgen</p>{% endalert %}')
    assert 'kern-sr-only">Warnung: </span><p class="notice__title">Frist</p><p>Morgen</p>' in html


def test_alert_escapes_variables_inside() -> None:
    assert "&lt;b&gt;" in shown("{% alert %}{{ text }}{% endalert %}", text="<b>")


def test_alert_is_announced_when_live() -> None:
    assert 'role="alert"' in shown('{% alert "danger" live=True %}x{% endalert %}')
    assert 'role="status"' in shown('{% alert "success" live=True %}x{% endalert %}')
    assert "role=" not in shown("{% alert %}x{% endalert %}")


def test_alert_refuses_unknown_variant_and_option() -> None:
    with pytest.raises(ValueError, match="alert: variant='loud' is unknown"):
        shown('{% alert "loud" %}x{% endalert %}')
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'icon'"):
        shown('{% alert "info" icon="x" %}x{% endalert %}')


def test_card_links_its_heading() -> None:
    html = shown('{% card "Sprache" url="/1/" level=3 %}Text{% endcard %}')
    assert '<h3 class="card__title"><a class="kern-link--stretched" href="/1/">Sprache</a></h3>' in html


def test_card_refuses_unknown_level() -> None:
    with pytest.raises(ValueError, match="card: level=1 is unknown"):
        shown('{% card "Sprache" level=1 %}x{% endcard %}')


def test_summary_list_shows_dash_for_empty_but_not_for_zero() -> None:
    html = shown("{% summary_list facts %}", facts=[("Kosten", None), ("Plätze", 0), ("Ort", "<Furth>")])
    assert html.count("nichts vorhanden") == 1
    assert '__value">0</dd>' in html
    assert "&lt;Furth&gt;" in html


def test_task_list_links_open_tasks_only() -> None:
    html = shown("{% task_list tasks %}", tasks=[{"label": "Offen", "url": "/1/", "hint": "bald"}, {"label": "Später"}])
    assert html.count("<a ") == 1
    assert '<span class="kern-body">Später</span>' in html
    assert '<p class="task__hint">bald</p>' in html


def test_progress_bar_says_share_in_words() -> None:
    html = shown('{% progress_bar 3 8 "Rücklauf" %}')
    assert '<progress value="3" max="8" aria-label="Rücklauf">3 von 8</progress>' in html


def test_progress_bar_of_nothing_is_valid_html() -> None:
    assert 'max="1"' in shown('{% progress_bar 0 0 "Rücklauf" %}')


def test_stat_is_a_link_when_it_has_an_address() -> None:
    tile = shown('{% stat 1234 "Maßnahmen" "/m/" %}')
    assert tile.startswith('<a class="stat stat--neutral stat--link" href="/m/" data-counts="1234">')
    assert "1.234" in shown('{% stat 1234 "Maßnahmen" %}')
    assert "<a" not in shown('{% stat 1234 "Maßnahmen" %}')


def test_stat_refuses_unknown_variant() -> None:
    with pytest.raises(ValueError, match="stat: variant='gold' is unknown"):
        shown('{% stat 1 "x" variant="gold" %}')


def test_timeline_tells_who_when_and_what_changed() -> None:
    html = blocks.timeline([EVENT | {"before": "in Arbeit", "after": "eingereicht", "state": "submitted"}])
    assert "01.03.2026, 13:00 Uhr</time> · Jugendamt" in html
    assert "in Arbeit" in html
    assert "kern-badge--warning" in html


def test_timeline_escapes_comments() -> None:
    assert "&lt;script&gt;" in blocks.timeline([EVENT | {"comment": "<script>"}])


def test_breadcrumb_marks_the_page_itself() -> None:
    html = shown("{% breadcrumb %}", breadcrumbs=[("Start", "/"), ("Hier", "/x/")])
    assert '<li><a href="/">Start</a></li><li><span aria-current="page">Hier</span></li>' in html


def test_breadcrumb_without_crumbs_is_nothing() -> None:
    assert shown("{% breadcrumb %}") == ""


def test_components_take_objects_as_well_as_dicts() -> None:
    task = type("Task", (), {"label": "Sprachcafé", "url": "/1/"})()
    assert '<a class="kern-link kern-link--stretched kern-link--no-visited-state" href="/1/">Sprachcafé</a>' in (
        blocks.task_list([task])
    )


def test_card_without_title_is_a_plain_box() -> None:
    assert "<h" not in shown("{% card %}Text{% endcard %}")
