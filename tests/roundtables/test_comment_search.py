"""The search finds comments on draft goals by the words that somebody may read, and by no others."""

from neuss_integration.search import search
from roundtables.models import CommentRound, TableMember
from tests.factories import World
from tests.roundtables.comments import answered, said


def found(person: object, text: str) -> list[tuple[str, str]]:
    """The titles and addresses of the comments."""
    return [
        (item.title, item.url) for kind in search(person, text) if kind.label == "Kommentare" for item in kind.items
    ]


def test_comment_is_found_by_what_somebody_may_read_of_it(
    world: World, opened: CommentRound, seats: list[TableMember]
) -> None:
    CommentRound.objects.update(is_public=True)
    comment = said(world, opened, seats, text="Gebärdensprache, sagt Frau Beispiel")
    whole = [("Gebärdensprache, sagt Frau Beispiel", comment.get_absolute_url())]
    assert found(world.koordination, "gebaerden") == found(world.rundertisch_person, "frau beispiel") == whole
    assert found(world.jugendamt_person, "gebärden") == []
    answered(world, comment, public_text="Gebärdensprache, sagt jemand")
    published = [("Gebärdensprache, sagt jemand", comment.get_absolute_url())]
    assert found(world.jugendamt_person, "gebärden") == published
    assert found(world.jugendamt_person, "beispiel") == []
    assert found(world.nobody, "gebärden") == []
