"""The cache of PDF parts never fails the work."""

import errno
import logging
import os
import time
from pathlib import Path

import pytest
import time_machine

from neuss_integration.foundation.pdf import fonts
from neuss_integration.foundation.pdf.cache import PdfCache


@pytest.fixture
def cache(tmp_path: Path) -> PdfCache:
    return PdfCache(str(tmp_path / "parts"), {"TIMEOUT": 60})


def full(*args: object, **kwargs: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_full_disk_costs_one_line_and_nothing_else(cache: PdfCache, monkeypatch, caplog) -> None:
    caplog.set_level(logging.WARNING)
    monkeypatch.setattr("tempfile.mkstemp", full)
    for key in "ab":
        cache.set(key, b"part")
        assert cache.add(key, True) is True
        assert (cache.get(key), cache.has_key(key), cache.delete(key)) == (None, False, False)
    assert [record.getMessage() for record in caplog.records] == [
        f"The cache of PDF parts cannot be used: [Errno 28] {os.strerror(errno.ENOSPC)}"
    ]


def test_torn_file_is_made_anew(cache: PdfCache) -> None:
    cache.set("a", b"part")
    (path,) = Path(cache._dir).iterdir()
    path.write_bytes(path.read_bytes()[:-5])
    assert cache.get("a") is None
    cache.set("a", b"again")
    assert cache.get("a") == b"again"


def test_fonts_are_there_with_a_cache_that_cannot_be_written(cache: PdfCache, monkeypatch) -> None:
    monkeypatch.setattr(fonts, "caches", {"pdf": cache})
    monkeypatch.setattr("tempfile.mkstemp", full)
    name = fonts.FONTS[0]
    assert fonts._completed(fonts._path(name).read_bytes())[:4] == b"\x00\x01\x00\x00"


def test_expired_files_are_removed_and_others_stay(cache: PdfCache) -> None:
    cache.set("short", b"part", 10)
    cache.set("long", b"part", 1000)
    with time_machine.travel(time.time() + 100):
        cache.forget_expired()
        assert len(list(Path(cache._dir).iterdir())) == 1
        assert cache.get("long") == b"part"
