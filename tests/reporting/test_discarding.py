"""A draft of a report begun by mistake is thrown away, until somebody built on it."""

import pytest
from django.test import Client
from django.urls import reverse

from neuss_integration.foundation.exceptions import Refused
from reporting.models import Report, Section
from reporting.services.corrections import begin_correction
from reporting.services.discarding import discard_report
from reporting.services.review import add_comment
from tests.factories import World, make_own_section, make_picture, make_published, make_report, sign_in


def test_draft_is_gone_and_its_histories_stay(world: World) -> None:
    report = make_report(texts={"foreword": "Entwurf"})
    make_picture(section=make_own_section(report, title="Fotos"))
    pk = report.pk
    discard_report(report, by=world.koordination)
    assert not Report.objects.filter(pk=pk).exists()
    assert not Section.objects.filter(report=pk).exists()
    gone = Report.history.filter(id=pk).latest()
    assert (gone.history_type, gone.history_user) == ("-", world.koordination)


def test_discarded_correction_leaves_its_report_to_be_corrected_anew(world: World) -> None:
    report = make_published()
    discard_report(begin_correction(report, by=world.koordination), by=world.koordination)
    assert begin_correction(Report.objects.get(pk=report.pk), by=world.koordination).replaces == report


def test_draft_that_somebody_wrote_to_stays(world: World) -> None:
    report = make_report()
    add_comment(report.sections.get(kind="foreword"), by=world.koordination, text="Fehlt noch.")
    with pytest.raises(Refused, match="Andere haben den Entwurf"):
        discard_report(report, by=world.koordination)


def test_published_report_stays(world: World) -> None:
    with pytest.raises(Refused, match="nur ein Entwurf"):
        discard_report(make_published(), by=world.koordination)


def test_page_says_what_follows_and_why_not(client: Client, world: World) -> None:
    sign_in(client, world.koordination)
    draft = make_report()
    page = reverse("reporting:report-discard", args=[draft.pk])
    assert "lässt sich nicht zurücknehmen" in client.get(page).text
    assert client.post(page).url == reverse("reporting:report-list")
    published = make_published()
    assert "nur ein Entwurf" in client.get(reverse("reporting:report-discard", args=[published.pk])).text
