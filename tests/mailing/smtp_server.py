"""A real mail server for tests, which answers as a test tells it: it refuses, drips, hangs or hangs up."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

Conn = socket.socket
Answer = str | Callable[[Conn], None]
"""A line such as "550 nein", or something done with the connection."""

GOOD: Mapping[str, str] = {"CONNECT": "220 da", "EHLO": "250 da", "DATA": "354 los", "QUIT": "221 ade", ".": "250 ok"}


@dataclass
class SmtpServer:
    """Counts connections, keeps what it took, and answers each command from `answers`, one after the other."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    taken: list[Message] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    def tell(self, command: str, *answers: Answer) -> None:
        """The next answers to `command`; the last one holds from then on."""
        self.answers[command] = list(answers)

    def answer(self, command: str, conn: Conn) -> str:
        """What is sent; its first digit."""
        waiting = self.answers.get(command, [])
        found = waiting.pop(0) if len(waiting) > 1 else waiting[0] if waiting else GOOD.get(command, "250 ok")
        if callable(found):
            found(conn)
            return ""
        conn.sendall(f"{found}\r\n".encode())
        return found[0]

    def talk(self, conn: Conn) -> None:
        """One connection from greeting to end."""
        self.connections += 1
        reader = conn.makefile("rb")
        self.answer("CONNECT", conn)
        while line := reader.readline():
            command = line[:4].decode().upper().strip()
            if self.answer(command, conn) == "3":
                content = b"".join(each.removeprefix(b".") for each in iter(reader.readline, b".\r\n"))
                self.taken.append(message_from_bytes(content))
                if self.answer(".", conn) in ("4", "5"):
                    self.taken.pop()
            if command == "QUIT":
                return


def cut(conn: Conn) -> None:
    """Hangs up without a word."""
    with suppress(OSError):
        conn.shutdown(socket.SHUT_RDWR)


def hang(conn: Conn) -> None:
    """Says nothing until the other side gives up."""
    with suppress(OSError):
        while conn.recv(1):
            pass


def drip(conn: Conn) -> None:
    """Sends one byte after the other, always in time for a limit between two bytes."""
    with suppress(OSError):
        for _ in range(300):
            conn.sendall(b"2")
            time.sleep(0.1)


def slowly(line: str, seconds: float) -> Callable[[Conn], None]:
    """Answers late."""

    def answer(conn: Conn) -> None:
        time.sleep(seconds)
        conn.sendall(f"{line}\r\n".encode())

    return answer


@contextmanager
def running() -> Iterator[SmtpServer]:
    """A server on a free port of this machine."""
    server = SmtpServer()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.port = listener.getsockname()[1]

        def serve(conn: Conn) -> None:
            with conn, suppress(OSError):
                server.talk(conn)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield server
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
