"""The text block for the paper of the council: to copy into the council's system, and as a file."""

from collections.abc import Iterator, Mapping
from typing import Any

from neuss_integration.foundation.words.markdown import plain_text
from reporting.content import sentences
from reporting.content.sentences import money_line
from reporting.content.wording import station_words

Json = Mapping[str, Any]
OWN_TEXTS = ("summary", "procedure", "outlook")


def paper_parts(content: Json) -> list[tuple[str, str]]:
    """Heading and text of each part of the paper (design: report, text block)."""
    report, proposed = content["report"], plain_text(content["texts"].get("proposed_resolution", ""))
    number = f" (Vorlage {report['paper_number']})" if report["paper_number"] else ""
    return [
        ("Betreff", f"{report['title']}{number}"),
        ("Art der Vorlage", "Mitteilung und Beschlussempfehlung" if proposed else "Mitteilung"),
        ("Beratungsfolge", "\n".join(_stations(report))),
        ("Beschlussvorschlag", proposed or "Es wird kein Beschluss vorgeschlagen."),
        ("Sachverhalt", _facts(content)),
        ("Finanzielle Auswirkungen", _money(content)),
        ("Anlagen", f"1. {report['title']} (PDF)\n2. Kurzfassung (PDF)\n3. Alle Tabellen (XLSX)"),
    ]


def paper_text(content: Json) -> bytes:
    """The whole paper as plain text (UTF-8)."""
    parts = [f"{heading}\n{'-' * len(heading)}\n{text}\n" for heading, text in paper_parts(content)]
    return "\n".join(parts).encode()


def _stations(report: Json) -> Iterator[str]:
    """Every Gremium with its day and task, and what it came to; snapshots of before know only one."""
    stations = report.get("way") or [{"committee": report["committee"], "when": "", "task": ""}]
    return map(station_words, stations)


def _facts(content: Json) -> str:
    states = ", ".join(f"{each['label']}: {each['count']}" for each in content["summary"]["by_state"])
    corrects = content["report"].get("corrects", "")
    told = [
        f"{corrects}." if corrects else "",
        sentences.opening(content),
        f"Nach Status: {states}." if states else "",
        sentences.as_of(content),
        sentences.changed(content),
        sentences.returns(content),
        sentences.open_rounds(content),
        sentences.gaps(content),
    ]
    own = (plain_text(content["texts"].get(name, "")) for name in OWN_TEXTS)
    return "\n\n".join(part for part in [" ".join(part for part in told if part), *own] if part)


def _money(content: Json) -> str:
    nothing = "Der Bericht selbst hat keine finanziellen Auswirkungen."
    funding = content.get("funding", {})
    if not funding.get("by_year"):
        return nothing
    outside = sentences.money_outside(content)
    told = f"{nothing} Für die Maßnahmen sind im Berichtszeitraum erfasst: {money_line(funding['total'])}."
    return f"{told} {outside}" if outside else told
