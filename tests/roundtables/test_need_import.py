"""Needs from a list: the own download reads back, new ones are entered, what cannot be read is named."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from neuss_integration.foundation.spreadsheets.writing import sheet_file
from neuss_integration.maintenance.imports import ListPlan
from roundtables.exports import need_sheet
from roundtables.imports import plan_needs, read_needs
from roundtables.models import Need
from tests.factories import World, make_need, make_table, sign_in
from tests.round_trips.exports import make_needs

ADDRESS = "/runde-tische/bedarfe/einlesen/"
HEAD = "Titel;Runder Tisch;gemeldet am;Wo;Farbe\n"


def planned(text: str, world: World) -> ListPlan:
    return plan_needs(read_needs(None, text), by=world.koordination)


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "ods"])
def test_own_download_reads_back_unchanged(world: World, suffix: str) -> None:
    make_needs(world)
    content = sheet_file(need_sheet(Need.objects.order_by("number"), world.koordination), suffix)
    plan = plan_needs(read_needs(ContentFile(content, name=f"bedarfe.{suffix}"), ""), by=world.koordination)
    assert [(row.problems, row.differences) for row in plan.rows] == [([], [])] * 3
    assert plan.notices[-1].startswith("Status, Begründung, Maßnahmen und Zusammenführungen ändert die Liste nicht")


def test_list_is_previewed_then_entered_by_the_person(world: World, client: Client) -> None:
    make_table(name="Runder Tisch Bildung")
    text = f"{HEAD}Lesepaten fehlen;Runder Tisch Bildung;12.03.2026;Erfttal, Weckhoven;rot\n"
    page: Any = sign_in(client, world.koordination).post(ADDRESS, {"text": text})
    assert "Diese Spalte wird nicht übernommen: „Farbe“." in page.content.decode()
    assert not Need.objects.exists()
    client.post(ADDRESS, {"table": page.context["table"], "digest": page.context["plan"].digest})
    need = Need.objects.get()
    assert (need.title, need.raised_by, str(need.raised_on)) == ("Lesepaten fehlen", world.koordination, "2026-03-12")
    assert {each.name for each in need.districts.all()} == {"Erfttal", "Weckhoven"}
    assert need.events.get().transition == "create"


def test_known_need_is_changed_by_its_number(world: World, client: Client) -> None:
    need = make_need(title="Alt", is_citywide=True)
    (row,) = planned(f"Nummer;Titel;Wo\n{need.number};Neu;Weckhoven\n", world).rows
    assert row.differences == [("Titel", "Alt", "Neu"), ("Wo", "ganze Stadt", "09 Weckhoven")]
    (row,) = planned(f"Nummer;Titel;Wo\n{need.number};Alt;ganze Stadt\n", world).rows
    assert row.action == "unverändert"


@pytest.mark.parametrize(
    ("cells", "words"),
    [("A;Gibt es nicht;;;", "ist bei „Runder Tisch“ nicht bekannt"), ("A;;;;", "an welchem Tisch"),
     ("A;Eins;31.02.2026;;", "ist kein Tag"), ("A;Eins;;Mond;", "ist bei „Wo“ nicht bekannt"),
     ("#NV;Eins;;;", "Fehler #NV"), ("A;Eins;12.03.2099;;", "liegt in der Zukunft")],
)  # fmt: skip
def test_row_that_cannot_be_read_says_why(world: World, cells: str, words: str) -> None:
    make_table(name="Eins")
    make_table(name="Zwei")
    (row,) = planned(HEAD + cells, world).rows
    assert words in " ".join(row.problems)


@pytest.mark.parametrize("rows", [1, 4])
def test_preview_needs_the_same_queries_at_any_length(world: World, django_assert_num_queries: Any, rows: int) -> None:
    table = make_table(name="Eins")
    needs = [make_need(round_table=table, districts=[world.erfttal]) for _ in range(rows)]
    text = HEAD + "".join(f"{need.title};Eins;;Weckhoven;\n" for need in needs)
    with django_assert_num_queries(15):
        planned(text, world)
