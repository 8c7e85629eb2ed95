"""Which files name somebody in what they say, read in a process of its own."""

import json
from collections.abc import Sequence

from neuss_integration.foundation.attachments import naming_child
from neuss_integration.foundation.processes.running import TooMuch, ask


def naming(contents: Sequence[bytes], words: Sequence[str]) -> list[bool | None]:
    """For each file whether one of the words stands in it; None where nobody can say. Pictures are not read."""
    asked = json.dumps({"words": list(words), "lengths": [len(each) for each in contents]}).encode()
    try:
        answer = ask(naming_child, asked + b"\n" + b"".join(contents), codes=frozenset({0}))
    except TooMuch:
        return [None] * len(contents)
    found: list[bool | None] = json.loads(answer.content)
    return found
