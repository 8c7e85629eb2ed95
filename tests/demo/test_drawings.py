"""The drawing of the demo."""

from neuss_integration.demo.drawings import SIZE, round_table
from neuss_integration.foundation.attachments.kinds import AttachmentKind


def test_drawing_is_small_and_the_same_each_time() -> None:
    picture = round_table()
    assert (picture.kind, picture.width, picture.height) == (AttachmentKind.PNG, *SIZE)
    assert len(picture.content) < 100_000
    assert round_table().sha256 == picture.sha256
