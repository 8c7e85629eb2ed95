"""What the search found."""

from dataclasses import dataclass

from neuss_integration.foundation.words.nouns import NOUNS


@dataclass(frozen=True, slots=True)
class Found:
    """Something that holds all the words: what it is called, a word about it, and where it stands."""

    title: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class FoundKind:
    """What of one kind was found: the first ones, and how many there are."""

    noun: str
    items: list[Found]
    count: int
    more_url: str = ""
    heading: str = ""

    @property
    def label(self) -> str:
        """What stands above them."""
        return self.heading or NOUNS[self.noun][0]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.items)
