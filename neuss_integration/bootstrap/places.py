"""Where things lie; everything the two commands create is in one of three git-ignored folders."""

import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
NODE_MODULES = ROOT / "node_modules"
DATA = ROOT / ".data"
LOG = DATA / "setup.log"


def data_folder() -> Path:
    """The folder of the data, readable by its owner only."""
    DATA.mkdir(mode=0o700, exist_ok=True)
    return DATA


def ensure_home() -> None:
    """Give the tools a home of the project's own when HOME is unset, empty or cannot be written to."""
    home = os.environ.get("HOME", "")
    if home and can_write(Path(home)):
        return
    own = data_folder() / "home"
    own.mkdir(exist_ok=True)
    os.environ["HOME"] = str(own)


def can_write(folder: Path) -> bool:
    """Whether a file can really be created in `folder`; mode bits say too much on a read-only disk."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
