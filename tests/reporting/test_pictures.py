"""Pictures in sections of one's own: from the upload to the frozen snapshot, the page, the PDF and Word."""

import io

import pytest
from django.core.cache.backends.dummy import DummyCache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse
from docx import Document

from neuss_integration.foundation.attachments.pictures import clean_picture
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.pdf.checks import inspect
from neuss_integration.foundation.pdf.parts import render_parts
from reporting.content.pictures import picture_assets
from reporting.content.snapshot import build_snapshot
from reporting.enums import ReportState
from reporting.formats.document import report_document
from reporting.formats.html import report_html
from reporting.models import PictureFile, Report, SectionPicture
from reporting.publication.verification import missing_pictures
from reporting.services.corrections import begin_correction
from reporting.services.pictures import add_picture, describe_picture, remove_picture
from reporting.services.reports import release_report
from tests.attachments.samples import enormous_png
from tests.factories import (
    World,
    make_own_section,
    make_picture,
    make_published,
    picture_bytes,
    picture_upload,
    sign_in,
)
from tests.pdf.sample import snapshot

WORDS = {"caption": "Das Fest am Markt", "alternative": "Menschen an langen Tischen."}


def test_add_picture_stands_once_with_its_words(world: World, draft: Report) -> None:
    section, picture = make_own_section(draft), clean_picture(picture_upload())
    first = add_picture(section, by=world.koordination, picture=picture, **WORDS)
    second = add_picture(section, by=world.koordination, picture=picture, caption="Anders", alternative="Anders")
    assert (first, second.caption, section.pictures.count()) == (second, "Das Fest am Markt", 1)
    assert first.history.get().history_user == world.koordination


def test_picture_needs_an_alternative(world: World, draft: Report) -> None:
    picture = clean_picture(picture_upload())
    with pytest.raises(ValidationError):
        add_picture(make_own_section(draft), by=world.koordination, picture=picture, caption="Fest", alternative=" ")
    assert SectionPicture.objects.count() == 0


def test_picture_stands_in_sections_of_ones_own_only(world: World, draft: Report) -> None:
    section, picture = draft.sections.get(kind="foreword"), clean_picture(picture_upload())
    with pytest.raises(Refused, match="nur in eigenen Abschnitten"):
        add_picture(section, by=world.koordination, picture=picture, **WORDS)


def test_pictures_belong_to_the_koordination(world: World, draft: Report) -> None:
    picture = make_picture(section=make_own_section(draft))
    with pytest.raises(PermissionDenied):
        describe_picture(picture, by=world.integrationsrat_person, **WORDS)
    with pytest.raises(PermissionDenied):
        remove_picture(picture, by=world.jugendamt_person)


def test_released_report_keeps_its_pictures(world: World, draft: Report) -> None:
    picture = make_picture(section=make_own_section(draft))
    release_report(draft, by=world.koordination)
    with pytest.raises(Refused, match="freigegeben"):
        remove_picture(picture, by=world.koordination)


def test_picture_is_described_and_removed_with_history(world: World, draft: Report) -> None:
    picture = make_picture(section=make_own_section(draft))
    describe_picture(picture, by=world.koordination, **WORDS)
    remove_picture(picture, by=world.vertretung)
    rows = SectionPicture.history.order_by("history_id").values_list("history_type", "caption", "history_user")
    assert list(rows)[1:] == [
        ("~", "Das Fest am Markt", world.koordination.pk),
        ("-", "Das Fest am Markt", world.vertretung.pk),
    ]


def test_snapshot_names_pictures_by_their_checksum(world: World, draft: Report) -> None:
    picture = make_picture(section=make_own_section(draft, title="Fotos"), caption="Fest")
    last = build_snapshot(draft)["sections"][-1]
    told = {"sha256": picture.file.sha256, "width": 300, "height": 200}
    assert (last["title"], last["pictures"]) == ("Fotos", [told | {"caption": "Fest", "alternative": "Zu sehen: Fest"}])


