"""Pages that keep milestones, money, Kennzahlen, sections and files of a measure."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from measures.models import Evaluation, Funding, KeyFigure, KeyFigureValue, Measure, MeasureAttachment, Milestone
from tests.attachments.samples import PDF
from tests.factories import World, make_edition, make_goal, make_measure, sign_in
from tests.measures.factories import (
    make_attachment,
    make_funding,
    make_key_figure,
    make_key_figure_value,
    make_milestone,
)

URL = "/massnahmen/M-2017-001/"


def sent(client: Client, path: str, **data: Any) -> Any:
    """The answer to a form below the measure."""
    return client.post(f"{URL}{path}", {"submission_key": str(uuid.uuid4())} | data)


def errors(client: Client, path: str, **data: Any) -> dict[str, list[str]]:
    """What the form says."""
    response = sent(client, path, **data)
    assert response.status_code == 200
    return dict(response.context["form"].errors)


@pytest.fixture
def office(world: World, client: Client) -> Client:
    """The browser of the Jugendamt, which leads the measure."""
    return sign_in(client, world.jugendamt_person)


def test_milestone_is_entered_moved_and_reached(world: World, office: Client) -> None:
    assert sent(office, "meilensteine/", title="Räume", due_date="01.03.2026").status_code == 302
    milestone = Milestone.objects.get()
    path, moved = f"meilensteine/{milestone.pk}/", {"version": "1", "title": "Räume", "due_date": "01.06.2026"}
    assert errors(office, path, **moved) == {"reason": ["Bitte begründen Sie, warum sich der Termin ändert."]}
    assert sent(office, path, **moved, reason="Umbau", done_on="01.05.2026").status_code == 302
    shown = office.get(f"{URL}meilensteine/").content.decode()
    assert ["1-mal verschoben" in shown, "Umbau" in shown, "erreicht" in shown] == [True, True, True]


def test_milestone_is_dropped_and_restored(world: World, office: Client) -> None:
    milestone = make_milestone(measure=world.praeventionsnetz)
    assert "reason" in errors(office, f"meilensteine/{milestone.pk}/entfaellt/", reason="")
    sent(office, f"meilensteine/{milestone.pk}/entfaellt/", reason="Nicht mehr nötig")
    assert "Nicht mehr nötig" in office.get(f"{URL}meilensteine/").content.decode()
    sent(office, f"meilensteine/{milestone.pk}/gilt-wieder/")
    assert Milestone.objects.get().is_open


def test_milestone_has_one_who_is_responsible(world: World, office: Client) -> None:
    both = {"department": str(world.jugendamt.pk), "responsible": "Verein", "title": "X", "due_date": "01.03.2026"}
    assert list(errors(office, "meilensteine/", **both)) == ["responsible"]


@pytest.mark.parametrize("text", ["1.234,56", "1234.56", "1234,56", "1 234,56"])
def test_money_is_read_in_both_spellings(world: World, office: Client, text: str) -> None:
    assert sent(office, "finanzierung/", source="state", year="2026", planned=text).status_code == 302
    assert Funding.objects.get().planned == Decimal("1234.56")


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        (
            {"planned": "-5"}, "planned",
            "„Geplant in Euro“ kann nicht kleiner als null sein. Bitte prüfen Sie den Betrag.",
        ),
        ({}, "planned", "Bitte geben Sie mindestens einen Betrag an."),
        ({"planned": "viel"}, "planned", "Bitte geben Sie „Geplant in Euro“ als Zahl an, zum Beispiel 1.234,50."),
        ({"planned": "5", "year": "1066"}, "year", "„Jahr“ ist zu klein: Erlaubt ist mindestens 1990."),
    ],
)  # fmt: skip
def test_money_is_refused_with_a_sentence(world: World, office: Client, data: dict, field: str, sentence: str) -> None:
    assert errors(office, "finanzierung/", **{"source": "city", "year": "2026"} | data)[field] == [sentence]


def test_money_of_one_source_and_year_is_entered_once(world: World, office: Client) -> None:
    make_funding(measure=world.praeventionsnetz)
    found = errors(office, "finanzierung/", source="city", year="2026", planned="5")
    assert found["__all__"][0].startswith("Für dieses Jahr und diese Quelle gibt es schon einen Eintrag")


def test_money_is_changed_removed_and_conflicts_are_shown(world: World, office: Client) -> None:
    funding = make_funding(measure=world.praeventionsnetz)
    path, data = f"finanzierung/{funding.pk}/", {"version": "1", "source": "city", "year": "2026", "planned": "1000"}
    assert sent(office, path, **data, spent="900").status_code == 302
    conflict = sent(office, path, **data, spent="800")
    assert (conflict.status_code, "900" in conflict.content.decode()) == (409, True)
    sent(office, f"{path}entfernen/", reason="Doppelt")
    assert Funding.objects.count() == 0


def test_key_figure_wants_its_baseline_explained(world: World, office: Client) -> None:
    data = {"name": "Familien", "kind": "output", "unit": "Familien", "definition": "Alle", "direction": "up"}
    assert list(errors(office, "kennzahlen/neu/", **data)) == ["baseline_value"]
    assert list(errors(office, "kennzahlen/neu/", **data, baseline_unknown_reason="Neu", target_value="9")) == [
        "target_date"
    ]
    both = {"baseline_value": "3", "baseline_date": "01.01.2024"}
    assert sent(office, "kennzahlen/neu/", **data, **both).status_code == 302
    assert KeyFigure.objects.get().baseline_date == dt.date(2024, 1, 1)


def test_key_figure_is_changed_ended_and_resumed(world: World, office: Client) -> None:
    figure = make_key_figure(measure=world.praeventionsnetz)
    page = office.get(f"{URL}kennzahlen/{figure.pk}/").context["form"]
    data = {name: page[name].value() or "" for name in page.fields if name != "counts_people"} | {"unit": "Kinder"}
    assert sent(office, f"kennzahlen/{figure.pk}/", **data).status_code == 302
    sent(office, f"kennzahlen/{figure.pk}/beenden/", reason="Nicht brauchbar")
    assert "wird nicht mehr erhoben: Nicht brauchbar" in office.get(f"{URL}kennzahlen/").content.decode()
    sent(office, f"kennzahlen/{figure.pk}/wieder-erheben/")
    stored = KeyFigure.objects.get()
    assert (stored.unit, stored.is_active) == ("Kinder", True)


def test_resuming_a_seventh_key_figure_says_why_not(world: World, office: Client) -> None:
    ended = make_key_figure(measure=world.praeventionsnetz, ended_reason="Alt")
    for _ in range(6):
        make_key_figure(measure=world.praeventionsnetz)
    response = office.post(f"{URL}kennzahlen/{ended.pk}/wieder-erheben/", follow=True)
    assert "hat schon 6 Kennzahlen" in response.content.decode()


def test_value_is_recorded_corrected_and_removed(world: World, office: Client) -> None:
    figure = make_key_figure(measure=world.praeventionsnetz)
    assert sent(office, f"kennzahlen/{figure.pk}/wert/", period="2024", value="40").status_code == 302
    assert errors(office, f"kennzahlen/{figure.pk}/wert/", period="2024", value="41")["__all__"] == [
        "Für diese Zeit gibt es schon einen Wert. Bitte ändern Sie jenen."
    ]
    path = f"kennzahlen/wert/{KeyFigureValue.objects.get().pk}/"
    assert list(errors(office, path, version="1", period="2024", value="44")) == ["reason"]
    sent(office, path, version="1", period="2024", value="44", reason="Tippfehler")
    assert KeyFigureValue.objects.get().value == 44
    sent(office, f"{path}entfernen/", reason="Falsch")
    assert KeyFigureValue.objects.count() == 0


def test_parts_of_another_measure_are_not_found(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    figure = make_key_figure(measure=world.vorlesestunden)
    others = {
        "meilensteine": make_milestone(measure=world.vorlesestunden),
        "kennzahlen": figure,
        "finanzierung": make_funding(measure=world.vorlesestunden),
        "kennzahlen/wert": make_key_figure_value(key_figure=figure),
        "anlagen": make_attachment(measure=world.vorlesestunden),
    }
    assert {client.get(f"{URL}{path}/{each.pk}/").status_code for path, each in others.items()} == {404}


def test_ties_are_chosen_by_number_and_from_the_edition_in_force(world: World, client: Client) -> None:
    goal = make_goal(edition=make_edition(title="Konzept 2025"))
    form = sign_in(client, world.koordination).get(f"{URL}zusammenhang/").context["form"]
    assert form.fields["goals"].choices == [("Teilhabe stärken", [(str(goal.pk), "Mehr Beratung")])]
    data = {"version": "1", "goals": [str(goal.pk)], "predecessor": "m-2013-001", "related": "M-2026-001; M-2013-001"}
    assert sent(client, "zusammenhang/", **data, legal_basis="§ 7 TIntG").status_code == 302
    stored = Measure.objects.get(pk=world.praeventionsnetz.pk)
    assert (stored.predecessor, stored.related.count()) == (world.vorlesestunden, 2)
    assert str(world.vorlesestunden) in client.get(URL).content.decode()


def test_ties_refuse_a_goal_of_an_edition_that_is_not_in_force(world: World, client: Client) -> None:
    former = make_goal()
    make_goal(edition=make_edition(title="Konzept 2025", adopted_date=dt.date(2025, 1, 1)))
    found = errors(sign_in(client, world.koordination), "zusammenhang/", version="1", goals=[str(former.pk)])
    sentence = "Ihre Auswahl bei „Ziele des Konzepts“ gibt es nicht mehr. Bitte wählen Sie neu aus der Liste."
    assert found == {"goals": [sentence]}


def test_ties_name_numbers_there_are_not(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    found = errors(client, "zusammenhang/", version="1", predecessor="M-2013-001 M-2026-001", related="M-1999-001")
    assert found == {
        "predecessor": ["Eine Maßnahme hat höchstens einen Vorgänger. Bitte nennen Sie eine Nummer."],
        "related": ["Eine Maßnahme mit der Nummer M-1999-001 gibt es nicht. Bitte prüfen Sie die Nummer."],
    }


def test_contact_is_shown_to_those_who_answer_only(world: World, office: Client) -> None:
    data = {"version": "1", "contact_name": "Team Prävention", "deputy_name": "Team Familie", "deputy_phone": "90"}
    assert sent(office, "kontakt/", **data).status_code == 302
    assert "Team Prävention" in office.get(URL).content.decode()
    for person in (world.bibliothek_person, world.integrationsrat_person):
        assert "Team" not in sign_in(office, person).get(URL).content.decode()


def test_public_text_is_written_released_and_withdrawn(world: World, client: Client) -> None:
    council = sign_in(Client(), world.integrationsrat_person)
    sign_in(client, world.koordination)
    sent(client, "oeffentlichkeit/", version="1", public_text="Wir helfen Familien.")
    assert "Wir helfen" not in council.get(URL).content.decode()
    late = client.post(f"{URL}oeffentlichkeit/freigeben/", {"version": "1"}, follow=True)
    assert "Inzwischen wurde anderswo gespeichert." in late.content.decode()
    sent(client, "oeffentlichkeit/freigeben/", version="2")
    assert "Wir helfen" in council.get(URL).content.decode()
    sent(client, "oeffentlichkeit/zuruecknehmen/", reason="Ruht")
    assert "Wir helfen" not in council.get(URL).content.decode()


def test_evaluation_of_what_goes_on_is_refused(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    found = errors(client, "evaluation/", rating="failure", why="Keine Räume")
    assert found["__all__"][0].startswith("Ausgewertet wird, was zu Ende ist.")


def test_evaluation_is_written_and_shown_to_the_council(world: World, client: Client) -> None:
    ended = make_measure(number="M-2020-001", state="completed")
    url = ended.get_absolute_url()
    sign_in(client, world.koordination)
    client.post(f"{url}evaluation/", {"rating": "failure", "why": "Keine Räume", "lessons": "Erst Räume suchen"})
    assert Evaluation.objects.get().measure == ended
    shown = sign_in(client, world.integrationsrat_person).get(url).content.decode()
    assert ["Misserfolg" in shown, "Erst Räume suchen" in shown] == [True, True]


def test_file_is_attached_downloaded_and_removed(world: World, office: Client) -> None:
    upload = SimpleUploadedFile("Übersicht.pdf", PDF)
    assert sent(office, "anlagen/", file=upload, is_shared="on").status_code == 302
    file = MeasureAttachment.objects.get()
    response = sign_in(Client(), world.integrationsrat_person).get(f"{URL}anlagen/{file.pk}/")
    assert (response.content, response["Content-Type"], response["X-Content-Type-Options"]) == (
        PDF,
        "application/pdf",
        "nosniff",
    )
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%C3%9Cbersicht.pdf"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    sent(office, f"anlagen/{file.pk}/bearbeiten/", title="Übersicht 2026")
    assert MeasureAttachment.objects.get().is_internal
    sent(office, f"anlagen/{file.pk}/entfernen/", reason="Namen darin")
    assert office.get(f"{URL}anlagen/{file.pk}/").status_code == 404


def test_file_that_is_not_what_it_says_is_refused(world: World, office: Client) -> None:
    found = errors(office, "anlagen/", file=SimpleUploadedFile("a.pdf", b"<html>"))
    assert found["file"][0].startswith("„a.pdf“ ist nicht, was die Endung sagt")


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize(
    ("path", "queries"), [("meilensteine/", 8), ("finanzierung/", 5), ("kennzahlen/", 6), ("anlagen/", 5)]
)
def test_page_needs_the_same_queries_at_any_length(
    world: World, office: Client, django_assert_num_queries: Any, path: str, queries: int, more: int
) -> None:
    for number in range(1 + more):
        make_milestone(measure=world.praeventionsnetz, department=world.jugendamt).moves.create(
            from_date="2026-01-01", to_date="2026-02-01", reason="Umbau", actor=world.koordination
        )
        make_funding(measure=world.praeventionsnetz, year=2020 + number)
        make_key_figure_value(key_figure=make_key_figure(measure=world.praeventionsnetz))
        make_attachment(measure=world.praeventionsnetz)
    office.get(f"{URL}{path}")  # what can be chosen is read once
    with django_assert_num_queries(queries):
        office.get(f"{URL}{path}")
