"""What the program is made of is written down whole, and nobody claims that it was checked when it was not."""

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from neuss_integration.supply_chain import UNKNOWN, known_vulnerabilities, parts
from tests.conventions.source import ROOT


class Advisories(BaseHTTPRequestHandler):
    """Knows one thing against the first package it is asked about."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        results: list[dict[str, Any]] = [{} for _ in asked]
        results[0] = {"vulns": [{"id": f"TEST-{asked[0]['package']['name']}"}]}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"results": results}).encode())

    def log_message(self, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def advisories(settings: Any) -> Iterator[None]:
    server = HTTPServer(("127.0.0.1", 0), Advisories)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.ADVISORY_URL = f"http://127.0.0.1:{server.server_port}/"
    yield
    server.shutdown()
    server.server_close()


def test_bill_names_every_locked_package_with_its_licence(settings: Any, tmp_path: Path, capsys: Any) -> None:
    settings.ADVISORY_URL = "http://127.0.0.1:9/"
    call_command("supply_chain", tmp_path)
    bill = json.loads((tmp_path / "sbom.cdx.json").read_text(encoding="utf-8"))
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {line.partition("==")[0] for line in lock.splitlines() if line[0].isalnum()}
    assert locked <= {part["name"] for part in bill["components"]}
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert "nicht geprüft" in capsys.readouterr().out


def test_licences_of_what_is_installed_are_known() -> None:
    unknown = {part.name for part in parts() if part.licence == UNKNOWN}
    assert unknown <= {"brotlicffi", "colorama", "pyrage"}, "the first two are for other systems, the last says nothing"


@pytest.mark.usefixtures("advisories")
def test_known_vulnerability_is_named_and_fails(tmp_path: Path) -> None:
    first = parts()[0]
    assert known_vulnerabilities([first]) == [f"{first.name} {first.version}: TEST-{first.name}"]
    with pytest.raises(CommandError, match="Bekannte Sicherheitslücken"):
        call_command("supply_chain", tmp_path)


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_nginx_takes_the_example(tmp_path: Path) -> None:
    key, certificate = tmp_path / "integration.key", tmp_path / "integration.pem"
    asked = "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=test -days 1"
    subprocess.run([*asked.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    site = (ROOT / "docs/betrieb/nginx.conf").read_text(encoding="utf-8")
    for path, own in (("/etc/ssl/integration.pem", certificate), ("/etc/ssl/private/integration.key", key)):
        site = site.replace(path, str(own))
    config = tmp_path / "nginx.conf"
    config.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{site}\n}}\n", encoding="utf-8")
    done = subprocess.run(["nginx", "-t", "-c", str(config)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
