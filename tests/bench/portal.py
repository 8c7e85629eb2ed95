"""The portal under load, as ratios to a static file of the same server: anonymous, with and without validators.

    python tests/bench/portal.py [--measures 300] [--requests 60] [--at-once 200]

Served as in tests/bench/pages.py, whose demo city is used. For each address: CPU of the workers per request beside a
static file, then `--at-once` requests at the same moment (how many were answered with 200, and the slowest beside the
slowest of the static file), and what a first view loads in bytes with its style sheets, pictures and scripts.
"""
# ruff: noqa: E402, T201 - pages sets Django up first; a benchmark prints

import argparse
import http.client
import os
import re
import sys
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
os.environ["OPEN_DATA_PER_MINUTE"] = "1000000"  # the limit itself is not measured

import pages

from neuss_integration.portal.models import Offer
from tests.portal.factories import make_offer

STATIC = "/static/css/base.css"
LOADED = re.compile(r'<(?:link rel="(?:stylesheet|icon|preload)"|script|img)[^>]*?(?:href|src)="([^"]+)"')


def main() -> None:
    """Build, serve, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measures", type=int, default=300)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--at-once", type=int, default=200)
    options = parser.parse_args()
    pages.build(options.measures, 3)
    if not Offer.objects.public().exists():  # the large city has no portal of its own
        for _ in range(60):
            make_offer(is_released=True)
    offer = Offer.objects.public().order_by("pk")[0]
    ways = {
        "statische Datei": STATIC,
        "Start": "/portal/",
        "Angebote, Liste": "/portal/angebote/",
        "Angebote, auf Arabisch": "/portal/ar/angebote/",
        "Angebote, gefiltert": "/portal/angebote/?kosten=free",
        "ein Angebot": offer.public_url,
        "Angebote als JSON": "/portal/daten/angebote.json",
    }
    server = pages.serve()
    try:
        report(server, ways, options.requests, options.at_once)
    finally:
        server.terminate()
        server.wait()


def report(server, ways: dict[str, str], requests: int, at_once: int) -> None:
    """One row for each address."""
    fixed, crowd = cost(server, STATIC, {}, requests), together(STATIC, at_once)
    heads = f"{'× Datei':>9}{'mit ETag':>10}{f'{at_once} zugleich':>14}{'langsamste ×':>14}{'erste Ansicht':>15}"
    print(f"\n{'Seite':<26}{heads}")
    for label, way in ways.items():
        plain = cost(server, way, {}, requests)
        known = cost(server, way, {"If-None-Match": ask(way)[1].get("ETag", "")}, requests)
        answered, slowest = together(way, at_once)
        ratios = f"{plain / fixed:>9.1f}{known / fixed:>10.1f}"
        row = f"{label:<26}{ratios}{f'{answered} × 200':>14}{slowest / crowd[1]:>14.1f}"
        print(row + (f"{first_view(way) / 1000:>12.0f} kB" if way.startswith("/portal/") else ""))


def ask(way: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and content."""
    line = http.client.HTTPConnection("127.0.0.1", pages.PORT, timeout=pages.PATIENCE)
    line.request("GET", way, headers=headers or {})
    answer = line.getresponse()
    content = answer.read()
    line.close()
    return answer.status, dict(answer.getheaders()), content


def cost(server, way: str, headers: dict[str, str], requests: int) -> float:
    """CPU seconds of the workers for each request, once they are warm."""
    for _ in range(4):
        ask(way, headers)
    begun = pages.cpu(server.pid)
    for _ in range(requests):
        ask(way, headers)
    return max(pages.cpu(server.pid) - begun, 0.01) / requests


def together(way: str, count: int) -> tuple[int, float]:
    """How many of `count` requests at once were answered with 200, and how long the slowest took."""

    def one(_: int) -> tuple[int, float]:
        begun = time.monotonic()
        return ask(way)[0], time.monotonic() - begun

    with ThreadPoolExecutor(count) as pool:
        found = list(pool.map(one, range(count)))
    return sum(status == 200 for status, _ in found), max(seconds for _, seconds in found)


def first_view(way: str) -> int:
    """Bytes of the page and all it loads, each compressed as a server in front does it; without what waits (lazy)."""
    content = ask(way)[2]
    tags = [found for found in LOADED.finditer(content.decode()) if 'loading="lazy"' not in found[0]]
    files = {urljoin(way, found[1]) for found in tags if 'media="print"' not in found[0]}
    return sum(len(zlib.compress(each, 6)) for each in [content, *(ask(file)[2] for file in sorted(files))])


if __name__ == "__main__":
    main()
