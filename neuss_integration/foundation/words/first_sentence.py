"""The first sentence of a text, for tables that have room for one."""

import re
from typing import Final

ABBREVIATIONS: Final = frozenset({
    "abs", "art", "bzw", "ca", "dr", "etc", "evtl", "ggf", "inkl", "max", "min", "mio", "mrd", "nr", "prof", "sog",
    "std", "str", "tel", "usw", "vgl", "zzgl",
})  # fmt: skip
_END: Final = re.compile(r"(?<!\S)(\S*)([.!?…][“”\"»’)]*)\s+(?=[A-ZÄÖÜ„»\"])")


def first_sentence(text: str) -> str:
    """The text up to its first end of a sentence: not behind an abbreviation, one letter or an ordinal number."""
    line = " ".join(text.split())
    for found in _END.finditer(line):
        word = found[1].lstrip('(„"»').lower()
        is_open = found[2].startswith(".") and (len(word) < 2 or word.isdecimal() or word in ABBREVIATIONS)
        if not is_open:
            return line[: found.end(2)]
    return line
