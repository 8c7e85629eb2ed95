"""What is written for the archive is everything, and can be read without this program."""

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from measures.models import Measure
from neuss_integration.backups import rows
from reporting.models import PublicationFile
from tests.factories import World, make_published
from tests.measures.factories import make_attachment

HARD = 'Erste Zeile\r\n"Zitat", Komma; =1+1 <script>alert(1)</script>'


@pytest.fixture
def folder(world: World, tmp_path: Path) -> Path:
    """Everything of the small world, with a publication, an attachment and a text that is hard to carry."""
    make_published()
    make_attachment(measure=world.praeventionsnetz)
    Measure.objects.filter(pk=world.praeventionsnetz.pk).update(aim=HARD)
    call_command("export_all", tmp_path / "all", verbosity=0)
    return tmp_path / "all"


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_of_every_table_is_there(folder: Path) -> None:
    written = {model: len(table(folder, model._meta.db_table)) for model in rows.tables()}
    assert written == {model: model._base_manager.count() for model in rows.tables()}
    assert sum(written.values()) > 100


def test_values_are_read_back_as_they_are(folder: Path, world: World) -> None:
    stored = Measure.objects.get(pk=world.praeventionsnetz.pk)
    read = next(row for row in table(folder, "measures_measure") if row["id"] == str(stored.pk))
    assert (read["aim"], read["number"], read["state"]) == (HARD, str(stored.number), stored.state)
    assert read["created_at"] == stored.created_at.isoformat()


def test_files_lie_beside_the_tables_as_they_were(folder: Path) -> None:
    for row, file in zip(
        table(folder, "reporting_publicationfile"), PublicationFile.objects.order_by("pk"), strict=True
    ):
        assert (folder / row["content"]).read_bytes() == bytes(file.content)
    for row in table(folder, "measures_measureattachment"):
        assert (folder / row["content"]).stat().st_size == int(row["size"])


@pytest.mark.parametrize(
    "name", ["../../漢" + "字" * 108 + ".pdf", "..\\" * 30 + "a.pdf", "\u202e" + "😀" * 115 + ".pdf"]
)
def test_hostile_name_of_a_file_stays_in_its_folder(world: World, tmp_path: Path, name: str) -> None:
    """A hundred signs may be three hundred bytes, which no disk takes: one name was the end of the whole export."""
    attachment = make_attachment(measure=world.praeventionsnetz)
    type(attachment).objects.filter(pk=attachment.pk).update(name=name)
    call_command("export_all", tmp_path / "all", verbosity=0)
    [row] = table(tmp_path / "all", "measures_measureattachment")
    written = tmp_path / "all" / row["content"]
    assert (written.resolve().parent, written.suffix) == ((tmp_path / "all" / "files").resolve(), ".pdf")
    assert (written.stat().st_size, row["name"]) == (attachment.size, name)
    assert (tmp_path / "all").stat().st_mode & 0o077 == 0


def test_dictionary_names_every_column_in_german(folder: Path) -> None:
    with (folder / "dictionary.csv").open(encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file))
    columns = {(model._meta.db_table, field.column) for model in rows.tables() for field in rows.columns(model)}
    assert {(entry["Tabelle"], entry["Spalte"]) for entry in entries} == columns
    state = next(entry for entry in entries if (entry["Tabelle"], entry["Spalte"]) == ("measures_measure", "state"))
    assert (state["Bezeichnung"], state["Art"]) == ("Status", "Text")
    assert "running=laufend" in state["Werte"]


def test_pages_are_inert_and_lead_to_each_other(folder: Path, world: World) -> None:
    page = (folder / "pages" / "measures_measure.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert f'href="success_factors_fieldofaction.html#{world.bildung.pk}"' in page
    assert f'id="{world.bildung.pk}"' in (folder / "pages" / "success_factors_fieldofaction.html").read_text()
    assert 'href="pages/measures_measure.html">Maßnahmen</a>' in (folder / "index.html").read_text(encoding="utf-8")


def test_folder_that_is_there_is_not_touched(folder: Path) -> None:
    with pytest.raises(CommandError, match="gibt es schon"):
        call_command("export_all", folder)
