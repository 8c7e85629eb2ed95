"""The virus scanner of the server (clamd), when the settings name one: asked before a file is stored."""

import socket
import struct
from typing import Final

from django.conf import settings

from neuss_integration.foundation.exceptions import Refused

CHUNK: Final = 65_536
SECONDS: Final = 60
CLEAN: Final = b"stream: OK"
FOUND: Final = "In „{name}“ hat der Virenscanner etwas gefunden. Die Datei wird nicht angenommen."
SILENT: Final = (
    "Der Virenscanner antwortet nicht, deshalb kann „{name}“ gerade nicht angenommen werden. "
    "Bitte versuchen Sie es später noch einmal."
)


def refuse_viruses(content: bytes, name: str) -> None:
    """Nothing happens when CLAMD_ADDRESS is empty or the scanner finds nothing.

    Raises Refused when it finds something, and when it does not answer: a file nobody looked at is not taken.
    """
    if not settings.CLAMD_ADDRESS:
        return
    try:
        answer = _ask(settings.CLAMD_ADDRESS, content)
    except (OSError, ValueError) as reason:
        raise Refused(SILENT.format(name=name)) from reason
    if answer.endswith(b"FOUND"):
        raise Refused(FOUND.format(name=name))
    if answer != CLEAN:
        raise Refused(SILENT.format(name=name))


def answers(address: str) -> bool:
    """Whether a scanner listens at `address` (command PING)."""
    try:
        with _connected(address, timeout=5) as scanner:
            scanner.sendall(b"zPING\0")
            return scanner.recv(CHUNK).rstrip(b"\0\n ") == b"PONG"
    except (OSError, ValueError):
        return False


def _ask(address: str, content: bytes) -> bytes:
    """The answer of clamd to `content` (command INSTREAM of its manual page)."""
    with _connected(address) as scanner:
        scanner.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            scanner.sendall(struct.pack("!L", len(chunk)) + chunk)
        scanner.sendall(struct.pack("!L", 0))
        answer = b""
        while part := scanner.recv(CHUNK):
            answer += part
    return answer.rstrip(b"\0\n ")


def _connected(address: str, timeout: int = SECONDS) -> socket.socket:
    """A connection to "unix:/path/of/the/socket" or "host:port"."""
    if address.startswith("unix:"):
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        scanner.settimeout(timeout)
        try:
            scanner.connect(address.removeprefix("unix:"))
        except OSError:
            scanner.close()
            raise
        return scanner
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=timeout)
