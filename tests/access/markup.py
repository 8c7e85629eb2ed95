"""Reads the parts of a page that rules ask about."""

from html.parser import HTMLParser

Element = tuple[str, dict[str, str]]
CONTROLS = ("input", "select", "textarea")
UNLABELLED = ("hidden", "submit", "button")


class Page(HTMLParser):
    """The elements of a page in their order, and the text of its title and of its first-level headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.source = html
        self.elements: list[Element] = []
        self.title = ""
        self.inside_label: list[int] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes the element, and whether it stands in a label."""
        if "label" in self._open:
            self.inside_label.append(len(self.elements))
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag in ("label", "title"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Closes labels and titles."""
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        """Collects the title."""
        if "title" in self._open and not any(tag == "svg" for tag, _ in self.elements):
            self.title += data.strip()

    def all(self, *tags: str) -> list[dict[str, str]]:
        """The attributes of each element that is one of `tags`."""
        return [attrs for tag, attrs in self.elements if tag in tags]

    def values(self, attribute: str) -> list[str]:
        """Every value of `attribute` on the page."""
        return [attrs[attribute] for _, attrs in self.elements if attribute in attrs]

    def without_label(self) -> list[dict[str, str]]:
        """Form controls that no label and no aria-label names."""
        named = {attrs.get("for") for attrs in self.all("label")}
        found = []
        for index, (tag, attrs) in enumerate(self.elements):
            if tag not in CONTROLS or attrs.get("type") in UNLABELLED or index in self.inside_label:
                continue
            if attrs.get("id") not in named and not attrs.keys() & {"aria-label", "aria-labelledby"}:
                found.append(attrs)
        return found

    def broken_references(self) -> list[str]:
        """Ids that something on the page points to and that are not there."""
        ids = set(self.values("id"))
        names = ("aria-describedby", "aria-labelledby", "aria-controls")
        wanted = [word for name in names for value in self.values(name) for word in value.split()]
        wanted += [attrs["for"] for attrs in self.all("label", "output") if "for" in attrs]
        wanted += [href[1:] for href in self.values("href") if href.startswith("#") and len(href) > 1]
        return [each for each in wanted if each not in ids]
