"""Small workbooks that would cost minutes and gigabytes: refused, or read as if the bomb were not there."""

import random
import resource
import subprocess
import sys
import time
import zipfile
from types import SimpleNamespace

import pytest
from openpyxl import Workbook

from neuss_integration.foundation.archives import reading
from neuss_integration.foundation.archives.reading import Damaged, Limits, TooLarge, opened
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.processes import limits, running
from neuss_integration.foundation.spreadsheets import apart
from neuss_integration.foundation.spreadsheets.cells import SheetTable
from neuss_integration.foundation.spreadsheets.package import LIMITS as LIMITS_OF_WORKBOOKS
from neuss_integration.foundation.spreadsheets.reading import read_table
from tests.spreadsheets.files import MEGABYTE, ROWS, member, upload, with_members, workbook_of

LIMITS = Limits(parts=20, part=MEGABYTE, total=2 * MEGABYTE, ratio=100)
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TOO_BIG = "Die Datei ist entpackt viel zu groß"
LETTERS = str.maketrans("0123456789", "ghijklmnop")
STRINGS = (
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
SECONDS = 20
"""Of processor time; before, the first of these files took 52."""


def many(element: str, count: int, *, root: str, inside: str = "") -> str:
    """A part with `count` times the same element, with a random word here and there: it packs well, not too well."""
    chance = random.Random(1)  # noqa: S311 - nothing secret, only the same each time
    block = "".join(f"{element * 50}<{chance.randbytes(4).hex().translate(LETTERS)}/>" for _ in range(400))
    body = block * (count // 20_000 + 1)
    inner = f"<{inside}>{body}</{inside}>" if inside else body
    return f'<{root} xmlns="{NAMESPACE}">{inner}</{root}>'


def read(content: bytes) -> SheetTable:
    return read_table(upload(content), max_rows=100, max_bytes=10 * MEGABYTE)


@pytest.fixture(autouse=True)
def quick():
    """No more processor time than a person waits for."""
    before = time.process_time()
    yield
    assert time.process_time() - before < SECONDS


def test_large_part_that_no_table_needs_is_not_parsed() -> None:
    bomb = with_members(workbook_of(), {"customXml/item1.xml": many("<a/>", 15_000_000, root="x")})
    assert len(bomb) < 2 * MEGABYTE
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert read(bomb).rows == ROWS[1:]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024  # kilobytes


def test_large_file_is_parsed_in_a_process_of_its_own() -> None:
    rows = many("<row/>", 300_000, root="worksheet", inside="sheetData")
    bomb = with_members(workbook_of(), {"xl/worksheets/sheet1.xml": rows})
    before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused, match="Die Datei ist leer"):
        read(bomb)
    assert time.process_time() - before[0] < 0.5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before[1] < 20 * 1024  # kilobytes


def test_table_of_contents_of_100000_parts_is_not_read_in_the_web_process() -> None:
    """Nothing is in the parts, so the file looked light, and its table of contents was read twice: 1.2 seconds."""
    bomb = with_members(workbook_of(), dict.fromkeys(map(str, range(100_000)), ""))
    before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused, match=TOO_BIG):
        read(bomb)
    assert time.process_time() - before[0] < 0.3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before[1] < 20 * 1024  # kilobytes


def test_process_that_reads_has_little_memory() -> None:
    greedy = f"from {limits.__name__} import limit; limit(memory_mb=768, cpu_seconds=9); bytearray(800 * 1024 * 1024)"
    done = subprocess.run([sys.executable, "-c", greedy], capture_output=True, text=True, check=False)
    assert done.stderr.endswith("MemoryError\n")


@pytest.mark.parametrize(
    ("owner", "name", "value"),
    [(running, "SECONDS", 0.01), (apart, "child", SimpleNamespace(__name__="gibt_es_nicht"))],
)
def test_process_that_is_ended_or_falls_over_is_told(
    monkeypatch: pytest.MonkeyPatch, owner: object, name: str, value: object
) -> None:
    monkeypatch.setattr(reading, "LIGHT", 0)
    monkeypatch.setattr(owner, name, value)
    with pytest.raises(Refused, match=TOO_BIG):
        read(workbook_of())


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_one_long_text_in_many_cells_is_too_much(ending: str) -> None:
    with pytest.raises(Refused, match=TOO_BIG):
        read_table(upload(shared_text(ending), f"a{ending}"), max_rows=5_000, max_bytes=MEGABYTE)


