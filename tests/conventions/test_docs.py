"""What the pages for people name is there: paths in backticks and links inside the project."""

import re
from pathlib import Path

from tests.conventions.source import ROOT, breaking, committed

NO_PATH = re.compile(r"[*<>{}() …|=:]|^-|^/")
MAX_DECISION_LENGTH = 40


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
