"""The Beschlusskontrolle as a PDF that is PDF/UA-1 and PDF/A-3a."""

import datetime as dt

from django.template.loader import render_to_string

from measures.selectors.order_control import OrderControl
from neuss_integration.foundation.pdf import render_pdf
from neuss_integration.foundation.words.city_names import imprint


def orders_html(control: OrderControl) -> str:
    """The printable list for the council."""
    context = {"control": control, **imprint()}
    return render_to_string("pdf/measures/orders.html", context)


def orders_pdf(control: OrderControl, *, at: dt.datetime) -> bytes:
    """The same as a file; raises PdfError with a sentence for people."""
    return render_pdf(orders_html(control), created=at)
