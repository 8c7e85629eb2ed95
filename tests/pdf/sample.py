"""Documents of the PDF tests: one full of difficult constructs, and a snapshot of a small report."""

from typing import Any

SENTENCE = (
    "Die Integrationsbeauftragte berichtet über Sprachförderangebote, Verwaltungsvorschriften und die "
    "Zusammenarbeit mit Migrantenselbstorganisationen in den Stadtteilen. "
)
ROWS = "".join(f'<tr><th scope="row">{n}</th><td>{SENTENCE}</td><td>laufend</td></tr>' for n in range(1, 61))

TORTURE = f"""
<section><h1 id="anfang">Erstes Kapitel</h1>
<div>Text im <b>div</b> <i>kursiv</i> {SENTENCE * 2}<p>Absatz. {SENTENCE * 3}<span class="footnote">Anmerkung mit
<a href="https://www.neuss.de/">Verweis</a>.</span> Weiter. {SENTENCE}</p>danach</div>
<nav class="contents" role="doc-toc"><ol><li><a href="#anfang">Erstes Kapitel</a><ol>
<li><a href="#ende">Zweites Kapitel</a></li></ol></li></ol></nav>
<ul><li>eins</li><li><p>zwei</p><p>drei</p><ul><li>innen <a href="https://www.neuss.de/lang" title="Lange Seite">
<b>fett</b> und {SENTENCE * 2}</a></li></ul></li></ul><ol><li>erstens</li></ol>
<dl><dt>Begriff</dt><dd>Erklärung</dd><div><dt>Zwei</dt><dd><p>Lang</p><p>Noch</p></dd></div></dl>
<h4>Ebene übersprungen</h4><ul class="legend"><li>nebeneinander</li> <li>gesetzt</li></ul>
<p>eins <span style="display: block"> zwei</span> drei
<span aria-hidden="true"><span style="position: absolute">Zierde</span></span></p>
<div><li>ohne Liste</li></div><p style="break-before: page; padding-top: 220mm">Über zwei Seiten {SENTENCE}
<a href="https://www.neuss.de/seiten">{SENTENCE * 4}</a></p>
<p>Eine <span lang="en">summary in English</span> und <abbr title="Portable Document Format">PDF</abbr>,
<span aria-hidden="true">Zierde</span> Zeile<br>neu, Наука, Ελλάδα, Türkçe</p>
<figure><svg viewBox="0 0 100 20" width="300" height="60" role="img" font-family="Fira Sans">
<title>Balken</title><desc>Werte: 1 und 2</desc><text x="2" y="12" font-size="8">12</text></svg>
<figcaption>Abbildung</figcaption></figure><blockquote lang="fr"><p>Bonjour</p></blockquote></section>
<section><h1 id="ende">Zweites Kapitel</h1><table><caption>Lange Tabelle</caption><thead><tr><th>Nummer</th>
<th>Text</th><th>Stand</th></tr></thead><tbody>{ROWS}</tbody>
<tfoot><tr><th>Summe</th><td>sechzig</td><td>alle</td></tr></tfoot></table>
<table class="spans"><thead><tr><th rowspan="2">Feld</th><th colspan="2">Ampel</th></tr>
<tr><th>grün</th><th>rot</th></tr>
</thead><tbody><tr><th scope="row">Kultur</th><td>1</td><td></td></tr></tbody></table></section>"""


def page(body: str, head: str = "") -> str:
    """A whole document around `body` with title, language and the print style sheet."""
    return (
        '<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Prüfdokument</title>'
        f'<link rel="stylesheet" href="asset:print.css">{head}</head><body>{body}</body></html>'
    )


def reference(number: str, state: str = "running", label: str = "laufend") -> dict[str, Any]:
    """The short form of a measure."""
    return {
        "number": number,
        "title": f"Maßnahme {number}",
        "state": {"key": state, "label": label},
        "field": "Bildung und Sprache",
    }


def measure(number: str, **changes: Any) -> dict[str, Any]:
    """A measure whose optional fields are empty, as most real ones are."""
    texts = ("state_reason", "target_group_note", "location", "period", "aim", "description", "funding_note")
    lists = ("contributing", "carriers", "partners", "target_groups", "districts", "success_factors", "sources")
    empty = dict.fromkeys(texts, "") | {name: [] for name in lists}
    light = {"key": "unknown", "label": "keine Angabe"}
    rest = {"kind": "Projekt", "light": light, "lead": "Jugendamt", "is_citywide": False, "results_note": ""}
    return reference(number) | empty | rest | {"progress": None, "progress_missing": "Keine Antwort."} | changes


