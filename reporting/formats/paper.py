"""The text block for the paper of the council: to copy into the council's system, and as a file."""

from typing import Any

Json = dict[str, Any]


def paper_parts(content: Json) -> list[tuple[str, str]]:
    """Heading and text of each part of the paper (design: report, text block)."""
    report, texts = content["report"], content["texts"]
    number = f" (Vorlage {report['paper_number']})" if report["paper_number"] else ""
    return [
        ("Betreff", f"{report['title']}{number}"),
        ("Art der Vorlage", "Mitteilung und Beschlussempfehlung"),
        ("Beratungsfolge", report["committee"]),
        ("Beschlussvorschlag", texts.get("proposed_resolution", "").strip() or "Es wird kein Beschluss vorgeschlagen."),
        ("Sachverhalt", _facts(content)),
        ("Finanzielle Auswirkungen", _money(content)),
        ("Anlagen", f"1. {report['title']} (PDF)\n2. Kurzfassung (PDF)\n3. Alle Tabellen (XLSX)"),
    ]


def paper_text(content: Json) -> bytes:
    """The whole paper as plain text (UTF-8)."""
    parts = [f"{heading}\n{'-' * len(heading)}\n{text}\n" for heading, text in paper_parts(content)]
    return "\n".join(parts).encode()


def _facts(content: Json) -> str:
    report, summary = content["report"], content["summary"]
    states = ", ".join(f"{each['count']} {each['label']}" for each in summary["by_state"])
    first = (
        f"Der Bericht zeigt für {report['period']['label']}, was aus {summary['total']} Maßnahmen in "
        f"{len(content['fields'])} Handlungsfeldern geworden ist ({states}). Stand der Daten: {report['as_of_label']}."
    )
    sentences = [first]
    if changes := content["changes"]:
        sentences.append(
            f"Seit dem Bericht vom {content['previous']['published_label']} sind {len(changes['new'])} Maßnahmen neu, "
            f"{len(changes['state'])} haben einen anderen Status, {len(changes['light'])} eine andere Ampel."
        )
    if summary["gaps"]:
        sentences.append(f"Ohne laufende Maßnahme: {', '.join(summary['gaps'])}.")
    own = [content["texts"].get(name, "").strip() for name in ("summary", "procedure", "outlook")]
    return "\n\n".join([*sentences, *(text for text in own if text)])


def _money(content: Json) -> str:
    funding = content.get("funding", {})
    if not funding.get("by_year"):
        return "Der Bericht selbst hat keine finanziellen Auswirkungen."
    total = funding["total"]
    return (
        "Der Bericht selbst hat keine finanziellen Auswirkungen. Für die Maßnahmen sind im Berichtszeitraum erfasst: "
        f"geplant {total['planned']}, bewilligt {total['granted']}, ausgegeben {total['spent']}."
    )
