"""Tampering with what is published is found, also by somebody who switched off the guard of the database."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from neuss_integration.foundation.records.guards import without_guards
from reporting.content.snapshot import checksum
from reporting.formats.html import report_html
from reporting.models import Publication, PublicationFile, PublishedMeasure, Report, Snapshot
from reporting.publication.chain import head_of_chain
from reporting.publication.verification import ALWAYS, broken_publications
from tests.factories import World, make_published

FILES = "Die Dateien sind nicht die, die veröffentlicht wurden."


@pytest.fixture(autouse=True)
def _own_anchors(settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def _unguarded(published: Report) -> Iterator[None]:
    """The guards of the database are silent, as after an attack."""
    with without_guards(connection):
        yield


def found(report: Report) -> list[str]:
    """The sentences about the report."""
    return [sentence.removeprefix(f"„{report.title}“: ") for sentence in broken_publications()]


def test_untouched_publications_hold(world: World, published: Report, capsys) -> None:
    make_published(title="Nächste")
    call_command("verify_publications")
    assert f"Unverändert: 2 Veröffentlichungen, die Kette ist lückenlos. Ihr Ende: {head_of_chain()['head']}" in (
        capsys.readouterr().out
    )


@pytest.mark.usefixtures("_unguarded")
def test_link_of_a_measure_to_its_report_is_missed(published: Report) -> None:
    link = PublishedMeasure.objects.filter(publication=published.publication).select_related("measure").first()
    link.delete()
    wrong = f"Der Verweis von Maßnahmen auf den Bericht fehlt oder ist falsch: {link.measure.number}."
    assert found(published) == [wrong]
    link.save(force_insert=True)
    assert found(published) == []


@pytest.mark.usefixtures("_unguarded")
def test_each_of_the_files_is_missed_and_known(published: Report) -> None:
    files = list(published.publication.files.all())
    for file in files:
        PublicationFile.objects.filter(pk=file.pk).update(content=bytes(file.content)[:-1] + b"x")
        assert FILES in found(published)
        PublicationFile.objects.filter(pk=file.pk).delete()
        lost = f" Es fehlt: {file.get_kind_display()}." if file.kind in ALWAYS else ""
        assert found(published) == [f"{FILES}{lost}"]
        file.save(force_insert=True)
    assert found(published) == []
    assert {file.kind for file in files} >= set(ALWAYS)


@pytest.mark.usefixtures("_unguarded")
def test_changed_data_are_found(published: Report) -> None:
    Snapshot.objects.update(content="{}")
    assert found(published) == ["Der Datenstand passt nicht zu seiner Prüfsumme."]


FACTS = "Zeitpunkt, Person, Seitenzahl oder Namen der Dateien sind nicht mehr, wie sie veröffentlicht wurden."


@pytest.mark.usefixtures("_unguarded")
@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Publication, {"published_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}),
        (Publication, {"page_count": 1}),
        (PublicationFile, {"media_type": "text/html"}),
    ],
)
def test_changed_facts_beside_the_files_are_found(published: Report, model: Any, values: dict[str, Any]) -> None:
    assert found(published) == []
    model.objects.filter(pk=model.objects.first().pk).update(**values)
    assert found(published) == [FACTS]
    Publication.objects.update(facts_sha256=None)
    assert found(published) == ["Die Kette der Prüfsummen ist unterbrochen."]


@pytest.mark.usefixtures("_unguarded")
def test_changed_file_with_new_checksums_breaks_the_chain(published: Report) -> None:
    PublicationFile.objects.filter(kind="report").update(content=b"anderes", size=7)
    Publication.objects.update(pdf_sha256=checksum(b"anderes"))
    assert found(published) == [FILES, "Die Kette der Prüfsummen ist unterbrochen."]
    with pytest.raises(CommandError, match="Die Dateien sind nicht die"):
        call_command("verify_publications")


def test_state_that_does_not_fit_is_found(world: World) -> None:
    report, lost = make_published(), make_published(title="Verloren")
    Report.objects.filter(pk=report.pk).update(state="draft")
    with without_guards(connection):
        for kept in (lost.publication.files, lost.publication.published_measures):
            kept.all().delete()
        lost.publication.delete()
    assert found(report) == [
        "Der Bericht ist veröffentlicht, gilt aber als Entwurf.",
        "„Verloren“: Der Bericht gilt als veröffentlicht, aber die Veröffentlichung fehlt.",
    ]


def test_last_publication_cannot_go_unnoticed_once_it_was_checked(world: World, tmp_path: Path) -> None:
    make_published()
    last = make_published(title="Letzte")
    call_command("verify_publications", verbosity=0)
    assert (tmp_path / "publications.txt").read_text().split() == [last.publication.chain_sha256]
    Report.objects.filter(pk=last.pk).update(state="draft")
    with without_guards(connection):
        for model in (PublicationFile, PublishedMeasure):
            model.objects.filter(publication=last.publication).delete()
        last.publication.delete()
    with pytest.raises(CommandError, match=f"{last.publication.chain_sha256} fehlt"):
        call_command("verify_publications")


def test_report_prints_the_end_of_the_chain_and_it_has_to_be_there(world: World) -> None:
    first, second = make_published(), make_published(title="Zweite")
    content = json.loads(second.publication.snapshot.content)
    assert content["chain"] == {"publications": 1, "head": first.publication.chain_sha256}
    assert first.publication.chain_sha256 in report_html(content)
    with without_guards(connection):
        Publication.objects.filter(pk=first.publication.pk).update(chain_sha256="f" * 64)
    assert "Vor dem Bericht fehlt die Veröffentlichung, deren Prüfsumme er abdruckt." in found(second)


def test_anchor_from_the_mail_has_to_be_a_link_of_the_chain(world: World) -> None:
    report = make_published()
    call_command("verify_publications", anchor=[report.publication.chain_sha256], verbosity=0)
    assert list(broken_publications(anchors=("f" * 64,))) == [
        f"Die Veröffentlichung mit der Prüfsumme {'f' * 64} fehlt."
    ]


def test_publications_from_before_0_3_hold_without_a_sum_over_all_files(world: World) -> None:
    report = make_published()
    with without_guards(connection):
        Publication.objects.update(files_sha256=None)
    sentences = found(report)
    assert sentences[0].startswith("Es fehlt: Kurzfassung (PDF), ")
    assert sentences[1:] == ["Die Kette der Prüfsummen ist unterbrochen."]
