"""Asks a child process about content that somebody sent."""

import os
import subprocess
import sys
from dataclasses import dataclass
from types import ModuleType
from typing import Final

from django.conf import settings

from neuss_integration.foundation.exceptions import Refused

SECONDS: Final = 90
"""Of waiting; the limit of processor time comes first unless the machine is busy."""
REFUSED: Final = 9
"""The exit code of a child whose output is a sentence that says why not."""


class TooMuch(Exception):
    """The child passed a limit, or fell over."""


@dataclass(frozen=True, slots=True)
class ChildOutput:
    """How the child ended and what it wrote."""

    code: int
    content: bytes


def ask(
    child: ModuleType, content: bytes, *arguments: str, codes: frozenset[int] = frozenset({0, REFUSED})
) -> ChildOutput:
    """What the module `child` answers about `content`. Raises TooMuch when it ends with none of the `codes`."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", child.__name__, *arguments],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(settings.BASE_DIR), "LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as reason:
        raise TooMuch from reason
    if done.returncode not in codes:
        raise TooMuch
    return ChildOutput(done.returncode, done.stdout)


def told_by(child: ModuleType, content: bytes, *arguments: str, too_much: str) -> bytes:
    """What the module `child` makes of `content`. Raises Refused with its sentence, or with `too_much` past a limit."""
    try:
        answer = ask(child, content, *arguments)
    except TooMuch as reason:
        raise Refused(too_much) from reason
    if answer.code == REFUSED:
        raise Refused(answer.content.decode())
    return answer.content
