"""Time and memory of a Fortschreibung as PDF, as ratios to one plain WeasyPrint render with built-in tags, in one run.

    python tests/bench/report_rendering.py [--measures 40 200 1000] [--no-plain]

Beside it: own tags in one process, sections in parallel processes from an empty cache, once more with one section
changed, and Chromium's print of the same HTML (untagged). The fonts are there, as they are after the first PDF of a
server. Time is the clock's, CPU that of all processes together. Beyond 1,000 measures everything in one process would
need 3 MB a page, so that only the sections beside each other and Chromium are left to compare.
"""
# ruff: noqa: E402, T201 - Django wants its settings before the imports; a benchmark prints

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

import weasyprint
from django.core.cache.backends.filebased import FileBasedCache

from neuss_integration.foundation.pdf import render_pdf
from neuss_integration.foundation.pdf.fetcher import SCHEME, ClosedFetcher
from neuss_integration.foundation.pdf.fonts import assets
from neuss_integration.foundation.pdf.parts import render_volumes
from reporting.formats.html import report_html
from tests.pdf.conftest import CREATED
from tests.pdf.sample import SENTENCE, measure, progress, snapshot

FIELDS = 10
LONG = SENTENCE * 4
MAX_IN_ONE_PROCESS = 1000
MARK = "Nächster Schritt der Maßnahme 1"


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, seconds of processor time, the largest process in MB, and the size of the file in kB."""

    wall: float
    cpu: float
    peak: int
    size: int


def main() -> None:
    """Measure each size and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measures", type=int, nargs="+", default=[40, 200])
    parser.add_argument("--no-plain", action="store_true", help="compare with own tags in one process instead")
    options = parser.parse_args()
    assets()
    print("Maßnahmen | was | Zeit | CPU | größter Prozess | Datei")
    for count in options.measures:
        compare(count, with_plain=not options.no_plain)


def compare(count: int, *, with_plain: bool) -> None:
    """One block of lines; the first is 1."""
    html = document(count)
    changed = html.replace(MARK, f"{MARK}, berichtigt", 1)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        cache = FileBasedCache(folder, {"OPTIONS": {"MAX_ENTRIES": 1000}})
        works: dict[str, Callable[[], bytes]] = {
            "WeasyPrint, eingebaute Auszeichnung": lambda: plain(html),
            "eigene Auszeichnung, ein Prozess": lambda: render_pdf(html, created=CREATED),
            "Abschnitte nebeneinander, mit Bänden": lambda: in_volumes(html, cache),
            "ein Abschnitt geändert, mit Bänden": lambda: in_volumes(changed, cache),
            "Chromium, ohne Auszeichnung": lambda: chromium(html, Path(folder)),
        }
        if not with_plain:
            works.pop("WeasyPrint, eingebaute Auszeichnung")
        if count > MAX_IN_ONE_PROCESS:
            works = dict(list(works.items())[-3:])
        costs = {name: measured(work) for name, work in works.items()}
    first = next(cost for cost in costs.values() if cost)
    for name, cost in costs.items():
        if cost is None:
            print(f"{count} | {name} | abgebrochen", flush=True)
            continue
        ratio = f"{cost.wall / first.wall:.2f} | {cost.cpu / first.cpu:.2f} | {cost.peak} MB | {cost.size} kB"
        print(f"{count} | {name} | {ratio}  ({cost.wall:.1f} s, CPU {cost.cpu:.1f} s)", flush=True)


def document(count: int) -> str:
    """The HTML of a report with `count` measures that all have text, figures and a progress report."""
    content = snapshot()
    template = content["fields"][0]
    content["fields"] = []
    for number in range(FIELDS):
        mine = range(number, count, FIELDS)
        content["fields"].append(
            template | {"name": f"Handlungsfeld {number + 1}", "measures": [full(n) for n in mine]}
        )
    return report_html(content)


def full(number: int) -> dict[str, object]:
    """A measure with every text."""
    texts = dict.fromkeys(("aim", "description", "funding_note", "results_note"), LONG)
    told = progress(what_happened=LONG, what_did_not_work=LONG, observed_effect=LONG)
    told["next_step"] = f"Nächster Schritt der Maßnahme {number}. {LONG}"
    return measure(f"M-2026-{number:03d}", **texts, title=f"Vorhaben {number} in der Stadt", progress=told)


def measured(work: Callable[[], bytes]) -> Cost | None:
    """What a piece of work costs in a process of its own; None when that ends without a result."""
    context = get_context("fork")
    receiver, sender = context.Pipe()
    process = context.Process(target=report_cost, args=(work, sender))
    process.start()
    sender.close()
    try:
        return receiver.recv()
    except EOFError:
        return None
    finally:
        process.join()


def report_cost(work: Callable[[], bytes], sender: object) -> None:
    """Do it, and send the cost of this process and its children."""
    begun = time.monotonic()
    content = work()
    wall = time.monotonic() - begun
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in used)
    peak = max(usage.ru_maxrss for usage in used) // 1024
    sender.send(Cost(wall, cpu, peak, len(content) // 1024))  # type: ignore[attr-defined]


def plain(html: str) -> bytes:
    """WeasyPrint as it is, tagged for PDF/A-3a."""
    document = weasyprint.HTML(string=html, url_fetcher=ClosedFetcher(assets()), base_url=SCHEME)
    return document.write_pdf(pdf_variant="pdf/a-3a")


def in_volumes(html: str, cache: FileBasedCache) -> bytes:
    """As a publication is set: one file of everything and one of each volume; the first is given back."""
    return render_volumes(html, front="Hauptband", cache=cache, created=CREATED)[0]


def chromium(html: str, folder: Path) -> bytes:
    """Chromium's print of the same HTML, with the same fonts."""
    for name, asset in assets().items():
        (folder / name).write_bytes(asset.content.replace(b"asset:", b""))
    (folder / "report.html").write_text(re.sub("asset:", "", html), encoding="utf-8")
    program = shutil.which("chromium-headless-shell") or "chromium"
    command = [program, "--headless", "--no-sandbox", "--print-to-pdf=out.pdf", "report.html"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return (folder / "out.pdf").read_bytes()


if __name__ == "__main__":
    main()
