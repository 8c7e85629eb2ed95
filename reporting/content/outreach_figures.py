"""What a report says of Öffentlichkeitsarbeit und Beratung: sums over what is known, and of how many."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from neuss_integration.foundation.words.counting import chosen, listed
from neuss_integration.foundation.words.nouns import count_of
from reporting.content.wording import german_number, in_running_text

Json = Mapping[str, Any]
MAX_SUBJECTS: Final = 3
WITHOUT: Final = "ohne Thema"
UNKNOWN: Final = {
    "reach": "Wie viele Menschen erreicht wurden, ist nicht angegeben.",
    "cost": "Kosten sind nicht angegeben.",
}


def enquiries(content: Json) -> str:
    """How many enquiries came in, and what most of them were about; empty where nobody counts."""
    found = content.get("outreach")
    if not found:
        return ""
    total = found["enquiries"]["total"]
    if not total:
        return "Im Berichtszeitraum ist keine Anfrage verzeichnet."
    about = listed([_about(each) for each in found["enquiries"]["by_subject"]][:MAX_SUBJECTS])
    return f"Im Berichtszeitraum {chosen(total, 'ging', 'gingen')} {count_of(total, 'Anfrage')} ein, davon {about}."


def _about(subject: Json) -> str:
    where = subject["label"] if subject["label"] == WITHOUT else f"zu „{subject['label']}“"
    return f"{subject['count']} {where}"


def campaigns(content: Json) -> str:
    """How many Aktionen there were, how many people they reached and what they cost, as far as that is known."""
    rows = (content.get("outreach") or {}).get("campaigns", [])
    if not rows:
        return ""
    return f"Es gab {count_of(len(rows), 'Aktion')}. {_told(rows, 'reach')} {_told(rows, 'cost')}"


def sum_of(rows: list[Json], name: str) -> tuple[Decimal, int]:
    """The sum of what is known of `name`, and of how many rows it is known."""
    known = [Decimal(str(row[name])) for row in rows if row[name] is not None]
    return sum(known, Decimal(0)), len(known)


def _told(rows: list[Json], name: str) -> str:
    total, known = sum_of(rows, name)
    if not known:
        return UNKNOWN[name]
    of = "" if known == len(rows) else f" (Angaben zu {known} von {len(rows)})"
    if name == "cost":
        return f"Die Kosten betrugen {in_running_text(german_number(total, 2))} €{of}."
    return f"Erreicht {chosen(int(total), 'wurde', 'wurden')} {count_of(int(total), 'Mensch')}{of}."


def outreach_values(content: Json) -> Iterator[tuple[str, str, str]]:
    """(key, label, value) of each figure of the section."""
    found = content.get("outreach")
    if not found:
        return
    yield "enquiries", "Anfragen", str(found["enquiries"]["total"])
    for part, label in (("by_subject", "Thema"), ("by_kind", "Art"), ("by_channel", "Weg")):
        for each in found["enquiries"][part]:
            yield f"enquiries:{part}:{each['label']}", f"Anfragen, {label} {each['label']}", str(each["count"])
    rows = found["campaigns"]
    yield "campaigns", "Aktionen", str(len(rows))
    for name, label in (("reach", "erreichte Menschen"), ("cost", "Kosten in €")):
        total, known = sum_of(rows, name)
        yield (
            f"campaigns:{name}",
            f"Aktionen: {label}",
            (f"{total:.2f}" if name == "cost" else str(total)) if known else "",
        )
        yield f"campaigns:{name}:known", f"Aktionen mit Angabe: {label}", str(known)
