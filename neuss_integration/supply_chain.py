"""What this program is made of: a bill of materials (CycloneDX), the licences, and what is known against it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from typing import Any, Final

import requests
from django.conf import settings

PINNED: Final = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
UNKNOWN: Final = "unbekannt"
SECONDS: Final = 20
MAX_NAME_LENGTH: Final = 60
"""Some packages put the whole text of their licence where its name belongs."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package in the version that is locked; `ecosystem` as advisory databases call it."""

    ecosystem: str
    name: str
    version: str
    licence: str

    @property
    def purl(self) -> str:
        """Its address as bills of materials write it (package URL)."""
        return f"pkg:{'pypi' if self.ecosystem == 'PyPI' else 'npm'}/{self.name.replace('@', '%40')}@{self.version}"


def parts() -> list[Package]:
    """Every locked package that runs in production."""
    locked = (settings.BASE_DIR / "requirements.lock").read_text(encoding="utf-8")
    python = [Package("PyPI", name, version, _licence(name)) for name, version in PINNED.findall(locked)]
    return sorted([*python, *_from_npm()], key=lambda part: (part.ecosystem, part.name.lower()))


def _from_npm() -> Iterator[Package]:
    lock = json.loads((settings.BASE_DIR / "package-lock.json").read_text(encoding="utf-8"))
    for path, package in lock["packages"].items():
        if path and not package.get("dev"):
            name = path.rpartition("node_modules/")[2]
            yield Package("npm", name, package["version"], package.get("license", UNKNOWN))


def _licence(name: str) -> str:
    try:
        facts: Any = metadata(name)
    except PackageNotFoundError:
        return UNKNOWN
    stated = [facts.get("License-Expression"), facts.get("License")]
    short = [each for each in stated if each and len(each) < MAX_NAME_LENGTH and "\n" not in each]
    lines = facts.get_all("Classifier") or []
    return next(iter(short), "") or " und ".join(_class(line) for line in lines if _class(line)) or UNKNOWN


def _class(line: str) -> str:
    return line.rpartition(" :: ")[2] if line.startswith("License ::") else ""


def bill_of_materials(found: list[Package], *, name: str, version: str) -> dict[str, Any]:
    """CycloneDX 1.6; the same packages give the same file."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": name, "version": version, "bom-ref": name},
        },
        "components": [
            {
                "type": "library",
                "bom-ref": part.purl,
                "name": part.name,
                "version": part.version,
                "purl": part.purl,
                "licenses": [{"license": {"name": part.licence}}],
            }
            for part in found
        ],
    }


def known_vulnerabilities(found: list[Package]) -> list[str] | None:
    """What the advisory database at ADVISORY_URL (OSV) knows of these versions; None where it cannot be reached."""
    asked: Any = [
        {"package": {"ecosystem": each.ecosystem, "name": each.name}, "version": each.version} for each in found
    ]
    try:
        answer = requests.post(settings.ADVISORY_URL, json={"queries": asked}, timeout=SECONDS, allow_redirects=False)
        answer.raise_for_status()
        results = answer.json()["results"]
    except (requests.RequestException, ValueError, KeyError):
        return None
    pairs = zip(found, results, strict=True)
    return [f"{part.name} {part.version}: {hit['id']}" for part, result in pairs for hit in result.get("vulns", [])]
