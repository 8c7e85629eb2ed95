"""One value, or one section, of a measure is changed alone: from its page, or in a cell of the list."""

from django.test import Client

from measures.models import Measure
from tests.factories import World, sign_in

CELL = "/massnahmen/M-2017-001/bearbeiten/?teil=federfuehrung&zurueck=suche%3Dnetz%26seite%3D1"


def test_cell_has_its_field_alone_and_leads_back_to_the_list(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    form = client.get(CELL).context["form"]
    assert [field.name for field in form.visible_fields()] == ["lead_department"]
    sent = {"lead_department": world.integrationsamt.pk, "version": world.praeventionsnetz.version}
    assert client.post(CELL, sent).url == "/massnahmen/?suche=netz&seite=1"
    changed = Measure.objects.get(number="M-2017-001")
    assert (changed.lead_department, changed.title) == (world.integrationsamt, world.praeventionsnetz.title)
    assert changed.history.latest().history_user == world.koordination


def test_cell_shows_both_values_when_somebody_was_quicker(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    Measure.objects.filter(number="M-2017-001").update(version=9, lead_department=world.stadtbibliothek)
    answer = client.post(CELL, {"lead_department": world.integrationsamt.pk, "version": 1})
    assert answer.status_code == 409
    assert Measure.objects.get(number="M-2017-001").lead_department == world.stadtbibliothek


def test_office_changes_no_part_that_is_not_its_own(world: World, client: Client) -> None:
    sign_in(client, world.jugendamt_person)
    assert client.get(CELL).status_code == 404
    assert "teil=konzept" not in client.get("/massnahmen/M-2017-001/").content.decode()
    assert client.get("/massnahmen/M-2017-001/bearbeiten/?teil=beteiligte").status_code == 200


def test_cells_of_the_list_lead_to_their_form_for_who_maintains(world: World, client: Client) -> None:
    link = 'href="/massnahmen/M-2017-001/bearbeiten/?teil=federfuehrung&amp;zurueck=zellen%3Daendern"'
    found = [
        link in sign_in(client, person).get("/massnahmen/?zellen=aendern").content.decode()
        for person in (world.koordination, world.jugendamt_person)
    ]
    assert found == [True, False]


def test_section_of_dates_keeps_its_rule(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    sent = {"start": "2027", "end": "2026", "version": world.praeventionsnetz.version}
    page = client.post("/massnahmen/M-2017-001/bearbeiten/?teil=ende", sent)
    assert "end" in page.context["form"].errors
