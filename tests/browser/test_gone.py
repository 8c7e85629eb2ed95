"""What was withdrawn or corrected says so on a page that everybody can read and use (410)."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from reporting.models import Report
from tests.browser.axe import COLOURS, violations
from tests.browser.serving import Pages, pages, tab, tabs  # noqa: F401
from tests.factories import make_published

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize("state", ["withdrawn", "superseded"])
def test_page_of_a_report_that_is_gone_is_accessible(tab: Page, pages: Pages, state: str) -> None:  # noqa: F811
    first = make_published()
    make_published(replaces=first, title="Berichtigte Fortschreibung")
    Report.objects.filter(pk=first.pk).update(state=state)
    answer = Client().get(reverse("reporting:portal-report", args=[first.pk]))
    tab.goto(pages.address_of("/gone/", answer))
    found = {"light": violations(tab)}
    tab.emulate_media(color_scheme="dark")
    found["dark"] = violations(tab, COLOURS)
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size({"width": 320, "height": 800})
    excess = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert (answer.status_code, found, excess <= 0) == (410, {"light": [], "dark": []}, True)
