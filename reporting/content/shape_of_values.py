"""The smallest parts of a snapshot: days, counts, choices and amounts as people read them.

What stands beside a type in `Annotated` is what the JSON schema says besides it.
"""

from typing import Annotated, TypedDict

Natural = Annotated[int, ("minimum", 0)]
Percent = Annotated[int, ("minimum", 0), ("maximum", 100)]
Day = Annotated[str, ("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Sha256 = Annotated[str, ("pattern", "^[0-9a-f]{64}$")]


class State(TypedDict):
    """One of a set of choices: `key` for programs, `label` for people."""

    key: str
    label: str


class CountOf(State):
    """How many have this choice; choices that nobody has are left out."""

    count: Annotated[int, ("minimum", 1)]


class NumberOf(State):
    """The same where zero is told too."""

    count: Natural


class CountOfLabel(TypedDict):
    """The same where there is no key."""

    label: str
    count: Annotated[int, ("minimum", 1)]


class LabelledValue(TypedDict):
    """Such as „Teilnehmende“ and „1.250“."""

    label: str
    value: str


class Amount(TypedDict):
    """Euro such as „1.000,00 €“; "–" where nothing is known, which is not zero."""

    planned: str
    granted: str
    spent: str
