"""A PostgreSQL that keeps what it answered, and one that follows it and takes its place."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import psycopg

from neuss_integration.bootstrap import postgres
from neuss_integration.bootstrap.places import LOG

HOST = "127.0.0.1"
OPTIONS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "jit": "off",
    "wal_compression": "on",
    "min_wal_size": "32MB",
    "max_wal_size": "128MB",
    "wal_keep_size": "64MB",
}


class Server:
    """One cluster in a folder of its own; durable, unlike that of the tests."""

    def __init__(self, folder: Path, password: str) -> None:
        programs = postgres.programs()
        assert programs is not None
        self.programs, self.identity = programs, postgres.unprivileged()
        self.folder, self.password, self.port = folder, password, postgres.free_port()
        self.cluster = folder / "data"
        self.process: subprocess.Popen[bytes] | None = None
        folder.mkdir(exist_ok=True)
        if self.identity:
            os.chown(folder, self.identity["user"], self.identity["group"])

    @property
    def url(self) -> str:
        """The address of its database."""
        return f"postgres://{postgres.USER}:{self.password}@{HOST}:{self.port}/postgres"

    def create(self) -> None:
        """An empty cluster."""
        postgres.create(self.programs, self.cluster, self.password, self.identity)

    def follow(self, other: "Server") -> None:
        """A copy of the other, made while it works; started, it follows it."""
        options = ["--write-recovery-conf", "--checkpoint=fast", "--no-sync", f"--pgdata={self.cluster}"]
        self.run("pg_basebackup", f"--dbname={other.url}", *options)

    def start(self) -> None:
        """It runs and answers."""
        options = [f"--{name}={value}" for name, value in (OPTIONS | {"port": str(self.port)}).items()]
        command: list[str | Path] = [self.programs / "postgres", "-D", self.cluster, *options]
        with LOG.open("a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                command, cwd="/", stdout=log, stderr=log, start_new_session=True, **self.identity
            )
        postgres.wait_until_ready(self.programs, self.port, self.process)

    def end(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGKILL: as if the machine were switched off; SIGQUIT: a crash; SIGINT: in order."""
        if self.process:
            self.process.send_signal(how)
            self.process.wait()

    def promote(self) -> None:
        """It follows nobody any more and takes what is written."""
        self.run("pg_ctl", "promote", "--wait", f"--pgdata={self.cluster}")

    def wait_for_a_follower(self) -> None:
        """From now on nothing is told as stored before the one that follows has it."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            connection.execute("SELECT pg_reload_conf()")
            states: Any = None
            for _ in range(100):
                states = connection.execute("SELECT sync_state FROM pg_stat_replication").fetchall()
                if states == [("sync",)]:
                    return
                time.sleep(0.2)
        raise SystemExit(f"nobody follows: {states}")

    def run(self, program: str, *arguments: str) -> None:
        """One of its programs, as its user."""
        subprocess.run([self.programs / program, *arguments], cwd="/", check=True, capture_output=True, **self.identity)


def address_of_both(one: Server, two: Server) -> str:
    """The DATABASE_URL with which the application finds whichever of the two takes what is written."""
    hosts = f"{HOST}:{one.port},{HOST}:{two.port}"
    options = "target_session_attrs=read-write&connect_timeout=3"
    return f"postgres://{postgres.USER}:{one.password}@{hosts}/postgres?{options}"
