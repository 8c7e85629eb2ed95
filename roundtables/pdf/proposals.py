"""Ranked proposals as a PDF that is PDF/UA-1 and PDF/A-3a."""

import datetime as dt
from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils import timezone

from neuss_integration.foundation.pdf import render_pdf
from neuss_integration.foundation.words.city_names import imprint
from roundtables.models import Proposal
from roundtables.selectors.proposals import money_text


def proposals_html(proposals: Iterable[Proposal], *, at: dt.datetime) -> str:
    """The printable document of the `proposals`, as `proposals_for` reads them."""
    rows = [(proposal, money_text(proposal)) for proposal in proposals]
    context = {
        "rows": rows,
        **imprint(),
        "as_of": timezone.localdate(at).strftime("%d.%m.%Y"),
    }
    return render_to_string("pdf/roundtables/proposals.html", context)


def proposals_pdf(proposals: Iterable[Proposal], *, at: dt.datetime) -> bytes:
    """The same as a file; raises PdfError with a sentence for people."""
    return render_pdf(proposals_html(proposals, at=at), created=at)
