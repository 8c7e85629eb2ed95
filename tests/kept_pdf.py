"""PDFs in the tests: what was set once is not set again, and one child process sets many of them.

A child takes a second to start and a tenth of one for a page. The same request gives the same bytes, as
tests/pdf/test_rendering.py shows. Tests about the children themselves ask for the fixture `own_children`.
"""

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final

import pytest
from django.conf import settings

from neuss_integration.foundation.pdf import process
from neuss_integration.foundation.pdf.parts import rendering
from neuss_integration.foundation.pdf.types import Request

FOLDER: Final = "KEPT_PDFS"
"""In the environment: a folder in which all processes of one `manage.py test` keep what they set."""
MAX_REQUESTS: Final = 100
"""A child is ended after so many, before its memory comes to an end."""
own_child: Final = process.child_process


class LongLived:
    """Starts children and lends them. A child ends with the thread that started it: all are started by one."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack
        self.starter = stack.enter_context(ThreadPoolExecutor(1))
        self.idle: SimpleQueue[tuple[process.Child, int]] = SimpleQueue()

    def render(self, request: Request, progress: process.Progress) -> bytes:
        """Stands for the method of a child; one at fault is not lent again."""
        child, requests = self._take()
        try:
            content = child.render(request, progress)
        except BaseException:
            child.end()
            raise
        if requests < MAX_REQUESTS:
            self.idle.put((child, requests + 1))
        else:
            child.end()
        return content

    def _take(self) -> tuple[process.Child, int]:
        """One that waits and that no test has killed meanwhile, or a new one."""
        while True:
            try:
                child, requests = self.idle.get_nowait()
            except Empty:
                return self.starter.submit(self.stack.enter_context, own_child()).result(), 1
            if child.process.poll() is None:
                return child, requests


class Kept:
    """What was set in this process, and in the folder of the run."""

    def __init__(self, children: LongLived) -> None:
        self.children = children
        self.folder = Path(os.environ[FOLDER]) if FOLDER in os.environ else None
        self.files: dict[str, bytes] = {}

    def render(self, request: Request, progress: process.Progress) -> bytes:
        key = key_of(request)
        if key not in self.files:
            self.files[key] = self._of_another(key) or self._new(key, request, progress)
        return self.files[key]

    def _of_another(self, key: str) -> bytes:
        path = self.folder / key if self.folder else None
        return path.read_bytes() if path and path.exists() else b""

    def _new(self, key: str, request: Request, progress: process.Progress) -> bytes:
        content = self.children.render(request, progress)
        if self.folder:
            unfinished = self.folder / f"{key}-{os.getpid()}"
            unfinished.write_bytes(content)
            unfinished.rename(self.folder / key)
        return content


def key_of(request: Request) -> str:
    """Another one for each request."""
    digest = hashlib.sha256(repr((request.html, request.created, request.prefix, request.attachments)).encode())
    for name, asset in sorted(request.assets.items()):
        digest.update(repr((name, asset.media_type, hashlib.sha256(asset.content).digest())).encode())
    return digest.hexdigest()


@contextmanager
def lent_children() -> Iterator[None]:
    """Until the block ends, whoever asks for a child process is lent one, but for where other limits are set."""
    limits = settings.RENDER_CPU_SECONDS, settings.RENDER_MEMORY_MB
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        kept: Any = Kept(LongLived(stack))

        @contextmanager
        def lent() -> Iterator[Any]:
            if limits == (settings.RENDER_CPU_SECONDS, settings.RENDER_MEMORY_MB):
                yield kept
                return
            with own_child() as child:
                yield child

        lend(patch, lent)
        yield


def lend(patch: pytest.MonkeyPatch, lent: Any) -> None:
    """Both modules that ask for a child are given `lent`."""
    for module in (process, rendering):
        patch.setattr(module, "child_process", lent)
