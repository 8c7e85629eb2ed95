"""Locks name exact versions with hashes, and neither a host nor a folder of the machine they were made on."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from neuss_integration.bootstrap.places import ROOT

PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)(?P<condition> ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-node.lock"]


def pins(lock: str) -> dict[str, str]:
    """The version of each package in `lock`."""
    lines = (ROOT / lock).read_text().splitlines()
    return {match["name"]: match["version"] for line in lines if (match := PIN.fullmatch(line))}


def names(requirements: list[str]) -> set[str]:
    """The packages that pyproject.toml asks for."""
    return {re.split(r"[\[<>=~! ]", requirement)[0].lower() for requirement in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_each_line_is_a_pin_or_a_hash_and_each_pin_has_one(lock: str) -> None:
    lines = (ROOT / lock).read_text().splitlines()
    strange = [line for line in lines if not PIN.fullmatch(line) and not HASH.fullmatch(line)]
    bare = [
        line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if "==" in line and not HASH.match(following)
    ]

    assert (strange, bare) == ([], [])


def test_runtime_requirements_are_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())

    assert names(project["project"]["dependencies"]) - pins("requirements.lock").keys() == set()


def test_development_requirements_are_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())

    assert names(project["dependency-groups"]["dev"]) - pins("requirements-dev.lock").keys() == set()


def test_development_has_the_versions_of_production() -> None:
    development = pins("requirements-dev.lock")

    assert {name: development.get(name) for name in pins("requirements.lock")} == pins("requirements.lock")


def test_node_packages_have_integrity_and_no_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}

    fonts = {f"node_modules/@fontsource/noto-{name}" for name in ("emoji", "sans-arabic", "sans-hebrew")}
    assert packages.keys() == {"node_modules/@kern-ux/native"} | fonts
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


@pytest.mark.parametrize("path", [*LOCKS, "package.json", "package-lock.json", "pyproject.toml", ".ci/run"])
def test_no_file_of_the_set_up_names_a_host_or_a_home(path: str) -> None:
    text = (ROOT / Path(path)).read_text()

    assert re.findall(r"https?://\S+|file:\S+|/root\b|/home\b|index-url|find-links", text) == []
