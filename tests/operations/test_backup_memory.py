"""A backup and its restore hold one file in memory, however many there are."""

import tracemalloc
from collections.abc import Callable

from django.db import connection

from measures.models import MeasureAttachment
from neuss_integration.backups import rows
from tests.factories import World
from tests.measures.factories import make_attachment

SIZE = 1_000_000
FILES = 8


def highest(act: Callable[[], object]) -> int:
    """How many files would fit into what `act` held at most."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1] // SIZE
    finally:
        tracemalloc.stop()


def test_one_file_at_a_time_is_held(world: World) -> None:
    for place in range(FILES):
        one = make_attachment(measure=world.praeventionsnetz)
        content = bytes([place]) * SIZE
        MeasureAttachment.objects.filter(pk=one.pk).update(content=content, sha256=f"{place:064x}", size=SIZE)
    read = highest(lambda: [len(line) for line in rows.lines(MeasureAttachment)])
    kept = list(rows.lines(MeasureAttachment))
    MeasureAttachment.objects.all().delete()
    written = highest(lambda: rows.insert(MeasureAttachment, iter(kept), connection))
    assert MeasureAttachment.objects.count() == FILES
    assert (read < FILES, written < FILES) == (True, True)


def test_no_table_is_told_in_english() -> None:
    told = [rows.told(model) for model in rows.tables()]
    assert [name for name in told if name.startswith("historical ")] == []
    assert "Verlauf: Anlagen von Maßnahmen" in told
