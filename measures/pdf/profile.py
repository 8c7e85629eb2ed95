"""The Steckbrief of a measure as a printed document, with the components of the Fortschreibung."""

import datetime as dt
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from measures.models import Measure
from measures.selectors.measures import freshness, source_lines
from measures.selectors.profile import Profile
from neuss_integration.foundation.pdf import render_pdf
from neuss_integration.foundation.words.city_names import imprint


def profile_html(profile: Profile, *, at: dt.datetime) -> str:
    """The printable document of what the person of `profile` may see, as of `at`."""
    measure = profile.measure
    context: dict[str, Any] = {
        "measure": measure,
        "profile": profile,
        "freshness": freshness(measure),
        "last": measure.accepted_reports[0] if measure.accepted_reports else None,
        "sources": ["".join(text for text, _ in line) for line in source_lines(measure.sources)],
        "at": timezone.localtime(at),
        **imprint(),
    }
    return render_to_string("pdf/measures/profile.html", context)


def profile_pdf(measure: Measure, user: Any, *, at: dt.datetime) -> bytes:
    """The PDF of `measure`, from `with_profile`, as `user` may see it; PDF/UA-1 and PDF/A-3a.

    One to three pages: made while the person waits, in the limited child process of the engine. Raises PdfError.
    """
    return render_pdf(profile_html(Profile(measure, user), at=at), created=at)
