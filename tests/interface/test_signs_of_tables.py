"""The Zeichenerklärung is said once: what a sign means is the same on pages, in the report and in the definitions."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from neuss_integration.definitions import definitions
from neuss_integration.foundation.ui.signs import NOTHING
from neuss_integration.foundation.words.table_signs import SIGNS, legend
from tests.conventions.source import modules, templates
from tests.factories import World, make_factor, make_indicator, make_value, sign_in


def test_definitions_name_each_sign_in_the_words_of_the_legend() -> None:
    (rule,) = [each for each in definitions()[2] if each.anchor == "zeichenerklaerung"]
    told = [line for line in rule.text.splitlines() if line.startswith("- ")]
    assert told == [f"- „{sign}“ {meaning}" for sign, meaning in SIGNS.items()]


def test_no_template_words_a_legend_of_its_own() -> None:
    long = [words for words in SIGNS.values() if " " in words]
    own = [path.name for path in templates() for words in long if words in path.read_text(encoding="utf-8")]
    assert own == []


def test_dash_means_one_thing_wherever_it_is_explained() -> None:
    texts = [path.read_text(encoding="utf-8") for path in templates()] + [module.text for module in modules()]
    explained = [line.strip() for text in texts for line in text.splitlines() if re.search("(Strich|„–“) heißt", line)]
    assert (len(explained), [line for line in explained if "nichts eingetragen" not in line]) == (3, [])
    assert f'–<span class="kern-sr-only"> ({SIGNS["–"]})</span>' in NOTHING


@pytest.mark.parametrize("page", ["list", "detail", "factor"])
def test_page_with_signs_says_what_they_mean(world: World, client: Client, page: str) -> None:
    indicator = make_indicator(success_factors=[make_factor(4)])
    make_value(indicator=indicator, value=130, qualifier="estimated", year=2025)
    urls = {
        "list": reverse("success_factors:indicator-list"),
        "detail": indicator.get_absolute_url(),
        "factor": reverse("success_factors:factor-detail", args=[4]),
    }
    text = sign_in(client, world.koordination).get(urls[page]).text
    assert ("130 e" in text, text.count(legend(["130 e"]))) == (True, 1)


def test_page_without_signs_has_no_legend(world: World, client: Client) -> None:
    make_value(indicator=make_indicator(), value=130, year=2025)
    assert "Zeichenerklärung" not in sign_in(client, world.koordination).get("/indikatoren/").text
