"""The snapshot: everything a report shows, as plain JSON of labels and values without any key into the database.

Whatever comes after (preview, HTML, PDF, comparison) depends on nothing but this. Shape, schema version 1:

    schema_version   1
    city, office     names, from settings
    created_at       ISO time; the date of the PDF
    report           title, kind, committee, paper_number, period {start, end, label}, as_of, as_of_label
    texts            foreword, procedure, outlook, proposed_resolution: Markdown, may be empty
    previous         None or {title, published_on (ISO), published_label}: the report before this one
    changes          see reporting.changes: None without a previous report
    summary          total, by_state [{key, label, count}], by_light [{key, label, count}],
                     gaps [names of Handlungsfelder without running measure],
                     worked / not_worked: up to five {number, title, field, text}
    rounds           [{title, period_label, due_on, due_label, asked, answered, no_response, percent,
                       missing: [{department, count}]}]
    factors          [{number, title, criteria [text], total, running, by_state, measures [reference],
                       assessment, indicators: see reporting.standing; not in the oldest snapshots}]
    fields           [{name, is_priority, total, by_state, by_light, measures [measure]}]
    ended            {completed, routine, dropped}: [reference + reason, period]
    responsibilities [{department, measures [reference]}]

    reference        {number, title, state {key, label}, field}
    measure          reference + kind, light {key, label}, state_reason, lead, contributing [], carriers [],
                     partners [], target_groups [], target_group_note, districts [] , is_citywide, location,
                     period (label such as "seit 2009" or ""), aim, description (Markdown), funding_note,
                     results_note, success_factors [numbers], sources [text],
                     progress None or {round, accepted_on, accepted_label, unchanged, light {key, label},
                     light_reason, what_happened, what_did_not_work, next_step, observed_effect,
                     numbers [{label, value}]}, progress_missing "" or a sentence why there is none
"""

import datetime as dt
import hashlib
import json
from typing import Any

from django.conf import settings
from django.utils import timezone

from reporting.changes import changes_between
from reporting.chapters import (
    ended,
    factor_chapter,
    field_chapter,
    fields_shown,
    responsibilities,
    round_facts,
    rounds_of,
    summary,
)
from reporting.entries import entry_of, measures_of
from reporting.models import Publication, Report
from reporting.standing import indicators_by_factor, standings_by_factor
from reporting.wording import date_label, period_label
from success_factors.models import SuccessFactor

SCHEMA_VERSION = 1
Json = dict[str, Any]


def canonical(content: Json) -> str:
    """`content` in the one spelling the checksum is taken over."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def checksum(text: str | bytes) -> str:
    """The SHA-256 of `text` (UTF-8) as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def build_snapshot(report: Report, *, at: dt.datetime | None = None) -> Json:
    """What `report` shows if it is released `at` (now). Reads only; more data need no more queries."""
    at = at or timezone.now()
    day = timezone.localdate(at)
    previous = _previous_publication()
    since = timezone.localdate(previous.published_at) if previous else None
    standings, indicators = standings_by_factor(since), indicators_by_factor()
    entries = [entry_of(measure) for measure in measures_of(report)]
    fields = [field_chapter(field, entries) for field in fields_shown(entries, day)]
    content = {
        "schema_version": SCHEMA_VERSION,
        "city": settings.CITY_FULL_NAME,
        "office": settings.OFFICE_NAME,
        "created_at": at.isoformat(timespec="seconds"),
        "report": _head(report, day),
        "texts": {name: getattr(report, name) for name in ("foreword", "procedure", "outlook", "proposed_resolution")},
        "previous": _previous_head(previous),
        "summary": summary(entries, day),
        "rounds": [round_facts(reporting_round) for reporting_round in rounds_of(report)],
        "factors": [
            factor_chapter(factor, entries)
            | {"assessment": standings.get(factor.number), "indicators": indicators.get(factor.number, [])}
            for factor in SuccessFactor.objects.prefetch_related("criteria")
        ],
        "fields": fields,
        "ended": ended(entries),
        "responsibilities": responsibilities(entries),
    }
    content["changes"] = changes_between(json.loads(previous.snapshot.content), content) if previous else None
    return content


def _head(report: Report, day: dt.date) -> Json:
    return {
        "title": report.title,
        "kind": report.get_kind_display(),
        "committee": report.committee.name,
        "paper_number": report.paper_number,
        "period": {
            "start": report.period_start.isoformat(),
            "end": report.period_end.isoformat(),
            "label": period_label(report.period_start, report.period_end),
        },
        "as_of": day.isoformat(),
        "as_of_label": date_label(day),
    }


def _previous_publication() -> Publication | None:
    return Publication.objects.select_related("report", "snapshot").order_by("-published_at", "-pk").first()


def _previous_head(previous: Publication | None) -> Json | None:
    if previous is None:
        return None
    day = timezone.localdate(previous.published_at)
    return {"title": previous.report.title, "published_on": day.isoformat(), "published_label": date_label(day)}
