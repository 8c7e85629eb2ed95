"""The snapshot: everything a report shows, as plain JSON of labels and values without any key into the database.

Whatever comes after (preview, HTML, PDF, comparison) depends on nothing but this. Shape, schema version 3:

    schema_version   3
    city, office     names, from settings
    created_at       ISO time; the date of the PDF
    report           title, kind, committee, paper_number, length (of the main volume; not in the oldest snapshots),
                     period {start, end, label}, as_of, as_of_label
    sections         in their order [{key, kind, title, anchor, text (Markdown), field (its name or ""),
                       number (of the field, from 1, or None), in sections of one's own: pictures
                       [{sha256, width, height, caption, alternative}]}]: what stands in the report
    texts            the texts by key of their section
    previous         None or {title, published_on (ISO), published_label}: the report before this one
    changes          see reporting.content.changes: None without a previous report
    fields           [{name, is_priority, total, by_state, by_light, goals, measures [measure]}]
    goals            [goal], see reporting.content.goals_in_force; neither here nor in fields of the oldest snapshots

and what the sections give (reporting.content.sections), among it

    summary          total, by_state [{key, label, count}], by_light [{key, label, count}],
                     gaps [names of Handlungsfelder without running measure],
                     worked / not_worked: what was picked or else the five heaviest {number, title, field, text,
                     reasons, weight}, worked_of / not_worked_of: of how many, worked_chosen / not_worked_chosen:
                     whether the Koordination picked them (see reporting.content.highlights)
    orders           [{title, kind, committee, date, order, office, due (ISO or ""), due_label, state {key, label},
                     is_overdue, settled_label, outcome}]: Beschlusskontrolle; not in the oldest snapshots
    delays           [{key, label, count}]: reasons of yellow and red lights; not in the oldest snapshots
    returns          {asked, answered, percent, is_provisional}: all rounds, each measure once
    successions      [{name, successors}]: which offices came of which
    ended_after      [reference + period]: what ended after the period, told by the next report; not in older snapshots
    ended_before     [reference + period]: what had ended before the period
    outreach         {enquiries {total, by_subject, by_kind, by_channel [{label, count}]}, campaigns [{title, kind,
                     period, target_groups [], channels, reach, cost in Euro, both None where unknown}]};
                     not in the oldest snapshots
    recount          the second computation of each figure when the report was frozen (reporting.publication.recount)
    chain            {publications, head}: how many there were when the report was frozen, and the checksum over them
                     (reporting.publication.chain); not in the oldest snapshots
    rounds           [{title, period_label, due_on, due_label, is_open, asked, answered, no_response, percent,
                       missing: [{department, count}], pending: the same of a round that is open}]
    factors          [{number, title, criteria [text], total, running, by_state, measures [reference],
                       assessment, indicators: see reporting.content.standing; not in the oldest snapshots}]
    ended            {completed, routine, dropped}: [reference + reason, period]
    responsibilities [{department, measures [reference]}]

    reference        {number, title, state {key, label}, field}
    measure          reference + kind, light {key, label}, state_reason, lead, contributing [], carriers [],
                     partners [], target_groups [], target_group_note, districts [] , is_citywide, location,
                     period (label such as "seit 2009" or ""), aim, description (Markdown), funding_note,
                     money {planned, granted, spent} (sums of all years; not in the oldest snapshots),
                     key_figures, milestones, money_rows, evaluation, public_text: see reporting.content.effects,
                     results_note, success_factors [numbers], sources [text],
                     progress None or {round, accepted_on, accepted_label, unchanged, light {key, label},
                     light_reason, delay {key, label} (not in the oldest snapshots), what_happened,
                     what_did_not_work, next_step, observed_effect,
                     numbers [{label, value}]}, progress_missing "" or a sentence why there is none
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone

from reporting.content.changes import changes_between
from reporting.content.chapters import field_chapter
from reporting.content.highlights import highlights
from reporting.content.pictures import picture_entry
from reporting.content.schema import SCHEMA_VERSION, field_section, plain_section
from reporting.content.sections.registry import KINDS
from reporting.content.sections.source import Source
from reporting.content.wording import date_label, period_label
from reporting.models import OWN, Publication, Report, Section

Json = dict[str, Any]


def canonical(content: Json) -> str:
    """`content` in the one spelling the checksum is taken over."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def checksum(text: str | bytes) -> str:
    """The SHA-256 of `text` (UTF-8) as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def build_snapshot(report: Report, *, at: dt.datetime | None = None) -> Json:
    """What `report` shows if it is released `at` (now). Reads only; more data need no more queries."""
    source = Source(report, at=at)
    return build_content(source, report.sections.included())


def build_section(source: Source, section: Section) -> Json:
    """The snapshot that shows `section` alone and knows what the whole report knows: a part says nothing else."""
    return build_content(source, [*source.report.sections.included(), section], shown=[section])


def build_content(source: Source, sections: Iterable[Section], *, shown: Iterable[Section] | None = None) -> Json:
    """The snapshot with the data of `sections` only, of which it shows those in `shown` (all)."""
    rows = list(sections)
    content: Json = {
        "schema_version": SCHEMA_VERSION,
        "city": settings.CITY_FULL_NAME,
        "office": settings.OFFICE_NAME,
        "created_at": source.at.isoformat(timespec="seconds"),
        "report": _head(source.report, source.day),
        "previous": _previous_head(source.previous),
        "fields": [field_chapter(field, source.entries, source.goals) for field in source.fields],
        "successions": source.successions,
    }
    for kind in dict.fromkeys(row.kind for row in rows):
        content |= KINDS[kind].data(source)
    content["changes"] = changes_between(source.previous_content, content) if source.previous_content else None
    if "summary" in content:
        content["summary"] |= highlights(source.entries, content["changes"], source.chosen)
    told = list(_sections(rows, content))
    alone = told if shown is None else list(_sections(shown, content))
    return content | {"sections": alone, "texts": {each["key"]: each["text"] for each in [*told, *alone]}}


def _sections(rows: Iterable[Section], content: Json) -> Iterable[Json]:
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
            yield section | {"pictures": pictures}


def _head(report: Report, day: dt.date) -> Json:
    return {
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


def _previous_head(previous: Publication | None) -> Json | None:
    if previous is None:
        return None
    day = timezone.localdate(previous.published_at)
    return {"title": previous.report.title, "published_on": day.isoformat(), "published_label": date_label(day)}
