"""Follows docs/betrieb.md to the letter: every line of every block, in its order, in a folder and databases of its own.

Run: python -m tests.bench.handbook [--installed]    (.ci/run does)

Each line is typed as it stands, in a copy of what is committed. Paths, addresses and the public key are put in where
the handbook leaves them open; before "restore" the database is a new one, as the text says. The three services run
together until /readyz?alles is content. Debian's packages are only looked up. With --installed the libraries of this
folder are used instead of new ones. Blocks that are no commands are read as what they are. Ends with an error at the
first line that fails.
"""

import argparse
import configparser
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import yaml
from environ import Env

from neuss_integration.bootstrap import postgres
from neuss_integration.bootstrap.places import ROOT

BLOCK = re.compile(r"(?:(?<=\n\n)|(?<=\n\n\n))((?:[ ]{4,}.+\n?)+)")
SERVICES = re.compile(r"gunicorn|manage\.py (?:db_worker|tick --every)")
SETTING = re.compile(r"DATABASE_URL=")
INSTALLING = ("python3 -m venv", ".venv/bin/pip", "npm ci")
READY_SECONDS = 120


def blocks() -> list[list[str]]:
    """The lines of each indented block of the handbook, as far to the left as they go."""
    text = (ROOT / "docs/betrieb.md").read_text(encoding="utf-8")
    found = [block.splitlines() for block in BLOCK.findall(text)]
    indents = [min(len(line) - len(line.lstrip()) for line in lines) for lines in found]
    return [[line[indent:] for line in lines] for lines, indent in zip(found, indents, strict=True)]


def kind_of(block: list[str]) -> str:
    """What a block is: commands, the services, or something to put in a file of another program."""
    if block[0].startswith("["):
        return "ini"
    if block[0].endswith(":"):
        return "yaml"
    if SETTING.match(block[0]):
        return "settings"
    return "services" if all(SERVICES.search(line) for line in block) else "commands"


def check_file(kind: str, block: list[str]) -> None:
    """The block is what it looks like. Raises the error of its reader."""
    if kind == "settings":
        for name, _, value in (line.partition("=") for line in block):
            assert Env().db_url_config(value)["HOST"], name
    elif kind == "ini":
        configparser.ConfigParser().read_string("\n".join(block))
    else:
        assert isinstance(yaml.safe_load("\n".join(block)), dict)


class Reader:
    """Who follows the handbook."""

    def __init__(self, folder: Path, other: str, *, is_installed: bool) -> None:
        self.folder, self.other, self.is_installed = folder, other, is_installed
        self.place, self.key, self.is_restored = folder / "program", "", False
        self.port = postgres.free_port()
        inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        self.environment = inherited | {
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'eins.sqlite3'}",
            "SECRET_KEY": secrets.token_hex(40),
            "SITE_URL": "https://integration.stadt.example/",
            "ALLOWED_HOSTS": "integration.stadt.example",
            "BEHIND_PROXY": "true",
            "EMAIL_URL": "smtp+tls://127.0.0.1:587",
            "CONTACT_EMAIL": "buero@stadt.example",
            "ADVISORY_URL": "https://127.0.0.1:9/",
            "GUNICORN_CMD_ARGS": f"--bind 127.0.0.1:{self.port}",
        }

    def unpack(self) -> None:
        """What is committed, as somebody gets it."""
        names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for name in filter(None, names.split("\0")):
            (self.place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.place / name)
        if self.is_installed:
            for name in (".venv", "node_modules"):
                (self.place / name).symlink_to(ROOT / name)

    def follow(self) -> None:
        self.unpack()
        for block in blocks():
            kind = kind_of(block)
            if kind == "services":
                self.run_together(block)
            elif kind == "commands":
                for line in block:
                    self.run(line)
            else:
                check_file(kind, block)
                say(f"  read as {kind}  {block[0]}")

    def typed(self, line: str) -> str:
        """The line with what a person puts in."""
        if line.startswith("apt-get"):
            return line.replace("apt-get install", "apt-cache show") + " > /dev/null"
        told = line.replace("age1…", self.key).replace("sicherung.key", str(self.folder / "sicherung.key"))
        told = told.replace("/sicherung/", f"{self.folder}/").replace("/ablage/", f"{self.folder}/")
        told = told.replace("supply_chain ordner", f"supply_chain {self.folder / 'ordner'}")
        return re.sub(r"postgres://\S+", self.other, told)

    def run(self, line: str) -> None:
        if self.is_installed and line.startswith(INSTALLING):
            return
        if " migrate" in line and self.key and not self.is_restored:
            self.environment["DATABASE_URL"] = f"sqlite:///{self.folder / 'zwei.sqlite3'}"
            self.is_restored = True
        begun = time.monotonic()
        command = ["bash", "-c", self.typed(line)]
        done = subprocess.run(
            command, cwd=self.place, env=self.environment, capture_output=True, text=True, check=False
        )
        say(f"{time.monotonic() - begun:6.1f} s  {line}")
        if done.returncode:
            raise SystemExit(f"{done.stdout}{done.stderr}")
        self.key = self.key or next(iter(re.findall(r"age1[a-z0-9]+", done.stdout)), "")

    def run_together(self, block: list[str]) -> None:
        """The services of the block, until all is well, and then ended in order."""
        begun = time.monotonic()
        running = [
            subprocess.Popen(["bash", "-c", f"exec {line}"], cwd=self.place, env=self.environment) for line in block
        ]
        try:
            while found := self.unready():
                if time.monotonic() - begun > READY_SECONDS or any(each.poll() is not None for each in running):
                    raise SystemExit(f"not ready: {found}, {[each.poll() for each in running]}")
                time.sleep(0.5)
        finally:
            for each in running:
                each.send_signal(signal.SIGTERM)
            ends = [each.wait() for each in running]
        say(f"{time.monotonic() - begun:6.1f} s  {' · '.join(block)}")
        assert ends == [0] * len(ends), ends

    def unready(self) -> list[str]:
        """What /readyz is not content with, but for the mail server of the example, which answers to nobody."""
        address = f"http://127.0.0.1:{self.port}/readyz?alles"
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                content = answer.read()
        except urllib.error.HTTPError as error:
            content = error.read()
        except OSError:
            return ["web"]
        return [key for key, is_fine in json.loads(content)["checks"].items() if not is_fine and key != "mail"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--installed", action="store_true", help="with the libraries of this folder")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="neuss-handbook-") as place, postgres.temporary_server() as address:
        Reader(Path(place), address, is_installed=chosen.installed).follow()


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a bench that a person runs


if __name__ == "__main__":
    main()
