"""Lends the tests a private PostgreSQL server that leaves nothing behind."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from neuss_integration.bootstrap import console, services
from neuss_integration.bootstrap.places import LOG, data_folder

USER = "neuss"
START_SECONDS = 30
# Durability is worth nothing to a database that is thrown away.
NO_DURABILITY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# Without statistics it takes long queries for dear ones and compiles them, which takes longer than they do.
NO_COMPILER = {"jit": "off"}
SETTINGS = {"listen_addresses": services.HOST, "unix_socket_directories": "", **NO_DURABILITY, **NO_COMPILER}


def programs() -> Path | None:
    """The folder with the programs of the newest installed server, or nothing."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: float(folder.parent.name))
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


def unprivileged() -> dict[str, Any]:
    """Options that make a subprocess run as an ordinary user: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def temporary_server() -> Iterator[str]:
    """Yield the DATABASE_URL of a server of its own on a free port of this machine, with a random password."""
    folder = programs()
    if folder is None:
        raise console.SetupError("PostgreSQL fehlt. Installieren Sie das Debian-Paket postgresql.")
    data_folder()
    password = secrets.token_hex(16)
    with tempfile.TemporaryDirectory(prefix="neuss-postgres-") as place:
        identity = unprivileged()
        if identity:
            os.chown(place, identity["user"], identity["group"])
        cluster = Path(place) / "data"
        create(folder, cluster, password, identity)
        port = free_port()
        with running(folder, cluster, port, identity):
            yield f"postgres://{USER}:{password}@{services.HOST}:{port}/postgres"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((services.HOST, 0))
        return int(probe.getsockname()[1])


def create(programs: Path, cluster: Path, password: str, identity: dict[str, Any]) -> None:
    """Make an empty cluster that sorts by code point, the same on every machine."""
    secret = cluster.parent / "password"
    secret.write_text(password, encoding="ascii")
    account = [f"--username={USER}", f"--pwfile={secret}", "--auth=scram-sha-256"]
    options = ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", f"--pgdata={cluster}"]
    command: list[str | Path] = [programs / "initdb", *account, *options]
    console.run(command, problem="PostgreSQL ließ sich nicht einrichten.", log=LOG, cwd="/", **identity)


@contextmanager
def running(programs: Path, cluster: Path, port: int, identity: dict[str, Any]) -> Iterator[None]:
    """Run the server on `cluster` inside the `with` block; it also ends when this process is killed."""
    options = [f"--{name}={value}" for name, value in (SETTINGS | {"port": str(port)}).items()]
    command = [*services.end_with_parent(), str(programs / "postgres"), "-D", str(cluster), *options]
    with LOG.open("a", encoding="utf-8") as log:
        server = subprocess.Popen(command, cwd="/", stdout=log, stderr=log, start_new_session=True, **identity)
    try:
        wait_until_ready(programs, port, server)
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def wait_until_ready(programs: Path, port: int, server: subprocess.Popen[Any]) -> None:
    """Return when the server accepts connections; raise SetupError when it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    ready: list[str | Path] = [programs / "pg_isready", "--quiet", f"--host={services.HOST}", f"--port={port}"]
    while subprocess.run(ready, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise console.SetupError(f"PostgreSQL startet nicht. Einzelheiten stehen am Ende von {LOG}.")
        time.sleep(0.1)
