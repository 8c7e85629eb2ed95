"""What many cities on one cluster would need: how the queues wait, and how the databases grow over ten years.

Run: python -m tests.bench.ten_years [--cities 400]

A simulation with the sizes and times below, which were measured on the demo city (45 measures) and on its report; what
a city does in a year is an assumption and stands there as such. The same seed gives the same figures.
"""

import argparse
import heapq
import random
from collections.abc import Iterable, Iterator

SEED = 20
YEARS = 10
DAY, YEAR = 86_400, 365 * 86_400

# Measured: seconds on one processor.
REPORT_SECONDS, EXTRACT_SECONDS, MAIL_SECONDS = 20, 3, 0.15
# Measured: kilobytes a row, with its history and indexes.
KILOBYTES = {
    "Sachstände": 1.7,
    "Änderungen an Maßnahmen": 1.5,
    "E-Mails (Text zwei Jahre)": 2.6,
    "Protokoll": 0.6,
    "Veröffentlichungen": 2_850,
    "Anlagen": 1_000,
}
# Assumed: how many of each a city adds in a year.
A_YEAR = {
    "Sachstände": 90,
    "Änderungen an Maßnahmen": 400,
    "E-Mails (Text zwei Jahre)": 1_500,
    "Protokoll": 20_000,
    "Veröffentlichungen": 1,
    "Anlagen": 100,
}
KEPT_YEARS = {"E-Mails (Text zwei Jahre)": 2, "Protokoll": 3}


def stored(years: int) -> dict[str, float]:
    """Megabytes of one city after so many years, by kind."""
    return {
        name: KILOBYTES[name] * A_YEAR[name] * min(years, KEPT_YEARS.get(name, years)) / 1_000 for name in KILOBYTES
    }


def reports(cities: int, chance: random.Random) -> Iterator[tuple[float, float]]:
    """Moment and seconds of the reports of a year: half of the cities report, most in two seasons of six weeks."""
    for _ in range(cities // 2):
        season = chance.choice((130, 290)) * DAY if chance.random() < 0.8 else chance.uniform(0, 320) * DAY
        begun = season + chance.randrange(42) * DAY + chance.uniform(8, 17) * 3_600
        yield begun, REPORT_SECONDS
        for _ in range(chance.randrange(10)):
            yield begun + chance.uniform(0, 7 * DAY), EXTRACT_SECONDS


def mails(cities: int, chance: random.Random) -> Iterator[tuple[float, float]]:
    """The mails of a morning on which a fifth of all cities opens a round at seven: about sixty each."""
    for _ in range(cities // 5):
        for _ in range(chance.randrange(40, 80)):
            yield 7 * 3_600.0, MAIL_SECONDS


def waits(jobs: Iterable[tuple[float, float]], workers: int) -> list[float]:
    """How long each job waits until it is done, when the first free of so many workers takes the oldest."""
    free, found = [0.0] * workers, []
    for moment, seconds in sorted(jobs):
        done = max(heapq.heappop(free), moment) + seconds
        heapq.heappush(free, done)
        found.append(done - moment)
    return sorted(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cities", type=int, default=400)
    cities = parser.parse_args().cities
    for name, jobs in (("Berichte", reports), ("E-Mails", mails)):
        for workers in (1, 2, 4, 8):
            found = waits(jobs(cities, random.Random(SEED)), workers)  # noqa: S311 - a simulation
            places = [(share, min(len(found) * share // 100, len(found) - 1)) for share in (50, 95, 100)]
            shares = ", ".join(f"p{share} {found[place]:.0f} s" for share, place in places)
            say(f"{name}: {len(found)}, {workers} Prozesse: {shares}")
    for years in (1, 5, YEARS):
        sizes = stored(years)
        kinds, together = ", ".join(f"{name} {size:.0f} MB" for name, size in sizes.items()), sum(sizes.values())
        say(f"Jahr {years}: {together:.0f} MB je Stadt ({kinds}), {together * cities / 1e6:.2f} TB alle")


def say(text: str) -> None:
    print(text)  # noqa: T201 - a bench that a person runs


if __name__ == "__main__":
    main()
