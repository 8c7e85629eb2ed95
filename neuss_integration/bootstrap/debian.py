"""Installs what only Debian's package manager has, and nothing that is already there."""

import ctypes
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from neuss_integration.bootstrap import console, places, postgres

NO_MAIN_CLUSTER = Path("/etc/postgresql-common/createcluster.d/neuss-integration.conf")


@dataclass(frozen=True)
class SystemPackage:
    """A Debian package and how to see, without asking apt, that what it brings is there."""

    package: str
    is_met: Callable[[], bool]


def has_library(name: str) -> bool:
    """Whether the dynamic linker finds the shared library `name`."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_pip() -> bool:
    """Whether a pip for `.venv` can be had: Python's bundled one or one that is installed."""
    return any(importlib.util.find_spec(name) for name in ("ensurepip", "pip"))


def has_java_compiler() -> bool:
    """Whether a Java development kit is there, not only a run time."""
    return bool(shutil.which("java") and shutil.which("javac"))


APPLICATION = (
    SystemPackage("python3-venv", has_pip),
    SystemPackage("libpango-1.0-0", lambda: has_library("libpango-1.0.so.0")),
    SystemPackage("libpangoft2-1.0-0", lambda: has_library("libpangoft2-1.0.so.0")),
    SystemPackage("libharfbuzz-subset0", lambda: has_library("libharfbuzz-subset.so.0")),
)
FAST_TESTS = (
    SystemPackage("git", lambda: bool(shutil.which("git"))),
    SystemPackage("poppler-utils", lambda: bool(shutil.which("pdftoppm"))),
    SystemPackage("default-jdk-headless", has_java_compiler),
)
ALL_TESTS = (
    *FAST_TESTS,
    SystemPackage("chromium-headless-shell", lambda: bool(shutil.which("chromium-headless-shell"))),
    SystemPackage("postgresql", lambda: postgres.programs() is not None),
)


def ensure(needs: tuple[SystemPackage, ...], clock: console.Clock) -> None:
    """Install the packages of the unmet `needs`; raise SetupError with the exact command when that takes root."""
    missing = [need.package for need in needs if not need.is_met()]
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise console.SetupError(f"Bitte installieren Sie zuerst (Namen der Debian-Pakete): {' '.join(missing)}")
    if os.geteuid() != 0:
        raise console.SetupError(f"Es fehlen Pakete des Systems. Installieren Sie sie mit: {command_for(missing)}")
    with clock.step(f"Debian-Pakete laden: {' '.join(missing)}", download=True):
        apt_get("update")
        apt_get("install", "--download-only", *missing)
    with clock.step("Debian-Pakete einrichten"), without_main_cluster():
        apt_get("install", *missing)


def command_for(packages: list[str]) -> str:
    """The one command a person without root rights runs with sudo."""
    return f"sudo sh -c 'apt-get update && apt-get install --yes --no-install-recommends {' '.join(packages)}'"


def apt_get(action: str, *arguments: str) -> None:
    """Run apt-get without questions; raise SetupError when it fails."""
    options = ["--yes", "--no-install-recommends"] if action == "install" else []
    console.run(
        ["apt-get", "-q", action, *options, *arguments],
        problem="Debian-Pakete ließen sich nicht einrichten. Prüfen Sie Internetverbindung und Paketquellen.",
        log=places.LOG,
        cwd=places.ROOT,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )


@contextmanager
def without_main_cluster() -> Iterator[None]:
    """Keep Debian's package postgresql from creating and starting a server of its own meanwhile."""
    NO_MAIN_CLUSTER.parent.mkdir(parents=True, exist_ok=True)
    NO_MAIN_CLUSTER.write_text("create_main_cluster = false\n", encoding="ascii")
    try:
        yield
    finally:
        NO_MAIN_CLUSTER.unlink()
