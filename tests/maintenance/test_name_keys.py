"""One name in several spellings of its legal form: compared as one by each import and each new organisation."""

import pytest
from django.core.exceptions import ValidationError

from measures.catalogue.importing.names import NameLookup
from measures.catalogue.importing.proposals import proposal
from measures.enums import NameKind
from measures.services.catalogue_import import assign_names
from neuss_integration.city.models import Committee, Organisation
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.words.folding import fold, name_key
from neuss_integration.maintenance.imports import plan_list, read_list
from neuss_integration.maintenance.kinds.city import OrganisationForm
from neuss_integration.maintenance.services import create_item, update_item
from tests.factories import World, make_organisation
from tests.measures.test_catalogue_import import NEW, draft_of, planned

SPELLINGS = (
    "Haus der Hilfe e.V.",
    "Haus der Hilfe e. V.",
    "Haus der Hilfe eV",
    "HAUS DER HILFE E.V",
    "Haus der Hilfe e V",
)
TAKEN = "Diese Organisation gibt es schon als „Haus der Hilfe e. V.“."


@pytest.mark.parametrize(
    ("one", "other"),
    [("Werk gGmbH", "Werk g. GmbH"), ("Bau eG", "Bau e.G."), ("Bad AöR", "Bad A.ö.R."), ("Neu i.G.", "Neu i. G.")],
)
def test_legal_forms_are_one_in_each_spelling(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_names_of_others_stay_apart_and_search_folds_as_before() -> None:
    assert len({name_key(name) for name in SPELLINGS}) == 1
    assert len({name_key(name) for name in ("Haus der Hilfe", SPELLINGS[0], "Haus der Hilfe gGmbH", "Haus Eva")}) == 4
    assert fold("Haus der Hilfe e. V.") == "haus der hilfe e. v."


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_catalogue_knows_a_carrier_in_each_spelling(world: World, spelling: str) -> None:
    carrier = make_organisation(SPELLINGS[1])
    (row,) = planned(draft_of(world.koordination, [spelling, *NEW[1:]])).rows
    assert (row.problems, row.values["carriers"]) == ([], [carrier])
    assert proposal(NameKind.ORGANISATION, spelling, [make_organisation("Hilfswerk"), carrier]) == carrier


def test_name_assigned_once_is_known_in_each_spelling(world: World) -> None:
    carrier = make_organisation("Caritas")
    assign_names(by=world.koordination, targets={(NameKind.ORGANISATION, SPELLINGS[1]): carrier})
    names = NameLookup()
    assert [names.find(NameKind.ORGANISATION, each) for each in SPELLINGS] == [(True, carrier)] * len(SPELLINGS)


def test_pasted_names_are_known_and_not_entered_twice(world: World) -> None:
    make_organisation(SPELLINGS[1])
    kept, first, again = plan_list(
        OrganisationForm, read_list(OrganisationForm, None, "Haus der Hilfe eV\nNeu e.V.\nNeu eV")
    ).rows
    assert (kept.action, kept.differences) == ("unverändert", [])
    assert (first.item, first.problems) == (None, [])
    assert again.problems == ["„Neu eV“ steht schon in Zeile 2. Bitte löschen Sie eine der beiden Zeilen."]


def test_organisation_of_another_spelling_is_not_entered(world: World) -> None:
    there = make_organisation(SPELLINGS[1])
    with pytest.raises(ValidationError, match=TAKEN):
        create_item(Organisation, by=world.koordination, values={"name": SPELLINGS[0], "kind": "other"})
    with pytest.raises(Refused, match=TAKEN):
        assign_names(by=world.koordination, targets={}, new=[(NameKind.ORGANISATION, SPELLINGS[2])])
    changed = update_item(there, by=world.koordination, expected_version=there.version, values={"name": SPELLINGS[0]})
    assert (changed.name, Organisation.objects.filter(name__startswith="Haus").count()) == (SPELLINGS[0], 1)


def test_gremium_may_be_called_like_an_organisation(world: World) -> None:
    make_organisation("Bündnis für Vielfalt e. V.")
    Committee(name="Bündnis für Vielfalt e.V.", kind="advisory_board").full_clean()
