"""What the tests keep of PDFs stands for one request only."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from neuss_integration.foundation.pdf.fonts import assets
from neuss_integration.foundation.pdf.process import stamp
from neuss_integration.foundation.pdf.types import Asset, EmbeddedFile, Request
from tests.kept_pdf import FOLDER, Kept, LongLived, key_of
from tests.pdf.conftest import CREATED
from tests.pdf.sample import page

REQUEST = Request("<p>a</p>", {"a": Asset(b"a", "font/ttf")}, (), "2026-03-12T10:00:00Z")
OTHERS: list[dict[str, Any]] = [
    {"html": "<p>b</p>"},
    {"assets": {"b": Asset(b"a", "font/ttf")}},
    {"assets": {"a": Asset(b"b", "font/ttf")}},
    {"assets": {"a": Asset(b"a", "font/otf")}},
    {"attachments": (EmbeddedFile("a", b"", "text/csv", ""),)},
    {"attachments": (EmbeddedFile("a", b"b", "text/csv", ""),)},
    {"created": "2026-03-12T10:00:01Z"},
    {"prefix": "a"},
]


class Counting:
    """Says how many requests it was given."""

    requests = 0

    def render(self, request: Request, progress: Any) -> bytes:
        self.requests += 1
        return f"{self.requests}".encode()


def test_each_part_of_a_request_makes_another_file() -> None:
    assert len({key_of(REQUEST), *(key_of(replace(REQUEST, **other)) for other in OTHERS)}) == 1 + len(OTHERS)


def test_what_one_process_set_the_other_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    children: Any = Counting()
    first, second = Kept(children), Kept(children)
    other = replace(REQUEST, prefix="a")
    found = [each.render(request, print) for request in (REQUEST, other) for each in (first, second, first)]
    assert found == [b"1"] * 3 + [b"2"] * 3


def test_child_that_a_test_killed_is_not_lent_again() -> None:
    request = Request(page("<p>a</p>"), assets(), (), stamp(CREATED))
    with ExitStack() as stack:
        children = LongLived(stack)
        first = children.render(request, print)
        child, _ = children.idle.get()
        child.process.kill()
        child.process.wait()
        children.idle.put((child, 1))
        assert children.render(request, print) == first
