"""What the servers in front of Django refuse or cannot reach has pages of ours too, with the headers of every page."""

import base64
import hashlib
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path

import pytest

from neuss_integration.middleware import HEADERS
from tests.conventions.source import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.once]

FOLDER = ROOT / "docs/betrieb"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
CERTIFICATE = "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=test -days 1"
MUCH = "geheim" * 1500
REFUSED = [
    (f"GET /?{MUCH} HTTP/1.1\r\nHost: localhost\r\n", 414, "Die Adresse ist zu lang."),
    (f"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: a={MUCH}\r\n", 431, "Bitte löschen Sie die Cookies"),
    ("GET / HTTP/9.geheim\r\nHost: localhost\r\n", 400, "konnte mit der Anfrage nichts anfangen"),
    ("GET geheim\r\n", 400, "konnte mit der Anfrage nichts anfangen"),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nge heim: 1\r\n", 400, "konnte mit der Anfrage nichts anfangen"),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: geheim\r\n", 501, "nichts anfangen"),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(command: list[str], port: int, **environment: str) -> subprocess.Popen[bytes]:
    """The server, as soon as something listens on its port."""
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.05)
    server.kill()
    raise AssertionError(f"{command[0]} did not start.")


@pytest.fixture(scope="module")
def web() -> Iterator[int]:
    """The port of gunicorn as it runs in production, with the settings of the tests."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "neuss_integration.wsgi", "--no-control-socket", "--threads", "2"]
    server = started([*command, "--bind", f"127.0.0.1:{port}"], port, DJANGO_SETTINGS_MODULE="tests.settings")
    yield port
    server.terminate()
    server.wait(30)


@pytest.fixture(scope="module")
def proxy(web: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of nginx with our example, in front of the application."""
    if NGINX is None:
        pytest.skip("nginx is not installed")
    yield from running_proxy(web, tmp_path_factory.mktemp("nginx"))


def running_proxy(behind: int, folder: Path) -> Iterator[int]:
    own = folder / "integration"
    asked = [*CERTIFICATE.split(), "-keyout", f"{own}.key", "-out", f"{own}.pem"]
    subprocess.run(asked, check=True, capture_output=True)
    plain, port = free_port(), free_port()
    here = {
        "/etc/ssl/private/integration.key": f"{own}.key",
        "/etc/ssl/integration.pem": f"{own}.pem",
        "/var/log/nginx/integration.log": f"{own}.log",
        "127.0.0.1:8000": f"127.0.0.1:{behind}",
        "/opt/integrationskonzept/docs/betrieb": str(FOLDER),
        "listen 80;": f"listen {plain};",
        "listen 443 ssl;": f"listen {port} ssl;",
        "listen [::]:80;": "",
        "listen [::]:443 ssl;": "",
    }
    site = (FOLDER / "nginx.conf").read_text(encoding="utf-8")
    for written, instead in here.items():
        assert written in site
        site = site.replace(written, instead)
    bodies = "".join(f"{name}_temp_path {folder};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;" if os.geteuid() == 0 else ""
    config = f"{user} daemon off; pid {own}.pid; error_log {own}.err; events {{}}\nhttp {{ {bodies}\n{site}\n}}\n"
    (folder / "nginx.conf").write_text(config, encoding="utf-8")
    server = started([str(NGINX), "-c", str(folder / "nginx.conf")], port)
    yield port
    server.terminate()
    server.wait(30)


def answer(port: int, request: str, *, is_encrypted: bool = False) -> tuple[HTTPResponse, str]:
    """What the server says to these bytes."""
    unchecked = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # for a certificate of this minute
    unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
    plain = socket.create_connection(("127.0.0.1", port), timeout=30)
    with unchecked.wrap_socket(plain) if is_encrypted else plain as connection:
        connection.sendall(f"{request}\r\n".encode())
        with HTTPResponse(connection) as said:
            said.begin()
            return said, said.read().decode()


@pytest.mark.parametrize(("request_line", "status", "sentence"), REFUSED, ids=range(len(REFUSED)))
def test_what_the_web_server_refuses_has_a_page_of_ours(
    web: int, request_line: str, status: int, sentence: str
) -> None:
    said, page = answer(web, request_line)
    assert (said.status, sentence in page, f"Fehler {status}" in page) == (status, True, True)
    assert HEADERS.items() <= dict(said.headers).items()
    assert (said.headers["Content-Type"], said.headers["Connection"]) == ("text/html; charset=utf-8", "close")
    assert "geheim" not in page
    assert int(said.headers["Content-Length"]) == len(page.encode())


@pytest.mark.parametrize(
    ("request_line", "status", "title"),
    [
        (f"GET /?{MUCH} HTTP/1.1\r\nHost: a\r\n", 414, "Die Anfrage war nicht verständlich"),
        (f"GET / HTTP/1.1\r\nHost: a\r\nCookie: a={MUCH}\r\n", 400, "Die Anfrage war nicht verständlich"),
        ("GET / HTTP/9.1\r\nHost: a\r\n", 505, "Die Anfrage war nicht verständlich"),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 30000000\r\n", 413, "Das ist zu groß"),
        ("TRACE /geheim HTTP/1.1\r\nHost: a\r\n", 405, "Die Anfrage war nicht verständlich"),
        ("GET /fehler/weg.html HTTP/1.1\r\nHost: a\r\n", 404, "Die Anfrage war nicht verständlich"),
    ],
    ids=["long", "cookies", "version", "large", "method", "internal"],
)
def test_what_the_proxy_refuses_has_a_page_of_ours(proxy: int, request_line: str, status: int, title: str) -> None:
    said, page = answer(proxy, request_line, is_encrypted=True)
    assert (said.status, f"<h1>{title}</h1>" in page) == (status, True)
    own = {name: HEADERS[name] for name in ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy")}
    assert own.items() <= dict(said.headers).items()
    assert said.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert (said.headers["Server"], "geheim" in page) == ("nginx", False)


def test_pages_of_the_application_pass_the_proxy_as_they_are(proxy: int) -> None:
    said, page = answer(proxy, "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n", is_encrypted=True)
    assert (said.status, page) == (200, "ok")
    assert said.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_application_that_is_down_has_a_page_of_ours(tmp_path: Path) -> None:
    for port in running_proxy(free_port(), tmp_path):
        said, page = answer(port, "GET / HTTP/1.1\r\nHost: a\r\n", is_encrypted=True)
        assert (said.status, "Die Anwendung antwortet gerade nicht" in page) == (502, True)


@pytest.mark.parametrize("path", sorted((FOLDER / "fehler").iterdir()), ids=lambda path: path.name)
def test_style_of_a_page_of_the_proxy_is_the_one_its_policy_allows(path: Path) -> None:
    site, page = (FOLDER / "nginx.conf").read_text(encoding="utf-8"), path.read_text(encoding="utf-8")
    [style] = re.findall(r"<style>(.*)</style>", page)
    sealed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{sealed}'" in site
    assert f" /fehler/{path.name};" in site
    assert "Neuss" not in page
