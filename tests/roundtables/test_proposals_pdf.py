"""The ranked proposals as PDF: both standards, and the words of the page."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client

from neuss_integration.foundation.pdf.checks import html_text, inspect
from roundtables.pdf.proposals import proposals_html, proposals_pdf
from roundtables.selectors.proposals import proposals_for
from tests.factories import World, make_need, make_proposal, sign_in

AT = dt.datetime(2026, 3, 12, 10, tzinfo=dt.UTC)


@pytest.mark.slow
def test_pdf_keeps_both_standards_and_reads_like_its_page(world: World) -> None:
    need = make_need(title="Mehr Kurse")
    make_proposal(
        needs=[need],
        title="Abendkurse",
        description="**Vier** Kurse.",
        quantity="- 60 Plätze",
        rank=1,
        state="ranked",
        amount=Decimal("12000"),
    )
    found = list(proposals_for(world.koordination))
    facts = inspect(proposals_pdf(found, at=AT))
    assert list(facts.problems) == []
    assert facts.text == html_text(proposals_html(found, at=AT))


@pytest.mark.slow
def test_list_without_proposals_is_a_valid_pdf_too(world: World, client: Client) -> None:
    sent = sign_in(client, world.koordination).get("/runde-tische/handlungsvorschlaege/liste.pdf")
    assert sent["Content-Disposition"] == 'attachment; filename="handlungsvorschlaege.pdf"'
    assert list(inspect(sent.content).problems) == []
