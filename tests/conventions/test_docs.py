"""What the pages for people name is there: paths in backticks and links inside the project."""

import re
import shlex
from pathlib import Path

from django.core.management import CommandError, get_commands, load_command_class

from tests.conventions.source import ROOT, breaking, committed

NO_PATH = re.compile(r"[*<>{}() …|=:]|^-|^/")
MAX_DECISION_LENGTH = 40
COMMAND = re.compile(r"^ {4,}[.\w/]*python3? manage\.py ([a-z_]+.*?)(?:\s{2,}#.*)?$", re.MULTILINE)
BEFORE_DJANGO = ("start", "test")
"""They set everything up, before there is a Django to ask."""


def pages() -> list[Path]:
    """README, CONTRIBUTING and everything in docs."""
    found = [path for path in committed() if path.suffix == ".md" and path.name != "CHANGELOG.md"]
    return sorted(path for path in found if path.parent == ROOT or path.is_relative_to(ROOT / "docs"))


def named_paths(page: Path) -> list[str]:
    """Words in backticks with a slash in them that read as a path of this project; addresses and commands do not."""
    named = re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8"))
    return [name for name in named if "/" in name and not NO_PATH.search(name)]


def missing_paths(page: Path) -> list[str]:
    return [name for name in named_paths(page) if not (ROOT / name).exists()]


def broken_links(page: Path) -> list[str]:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    return [link for link in links if "://" not in link and not (page.parent / link).exists()]


def refused_commands(page: Path) -> list[str]:
    """The lines to type with manage.py whose command does not exist or does not take what is given."""
    return [line for line in COMMAND.findall(page.read_text(encoding="utf-8")) if not is_taken(line)]


def is_taken(line: str) -> bool:
    """Whether Django's parser of the command reads the line."""
    name, *given = shlex.split(line)
    if name in BEFORE_DJANGO:
        return True
    try:
        command = load_command_class(get_commands()[name], name)
        command.create_parser("manage.py", name).parse_args(given)
    except (KeyError, CommandError):
        return False
    return True


def test_commands_in_docs_are_taken_as_they_are_written() -> None:
    assert breaking(pages(), refused_commands) == {}
    assert is_taken("tick --every 60")
    assert [is_taken(each) for each in ("tick --all 60", "tock")] == [False, False]


def test_paths_in_docs_exist() -> None:
    assert breaking(pages(), missing_paths) == {}


def test_links_in_docs_lead_somewhere() -> None:
    assert breaking(pages(), broken_links) == {}


def test_paths_and_links_are_found_at_all() -> None:
    readme = ROOT / "README.md"
    assert "reporting/content/snapshot.py" in named_paths(readme)
    assert {"docs/betrieb.md", "docs/massnahmen.png"} <= set(re.findall(r"\]\(([^)]+)\)", readme.read_text()))


def test_decisions_fit_on_a_screen() -> None:
    decisions = [page for page in pages() if page.parent.name == "decisions"]
    assert breaking(decisions, lambda page: max(len(page.read_text().splitlines()) - MAX_DECISION_LENGTH, 0)) == {}
