"""What is published is neither changed nor deleted: the database itself refuses."""

import pytest
from django.db import DatabaseError, connection, transaction

from neuss_integration.foundation.records.guards import without_guards
from reporting.models import PictureFile, Publication, PublicationFile, PublishedMeasure, Report, Snapshot
from tests.factories import World, make_published

FOR_EVER = (PublishedMeasure, PublicationFile, Publication, Snapshot, PictureFile)

EMPTY = "TRUNCATE {0} CASCADE" if connection.vendor == "postgresql" else "REPLACE INTO {0} SELECT * FROM {0}"
WRITES = ["UPDATE {} SET id = id", "DELETE FROM {}", EMPTY]


@pytest.fixture
def published(world: World) -> Report:
    """A published report that tells about measures; its PDF is four bytes long."""
    return make_published()


def refused(statement: str) -> bool:
    """Whether the database refuses the statement as one against what is published."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return "published is for ever" in str(caught.value)


@pytest.mark.usefixtures("published")
def test_database_refuses_to_change_and_to_delete_what_is_published() -> None:
    PictureFile.objects.create(sha256="0" * 64, kind="png", width=1, height=1, content=b"")
    connection.check_constraints()  # PostgreSQL empties no table with checks still to come
    for table in (model._meta.db_table for model in FOR_EVER):
        assert [write for write in WRITES if not refused(write.format(table))] == []


@pytest.mark.django_db(transaction=True)
def test_guards_are_silent_in_their_block_only(published: Report) -> None:
    with without_guards(connection):
        for model in FOR_EVER[:2]:
            model.objects.all().delete()
    assert (PublicationFile.objects.count(), Publication.objects.count()) == (0, 1)
    assert refused(EMPTY.format("reporting_publication"))


@pytest.mark.django_db(transaction=True)
def test_guards_speak_again_after_an_error_in_the_block(published: Report) -> None:
    def delete_and_fail() -> None:
        with without_guards(connection):
            raise ZeroDivisionError(PublicationFile.objects.all().delete())

    with pytest.raises(ZeroDivisionError):
        delete_and_fail()
    assert PublicationFile.objects.count() == 1
    assert refused("DELETE FROM reporting_publicationfile")
