"""What nobody sees goes at every door: one table of the ways in, each with the same text copied from somewhere."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver

from measures.services.catalogue_import import start_import
from neuss_integration.accounts.forms.users import UserForm
from neuss_integration.accounts.models import User
from neuss_integration.foundation.forms.base import KernFormMixin
from neuss_integration.maintenance.imports import plan_list, read_list
from neuss_integration.maintenance.kinds.city import CITY_KINDS
from neuss_integration.portal.forms.enquiries import PublicEnquiryForm
from neuss_integration.portal.forms.taking_part import PublicCommentForm
from roundtables.forms.meetings import TopicForm
from roundtables.forms.needs import NeedForm
from roundtables.imports import plan_needs, read_needs
from success_factors.forms.indicators import IndicatorForm
from success_factors.imports.area_values import plan_areas, read_areas
from success_factors.imports.series import read_series
from success_factors.maintenance_kinds import FIELDS_OF_ACTION
from tests.factories import World, make_district, make_indicator, make_table, sign_in
from tests.measures.answers import task_of
from tests.measures.workbooks import downloaded, entry_of, filled, sent

pytestmark = pytest.mark.django_db

COPIED = "\ufeffSprach\u00adtreff\u200b u\u0308ber\u2060 12\u00a0%"
WRITTEN = "Sprachtreff über 12\u00a0%"
KINDS = {kind.slug: kind for kind in (FIELDS_OF_ACTION, *CITY_KINDS)}


def all_forms(form: type = forms.BaseForm) -> Iterator[type]:
    for each in form.__subclasses__():
        yield each
        yield from all_forms(each)


def test_every_form_of_ours_cleans_what_it_is_sent() -> None:
    get_resolver().url_patterns  # noqa: B018 - all views and their forms are there from now on
    packages = ("neuss_integration", "measures", "roundtables", "success_factors", "reporting")
    ours = {each for each in all_forms() if each.__module__.startswith(packages)}
    assert len(ours) > 150
    assert {str(each) for each in ours if not issubclass(each, KernFormMixin)} == set()


@pytest.mark.parametrize("slug", sorted(KINDS))
def test_name_of_master_data_typed_or_in_a_list(world: World, slug: str) -> None:
    kind = KINDS[slug]
    typed = kind.form({"name": COPIED})
    typed.full_clean()
    _, row = plan_list(kind.form, read_list(kind.form, None, f"Eins\n{COPIED}")).rows
    assert [typed.cleaned_data["name"], row.name] == [WRITTEN, WRITTEN]


@pytest.mark.parametrize(
    ("form", "name"),
    [(NeedForm, "title"), (IndicatorForm, "name"), (UserForm, "name"), (PublicEnquiryForm, "message"),
     (PublicCommentForm, "message"), (TopicForm, "title")],
)  # fmt: skip
def test_text_of_a_form(world: World, form: Any, name: str) -> None:
    typed = form({name: COPIED}, **{"user": world.koordination} if form is NeedForm else {})
    typed.full_clean()
    assert typed.cleaned_data[name] == WRITTEN


def need(world: World) -> str:
    make_table(name="Eins")
    (row,) = plan_needs(read_needs(None, f"Titel;gemeldet am\n{COPIED}\x07;12.03.2026"), by=world.koordination).rows
    return str(row.values["title"])


def series(world: World) -> str:
    text = f"Zeit;Wert;Quelle;Hinweis\n2024;5;Amt;{COPIED}\x07"
    ((_, values),) = read_series(make_indicator(), text).rows
    return str(values["note"])


def area(world: World) -> str:
    make_district(name="Erfttal", number=10)
    table = read_areas(None, f"Gebiet;Jahr;Wert;Hinweis\nErfttal;2024;5;{COPIED}\x07")
    (row,) = plan_areas(make_indicator(), table, kind="districts", source="Q").rows
    return str({label: new for label, _, new in row.differences}["Hinweis"])


def catalogue(world: World) -> str:
    content = f"Titel;Nr.\n{COPIED}\x07;1\n".encode()
    draft = start_import(ContentFile(content, name="liste.csv"), by=world.koordination)
    return str(draft.table["rows"][0][0])


def account(world: World) -> str:
    options: Any = {"role": ["coordinator"], "invite": True, "stdout": io.StringIO()}
    call_command("create_user", "neu@neuss.example", name=COPIED, **options)
    return str(User.objects.get(email="neu@neuss.example").name)


@pytest.mark.parametrize("door", [need, series, area, catalogue, account])
def test_text_that_comes_another_way(world: World, door: Callable[[World], str]) -> None:
    assert door(world) == WRITTEN


def test_answer_in_a_workbook(client: Client, world: World) -> None:
    task, jugendamt = task_of(world), sign_in(client, world.jugendamt_person)
    entry = entry_of(sent(jugendamt, filled(downloaded(jugendamt), task, {"Was ist geschehen?": COPIED})))
    assert [change.new for change in entry.changes] == [WRITTEN]
