"""The common way of a form that changes a row: checked, stored, refused with a sentence, or both versions shown."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.views.decorators.http import require_http_methods

from neuss_integration.foundation.exceptions import Stale
from neuss_integration.foundation.forms.refusals import refusals_in
from neuss_integration.foundation.records.conflicts import conflict_page

form_methods = require_http_methods(["GET", "HEAD", "POST"])
"""A page with a form is looked at or sent."""


def saved(
    request: HttpRequest,
    form: forms.BaseForm,
    save: Callable[[int], object],
    *,
    back: Any,
    stored: Callable[[Any], forms.BaseForm] | None = None,
    done: str = "Gespeichert.",
    field: str | None = None,
) -> HttpResponse | None:
    """The answer to a form that was sent and stored; None as long as the form is to be shown.

    `save` gets the version the form was opened with, or 0. Stored, the person is led to `back` and told `done`.
    Refused, the reason stands in the form, at `field` if named. When a second writer was quicker, both versions are
    shown; `stored` makes the same form over the row as it is now.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        with refusals_in(form, field=field):
            save(form.cleaned_data.get("version") or 0)
            messages.success(request, done)
            return redirect(back)
    except Stale as conflict:
        if stored is None:
            raise
        return conflict_page(request, form, stored(conflict.current), conflict.current, back=resolve_url(back))
    return None
