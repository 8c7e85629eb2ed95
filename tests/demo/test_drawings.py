"""The drawings of the demo."""

from neuss_integration.demo.drawings import SHAPES, SIZE, drawing, round_table
from neuss_integration.foundation.attachments.kinds import AttachmentKind


def test_drawing_is_small_and_the_same_each_time() -> None:
    picture = round_table()
    assert (picture.kind, picture.width, picture.height) == (AttachmentKind.PNG, *SIZE)
    assert len(picture.content) < 100_000
    assert round_table().sha256 == picture.sha256


def test_every_shape_is_another_small_picture() -> None:
    pictures = [drawing(name) for name in SHAPES]
    assert len({each.sha256 for each in pictures}) == len(SHAPES) == 5
    assert all((each.width, each.height) == SIZE and len(each.content) < 60_000 for each in pictures)
