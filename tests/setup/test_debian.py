"""What is said about packages that only the system's package manager has."""

import shutil

import pytest

from neuss_integration.bootstrap import debian
from tests.setup.conftest import Project

ENSURE = """
from neuss_integration.bootstrap import console, debian
needs = [debian.SystemPackage(name, lambda there=there: there)
         for name, there in (("python3-venv", False), ("bash", True), ("p", False))]
try:
    debian.ensure(needs, console.Clock())
except console.SetupError as error:
    print(error)
"""


@pytest.mark.skipif(not shutil.which("apt-get"), reason="The sentence is for Debian.")
def test_missing_packages_are_named_in_one_sudo_command(project: Project) -> None:
    assert project.run("-c", ENSURE, unprivileged=True).stdout == (
        "Es fehlen Pakete des Systems. Installieren Sie sie mit: "
        "sudo sh -c 'apt-get update && apt-get install --yes --no-install-recommends python3-venv p'\n"
    )


def test_missing_packages_are_named_where_there_is_no_apt(project: Project) -> None:
    result = project.run("-c", ENSURE, env={"PATH": "/nowhere"})

    assert result.stdout == "Bitte installieren Sie zuerst (Namen der Debian-Pakete): python3-venv p\n"


@pytest.mark.parametrize(("name", "found"), [("libc.so.6", True), ("libnowhere.so.1", False)])
def test_libraries_are_looked_for_where_the_linker_finds_them(name: str, found: bool) -> None:
    assert debian.has_library(name) is found
