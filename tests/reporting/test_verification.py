"""Tampering with what is published is found, also by somebody who switched off the guard of the database."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from reporting.content.snapshot import checksum
from reporting.models import Publication, PublicationFile, Report, Snapshot
from reporting.publication.verification import broken_publications
from reporting.publication.worker import execute_run
from reporting.services.reports import release_report
from tests.factories import World, make_report


@pytest.fixture
def _unguarded(published: Report) -> None:
    """The triggers of the database are gone, as after an attack."""
    with connection.cursor() as cursor:
        for model in (Snapshot, Publication, PublicationFile):
            table = model._meta.db_table
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {table}_for_ever{on_table}")


def test_untouched_publications_hold(world: World, published: Report, capsys) -> None:
    execute_run(release_report(make_report(title="Nächste"), by=world.koordination).pk)
    call_command("verify_publications")
    assert "Unverändert: 2 Veröffentlichungen" in capsys.readouterr().out


@pytest.mark.usefixtures("_unguarded")
def test_changed_pdf_is_found(published: Report) -> None:
    PublicationFile.objects.filter(kind="report").update(content=b"%PDF-1.7 anderes")
    assert list(broken_publications()) == [f"„{published.title}“: Das PDF passt nicht zu seiner Prüfsumme."]


@pytest.mark.usefixtures("_unguarded")
def test_changed_data_are_found(published: Report) -> None:
    Snapshot.objects.update(content="{}")
    assert list(broken_publications()) == [f"„{published.title}“: Der Datenstand passt nicht zu seiner Prüfsumme."]


@pytest.mark.usefixtures("_unguarded")
def test_changed_pdf_with_a_new_checksum_breaks_the_chain(published: Report) -> None:
    PublicationFile.objects.filter(kind="report").update(content=b"anderes")
    Publication.objects.update(pdf_sha256=checksum(b"anderes"))
    with pytest.raises(CommandError, match="Die Kette der Prüfsummen ist unterbrochen"):
        call_command("verify_publications")
