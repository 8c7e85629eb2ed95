"""Queries whose SQL is worked out once: for each key its own, never with a time of day that has passed."""

import datetime as dt
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from neuss_integration.accounts.models import User
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.prepared import rows_compiled_once
from neuss_integration.start_todo import counts_for
from tests.factories import World, make_department, make_measure, make_person, make_progress, make_round


@pytest.mark.django_db
def test_sql_is_built_once_for_each_key_and_asked_anew_each_time() -> None:
    def build() -> QuerySet[Any, Any]:
        built.append(1)
        return Department.objects.filter(name__startswith="Amt für B").order_by("name").values_list("name")

    built: list[int] = []
    assert rows_compiled_once(("test", 1), build) == []
    make_department("Amt für Brunnen")
    assert rows_compiled_once(("test", 1), build) == [("Amt für Brunnen",)]
    assert len(built) == 1
    rows_compiled_once(("test", 2), build)
    assert len(built) == 2


@pytest.mark.django_db
def test_query_with_a_time_of_day_is_built_each_time(world: World) -> None:
    def build() -> QuerySet[Any, Any]:
        built.append(1)
        return User.objects.filter(created_at__lte=timezone.now()).values_list("name")

    built: list[int] = []
    before = rows_compiled_once(("time",), build)
    User.objects.filter(pk=world.koordination.pk).update(created_at=timezone.now() + dt.timedelta(days=1))
    assert len(rows_compiled_once(("time",), build)) == len(before) - 1
    assert len(built) == 2


@pytest.mark.django_db
def test_query_that_can_find_nothing_finds_nothing() -> None:
    assert rows_compiled_once(("none",), lambda: Department.objects.none().values_list("name")) == []


@pytest.mark.django_db
def test_what_waits_is_counted_anew_and_for_each_person_what_they_may_see(world: World) -> None:
    stranger = make_person("ohne@neuss.example", "Ohne Rolle")
    for number in (1, 2):
        make_progress(measure=make_measure(), round=make_round(), state="submitted")
        assert counts_for(world.koordination)["review"] == number
        assert not any(counts_for(stranger).values())
