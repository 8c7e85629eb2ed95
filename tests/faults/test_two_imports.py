"""Two people take in the same file at the same moment: each measure is entered once, and the other one is told."""

import threading
from collections import Counter
from typing import Any

import pytest

from measures.catalogue.importing.plan import ImportPlan
from measures.models import CatalogueImport, Measure
from measures.services import catalogue_run
from measures.services.catalogue_run import begin_run, continue_run
from tests.factories import World
from tests.faults.conftest import at_once
from tests.measures.test_catalogue_import import NEW, draft_of, planned

ROWS = [[*NEW[:1], f"Angebot {number}", *NEW[2:]] for number in range(12)]


def let_both_plan_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither of two imports writes before both are planned."""
    both, make_plan = threading.Barrier(2), catalogue_run.make_plan

    def planned_before_either_writes(draft: CatalogueImport) -> ImportPlan:
        plan = make_plan(draft)
        both.wait(timeout=60)
        return plan

    monkeypatch.setattr(catalogue_run, "make_plan", planned_before_either_writes)


def test_two_imports_of_one_file_enter_each_measure_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = [(draft_of(person, *ROWS), person) for person in (world.koordination, world.vertretung)]
    for draft, person in drafts:
        begin_run(draft, by=person, digest=planned(draft).digest)
    let_both_plan_first(monkeypatch)
    done: list[Any] = at_once(*[lambda pk=draft.pk: continue_run(pk) for draft, _ in drafts])
    assert [each for each in done if isinstance(each, Exception)] == []
    entered = Counter(Measure.objects.filter(title__startswith="Angebot").values_list("title", flat=True))
    assert entered == Counter(row[1] for row in ROWS)
    results = [CatalogueImport.objects.get(pk=draft.pk).results for draft, _ in drafts]
    for one, two in zip(*results, strict=True):
        assert sorted([one["action"], two["action"]]) == ["falsch", "neu"]
        (told,) = [each["problems"] for each in (one, two) if each["action"] == "falsch"]
        assert told[0].startswith("Diese Maßnahme hat inzwischen jemand angelegt (")
