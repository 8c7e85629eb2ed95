"""Two people saved the same thing: both versions are shown field by field, and the person chooses.

The page is an ordinary form for the address of the page it came from. It sends what was typed under the names of the
form, what is stored under `stored-<name>`, and the choice under `choice-<name>`; `merged` makes plain form data of it.
So no view needs to know about conflicts beyond calling `conflict_page`.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from neuss_integration.foundation.records.history import HistoryEntry, Trail
from neuss_integration.foundation.ui.choices import groups

CHOICE: Final = "choice-"
STORED: Final = "stored-"
MINE: Final = "mine"
THEIRS: Final = "theirs"
NOT_CARRIED: Final = frozenset({"csrfmiddlewaretoken", "form_owner", "version"})
HTTP_CONFLICT: Final = 409


@dataclass(frozen=True, slots=True)
class Disputed:
    """A field with two values, each as lines people can read, and what is chosen at first."""

    name: str
    label: str
    mine: list[str]
    theirs: list[str]
    who: str
    at: dt.datetime | None
    preselected: str


def is_settled(data: QueryDict) -> bool:
    """Whether the data comes from the conflict page."""
    return any(name.startswith(CHOICE) for name in data)


def merged(data: QueryDict | None) -> QueryDict | None:
    """The data of a form; when it comes from the conflict page, each field as chosen there."""
    if data is None or not is_settled(data):
        return data
    result = data.copy()
    for name in list(data):
        if name.startswith(CHOICE) and data[name] == THEIRS:
            field = name.removeprefix(CHOICE)
            result.setlist(field, data.getlist(f"{STORED}{field}"))
    return result


def conflict_page(
    request: HttpRequest, form: forms.BaseForm, stored_form: forms.BaseForm, current: Any, *, back: str
) -> HttpResponse:
    """The page that lets the person choose; when nothing differs any more (a second click), just `back`.

    `form` is the valid form with what the person sent and the hidden field `version` it was opened with;
    `stored_form` is the same form, not bound, over `current`, the row as it is now.
    """
    names = [name for name in stored_form.fields if name in form.fields and not stored_form[name].is_hidden]
    differing = [name for name in names if _differs(form, name, request.POST, _stored(stored_form, name))]
    if not differing:
        messages.success(request, "Ihre Angaben sind gespeichert.")
        return redirect(back)
    version = form.cleaned_data.get("version") or 0
    trail = Trail(current)
    entries, base = trail.since(version), trail.values_at(version)
    rows = [_disputed(name, form, stored_form, request.POST, base, entries) for name in differing]
    context = {
        "page_title": "Inzwischen wurde anderswo gespeichert",
        "rows": rows,
        "hidden": list(_hidden(request.POST, names, stored_form, current)),
        "back": back,
        "breadcrumbs": None,
    }
    return render(request, "layout/conflict.html", context, status=HTTP_CONFLICT)


def _disputed(
    name: str,
    form: forms.BaseForm,
    stored_form: forms.BaseForm,
    data: QueryDict,
    base: Mapping[str, Any] | None,
    entries: Iterable[HistoryEntry],
) -> Disputed:
    bound = form[name]
    chosen_before = data.get(f"{CHOICE}{name}")
    i_changed_it = base is None or name not in base or _differs(form, name, data, base[name])
    last = next((entry for entry in entries if any(change.name == name for change in entry.changes)), None)
    return Disputed(
        name=name,
        label=str(bound.label),
        mine=readable(bound, _typed(form, name, data)),
        theirs=readable(stored_form[name], _stored(stored_form, name)),
        who=last.who if last else "",
        at=last.at if last else None,
        preselected=chosen_before if chosen_before in (MINE, THEIRS) else MINE if i_changed_it else THEIRS,
    )


def _typed(form: Any, name: str, data: QueryDict) -> Any:
    """What the person typed, which a choice on the conflict page does not change."""
    bound = form[name]
    if bound.html_name not in data and f"{CHOICE}{name}" not in data:
        return bound.data
    typed = form.fields[name].widget.value_from_datadict(data, {}, bound.html_name)
    return typed.replace("\r\n", "\n") if isinstance(typed, str) else typed


def _stored(form: forms.BaseForm, name: str) -> Any:
    return form.get_initial_for_field(form.fields[name], name)


def _differs(form: forms.BaseForm, name: str, data: QueryDict, value: Any) -> bool:
    return form.fields[name].has_changed(value, _typed(form, name, data))


def _hidden(data: QueryDict, names: list[str], stored_form: forms.BaseForm, current: Any) -> Iterable[tuple[str, str]]:
    """Everything that travels along: what was sent, what is stored, and the version both belong to."""
    yield "version", str(current.version)
    for name, values in data.lists():
        if name not in NOT_CARRIED and not name.startswith((CHOICE, STORED)):
            yield from ((name, str(value)) for value in values)
    for name in names:
        values = sent(stored_form[name], _stored(stored_form, name))
        yield from ((f"{STORED}{name}", value) for value in values)


def sent(bound: BoundField, value: Any) -> list[str]:
    """`value` as a browser would send it for this field."""
    if isinstance(bound.field, forms.BooleanField):
        return ["on"] if value else []
    value = bound.field.prepare_value(value)
    if value is None:
        return []
    if isinstance(value, (list, tuple, set)):
        return [str(getattr(each, "pk", each)) for each in value]
    return [str(value)]


def readable(bound: BoundField, value: Any) -> list[str]:
    """`value` as lines to read: labels instead of keys; empty when nothing is given."""
    values = sent(bound, value)
    if isinstance(bound.field, forms.BooleanField):
        return ["ja" if values else "nein"]
    choices = getattr(bound.field.widget, "choices", None)
    if choices is None:
        return [each for each in values if each]
    labels = {key: str(label) for _, options in groups(choices) for key, label in options}
    return [labels.get(each, each) for each in values if each]
