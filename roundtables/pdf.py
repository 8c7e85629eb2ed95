"""Minutes as PDF, whole and in the form for everybody."""

from typing import Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from neuss_integration.pdf import render_pdf
from roundtables.models import Minutes
from roundtables.selectors.minutes import minutes_view

TEMPLATE: Final = "pdf/minutes/minutes.html"


def minutes_html(minutes: Minutes, *, public: bool) -> str:
    """The printable document; the `public` form has no internal parts and no names of people."""
    context = {
        "view": minutes_view(minutes, public=public),
        "minutes": minutes,
        "meeting": minutes.meeting,
        "table": minutes.meeting.round_table,
        "starts": timezone.localtime(minutes.meeting.starts_at),
        "ends": timezone.localtime(minutes.meeting.ends_at),
        "is_public": public,
        "city": settings.CITY_FULL_NAME,
        "office": settings.OFFICE_NAME,
    }
    return render_to_string(TEMPLATE, context)


def minutes_pdf(minutes: Minutes, *, public: bool) -> bytes:
    """The file, dated by the last change: the same minutes give the same bytes. Raises PdfError with a sentence."""
    changes = [entry.updated_at for entry in minutes.entries.all()]
    created = max([minutes.approved_at or minutes.updated_at, *([] if minutes.approved_at else changes)])
    return render_pdf(minutes_html(minutes, public=public), created=created)
