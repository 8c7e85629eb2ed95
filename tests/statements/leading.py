"""Which numbers of the preview of a report lead nowhere."""

import re
from html.parser import HTMLParser
from typing import Any, Final

VOID: Final = {"br", "img", "hr", "rect", "path", "circle", "line", "use", "polyline", "polygon"}
NO_QUANTITY: Final = (
    r"\d{1,2}\. (Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember) \d{4}",
    r"\d{1,2}\.\d{1,2}\.\d{4}", r"\b[MBV]-\d{4}-\d+", r"\b(19|20)\d\d\b", r"\b(Tabelle|Abbildung) \d+:",
    r"\bErfolgsfaktors? \d(, \d)*", r"\bHandlungsfeld \d+", r"\bZiel \d+\.\d+", r"\bRang \d+", r"zum \d+\. Kriterium",
)  # fmt: skip
"""Days, years, and the numbers and positions of things."""
PLACES: Final = {
    "svg": "a picture: the legend or the table at it tells the same numbers, and they lead",
    "article.profile": "the rows themselves: its head leads to the page of the measure",
    "p.lead": "the title of an edition; sentences with figures are links",
    "div.words": "what people wrote",
    "div.prose": "what people wrote",
    "table.facts": "words of an indicator's method",
    "table.glossary": "words that explain words",
    "ul.source-list": "addresses and names of sources",
    "table.statements": "what people wrote, and numbers of things",
    "table.resolutions": "rows of resolutions and orders: votes and numbers of papers",
    "span.factor-number": "the number of a factor",
    "tbody th": "the name of a row",
    "thead th": "the name of a column",
    "table.duties th": "the name of an office",
    "h2": "a heading", "h3": "a heading", "h4": "a heading", "b": "the number of a goal",
    "p.muted": "the names of the columns of the crossing",
    "p.without": "the numbers of districts that no measure names",
    "p.gap": "the title of a round", "strong.subject": "the title of a round",
    "table.overview td": "the title of a round",
    "ul.ended-before": "measures by name",
}  # fmt: skip
"""Where a number needs no link, with the reason."""


class Numbers(HTMLParser):
    """Each text with a number that is neither linked to Nachrechnen nor excused, and the anchors that are led to."""

    def __init__(self, html: str, url: str) -> None:
        super().__init__()
        self.url, self.loose, self.anchors, self.hrefs = url, [], set[str](), set[str]()
        self._open: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remembers where we are, and where a link leads."""
        told = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.hrefs.add(told.get("href", ""))
            if told.get("href", "").startswith(self.url):
                self.anchors.add(told["href"].partition("#")[2])
        if tag not in VOID:
            self._open.append((tag, told.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        """Leaves the element and what was left open in it."""
        while tag not in VOID and self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Notes a number without a link."""
        for each in NO_QUANTITY:
            data = re.sub(each, "", data)
        if re.search(r"\d", data) and not self._is_excused():
            self.loose.append(" ".join(data.split()))

    def _is_excused(self) -> bool:
        return any(tag == "a" for tag, _ in self._open) or any(self._stands_in(place) for place in PLACES)

    def _stands_in(self, place: str) -> bool:
        wanted = [part.partition(".")[::2] for part in place.split()]
        at = 0
        for tag, classes in self._open:
            if at < len(wanted) and tag == wanted[at][0] and (not wanted[at][1] or wanted[at][1] in classes.split()):
                at += 1
        return at == len(wanted)


def commented(values: dict[str, str]) -> list[str]:
    """What is said of comments on goals: how many goals and comments, and what became of them; zero is a word."""
    names = ("goals", "comments", "open", "taken", "partly", "declined")
    found = [values.get(f"taking_part:{name}", "0") for name in names]
    return [each for each in found if each != "0"]


def without_start(values: dict[str, str], content: object) -> list[str]:
    """What is said of measures that are not in the Zeitplan: nothing where nobody is in it, or all are."""
    return [] if values["undated"] in ("0", values["total"]) else [values["undated"]]


def extent(values: dict[str, str], content: object) -> list[str]:
    """How many measures, in how many Handlungsfelder, and of how many nobody knows the beginning."""
    found = [values["total"], values["fields"], *without_start(values, content)]
    return [] if values["total"] == "0" else found


def services_told(values: dict[str, str], content: dict[str, Any]) -> list[str]:
    """Year, offices of how many, the gaps with what became of them, and the waiting times, also without a standard."""
    if "services:told" not in values:
        return []
    told, missing = (int(values[f"services:{name}"]) for name in ("told", "missing"))
    fates = [int(values[f"services:outcomes:{fate}"]) for fate in ("measure", "reason", "open")]
    gaps = [str(each) for each in (sum(fates), *fates) if each]
    waiting = [int(values[f"services:waiting_ratings:{rating}"]) for rating in ("yes", "partly", "no")]
    times = [str(each) for each in (sum(waiting), *waiting[:2]) if each]
    return [str(content["services"]["year"]), str(told), str(told + missing), *gaps, *times]


def staff_told(values: dict[str, str], content: dict[str, Any]) -> list[str]:
    if "employer:told" not in values:
        return []
    told, missing = (values[f"employer:{name}"] for name in ("told", "missing"))
    there = [] if missing == "0" else [str(int(told) + int(missing))]
    return ["31", "12", str(content["employer"]["year"]), told, *there]
