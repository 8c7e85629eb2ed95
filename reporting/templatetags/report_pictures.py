"""Pictures of the report that compare rows: returns, needs, lights, levels, money of fields, and the Zeitplan.

Each says its finding above, its numbers at the bars, and all values in its description.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

from django import template
from django.utils.safestring import SafeString, mark_safe

from measures.enums import ENDED_STATES
from measures.models.measure import UNKNOWN_END
from neuss_integration.foundation.pdf.row_picture import (
    BAR,
    PictureRow,
    dot,
    height_of,
    line,
    lines_of,
    rect,
    rows_of,
    text,
)
from neuss_integration.foundation.ui.levels import STEPS
from neuss_integration.foundation.ui.scales import Scale, TimeScale
from reporting.content.changes import is_worse
from reporting.templatetags.report_figures import KINDS, in_euro
from reporting.templatetags.report_sections import whole_euros
from roundtables.enums.needs import NeedState
from success_factors.enums import Level

register = template.Library()
Json = dict[str, Any]
Parts = list[SafeString]
INK, BLUE, PALE, ORANGE, GREY = "#1d2034", "#092797", "#d8e1f4", "#8a3b00", "#c0c3d5"
WIDTH: Final = 680
WIDE: Final = 1040
LABELS: Final = 300
HEAD: Final = 20
SPAN_LABELS: Final = 420
SPAN_HEIGHT: Final = 480
SPAN_HEADING: Final = 100
"""The room that the heading of the chapter takes from the first part."""
YEARS_SHOWN: Final = 20
SPAN_SIGNS: Final = (
    "voll läuft, leer beendet, gestrichelt nur Monat oder Jahr bekannt; der Strich ist der Stand der Daten"
)
END_OF_STATE: Final = ". Ist das Ende nicht bekannt, endet der Balken gestrichelt am Tag des letzten Status"


@register.inclusion_tag("pdf/picture.html")
def returns_picture(snapshot: Json, finding: str) -> Json:
    """The offices that have not told of everything they were asked, and how much they told."""
    offices = (snapshot.get("returns") or {}).get("offices", [])
    rows = [(each["department"], each["answered"], each["asked"]) for each in offices]
    open_ones = [each for each in rows if each[1] < each[2]]
    caption = "Fachdienststellen mit offenen Antworten: beantwortete von gefragten Maßnahmen"
    return _shares(open_ones, finding, caption) | _source(snapshot, "Berichtsrunden")


@register.inclusion_tag("pdf/picture.html")
def needs_picture(snapshot: Json, finding: str) -> Json:
    """What became of the needs that are told."""
    needs = [each["state"]["key"] for each in snapshot["round_tables"]["needs"]]
    rows = [(label, needs.count(key), len(needs)) for key, label in NeedState.choices if key in needs]
    caption = "Bedarfe nach dem, was aus ihnen wurde, von allen genannten"
    return _shares(rows, finding, caption) | _source(snapshot, "Register der Bedarfe")


@register.inclusion_tag("pdf/picture.html")
def lights_picture(snapshot: Json, finding: str) -> Json:
    """Better lights to the right and worse ones to the left, for each Handlungsfeld in which one changed."""
    moved = (snapshot["changes"] or {}).get("light", [])
    found = [
        (field["name"], [is_worse(each) for each in moved if each["field"] == field["name"]])
        for field in snapshot["fields"]
    ]
    counts = [(name, ways.count(True), ways.count(False)) for name, ways in found if ways]
    rows = rows_of([name for name, _, _ in counts], LABELS)
    middle = (LABELS + WIDTH) / 2
    unit = (WIDTH - LABELS - 60) / 2 / max((max(worse, better) for _, worse, better in counts), default=1)
    parts: Parts = []
    for row, (_, worse, better) in zip(rows, counts, strict=True):
        parts += row.label()
        if worse:
            parts.append(row.bar(middle - unit * worse, unit * worse, ORANGE))
            parts.append(row.number(middle - unit * worse - 6, str(worse), anchor="end"))
        if better:
            parts += [row.bar(middle, unit * better, BLUE), row.number(middle + unit * better + 6, str(better))]
    told = "; ".join(f"{name}: {better} besser, {worse} schlechter" for name, worse, better in counts)
    caption = "Ampeln je Handlungsfeld: links schlechter, rechts besser als im letzten Bericht (Zahl der Maßnahmen)"
    parts.append(line(middle, 0, middle, _end(rows), INK))
    return _picture(parts, _end(rows), finding, caption, told) | _source(snapshot, "Sachstände")


@register.inclusion_tag("pdf/picture.html")
def levels_picture(snapshot: Json, finding: str) -> Json:
    """Each factor on its step now, and in the last report where that was another one."""
    steps = {label: value for value, label in Level.choices}
    before = {each["number"]: steps.get(each["before"]) for each in (snapshot["changes"] or {}).get("factors", [])}
    factors = [each for each in snapshot["factors"] if (each.get("assessment") or {}).get("level")]
    place, room = Scale(1, STEPS, 310, WIDTH - 40), 265
    rows = rows_of([f"{each['number']} {each['title']}" for each in factors], room, top=34)
    parts: Parts = []
    for step, label in Level.choices:
        parts.append(line(place(step), 32, place(step), _end(rows), GREY))
        words = lines_of(label, 90)
        parts += [text(place(step), 27 - 14 * back, each, anchor="middle") for back, each in enumerate(words[::-1])]
    told = []
    for row, each in zip(rows, factors, strict=True):
        level, was = each["assessment"]["level"], before.get(str(each["number"]))
        parts += row.label()
        if was:
            parts.append(line(place(was), row.middle, place(level), row.middle, BLUE, 2))
            parts.append(dot(place(was), row.middle, "#ffffff", BLUE))
        parts.append(dot(place(level), row.middle, BLUE, BLUE))
        told.append(f"{each['number']}: {each['assessment']['label']}" + (f", zuvor Stufe {was}" if was else ""))
    legend = ": voller Punkt heute, leerer Punkt im letzten Bericht" if any(before.values()) else ""
    caption = f"Stufe der Erfolgsfaktoren{legend}"
    return _picture(parts, _end(rows), finding, caption, "; ".join(told)) | _source(snapshot, "Einschätzungen")


@register.inclusion_tag("pdf/picture.html")
def fields_money_picture(snapshot: Json, finding: str) -> Json:
    """Planned, granted and spent money of each Handlungsfeld, in Euro."""
    fields = snapshot.get("funding", {}).get("by_field", [])
    amounts = [[in_euro(each[name]) for name, _, _ in KINDS] for each in fields]
    most = float(max((each for row in amounts for each in row if each), default=0))
    pitch = BAR + 1
    rows = rows_of([each["label"] for each in fields], LABELS - 20, least=pitch * len(KINDS) + 8)
    parts: Parts = []
    told = []
    for row, field, found in zip(rows, fields, amounts, strict=True):
        parts += row.label()
        for at, ((name, label, fill), amount) in enumerate(zip(KINDS, found, strict=True)):
            width = (WIDTH - LABELS - 80) * float(amount or 0) / (most or 1)
            top = row.middle + pitch * (at - len(KINDS) / 2)
            parts += [
                rect(LABELS, top + 1, width, BAR - 2, fill),
                text(LABELS + width + 6, top + 12, whole_euros(field[name])),
            ]
            told.append(f"{field['label']}: {label} {field[name]}")
    caption = "Geplant, bewilligt und ausgegeben nach Handlungsfeldern, in Euro"
    height = sum(max(row.height, pitch * len(KINDS) + 8) for row in rows) if most else 0
    drawn = _picture(parts, height, finding, caption, "; ".join(told))
    return (
        drawn
        | _source(snapshot, "Beträge der Maßnahmen")
        | {"legend": [{"fill": fill, "label": label} for _, label, fill in KINDS]}
    )


@register.simple_tag
def span_parts(snapshot: Json) -> list[list[Json]]:
    """The measures whose beginning is known, as many at once as a page has room for; of older snapshots none."""
    found = [each for field in snapshot["fields"] for each in field["measures"] if each.get("span", {}).get("start")]
    heights = [height_of(lines_of(_name(each), SPAN_LABELS)) for each in found]
    whole = sum(heights) + SPAN_HEADING
    share = whole / -(-whole // SPAN_HEIGHT)
    parts: list[list[Json]] = []
    room = 0.0
    for each, height in zip(found, heights, strict=True):
        if room <= 0:
            room = share if parts else share - SPAN_HEADING
            parts.append([])
        parts[-1].append(each)
        room -= height
    return parts


@register.inclusion_tag("pdf/picture.html")
def span_picture(snapshot: Json, measures: list[Json], finding: str, *, is_part: bool) -> Json:
    """From when to when each of `measures` runs: full while it goes on, an outline when it has ended."""
    day = dt.date.fromisoformat(snapshot["report"]["as_of"])
    end = max(day, dt.date.fromisoformat(snapshot["report"]["period"]["end"])) + dt.timedelta(days=365)
    first = min((dt.date.fromisoformat(each["span"]["start"]) for each in measures), default=day)
    scale = TimeScale(max(first, dt.date(end.year - YEARS_SHOWN, 1, 1)), end, SPAN_LABELS + 10, WIDE - 20)
    rows = rows_of([_name(each) for each in measures], SPAN_LABELS, top=HEAD)
    parts = [*_years(scale, _end(rows)), line(scale(day), HEAD, scale(day), _end(rows), ORANGE, 2)]
    for row, each in zip(rows, measures, strict=True):
        parts += [*row.label(), _span(row, each, scale)]
    told = "; ".join(f"{each['number']}: {each['period']}, {each['state']['label']}" for each in measures)
    which = f" von {measures[0]['number']} bis {measures[-1]['number']}" if is_part else ""
    guessed = END_OF_STATE if any(UNKNOWN_END in each["period"] for each in measures) else ""
    caption = f"Zeitplan{which}: {SPAN_SIGNS}{guessed}"
    drawn = _picture(parts, _end(rows), finding, caption, told, width=WIDE)
    return drawn | _source(snapshot, "Laufzeiten der Maßnahmen")


def _years(scale: TimeScale, height: float) -> Iterator[SafeString]:
    for day, label in scale.ticks():
        yield line(scale(day), HEAD, scale(day), height, GREY)
        yield text(scale(day), 14, label, anchor="middle")


def _span(row: PictureRow, each: Json, scale: TimeScale) -> SafeString:
    start, last = dt.date.fromisoformat(each["span"]["start"]), each["span"]["end"]
    left = scale(max(start, scale.first))
    right = scale(min(max(dt.date.fromisoformat(last), scale.first), scale.last)) if last else scale.end
    fill, stroke = ("#ffffff", INK) if each["state"]["key"] in ENDED_STATES else ("#97afe1", BLUE)
    dash = "3 2" if each["span"]["is_rough"] else ""
    return rect(left, row.middle - 5, max(right - left, 3), 10, fill, stroke, dash)


def _name(measure: Json) -> str:
    return f"{measure['number']} {measure['title']}"


def _shares(found: list[tuple[str, int, int]], finding: str, caption: str) -> Json:
    """Bars of how many of how many: the whole as a pale bar, both numbers behind it."""
    unit = (WIDTH - LABELS - 90) / max((whole for _, _, whole in found), default=1)
    rows = rows_of([label for label, _, _ in found], LABELS - 20)
    parts: Parts = []
    for row, (_, part, whole) in zip(rows, found, strict=True):
        parts += [*row.label(), row.bar(LABELS, unit * whole, PALE), row.bar(LABELS, unit * part, BLUE)]
        parts.append(row.number(LABELS + unit * whole + 8, f"{part} von {whole}"))
    told = "; ".join(f"{label}: {part} von {whole}" for label, part, whole in found)
    return _picture(parts, _end(rows), finding, caption, told)


def _picture(parts: Parts, height: float, finding: str, caption: str, told: str, width: int = WIDTH) -> Json:
    body = mark_safe("".join(parts))  # noqa: S308 - every part comes from format_html
    shown = {"body": body, "height": f"{height:g}", "width": width, "finding": finding, "caption": caption}
    return shown | {"told": told, "is_drawn": height > 0}


def _source(snapshot: Json, words: str) -> Json:
    """Where the values come from, and of which day they are."""
    return {"source": f"{words}, Stand {snapshot['report']['as_of_label']}"}


def _end(rows: Sequence[PictureRow]) -> float:
    """Where the last of the rows ends."""
    return rows[-1].top + rows[-1].height if rows else 0
