"""The own list of what is followed: as a file and found by search, and nothing of it that may not be seen."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client

from neuss_integration.search import search
from neuss_integration.steering.enums import FollowKind
from neuss_integration.steering.services.follows import follow
from tests.factories import World, make_measure, make_resolution, sign_in

pytestmark = pytest.mark.django_db


def followed(world: World) -> None:
    by = world.integrationsrat_person
    follow(FollowKind.MEASURE, world.praeventionsnetz, by=by)
    follow(FollowKind.FIELD, world.bildung, by=by)
    follow(FollowKind.RESOLUTION, make_resolution(title="Beschluss zur Sprache"), by=by)
    idea = make_measure(title="Geheime Idee")
    follow(FollowKind.MEASURE, idea, by=by)
    type(idea).objects.filter(pk=idea.pk).update(state="idea")


def cells_of(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Verfolgt", "Neues"]
    return str([[cell.value for row in sheet for cell in row] for sheet in book])


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_list_is_a_file_without_what_may_not_be_seen(world: World, client: Client, suffix: str) -> None:
    followed(world)
    content = sign_in(client, world.integrationsrat_person).get(f"/verfolgt/verfolgt.{suffix}").content
    text = content.decode("utf-8-sig") if suffix == "csv" else cells_of(content)
    for words in (world.praeventionsnetz.title, world.bildung.name, "Beschluss zur Sprache"):
        assert words in text
    assert "Geheime Idee" not in text


def test_search_finds_what_one_follows_and_nothing_of_others(world: World) -> None:
    followed(world)

    def found(person: Any, text: str) -> list[str]:
        return [each.title for kind in search(person, text) if kind.label == "Was Sie verfolgen" for each in kind.items]

    assert found(world.integrationsrat_person, "Beschluss Sprache") == ["Beschluss zur Sprache"]
    assert found(world.integrationsrat_person, world.bildung.name) == [world.bildung.name]
    assert found(world.integrationsrat_person, "Geheime") == []
    assert found(world.koordination, "Beschluss Sprache") == []
