"""The numbers of sentences above pictures, from the second computation."""

import re
from collections import Counter
from typing import Any

Values = dict[str, str]
Json = dict[str, Any]


def directions(values: Values, content: Json) -> list[str]:
    ways = [values[f"factor:{each['number']}:direction"] for each in content["factors"] if each["assessment"]]
    told = [*map(ways.count, ("better", "worse")), sum(map(ways.count, ("first", "unknown")))]
    if not content["previous"]:
        levels = [values[f"factor:{each['number']}:level"] for each in content["factors"] if each["assessment"]]
        known = Counter(int(level) for level in levels if level.isdigit())
        return [str(known[level]) for level in sorted(known, reverse=True)]
    return [str(number) for number in told if number and told[2] < len(ways)]


def most_named(values: Values, content: Json) -> list[str]:
    totals = [int(value) for key, value in values.items() if re.fullmatch(r"district:.+:total", key)]
    if not any(totals):
        return []
    top, unnamed = totals.count(max(totals)), totals.count(0)
    return [*([str(top)] if top > 3 else []), str(max(totals)), *([str(unnamed)] if unnamed else [])]