@pytest.mark.parametrize("write", [lambda rows: rows.update(width=1), lambda rows: rows.delete()])
def test_file_of_a_picture_is_for_ever(world: World, draft: Report, write) -> None:
    PictureFile.objects.create(sha256="0" * 64, kind="png", width=1, height=1, content=b"")
    with pytest.raises(DatabaseError):
        write(PictureFile.objects.all())


def test_verification_counts_pictures_that_do_not_match(world: World, draft: Report) -> None:
    make_picture(section=make_own_section(draft))
    content = build_snapshot(draft)
    PictureFile.objects.create(sha256="0" * 64, kind="png", width=1, height=1, content=b"anders")
    forged = content["sections"][-1]["pictures"][0] | {"sha256": "0" * 64}
    gone = forged | {"sha256": "1" * 64}
    assert missing_pictures(content) == 0
    assert missing_pictures({"sections": [{"pictures": [forged, gone]}]}) == 2


def with_picture(world: World, draft: Report) -> dict:
    make_picture(section=make_own_section(draft, title="Fotos"), caption="Fest")
    own = [each for each in build_snapshot(draft)["sections"] if each["kind"] == "own"]
    return snapshot() | {"schema_version": 2, "sections": own}


@pytest.mark.slow
def test_printed_picture_has_number_alternative_and_place_in_the_tree(world: World, draft: Report) -> None:
    content = with_picture(world, draft)
    html = report_html(content)
    pdf = render_parts(html, cache=DummyCache("", {}), pictures=picture_assets(content), created=draft.created_at)
    facts = inspect(pdf)
    assert facts.problems == ()
    assert "Abbildung 1: Fest" in facts.text
    assert 'alt="Zu sehen: Fest"' in html


def test_word_has_the_picture_with_its_alternative(world: World, draft: Report) -> None:
    content = with_picture(world, draft)
    files = {sha256: picture.content for sha256, picture in picture_assets(content).items()}
    shapes = Document(io.BytesIO(report_document(content, files))).inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes].count("Zu sehen: Fest") == 1


def test_upload_leads_to_the_section_and_the_page_shows_it(client, world: World, draft: Report) -> None:
    section = make_own_section(draft)
    url = reverse("reporting:picture-create", args=[draft.pk, section.pk])
    upload = SimpleUploadedFile("fest.png", picture_bytes())
    response = sign_in(client, world.koordination).post(url, WORDS | {"file": upload}, follow=True)
    shown = client.get(reverse("reporting:picture-file", args=[draft.pk, section.pictures.get().file.sha256]))
    assert "Das Bild steht im Abschnitt." in response.text
    assert shown["Content-Type"] == "image/png"


def test_picture_that_is_too_large_is_refused_and_the_words_stay(client, world: World, draft: Report) -> None:
    section = make_own_section(draft)
    url = reverse("reporting:picture-create", args=[draft.pk, section.pk])
    upload = SimpleUploadedFile("riese.png", enormous_png())
    text = sign_in(client, world.koordination).post(url, WORDS | {"file": upload}).text
    assert "viel zu groß" in text
    assert "Das Fest am Markt" in text


def test_correction_takes_the_pictures_along(world: World, draft: Report) -> None:
    make_picture(section=make_own_section(draft), caption="Fest")
    Report.objects.filter(pk=draft.pk).update(state=ReportState.PUBLISHED)
    correction = begin_correction(Report.objects.get(pk=draft.pk), by=world.koordination)
    placed = SectionPicture.objects.get(section__report=correction)
    assert (placed.caption, placed.alternative, placed.history.count()) == ("Fest", "Zu sehen: Fest", 1)


def test_picture_of_a_withdrawn_report_is_read_no_longer(client, world: World) -> None:
    report = make_published(title="Zurückgezogen")
    picture = make_picture(section=make_own_section(report), caption="Fest")
    Report.objects.filter(pk=report.pk).update(state=ReportState.WITHDRAWN)
    names, place = ("portal-picture", "picture-file"), [report.pk, picture.file.sha256]
    public, inside = (reverse(f"reporting:{name}", args=place) for name in names)
    assert client.get(public).status_code == 410
    people = (world.integrationsrat_person, world.koordination)
    assert [sign_in(client, each).get(inside).status_code for each in people] == [404, 200]
