"""Units, proxy and container of docs/betrieb: read by their own programs where these are, and by rules of ours."""

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from neuss_integration.bootstrap.debian import APPLICATION
from tests.conventions.source import ROOT

FOLDER = ROOT / "docs/betrieb"
STEP = re.compile(r"^([A-Z]+) (.*)$")


def steps() -> list[tuple[str, str]]:
    """The instructions of the Containerfile, each with its lines in one."""
    lines = (FOLDER / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return [match.group(1, 2) for line in lines if (match := STEP.match(line))]  # type: ignore[misc]


def compose() -> dict[str, Any]:
    """The compose file, its references put in."""
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
    return loaded


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
@pytest.mark.parametrize("unit", ["web", "worker", "tick"])
def test_unit_is_read_by_systemd_without_a_complaint(unit: str, tmp_path: Path) -> None:
    text = (FOLDER / f"integrationskonzept-{unit}.service").read_text(encoding="utf-8")
    path = tmp_path / f"integrationskonzept-{unit}.service"
    path.write_text(re.sub(r"(?<=^ExecStart=)\S+", "/bin/true", text, flags=re.MULTILINE), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", path], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx here")
def test_proxy_is_read_by_nginx_without_a_complaint(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=stadt.example"]
    subprocess.run([*make, "-keyout", key, "-out", certificate], capture_output=True, check=True)
    site = (FOLDER / "nginx.conf").read_text(encoding="utf-8")
    site = site.replace("/etc/ssl/integration.pem", str(certificate))
    site = site.replace("/etc/ssl/private/integration.key", str(key)).replace("/var/log/nginx", str(tmp_path))
    whole = f"pid {tmp_path}/pid; error_log stderr warn; events {{}} http {{ {site}\n }}"
    (tmp_path / "whole.conf").write_text(whole, encoding="utf-8")
    done = subprocess.run(
        ["nginx", "-t", "-q", "-c", tmp_path / "whole.conf"], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_image_is_named_with_its_version_and_runs_as_nobody_special() -> None:
    found = steps()
    names = [name for name, _ in found]
    [base] = [value for name, value in found if name == "FROM"]
    [user] = [value for name, value in found if name == "USER"]
    assert re.fullmatch(r"debian:\d+-slim", base)
    assert user not in ("root", "0")
    assert f" {user}" in " ".join(value for name, value in found if name == "RUN" and "useradd --system" in value)
    assert names.index("USER") > max(index for index, name in enumerate(names) if name in ("RUN", "COPY"))
    assert {"ADD", "MAINTAINER", "SHELL"} & set(names) == set()


def test_image_installs_what_is_fixed_and_leaves_nothing_lying() -> None:
    runs = [value for name, value in steps() if name == "RUN"]
    [debian] = [each for each in runs if "apt-get install" in each]
    assert re.search(r"apt-get install -y --no-install-recommends .*&& rm -rf /var/lib/apt/lists/\*", debian)
    assert {each.package for each in APPLICATION} <= set(debian.split())
    [libraries] = [each for each in runs if "pip install" in each]
    assert "pip install --no-cache-dir --require-hashes -r requirements.lock" in libraries
    assert "npm ci --ignore-scripts && npm cache clean --force" in libraries
    assert not re.search(r"curl|wget|sudo|chmod 777|latest|\bcd ", " ".join(runs))


def test_image_starts_without_a_shell_and_says_whether_it_lives() -> None:
    found = dict(steps())
    command = json.loads(found["CMD"])
    assert command[:2] == ["gunicorn", "neuss_integration.wsgi"]
    assert (command[-1].rpartition(":")[2], "/healthz" in found["HEALTHCHECK"]) == (found["EXPOSE"], True)
    assert found["VOLUME"] in found["ENV"]


def test_each_service_comes_back_by_itself_and_has_a_fixed_image() -> None:
    services = compose()["services"]
    assert set(services) == {"migrate", "web", "worker", "tick", "database", "proxy"}
    assert {name for name, each in services.items() if each["restart"] != "always"} == {"migrate"}
    others = [each["image"] for each in services.values() if each["image"] != "integrationskonzept"]
    assert all(re.fullmatch(r"[a-z]+:(\d+|stable)", image) for image in others)
    assert all("privileged" not in each and each.get("network_mode") != "host" for each in services.values())


def test_services_run_what_there_is_after_the_database_is_there() -> None:
    services = compose()["services"]
    told = " && ".join(each["command"] for each in services.values() if "command" in each)
    assert set(re.findall(r"manage\.py (\w+)", told)) <= set(get_commands())
    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    after = {"migrate": {"condition": "service_completed_successfully"}}
    assert all(services[name]["depends_on"] == after for name in ("web", "worker", "tick"))


def test_services_end_as_late_as_the_units_and_mount_what_there_is() -> None:
    services, given = compose()["services"], compose()["volumes"]
    for name in ("web", "worker", "tick"):
        unit = (FOLDER / f"integrationskonzept-{name}.service").read_text(encoding="utf-8")
        [seconds] = re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
        number, sign = re.fullmatch(r"(\d+)([sm])", services[name]["stop_grace_period"]).groups()  # type: ignore[union-attr]
        assert int(number) * {"s": 1, "m": 60}[sign] == int(seconds)
    places = [volume.split(":")[0] for each in services.values() for volume in each.get("volumes", [])]
    own = [place for place in places if place.startswith("./")]
    assert {place for place in places if place not in own} == set(given)
    assert [place for place in own if not (FOLDER / place).exists()] == ["./tls"]  # the city's certificate


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("podman"), reason="no container runtime here")
def test_image_is_built_and_answers() -> None:
    build = "podman build -f docs/betrieb/Containerfile -t integrationskonzept-test ."
    subprocess.run(shlex.split(build), cwd=ROOT, check=True, timeout=1200)
    key = "SECRET_KEY=only-for-this-test--------------------------------"
    check = f"podman run --rm --env {key} integrationskonzept-test python manage.py migrate --help"
    subprocess.run(shlex.split(check), check=True, timeout=120)
