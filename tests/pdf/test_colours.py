"""Colours of the printed report: lights differ in grey print, and no status wears a colour of the lights."""

import colorsys
from itertools import combinations

import pytest
from django.template.loader import render_to_string

from measures.enums import MeasureState, TrafficLight

LIGHTS = [light.value for light in TrafficLight if light != TrafficLight.UNKNOWN]
MIN_DISTANCE = 0.15


def colour_of(template: str, key: str) -> str:
    return render_to_string(f"pdf/{template}.html", {"key": key}).strip()


def channels(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def luminance(colour: str) -> float:
    """As WCAG 2 defines it: what is left of a colour in grey."""
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels(colour)]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("one", "other"), list(combinations([*LIGHTS, "unknown"], 2)))
def test_lights_differ_in_grey_print(one: str, other: str) -> None:
    assert abs(luminance(colour_of("fill", one)) - luminance(colour_of("fill", other))) >= MIN_DISTANCE


@pytest.mark.parametrize("state", MeasureState.values)
def test_status_wears_no_colour_of_the_lights(state: str) -> None:
    hue, _, _ = colorsys.rgb_to_hls(*channels(colour_of("fill", state)))
    assert 0.5 < hue < 0.8


@pytest.mark.parametrize("key", [*MeasureState.values, *TrafficLight.values])
def test_numbers_can_be_read_on_each_colour(key: str) -> None:
    assert contrast(colour_of("fill", key), colour_of("ink", key)) >= 4.5


@pytest.mark.parametrize("light", LIGHTS)
def test_sign_of_a_light_has_the_colour_of_its_bar(light: str) -> None:
    assert colour_of("fill", light) in render_to_string("pdf/light.html", {"value": light, "word": "Wort"})
