"""Icons, badges, states and traffic lights."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import TemplateSyntaxError

from neuss_integration.foundation.ui import signs
from tests.interface.helpers import shown


@pytest.mark.parametrize("variant", signs.BADGE_VARIANTS)
def test_badge_shows_text_and_variant(variant: str) -> None:
    html = shown("{% badge text variant=variant %}", text="Neu & wichtig", variant=variant)
    assert f"kern-badge--{variant}" in html
    assert '<span class="kern-label">Neu &amp; wichtig</span>' in html


def test_badge_refuses_unknown_variant() -> None:
    with pytest.raises(ValueError, match="badge: variant='pink' is unknown"):
        shown('{% badge "Neu" variant="pink" %}')


def test_badge_refuses_unknown_option() -> None:
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'colour'"):
        shown('{% badge "Neu" colour="red" %}')


WORDS = [("green", "grün"), ("yellow", "gelb"), ("red", "rot"), ("", "keine Angabe")]


@pytest.mark.parametrize(("value", "word"), WORDS)
def test_traffic_light_has_word_and_shape(value: str, word: str) -> None:
    html = shown("{% traffic_light value %}", value=value)
    assert f'<span class="kern-sr-only">Ampel: </span>{word}</span>' in html
    assert f"icons.svg#{signs.TRAFFIC_LIGHT_SIGNS[value].shape}" in html


def test_traffic_light_shapes_differ_by_word() -> None:
    shapes = {sign.word: sign.shape for sign in signs.TRAFFIC_LIGHT_SIGNS.values()}
    assert len(set(shapes.values())) == len(shapes) == 4


def test_traffic_light_without_value_is_no_statement() -> None:
    assert signs.traffic_light(None) == signs.traffic_light("")


def test_traffic_light_refuses_unknown_value() -> None:
    with pytest.raises(ValueError, match="traffic_light: value='blue' is unknown"):
        signs.traffic_light("blue")


def test_state_badge_has_icon_for_every_state() -> None:
    assert set(signs.STATE_ICONS) == set(signs.STATE_VARIANTS)
    for state in signs.STATE_VARIANTS:
        assert "läuft" in signs.state_badge(state, "läuft")


def test_state_badge_refuses_unknown_state() -> None:
    with pytest.raises(ValueError, match="state_badge: state='asleep' is unknown"):
        signs.state_badge("asleep", "schläft")


def test_icon_is_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in shown('{% icon "search" %}')
    assert 'aria-hidden="true"' in shown('{% icon "target" size="large" %}')


def test_icon_refuses_unknown_name_and_size() -> None:
    with pytest.raises(ValueError, match="icon: name='unicorn' is unknown"):
        signs.icon("unicorn")
    with pytest.raises(ValueError, match="icon: size='giant' is unknown"):
        signs.icon("search", size="giant")


def test_icon_sprite_holds_every_own_icon() -> None:
    sprite = Path(settings.BASE_DIR / "static/img/icons.svg").read_text()
    assert set(re.findall(r'symbol id="([^"]+)"', sprite)) == signs.OWN_ICONS


def test_icon_names_of_kern_are_in_its_stylesheet() -> None:
    css = Path(settings.BASE_DIR / settings.PACKAGE_FILES["kern/kern.min.css"]).read_text()
    assert set(re.findall(r"kern-icon--([a-z-]+)", css)) >= signs.KERN_ICONS
