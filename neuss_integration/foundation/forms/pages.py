"""How a page with a form answers: `form_page` for every form, `button` for a form that is only a button.

A view finds its object, makes the form and hands both over (docs/entwicklung/seite-hinzufuegen.md, line by line):

    @form_methods
    @require_permission(Permission.MAINTAIN_CONCEPT)
    def goal_edit(request, pk):
        goal = get_object_or_404(goals_listed(request.user), pk=pk)
        form = GoalForm(form_data(request), goal=goal)

        def save():
            return update_goal(goal, by=request.user, expected_version=version_of(form), values=form.values())

        return form_page(request, form, save, FORM_PAGE, context, stored=lambda now: GoalForm(goal=now))

No view catches a refusal itself; the few that must are named in tests/conventions/test_form_pages.py.
"""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urldefrag

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_http_methods

from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.forms.refusals import refusals_in
from neuss_integration.foundation.pdf import STAND_IN, check_text
from neuss_integration.foundation.records.conflicts import conflict_page

Context = Mapping[str, Any]

CONFIRM_PAGE = "layout/confirm.html"
STILL_HERE = "Ihr Text steht noch hier, er ist aber nicht gespeichert."

form_methods = require_http_methods(["GET", "HEAD", "POST"])
"""A page with a form is looked at or sent."""


def version_of(form: forms.BaseForm) -> int:
    """The version of the row that the form was opened with, or 0."""
    return form.cleaned_data.get("version") or 0


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    save: Callable[[], Any],
    template: str,
    context: Context | Callable[[], Context],
    *,
    back: Any = None,
    done: str | Callable[[Any], str] = "Gespeichert.",
    warn: Callable[[Any], str] | None = None,
    field: str | None = None,
    stored: Callable[[Any], forms.BaseForm] | None = None,
) -> HttpResponse:
    """A form that was sent is checked and saved; then `done` is said on `back`, by default on what `save` returns.

    Until then the page is shown, with what is wrong in the form: a refusal of the service at its field or at `field`.
    When a second writer was quicker, both versions are shown; `stored` makes the same form over the row as it is now.
    `done`, `back` and `warn` may be made of what `save` returned, and `context` only when the page is shown. A response
    that `save` returns, such as a preview, is the answer.
    """
    if request.method == "POST" and form.is_valid():
        try:
            with refusals_in(form, field):
                saved = save()
                if isinstance(saved, HttpResponse):
                    return saved
                if sentence := unprinted(form):
                    messages.warning(request, sentence)
                return _done(request, saved, done, warn, back)
        except Stale as conflict:
            if stored is None:
                raise
            way = resolve_url(_target(back, conflict.current))
            return conflict_page(request, form, stored(conflict.current), conflict.current, back=way)
    return render(request, template, {"form": form, **(context() if callable(context) else context)})


def unprinted(form: forms.BaseForm) -> str:
    """Which characters that were typed no PDF can show, and in which fields; empty where all can be printed."""
    values = [(field.label or name, form.cleaned_data.get(name)) for name, field in form.fields.items()]
    typed = [(str(label), value) for label, value in values if isinstance(value, str)]
    sentence = check_text("\n".join(value for _, value in typed))
    if not sentence:
        return ""
    places = [label for label, value in typed if check_text(value)]
    return f"{sentence} Im PDF steht dafür „{STAND_IN}“. Betroffen: {', '.join(places)}."


def confirmed(
    request: HttpRequest, act: Callable[[], Any], context: Context, *, back: Any, done: Any = "", then: Any = None
) -> HttpResponse:
    """A grave step: looked at, the page says what follows; confirmed there, `act` happened as with `button`.

    `context` holds `page_title`, `consequences` (sentences), `named` (pairs of a heading and what it is about) and
    `confirm_label`, and in `hidden` what was chosen on the page before.
    """
    if request.method == "POST":
        return button(request, act, back=back, done=done, then=then)
    return render(request, CONFIRM_PAGE, {"back": resolve_url(back), **context})


def button(
    request: HttpRequest,
    act: Callable[[], Any],
    *,
    back: Any,
    done: str | Callable[[Any], str] = "",
    warn: Callable[[Any], str] | None = None,
    then: Any = None,
) -> HttpResponse:
    """`act` happened, `done` is said and the person is on `then` or else `back`; refused, they read on top of
    `back` why, and no place further down is gone to."""
    try:
        result = act()
    except (Refused, ValidationError) as refusal:
        messages.error(request, " ".join(getattr(refusal, "messages", [str(refusal)])))
        return redirect(urldefrag(resolve_url(back)).url)
    return _done(request, result, done, warn, back if then is None else then)


def _done(request: HttpRequest, result: Any, done: Any, warn: Any, target: Any) -> HttpResponse:
    if sentence := done(result) if callable(done) else done:
        messages.success(request, sentence)
    if warn and (warning := warn(result)):
        messages.warning(request, warning)
    return redirect(_target(target, result))


def _target(target: Any, saved: Any) -> Any:
    """Where to go on: `target`, or what it makes of the row; a model is no function though it may be callable."""
    if target is None:
        return saved
    return target(saved) if callable(target) else target
