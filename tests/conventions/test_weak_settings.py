"""Settings with which a server starts although it is told that something is missing, and secrets in files."""

import socket
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured

from neuss_integration import checks
from neuss_integration.foundation.attachments.scanning import answers
from tests.conventions.test_deploy import of, production

__all__ = ["of", "production"]


@pytest.mark.parametrize(
    ("name", "value", "code", "said"),
    [
        ("SECOND_FACTOR_ROLES", "", "W030", "handeln: Fachadministration, Koordination."),
        ("SECOND_FACTOR_ROLES", "administrator", "W030", "handeln: Koordination."),
        ("CLAMD_ADDRESS", "127.0.0.1:9", "W031", "127.0.0.1:9 antwortet nicht"),
        ("CLAMD_ADDRESS", "unix:/gibt/es/nicht", "W031", "Keine Datei wird angenommen"),
    ],
)
def test_weak_protection_is_told_and_stops_nobody(
    monkeypatch: pytest.MonkeyPatch, of: Callable[..., SimpleNamespace], name: str, value: str, code: str, said: str
) -> None:
    monkeypatch.setattr(checks, "settings", of(**{name: value}))
    [found] = checks.weak_protection()
    assert (found.id, said in found.msg) == (f"neuss_integration.{code}", True)
    assert found.hint.startswith(("Lassen Sie ", "Starten Sie "))
    checks.refuse_unsafe_start()
    monkeypatch.setattr(checks, "settings", of())
    assert checks.weak_protection() == []


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "SECRET_KEY fehlt"), (b" \n", "SECRET_KEY fehlt"), (b"\xff\xfe", "lässt sich nicht lesen. Geben Sie sie")],
)
def test_file_without_a_secret_says_what_to_do(
    of: Callable[..., SimpleNamespace], tmp_path: Path, content: bytes, said: str
) -> None:
    (file := tmp_path / "key").write_bytes(content)
    with pytest.raises(ImproperlyConfigured, match=said):
        of(SECRET_KEY="", SECRET_KEY_FILE=str(file))


@pytest.mark.parametrize(("answer", "is_there"), [(b"PONG\0", True), (b"220 mail.stadt.example", False)])
def test_scanner_is_asked_whether_it_is_one(answer: bytes, is_there: bool) -> None:
    server, heard = socket.create_server(("127.0.0.1", 0)), []

    def serve() -> None:
        connection, _ = server.accept()
        with connection:
            heard.append(connection.recv(99))
            connection.sendall(answer)

    (thread := threading.Thread(target=serve)).start()
    assert answers(f"127.0.0.1:{server.getsockname()[1]}") == is_there
    thread.join()
    server.close()
    assert heard == [b"zPING\0"]