def progress(**changes: Any) -> dict[str, Any]:
    """An accepted answer to a reporting round."""
    return {
        "round": "Runde 2025",
        "accepted_on": "2026-01-20",
        "accepted_label": "20.01.2026",
        "unchanged": False,
        "light": {"key": "yellow", "label": "gelb"},
        "light_reason": "Eine Stelle ist frei.",
        "what_happened": SENTENCE,
        "what_did_not_work": "",
        "next_step": "Weiter.",
        "observed_effect": "",
        "numbers": [{"label": "Teilnehmende", "value": "128"}],
    } | changes


def snapshot(**changes: Any) -> dict[str, Any]:
    """A snapshot of schema version 1 with three measures in one of two fields."""
    measures = [measure("M01", progress=progress()), measure("M02", sources=["https://www.neuss.de/"]), measure("M03")]
    states = [{"key": "running", "label": "laufend", "count": 3}]
    lights = [{"key": "unknown", "label": "keine Angabe", "count": 3}]
    field = {"is_priority": True, "by_state": states, "by_light": lights}
    counts = {"total": 3, "by_state": states, "by_light": lights}
    dropped = reference("M03") | {"reason": "Kein Geld", "period": ""}
    told = {"number": "M01", "title": "Maßnahme M01", "field": "Bildung und Sprache", "text": SENTENCE}
    head = {"title": "Fortschreibung 2026", "kind": "Fortschreibung", "committee": "Integrationsrat"} | {
        "paper_number": ""
    }
    period = {"start": "2024-01-01", "end": "2025-12-31", "label": "2024 bis 2025"}
    texts = {"foreword": "Vorwort\n\n## Dank", "procedure": "", "outlook": "- eins", "proposed_resolution": "Kenntnis"}
    return {
        "schema_version": 1,
        "city": "Stadt Neuss",
        "office": "Integrationsbüro",
        "created_at": "2026-03-12T10:00:00+01:00",
        "report": head | {"period": period, "as_of": "2026-03-12", "as_of_label": "12. März 2026"},
        "texts": texts,
        "previous": None,
        "changes": None,
        "summary": counts | {"gaps": ["Sport"], "worked": [told], "not_worked": []},
        "rounds": [ROUND],
        "factors": [FACTOR],
        "fields": [
            field | {"name": "Bildung und Sprache", "total": 3, "measures": measures},
            field | {"name": "Sport", "total": 0, "by_state": [], "by_light": [], "measures": []},
        ],
        "ended": {"completed": [], "routine": [], "dropped": [dropped]},
        "responsibilities": [{"department": "Jugendamt", "measures": [reference("M01")]}],
    } | changes


ROUND = {
    "title": "Runde 2025",
    "period_label": "2025",
    "due_on": "2026-01-31",
    "due_label": "31.01.2026",
    "asked": 3,
    "answered": 1,
    "no_response": 2,
    "percent": 33,
    "missing": [{"department": "Jugendamt", "count": 2}],
}
FACTOR = {
    "number": 1,
    "title": "Gemeinsam entwickeln",
    "criteria": ["Alle wirken mit"],
    "total": 1,
    "running": 1,
    "by_state": [{"key": "running", "label": "laufend", "count": 1}],
    "measures": [reference("M01")],
    "assessment": {
        "level": 3,
        "label": "teilweise",
        "direction": {"key": "better", "label": "verbessert"},
        "criteria": [
            {
                "text": "Alle wirken mit",
                "level": 3,
                "label": "teilweise",
                "rationale": SENTENCE,
                "direction": {"key": "better", "label": "verbessert"},
                "assessed_label": "14.04.2026",
            },
        ],
    },
    "indicators": [
        {
            "name": "Einbürgerungen pro Jahr",
            "definition": "Vollzogene Einbürgerungen",
            "unit": "Personen",
            "value": "513",
            "period": "2021",
            "source": "Stadt",
            "before": "250 (2019)",
            "movement": {"key": "right", "label": "richtige Richtung"},
            "chart": {
                "title": "Einbürgerungen pro Jahr",
                "unit": "Personen",
                "target": ["600", "Ziel: 600"],
                "series": [
                    {
                        "name": "",
                        "points": [
                            ["2019-01-01", "250", "2019", "250", False],
                            ["2020-01-01", None, "2020", ".", False],
                            ["2021-01-01", "513", "2021", "513", False],
                        ],
                    },
                ],
            },
        },
    ],
}
CHANGES = {
    "new": [reference("M02")],
    "gone": [reference("M09")],
    "state": [reference("M01") | {"before": "geplant", "after": "laufend"}],
    "light": [
        reference("M01") | {"before": {"key": "green", "label": "grün"}, "after": {"key": "red", "label": "rot"}},
    ],
    "lead": [reference("M03") | {"before": "Sozialamt", "after": "Jugendamt"}],
}
