"""A copy of the set-up part in a folder of its own, so that the real commands run without touching this project."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from neuss_integration.bootstrap.places import ROOT

# Debian's Python can be run by every user; one below a home directory cannot.
BASE_PYTHON = shutil.which("python3", path="/usr/bin") or getattr(sys, "_base_executable", sys.executable)


class Project:
    """A project that has nothing but its set-up part."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(
        self, *arguments: str, env: Mapping[str, str] | None = None, unprivileged: bool = False, answer: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run Python without its packages on `arguments`, by choice as a user without rights."""
        identity = {"user": pwd.getpwnam("nobody").pw_uid} if unprivileged and os.geteuid() == 0 else {}
        return subprocess.run(
            [BASE_PYTHON, "-S", *arguments],
            cwd=self.root,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"} | (env or {}),
            input=answer,
            capture_output=True,
            text=True,
            check=False,
            **identity,
        )


@pytest.fixture
def project() -> Iterator[Project]:
    """A project readable by everybody; pytest's own folders are closed to other users."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)
        shutil.copy(ROOT / "manage.py", root)
        package = root / "neuss_integration"
        shutil.copytree(ROOT / "neuss_integration" / "bootstrap", package / "bootstrap")
        shutil.copy(ROOT / "neuss_integration" / "__init__.py", package)
        yield Project(root)
