"""Minutes as PDF, whole and in the form for everybody."""

import datetime as dt
from typing import Final

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import timezone

from neuss_integration.foundation.pdf import render_pdf
from neuss_integration.foundation.words.city_names import imprint
from roundtables.models import Minutes
from roundtables.selectors.minutes import minutes_view

TEMPLATE: Final = "pdf/minutes/minutes.html"
KEPT_FOR: Final = 60 * 60


def minutes_html(minutes: Minutes, *, public: bool, notes: bool = False) -> str:
    """The printable document; the `public` form has no internal parts and no names, `notes` are the office's."""
    context = {
        "view": minutes_view(minutes, public=public, notes=notes),
        "minutes": minutes,
        "meeting": minutes.meeting,
        "table": minutes.meeting.round_table,
        "starts": timezone.localtime(minutes.meeting.starts_at),
        "ends": timezone.localtime(minutes.meeting.ends_at),
        "is_public": public,
        **imprint(),
    }
    return render_to_string(TEMPLATE, context)


def minutes_pdf(minutes: Minutes, *, public: bool, notes: bool = False) -> bytes:
    """The file, dated by the last change: the same minutes give the same bytes. Raises PdfError with a sentence."""
    return render_pdf(minutes_html(minutes, public=public, notes=notes), created=dated(minutes))


def dated(minutes: Minutes) -> dt.datetime:
    """When the minutes changed last; approved ones never do."""
    changes = [entry.updated_at for entry in minutes.entries.all()]
    return max([minutes.approved_at or minutes.updated_at, *([] if minutes.approved_at else changes)])


def public_minutes_pdf(minutes: Minutes) -> bytes:
    """The public form of approved minutes, made at most once an hour however many strangers ask for it."""
    key = f"public-minutes:{minutes.pk}:{minutes.version}"
    content: bytes | None = cache.get(key)
    if content is None:
        content = minutes_pdf(minutes, public=True)
        cache.set(key, content, KEPT_FOR)
    return content
