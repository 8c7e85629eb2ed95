"""The form of a measure: entering, changing, sentences, and everything people may paste into it."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.enums import MeasureState
from measures.fields import BY_OFFICE, Legend, fields_in
from measures.forms.measure import MeasureForm
from measures.models import Measure
from neuss_integration.foundation.words.partial_dates import PartialDate
from tests.factories import World, make_department, make_district, make_organisation, make_target_group, sign_in

NEW = "/massnahmen/neu/"


def data(world: World, **changes: Any) -> dict[str, Any]:
    """What a browser sends for a small complete measure; None leaves a field out."""
    sent = {
        "title": "Sprachcafé Weckhoven",
        "kind": "permanent",
        "state": "planned",
        "field_of_action": str(world.bildung.pk),
        "lead_department": str(world.jugendamt.pk),
        "submission_key": str(uuid.uuid4()),
        "version": "",
    } | changes
    return {name: value for name, value in sent.items() if value is not None}


def errors(world: World, client: Client, **changes: Any) -> dict[str, list[str]]:
    response = sign_in(client, world.koordination).post(NEW, data(world, **changes))
    assert response.status_code == 200, response
    return dict(response.context["form"].errors)


def test_create_stores_all_fields(world: World, client: Client) -> None:
    carrier, group = make_organisation("Caritas"), make_target_group("Neuzugewanderte")
    chosen = {"success_factors": world.factors[0], "carriers": carrier, "target_groups": group}
    chosen |= {"contributing_departments": world.stadtbibliothek, "districts": world.erfttal}
    texts = {"state_reason": "Der Raum wird renoviert.", "sources": "https://www.neuss.de/", "start": "März 2026"}
    texts |= {"state": "paused", "end": "2027", "aim": "Deutsch sprechen\r\nund hören"}
    sent = data(world, **texts, **{name: [str(one.pk)] for name, one in chosen.items()})
    response = sign_in(client, world.koordination).post(NEW, sent)
    made = Measure.objects.get(title="Sprachcafé Weckhoven")
    assert response.url == made.get_absolute_url()
    assert (made.state, made.state_reason) == ("paused", "Der Raum wird renoviert.")
    assert made.aim == "Deutsch sprechen\nund hören"
    assert (made.start, made.end) == (PartialDate.from_parts(2026, 3), PartialDate.from_parts(2027))
    many = [list(getattr(made, name).all()) for name in ("carriers", "target_groups", "districts")]
    assert many == [[carrier], [group], [world.erfttal]]


def test_create_twice_by_double_click_makes_one(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    sent = data(world)
    first, second = client.post(NEW, sent), client.post(NEW, sent)
    assert first.url == second.url
    assert Measure.objects.filter(title="Sprachcafé Weckhoven").count() == 1


def test_create_asks_once_about_the_same_title(world: World, client: Client) -> None:
    found = errors(world, client, title="  mehrsprachige VORLESESTUNDEN ")
    assert list(found) == ["confirm_duplicate"]
    assert "gibt es schon: M-2013-001 „Mehrsprachige Vorlesestunden“." in found["confirm_duplicate"][0]
    confirmed = data(world, title="Mehrsprachige Vorlesestunden", confirm_duplicate="on")
    assert client.post(NEW, confirmed).status_code == 302
    assert Measure.objects.filter(title="Mehrsprachige Vorlesestunden").count() == 2


@pytest.mark.parametrize(
    "title", ["Mehrsprachige Vorlese-Stunden", "Die Vorlesestunde, mehrsprachig", "Mehrsprachliche Vorlesestunden"]
)
def test_create_asks_about_a_similar_title_with_a_link_and_keeps_what_was_typed(
    world: World, client: Client, title: str
) -> None:
    sign_in(client, world.koordination)
    sent = data(world, title=title, aim="Kinder hören Geschichten.")
    page = client.post(NEW, sent).text
    assert '<a href="/massnahmen/M-2013-001/" target="_blank">M-2013-001 „Mehrsprachige Vorlesestunden“</a>' in page
    assert page.count(f'value="{title}"') == page.count("Kinder hören Geschichten.") == 1
    assert client.post(NEW, sent | {"confirm_duplicate": "on"}).status_code == 302
    assert Measure.objects.get(title=title).aim == "Kinder hören Geschichten."


def test_edit_asks_about_a_similar_title_of_others_only(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    url = f"{world.praeventionsnetz.get_absolute_url()}bearbeiten/"
    sent = data(world, version="1", submission_key=None, state=None, title="Präventions-Netz Kein Kind zurücklassen")
    assert client.post(url, sent).status_code == 302
    again = client.post(url, sent | {"version": "2", "title": "Mehrsprachige Vorlesestunde"})
    assert list(again.context["form"].errors) == ["confirm_duplicate"]


def test_create_does_not_ask_about_a_title_that_is_only_part_of_another(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    assert client.post(NEW, data(world, title="Vorlesestunden")).status_code == 302


def test_form_names_what_is_missing(world: World, client: Client) -> None:
    found = errors(world, client, title=" ", kind="", field_of_action="", lead_department="")
    assert found == {
        "title": ["Bitte füllen Sie „Titel“ aus."],
        "kind": ["Bitte wählen Sie bei „Art“ etwas aus."],
        "field_of_action": ["Bitte wählen Sie bei „Handlungsfeld“ etwas aus."],
        "lead_department": ["Bitte wählen Sie bei „Federführung“ etwas aus."],
    }


NOT_IN_LIST = "Ihre Auswahl bei „{}“ gibt es nicht mehr. Bitte wählen Sie neu aus der Liste."
CONTROL_CHARACTERS = "Der Text enthält unsichtbare Steuerzeichen."


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"start": "2026", "end": "2025"}, "end", "Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Angaben."),
        ({"start": "31.02.2026"}, "start", "Diesen Tag gibt es im Kalender nicht."),
        ({"state": "dropped"}, "state_reason", "Bitte begründen Sie, warum die Maßnahme ruht"),
        ({"districts": ["99999"]}, "districts", NOT_IN_LIST.format("Stadtteile")),
        ({"lead_department": "abc"}, "lead_department", NOT_IN_LIST.format("Federführung")),
        ({"aim": "a\x00b"}, "aim", CONTROL_CHARACTERS),
        ({"title": "\u202eabc"}, "title", CONTROL_CHARACTERS),
        ({"description": "ä" * 1_000_000}, "description", "„Beschreibung“ ist zu lang: Erlaubt sind 20000 Zeichen"),
    ],
)
def test_form_says_what_is_wrong(
    world: World, client: Client, changes: dict[str, Any], field: str, sentence: str
) -> None:
    found = errors(world, client, **changes)
    assert list(found) == [field]
    assert found[field][0].startswith(sentence)
    assert not Measure.objects.filter(title="Sprachcafé Weckhoven").exists()


def test_form_names_the_successor_of_an_office_that_is_gone(world: World, client: Client) -> None:
    gone = make_department("Ausländeramt", valid_until="2021-12-31", successor=world.integrationsamt)
    found = errors(world, client, lead_department=str(gone.pk))
    assert found == {
        "lead_department": [
            (
                "„Ausländeramt“ gibt es seit dem 31.12.2021 nicht mehr. Seitdem gilt „Integrationsamt“. "
                "Bitte wählen Sie neu."
            )
        ]
    }


def test_form_accepts_an_end_in_the_year_of_the_start(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    assert client.post(NEW, data(world, start="12.11.2026", end="2026")).status_code == 302


def test_form_refuses_whole_city_together_with_single_districts(world: World, client: Client) -> None:
    found = errors(world, client, is_citywide="on", districts=[str(world.weckhoven.pk)])
    assert list(found) == ["districts"]
    assert "nicht beides" in found["districts"][0]


def test_form_shows_typed_markup_as_text(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    page = client.post(NEW, data(world, title="", aim="</textarea><script>alert(1)</script>")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;" in page


def test_form_offers_what_is_valid_today_and_what_was_chosen(world: World) -> None:
    past = make_department("Ausländeramt", valid_until="2021-12-31")
    make_department("Amt für Wiesen", valid_until="2020-12-31")
    world.vorlesestunden.contributing_departments.add(past)
    form = MeasureForm(instance=Measure.objects.get(pk=world.vorlesestunden.pk))
    offered = [label for _, group in form.fields["contributing_departments"].choices for _, label in group]
    assert offered == ["Ausländeramt (bis 31.12.2021)", "Integrationsamt", "Jugendamt", "Stadtbibliothek"]
    leads = [label for _, group in form.fields["lead_department"].choices[1:] for _, label in group]
    assert leads == ["Integrationsamt", "Jugendamt", "Stadtbibliothek"]


def test_form_of_an_office_has_only_what_it_keeps_itself(world: World, client: Client) -> None:
    response = sign_in(client, world.bibliothek_person).get("/massnahmen/M-2026-001/bearbeiten/")
    hidden = {"version", "submission_key", "confirm_duplicate"}
    own_forms = {field.name for field in fields_in(Legend.CONTACT, Legend.DEPUTY, Legend.PUBLIC)}
    assert set(response.context["form"].fields) - hidden == BY_OFFICE - own_forms
    assert "Noch nicht mit dem Träger besprochen" not in response.content.decode()


def test_office_changes_its_fields_and_nothing_else(world: World, client: Client) -> None:
    sent = {"version": "1", "aim": "Neues Ziel", "title": "Gekapert", "internal_note": "Gekapert", "state": "running"}
    response = sign_in(client, world.bibliothek_person).post("/massnahmen/M-2026-001/bearbeiten/", sent)
    changed = Measure.objects.get(pk=world.lesegarten.pk)
    assert response.status_code == 302
    assert (changed.aim, changed.title, changed.state) == ("Neues Ziel", "Lesegarten Erfttal", MeasureState.IDEA)
    assert changed.internal_note == "Noch nicht mit dem Träger besprochen."


@pytest.mark.parametrize("page", ["bearbeiten", "verlauf"])
def test_foreign_measures_are_not_found_for_an_office(world: World, client: Client, page: str) -> None:
    sign_in(client, world.jugendamt_person)
    assert client.get(f"/massnahmen/M-2013-001/{page}/").status_code == 404
    assert client.get(f"/massnahmen/M-2017-001/{page}/").status_code == 200


def test_only_the_koordination_enters_measures(world: World, client: Client) -> None:
    for person in (world.jugendamt_person, world.integrationsrat_person, world.verwaltung_person):
        assert sign_in(client, person).post(NEW, data(world)).status_code == 403
    assert Measure.objects.count() == 3


def test_edit_without_change_writes_nothing(world: World, client: Client) -> None:
    url = "/massnahmen/M-2017-001/bearbeiten/"
    form = sign_in(client, world.koordination).get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    assert client.post(url, sent).status_code == 302
    assert Measure.objects.get(pk=world.praeventionsnetz.pk).version == 1


def test_edit_has_the_same_queries_whatever_is_chosen(
    world: World, client: Client, django_assert_num_queries: Any
) -> None:
    sign_in(client, world.koordination).get("/massnahmen/M-2017-001/bearbeiten/")  # the choices are read
    with django_assert_num_queries(6):
        client.get("/massnahmen/M-2017-001/bearbeiten/")
    world.praeventionsnetz.districts.add(world.erfttal, make_district(1, "Innenstadt"))
    world.praeventionsnetz.partners.add(make_organisation("Caritas"), make_organisation("Diakonie"))
    assert "Diakonie" in client.get("/massnahmen/M-2017-001/bearbeiten/").text
    with django_assert_num_queries(6):
        client.get("/massnahmen/M-2017-001/bearbeiten/")


def test_edit_form_follows_master_data_and_keeps_what_has_ended_for_who_chose_it(world: World, client: Client) -> None:
    url, office = "/massnahmen/M-2017-001/bearbeiten/", world.praeventionsnetz.lead_department
    other = make_department("Amt für Brunnen")
    assert "Amt für Brunnen" in sign_in(client, world.koordination).get(url).text
    for each in (office, other):
        type(each).objects.filter(pk=each.pk).update(valid_until=dt.date(2020, 12, 31))
    offered = dict(client.get(url).context["form"].fields["lead_department"].rows)
    assert str(office.pk) in offered
    assert str(other.pk) not in offered
    assert f"{office} (bis 31.12.2020)" in client.get(url).text


def test_text_typed_before_the_session_ended_is_back_after_sign_in(world: World, client: Client) -> None:
    url = "/massnahmen/M-2017-001/bearbeiten/"
    page = sign_in(client, world.koordination).get(url)
    typed = {"title": "Präventionsnetz neu", "version": "1", "form_owner": page.context["form_owner_token"]()}
    client.logout()
    assert client.post(url, typed).status_code == 302
    again = sign_in(client, world.koordination).get(url)
    assert again.context["form"]["title"].value() == "Präventionsnetz neu"
    assert Measure.objects.get(pk=world.praeventionsnetz.pk).title == "Präventionsnetz Kein Kind zurücklassen"


def test_text_typed_before_the_session_ended_is_not_shown_to_somebody_else(world: World, client: Client) -> None:
    page = sign_in(client, world.koordination).get(NEW)
    typed = data(world, form_owner=page.context["form_owner_token"](), internal_note="Vertraulich")
    client.logout()
    client.post(NEW, typed)
    assert "Vertraulich" not in sign_in(client, world.vertretung).get(NEW).content.decode()


NASTY = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "",
            "\x00",
            "\u202e",
            "\ud7ff",
            "🙂" * 99,
            "=1+1",
            "' OR 1=1 --",
            "../../etc/passwd",
            "<script>",
            "{{ 7*7 }}",
            "-1",
            "1e999",
            "NaN",
            "99999999999999999999999",
            "0000-00-00",
            "31.12.9999",
            "1.1.0001",
            "on",
            "١٢",
        ]
    ),
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.dictionaries(st.sampled_from(sorted(MeasureForm.base_fields)), NASTY, min_size=1))
def test_form_answers_nasty_input_without_server_error(world: World, client: Client, values: dict[str, str]) -> None:
    sign_in(client, world.koordination)
    assert client.post(NEW, data(world, **values)).status_code in (200, 302)
    edited = client.post("/massnahmen/M-2017-001/bearbeiten/", data(world, version="1") | values)
    assert edited.status_code in (200, 302, 409)
