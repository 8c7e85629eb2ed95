"""Every form of the project: what is visible is laid out, and what was not sent is never written."""

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, Final

import pytest
from django import forms
from django.test import Client

from measures.forms.measure import MeasureForm
from measures.models import Measure
from neuss_integration.accounts.models import User
from neuss_integration.foundation.forms.base import FilterForm, KernFormMixin
from neuss_integration.foundation.spreadsheets.cells import SheetTable
from roundtables.models import CommentRound
from success_factors.forms.indicators import IndicatorValueForm
from success_factors.imports.layouts import ColumnRole
from tests.conventions.source import modules
from tests.factories import (
    World,
    make_edition,
    make_goal,
    make_meeting,
    make_organisation,
    make_proposal,
    make_resolution,
    make_seat,
    make_table,
    sign_in,
)
from tests.measures.checks import make_check_question
from tests.success_factors.requests import make_value_request

ARGUMENTS: Final[dict[str, Callable[[World], dict[str, Any]]]] = {
    "measures.forms.office_checks.CheckForm": lambda world: {
        "questions": [make_check_question("Wird beraten?", world.bildung)], "stored": {}, "before": {},
    },
    "measures.forms.office_checks.GapForm": lambda world: {"user": world.koordination},
    "measures.forms.goal_gauges.GoalGaugeForm": lambda _: {"goal": make_goal()},
    "measures.forms.council_questions.ReleaseAnswerForm": lambda _: {"resolution": make_resolution()},
    "measures.forms.handover.HandoverForm": lambda world: {"office": world.jugendamt},
    "measures.forms.sections.ContactForm": lambda world: {"measure": world.praeventionsnetz},
    "measures.forms.sections.PublicTextForm": lambda world: {"measure": world.praeventionsnetz},
    "measures.forms.sections.TiesForm": lambda world: {"measure": world.praeventionsnetz, "user": world.koordination},
    "neuss_integration.accounts.forms.deputies.DeputyForm": lambda _: {
        "people": User.objects.all(), "offices": {},
    },
    "roundtables.forms.action_items.ActionForm": lambda _: {"meeting": make_meeting()},
    "roundtables.forms.comments.GoalCommentForm": lambda world: {
        "user": world.koordination,
        "comment_round": CommentRound(pk=1),
    },
    "roundtables.forms.minutes.VoteForm": lambda _: {"seats": [make_seat()]},
    "roundtables.forms.needs.NeedForm": lambda world: {"user": world.koordination},
    "roundtables.forms.proposals.CommitteeDecisionForm": lambda _: {"proposal": make_proposal()},
    "roundtables.forms.ratings.OpenRatingForm": lambda _: {"table": make_table()},
    "success_factors.forms.editions.AdoptedEditionForm": lambda _: {"edition": make_edition()},
    "success_factors.forms.staff.StaffForm": lambda world: {
        "year": 2025, "offices": [world.jugendamt], "stored": {}, "before": {world.jugendamt.pk: {"staff": 7}},
    },
    "success_factors.forms.tables.TableLayoutForm": lambda _: {
        "table": SheetTable(["Jahr", "Wert"], [["2024", "12"]]),
        "roles": [ColumnRole.TIME, ColumnRole.VALUE], "keys": [],
    },
    "success_factors.forms.value_requests.DeliveryForm": lambda world: {"request": make_value_request(world)},
}  # fmt: skip
"""What a form is about, where it cannot be made without."""
for module in modules():
    if {"forms", "site_forms", "gallery", "kinds", "maintenance_kinds", "cells"} & set(module.name.split(".")):
        import_module(module.name)


def key_of(form: type) -> str:
    return f"{form.__module__}.{form.__qualname__}"


def all_below(form: type) -> Iterator[type]:
    """Forms that can stand on a page, without the bases that only others are made of."""
    each: type
    for each in form.__subclasses__():
        if issubclass(each, forms.BaseForm) and each.__module__.split(".")[0] != "tests" and not is_base(each):
            yield each
        yield from all_below(each)


def is_base(form: Any) -> bool:
    no_row = issubclass(form, forms.ModelForm) and form._meta.model is None
    return no_row or form.__name__ in ("BaseForm", "BaseModelForm", "FilterForm", "SectionForm", "PartForm")