def shared_text(ending: str) -> bytes:
    """A small file with a text of 100,000 characters that each of 2,000 cells shows."""
    text = "Wort " * 20_000
    if ending == ".ods":
        cell = f'<table:table-cell table:number-columns-repeated="20"><text:p>{text}</text:p></table:table-cell>'
        row = f'<table:table-row table:number-rows-repeated="100">{cell}</table:table-row>'
        names = " ".join(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("table", "text")
        )
        parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
        return with_members(workbook_of(), parts | {"content.xml": f"<x {names}><table:table>{row}</table:table></x>"})
    row = "<row>" + '<c t="s"><v>0</v></c>' * 20 + "</row>"
    types = member(workbook_of(), "[Content_Types].xml").replace("</Types>", f"{STRINGS}</Types>")
    parts = {
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{NAMESPACE}"><sheetData>{row * 100}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{NAMESPACE}"><si><t>{text}</t></si></sst>',
    }
    return with_members(workbook_of(), {**parts, "[Content_Types].xml": types})


def test_two_large_parts_together_are_too_large() -> None:
    part = many("<a/>", 15_000_000, root="x")
    with pytest.raises(Refused, match=TOO_BIG):
        read(with_members(workbook_of(), {"customXml/item1.xml": part, "customXml/item2.xml": part}))


def test_part_that_is_no_xml_but_never_used_does_no_harm() -> None:
    assert read(with_members(workbook_of(), {"xl/theme/theme1.xml": "<broken"})).rows == ROWS[1:]


@pytest.mark.parametrize(
    ("part", "element", "count", "root", "inside"),
    [
        ("xl/worksheets/sheet1.xml", "<row/>", 1_100_000, "worksheet", "sheetData"),
        ("xl/worksheets/sheet1.xml", "<c/>", 1_100_000, "worksheet", "row"),
        ("xl/sharedStrings.xml", "<si/>", 500_000, "sst", ""),
        ("xl/styles.xml", "<xf/>", 200_000, "styleSheet", "cellXfs"),
        ("xl/workbook.xml", "<sheet/>", 200_000, "workbook", "sheets"),
    ],
)
@pytest.mark.slow
def test_part_with_more_elements_than_a_table_has_is_refused(
    part: str, element: str, count: int, root: str, inside: str
) -> None:
    types = member(workbook_of(), "[Content_Types].xml").replace("</Types>", f"{STRINGS}</Types>")
    parts = {part: many(element, count, root=root, inside=inside), "[Content_Types].xml": types}
    content = with_members(workbook_of(), parts)

    with opened(content, LIMITS_OF_WORKBOOKS), pytest.raises(Refused, match=TOO_BIG):
        read(content)


@pytest.mark.slow
def test_sheets_share_what_they_may_have() -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("Zweites")

    sheet = many("<c/>", 600_000, root="worksheet", inside="row")
    parts = {f"xl/worksheets/sheet{number}.xml": sheet for number in (1, 2)}
    with pytest.raises(Refused, match=TOO_BIG):
        read(with_members(workbook_of(change=change), parts))


@pytest.mark.slow
def test_largest_table_that_may_be_imported_is_read() -> None:
    rows = [[f"{column} in {row}" for column in range(30)] for row in range(5_000)]
    table = read_table(upload(workbook_of(*rows)), max_rows=5_000, max_bytes=10 * MEGABYTE)
    assert (len(table.rows), len(table.headings)) == (4_999, 30)


@pytest.mark.parametrize(
    ("parts", "refusal"),
    [
        ({f"{number}.txt": "x" for number in range(21)}, TooLarge),
        ({"a.bin": bytes(range(256)) * 4 * 1024 + b"x"}, TooLarge),
        ({f"{number}.bin": bytes(range(256)) * 3 * 1024 for number in range(3)}, TooLarge),
    ],
)
def test_archive_beyond_a_limit_is_too_large(parts: dict[str, bytes | str], refusal: type[Exception]) -> None:
    with pytest.raises(refusal), opened(with_members(workbook_of(), parts), LIMITS):
        pass


def test_archive_at_its_limits_is_opened() -> None:
    content = with_members(workbook_of(), {"a.bin": bytes(range(256)) * 4 * 1024})
    with opened(content, LIMITS) as archive:
        assert archive.getinfo("a.bin").file_size == LIMITS.part


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_method_that_unpacks_without_bounds_is_refused(tmp_path, method: int) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", method) as archive:
        archive.writestr("a.xml", "<a/>")
    with pytest.raises(Damaged), opened((tmp_path / "a.zip").read_bytes(), LIMITS):
        pass


@pytest.mark.parametrize("name", ["../boese.txt", "xl/../../boese.txt", "..\\boese.txt", "C:\\boese.txt", "xl/.."])
def test_part_that_leads_out_of_the_archive_is_refused(name: str) -> None:
    with pytest.raises(Damaged), opened(with_members(workbook_of(), {name: "boese"}), LIMITS):
        pass


def test_part_with_dots_in_its_name_is_opened() -> None:
    with opened(with_members(workbook_of(), {"xl/a..b/..c.xml": "<a/>"}), LIMITS) as archive:
        assert "xl/a..b/..c.xml" in archive.namelist()
