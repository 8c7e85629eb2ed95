"""The office and the committee stand in sentences with their article and case."""

import holidays
import pytest

from neuss_integration.foundation.words.city_terms import Term, lazily_worded, term, worded
from neuss_integration.foundation.words.laender import LAENDER

CASES = ("nominative", "accusative", "dative", "genitive", "von", "im", "opening")


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        (
            "Integrationsbüro",
            (
                "das Integrationsbüro|das Integrationsbüro|dem Integrationsbüro|des Integrationsbüros"
                "|vom Integrationsbüro|im Integrationsbüro|Das Integrationsbüro"
            ),
        ),
        (
            "Stabsstelle Vielfalt",
            (
                "die Stabsstelle Vielfalt|die Stabsstelle Vielfalt|der Stabsstelle Vielfalt|der Stabsstelle Vielfalt"
                "|von der Stabsstelle Vielfalt|in der Stabsstelle Vielfalt|Die Stabsstelle Vielfalt"
            ),
        ),
        (
            "Ausschuss für Integration",
            (
                "der Ausschuss für Integration|den Ausschuss für Integration|dem Ausschuss für Integration"
                "|des Ausschusses für Integration|vom Ausschuss für Integration|im Ausschuss für Integration"
                "|Der Ausschuss für Integration"
            ),
        ),
        (
            "Kommunales Integrationszentrum",
            (
                "das Kommunale Integrationszentrum|das Kommunale Integrationszentrum|dem Kommunalen Integrationszentrum"
                "|des Kommunalen Integrationszentrums|vom Kommunalen Integrationszentrum"
                "|im Kommunalen Integrationszentrum|Das Kommunale Integrationszentrum"
            ),
        ),
    ],
)
def test_a_name_has_its_article_in_each_case(name, forms):
    assert "|".join(getattr(term(name), case) for case in CASES) == forms


@pytest.mark.parametrize(
    ("name", "article"),
    [
        ("Kommission für Integration", "die"),
        ("Integrationsrat", "der"),
        ("Amt für Vielfalt", "das"),
        ("Zentrale Koordination", "die"),
        ("Migrationsbeirat", "der"),
        ("Fachbereich Soziales", "der"),
    ],
)
def test_the_ending_tells_the_article(name, article):
    assert term(name) == Term(name, article)


def test_the_city_may_say_the_article(settings):
    settings.OFFICE_NAME, settings.OFFICE_ARTICLE = "Welcome Point", "der"
    assert worded("Bitte fragen Sie {office.accusative}.") == "Bitte fragen Sie den Welcome Point."


def test_a_text_held_by_a_module_follows_the_settings(settings):
    held = lazily_worded("{committee.opening} entscheidet.")
    settings.COMMITTEE_NAME = "Kommission für Integration"
    assert str(held) == "Die Kommission für Integration entscheidet."


@pytest.mark.django_db
def test_the_accessibility_statement_names_the_law_of_the_land(settings, client):
    settings.HOLIDAY_SUBDIVISION = "HE"
    page = client.get("/barrierefreiheit/").content.decode()
    assert "das Hessische Behinderten-Gleichstellungsgesetz (HessBGG)" in page
    assert "des Landes Hessen" in page
    assert "Nordrhein-Westfalen" not in page


def test_every_land_has_a_law():
    assert set(LAENDER) <= set(holidays.country_holidays("DE").subdivisions)
    assert len(LAENDER) == 16
