"""A virus scanner that answers, finds something, or is silent; it is a real socket."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from neuss_integration.foundation.attachments.checking import check_content
from neuss_integration.foundation.exceptions import Refused
from tests.attachments.samples import PDF


def received(connection: socket.socket) -> bytes:
    """What INSTREAM sent."""
    stream, content = connection.makefile("rb"), b""
    assert stream.read(10) == b"zINSTREAM\0"
    while size := struct.unpack("!L", stream.read(4))[0]:
        content += stream.read(size)
    return content


@contextmanager
def scanner(server: socket.socket, answer: bytes) -> Iterator[list[bytes]]:
    """A scanner behind `server` that says `answer` once; gives what it was sent."""
    seen: list[bytes] = []

    def serve() -> None:
        connection, _ = server.accept()
        with connection:
            seen.append(received(connection))
            connection.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    yield seen
    thread.join()
    server.close()


@pytest.fixture
def on_port(settings: Any) -> Callable[[], socket.socket]:
    """A listening port that the settings name."""

    def listen() -> socket.socket:
        server = socket.create_server(("127.0.0.1", 0))
        settings.CLAMD_ADDRESS = f"127.0.0.1:{server.getsockname()[1]}"
        return server

    return listen


def test_file_goes_to_the_scanner_as_it_is(on_port: Callable[[], socket.socket]) -> None:
    with scanner(on_port(), b"stream: OK\0") as seen:
        assert check_content("a.pdf", PDF).size == len(PDF)
    assert seen == [PDF]


def test_file_goes_through_a_unix_socket_too(settings: Any, tmp_path: Path) -> None:
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(tmp_path / "clamd"))
    server.listen()
    settings.CLAMD_ADDRESS = f"unix:{tmp_path / 'clamd'}"
    with scanner(server, b"stream: OK\n") as seen:
        check_content("a.pdf", PDF)
    assert seen == [PDF]


def test_file_with_a_virus_is_refused(on_port: Callable[[], socket.socket]) -> None:
    with (
        scanner(on_port(), b"stream: Eicar-Test-Signature FOUND\0"),
        pytest.raises(Refused, match="hat der Virenscanner etwas gefunden"),
    ):
        check_content("a.pdf", PDF)


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0"])
def test_file_is_refused_when_the_scanner_does_not_say_yes(on_port: Callable[[], socket.socket], answer: bytes) -> None:
    with scanner(on_port(), answer), pytest.raises(Refused, match="Der Virenscanner antwortet nicht"):
        check_content("a.pdf", PDF)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "unix:/nirgends/clamd", "ohne-port"])
def test_file_is_refused_when_there_is_no_scanner(settings: Any, address: str) -> None:
    settings.CLAMD_ADDRESS = address
    with pytest.raises(Refused, match="Der Virenscanner antwortet nicht"):
        check_content("a.pdf", PDF)
