"""The portal under load, as ratios to a static file of the same server: anonymous, with and without validators.

    python tests/bench/portal.py [--measures 100] [--requests 2000] [--at-once 200]

Served with as many processes and threads as in the quick start, the demo city of tests/bench/pages.py. Each address is
asked for `--requests` times, `--at-once` at the same moment, all addresses in turn: the median and the 95th percentile
of the time to the last byte beside those of the static file, CPU of the workers per request beside it, the same once
after a change of the data (all pages are made anew), and what a first view loads in bytes.
"""
# ruff: noqa: E402, T201 - pages sets Django up first; a benchmark prints

import argparse
import asyncio
import os
import re
import statistics
import sys
import time
import zlib
from itertools import product
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
os.environ["OPEN_DATA_PER_MINUTE"] = "1000000"  # the limit itself is not measured

import pages
from django.db import connection

from neuss_integration.bootstrap.services import WEB_SIZE
from neuss_integration.foundation.records.data_version import note_change
from neuss_integration.portal.models import Offer
from tests.portal.factories import make_offer

STATIC: Final = "/static/css/base.css"
LOADED: Final = re.compile(r'<(?:link rel="(?:stylesheet|icon|preload)"|script|img)[^>]*?(?:href|src)="([^"]+)"')
Way = tuple[str, str]


def main() -> None:
    """Build, serve, measure, print."""
    options = parse()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
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
    with pages.served(*WEB_SIZE) as server:
        report(server, ways, options)


def parse() -> argparse.Namespace:
    """How large, how often."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measures", type=int, default=100)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--at-once", type=int, default=200)
    return parser.parse_args()


def report(server, ways: dict[str, str], options: argparse.Namespace) -> None:
    """A row for each address, without and with its ETag."""
    asked = [(way, known) for way in ways.values() for known in ("", validator(way))]
    measured(server, asked, 1, options.at_once)  # all workers and threads have begun
    first, _ = measured(server, asked, 3, options.at_once, are_new=True)
    times, spent = measured(server, asked, -(-options.requests // options.at_once), options.at_once)
    names, fixed, of = {way: label for label, way in ways.items()}, (STATIC, ""), percentiles(times[STATIC, ""])
    number = sum(map(len, times[fixed]))
    print(f"\n{number} Anfragen je Zeile, {options.at_once} zugleich; Datei: {of[0] * 1000:.0f}, {of[1] * 1000:.0f} ms")
    print(f"{'× statische Datei':<34}{'CPU':>6}{'p50':>6}{'p95':>6}{'p95 nach Änderung':>19}{'erste Ansicht':>15}")
    for way, known in asked:
        name, found = f"{names[way]}, bekannt" if known else names[way], percentiles(times[way, known])
        ratios = (spent[way, known] / spent[fixed], found[0] / of[0], found[1] / of[1])
        row = f"{name:<34}" + "".join(f"{each:>6.1f}" for each in ratios)
        row += f"{percentiles(first[way, known])[1] / of[1]:>19.1f}"
        print(row + (f"{first_view(way) / 1000:>12.0f} kB" if not known and way.startswith("/portal/") else ""))


def measured(
    server, asked: list[Way], waves: int, at_once: int, *, are_new: bool = False
) -> tuple[dict[Way, list[list[float]]], dict[Way, float]]:
    """Seconds of each answer by wave, and CPU seconds of the workers for each request; the addresses take turns."""
    times: dict[Way, list[list[float]]] = {each: [] for each in asked}
    spent = dict.fromkeys(asked, 0.0)
    for _, each in product(range(waves), asked):
        if are_new:
            note_change(connection)
        before = pages.cpu(server.pid)
        times[each].append(asyncio.run(crowd(*each, at_once)))
        spent[each] += (pages.cpu(server.pid) - before) / at_once / waves
    return times, spent


async def crowd(way: str, known: str, count: int) -> list[float]:
    """Seconds until each of `count` requests at the same moment was answered."""
    return await asyncio.gather(*(one(way, known) for _ in range(count)))


async def one(way: str, known: str) -> float:
    begun = time.monotonic()
    status, _, _ = await ask(way, known)
    if status != (304 if known else 200):
        raise RuntimeError(f"{way} answered {status}.")
    return time.monotonic() - begun


async def ask(way: str, known: str = "") -> tuple[int, str, bytes]:
    """Status, headers and content; a connection of its own, as of another visitor."""
    reader, writer = await asyncio.open_connection("127.0.0.1", pages.PORT)
    writer.write(f"GET {way} HTTP/1.1\r\nHost: localhost\r\n{known}Connection: close\r\n\r\n".encode())
    head, _, content = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    return int(head.split()[1]), head.decode("latin-1"), content


def validator(way: str) -> str:
    """What a browser that has the page sends along."""
    head = asyncio.run(ask(way))[1]
    if found := re.search(r"(?im)^etag: (.+?)\r?$", head):
        return f"If-None-Match: {found[1]}\r\n"
    return "If-Modified-Since: {}\r\n".format(re.findall(r"(?im)^last-modified: (.+?)\r?$", head)[0])


def percentiles(waves: list[list[float]]) -> tuple[float, float]:
    """The median and the 95th percentile of a wave; of all waves the median, as others work on the machine too."""
    return statistics.median(map(statistics.median, waves)), statistics.median(
        statistics.quantiles(each, n=20)[-1] for each in waves
    )


def first_view(way: str) -> int:
    """Bytes of the page and all it loads, each compressed as a server in front does it; without what waits (lazy)."""
    content = asyncio.run(ask(way))[2]
    tags = [found for found in LOADED.finditer(content.decode()) if 'loading="lazy"' not in found[0]]
    files = {urljoin(way, found[1]) for found in tags if 'media="print"' not in found[0]}
    loaded = [content, *(asyncio.run(ask(file))[2] for file in sorted(files))]
    return sum(len(zlib.compress(each, 6)) for each in loaded)


if __name__ == "__main__":
    main()
