"""The snapshot: everything a report shows, as plain JSON of labels and values without any key into the database.

Whatever comes after (preview, HTML, PDF, comparison) depends on nothing but this. Its shape is reporting.content.shape.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import cast

from django.utils import timezone

from neuss_integration.foundation.words import city_terms
from neuss_integration.foundation.words.city_names import city_names
from reporting.content.changes import changes_between
from reporting.content.chapters import field_chapter
from reporting.content.highlights import highlights
from reporting.content.pictures import picture_entry
from reporting.content.schema import SCHEMA_VERSION, field_section, plain_section
from reporting.content.sections.registry import KINDS
from reporting.content.sections.source import Source
from reporting.content.shape import Content, HeadOfReport, PreviousReport, SectionInReport
from reporting.content.way import way_until
from reporting.content.wording import date_label, period_label
from reporting.models import OWN, Publication, Report, Section


def canonical(content: Content) -> str:
    """`content` in the one spelling the checksum is taken over."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def checksum(text: str | bytes) -> str:
    """The SHA-256 of `text` (UTF-8) as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def build_snapshot(report: Report, *, at: dt.datetime | None = None) -> Content:
    """What `report` shows if it is released `at` (now). Reads only; more data need no more queries."""
    source = Source(report, at=at)
    return build_content(source, report.sections.included())


def build_section(source: Source, section: Section) -> Content:
    """The snapshot that shows `section` alone and knows what the whole report knows: a part says nothing else."""
    return build_content(source, [*source.report.sections.included(), section], shown=[section])


def build_content(source: Source, sections: Iterable[Section], *, shown: Iterable[Section] | None = None) -> Content:
    """The snapshot with the data of `sections` only, of which it shows those in `shown` (all)."""
    rows = list(sections)
    head = {
        "schema_version": SCHEMA_VERSION,
        "city": city_names().full_name,
        "office": city_names().office,
        "office_article": city_terms.office().article,
        "created_at": source.at.isoformat(timespec="seconds"),
        "report": _head(source.report, source.day) | {"way": way_until(source.report, rows, source.day)},
        "previous": _previous_head(source.previous, source.previous_content),
        "fields": [field_chapter(field, source.entries, source.goals) for field in source.fields],
        "successions": source.successions,
    }
    content = cast(Content, head)
    for kind in dict.fromkeys(row.kind for row in rows):
        content |= KINDS[kind].data(source)
    content["changes"] = changes_between(source.previous_content, content) if source.previous_content else None
    if "summary" in content:
        content["summary"] |= highlights(source.entries_of_period, content["changes"], source.chosen)
    told = list(_sections(rows, content))
    alone = told if shown is None else list(_sections(shown, content))
    return {**content, "sections": alone, "texts": {each["key"]: each["text"] for each in [*told, *alone]}}


def _sections(rows: Iterable[Section], content: Content) -> Iterator[SectionInReport]:
    numbers = {field["name"]: number for number, field in enumerate(content["fields"], start=1)}
    own = 0
    for row in rows:
        kind = KINDS[row.kind]
        pictures = [picture_entry(each) for each in row.pictures.all()] if row.kind == OWN else []
        if kind.is_empty(content, row.text) and not pictures:
            continue
        if row.field_of_action is not None:
            if number := numbers.get(row.field_of_action.name):
                yield field_section(number, row.field_of_action.name, row.title, row.text)
        elif kind.anchor:
            yield plain_section(kind.key, kind.key, row.title, kind.anchor, row.text)
        else:
            own += 1
            section = plain_section(f"own:{own}", kind.key, row.title, f"abschnitt-{own}", row.text)
            yield {**section, "pictures": pictures}


def _head(report: Report, day: dt.date) -> HeadOfReport:
    head: HeadOfReport = {
        "title": report.title,
        "kind": report.get_kind_display(),
        "committee": report.committee.name,
        "paper_number": report.paper_number,
        "length": report.length,
        "period": {
            "start": report.period_start.isoformat(),
            "end": report.period_end.isoformat(),
            "label": period_label(report.period_start, report.period_end),
        },
        "as_of": day.isoformat(),
        "as_of_label": date_label(day),
    }
    replaced = Publication.objects.filter(report=report.replaces_id).select_related("report")
    if report.replaces_id and (corrected := replaced.first()):
        published = date_label(timezone.localdate(corrected.published_at))
        head["corrects"] = f"Berichtigung des Berichts „{corrected.report.title}“, veröffentlicht am {published}"
    return head


def _previous_head(previous: Publication | None, told: Content | None) -> PreviousReport | None:
    if previous is None:
        return None
    day = timezone.localdate(previous.published_at)
    head: PreviousReport = {
        "title": previous.report.title,
        "published_on": day.isoformat(),
        "published_label": date_label(day),
    }
    if told and (outlook := told["texts"].get("outlook", "").strip()):
        head["outlook"] = outlook
    return head