def can_be_made(form: type) -> bool:
    owners = (
        each.__dict__["__init__"]
        for each in form.__mro__
        if each.__module__.split(".")[0] not in ("django",) and inspect.isfunction(each.__dict__.get("__init__"))
    )
    given = (each for owner in owners for each in list(inspect.signature(owner).parameters.values())[1:])
    needed = {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD}
    return not any(each.kind in needed and each.default is each.empty for each in given)


FORMS: Final = sorted(set(all_below(KernFormMixin)), key=key_of)
LAID_OUT: Final = [form for form in FORMS if form.get_layout is not KernFormMixin.get_layout]  # type: ignore[attr-defined]
MADE: Final = [form for form in FORMS if key_of(form) in ARGUMENTS or can_be_made(form)]


def made(form: type, world: World, data: dict[str, Any] | None = None) -> Any:
    return form(data, **ARGUMENTS.get(key_of(form), lambda _: {})(world))


def optional(form: Any) -> list[forms.BoundField]:
    visible = (each for each in form if not each.is_hidden and not each.field.required)
    return [each for each in visible if not isinstance(each.field, forms.FileField)]


def test_all_forms_are_looked_at() -> None:
    assert (len(FORMS) > 90, len(LAID_OUT) > 25, len(MADE) > 60) == (True, True, True)


@pytest.mark.parametrize("form", LAID_OUT, ids=key_of)
def test_every_visible_field_is_laid_out(world: World, form: type) -> None:
    shown = made(form, world)
    if form is IndicatorValueForm:
        shown.ask("confirmed", "decision", "conflict_reason")
    laid_out = {pointer.name for pointer in shown.get_layout().get_field_names()}
    assert {name for name, field in shown.fields.items() if not field.widget.is_hidden} - laid_out == set()


@pytest.mark.parametrize("form", [each for each in MADE if not issubclass(each, FilterForm)], ids=key_of)
def test_what_was_not_sent_stays_as_it_was(world: World, form: type) -> None:
    sent = made(form, world, {"version": ""})
    boxes = {each.name for each in optional(sent) if not each.field.widget.value_omitted_from_data({}, {}, each.name)}
    assert {each.name for each in optional(sent)} & set(sent.changed_data) - boxes == set()


def test_every_form_keeps_the_rule() -> None:
    own = [key_of(form) for form in FORMS if {"_unsent", "_widget_data_value", "keeps_unsent"} & vars(form).keys()]
    assert own == ["measures.catalogue.importing.cells.RowForm"]  # reads the cells of a file and stands on no page


class WithoutAim(MeasureForm):
    """Somebody forgot a text and two boxes in the layout."""

    def get_layout(self) -> Any:
        layout = super().get_layout()
        for section in layout.fields[2:]:
            section.fields = [each for each in section.fields if each not in ("aim", "is_citywide", "carriers")]
        return layout


def test_field_that_is_not_laid_out_keeps_what_is_stored(world: World) -> None:
    measure = world.praeventionsnetz
    measure.aim, measure.is_citywide = "Kein Kind bleibt zurück", True
    form = WithoutAim({"version": "1", "title": "Neu"}, instance=measure)
    form.full_clean()
    kept = [form.cleaned_data[name] for name in ("aim", "is_citywide", "title")]
    assert kept == ["Kein Kind bleibt zurück", True, "Neu"]


def test_boxes_that_are_laid_out_can_be_emptied_and_a_text_that_was_not_sent_stays(
    world: World, client: Client
) -> None:
    measure = world.praeventionsnetz
    Measure.objects.filter(pk=measure.pk).update(aim="Kein Kind bleibt zurück", is_citywide=True)
    measure.carriers.add(make_organisation("Caritas"))
    sent = {
        "version": "1", "title": measure.title, "kind": measure.kind, "lead_department": measure.lead_department_id,
        "field_of_action": measure.field_of_action_id,
    }  # fmt: skip
    assert sign_in(client, world.koordination).post(f"{measure.get_absolute_url()}bearbeiten/", sent).status_code == 302
    measure.refresh_from_db()
    assert (measure.aim, measure.is_citywide) == ("Kein Kind bleibt zurück", False)
    assert list(measure.carriers.all()) == []
