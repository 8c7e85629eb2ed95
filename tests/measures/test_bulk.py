"""Changing several measures together."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from measures.enums import ProgressState
from measures.forms.bulk import BulkForm
from measures.models import Measure
from measures.services.bulk import Together, change_together, planned_together, ready_for_change
from measures.services.bulk_undo import undo_of, undo_together
from measures.services.measure import update_measure
from neuss_integration.accounts.models import Membership
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.words.partial_dates import PartialDate
from tests.factories import (
    World,
    make_department,
    make_goal,
    make_organisation,
    make_progress,
    make_target_group,
    sign_in,
)


def together(values: dict[str, Any] | None = None, added: Any = None, removed: Any = None) -> Together:
    return Together(values or {}, added or {}, removed or {})


def versions(*measures: Measure) -> dict[int, int]:
    return {measure.pk: measure.version for measure in measures}


def test_all_measures_have_the_change_and_their_own_history(world: World) -> None:
    both = [world.praeventionsnetz, world.vorlesestunden]
    change = together(
        {"lead_department": world.integrationsamt},
        {"target_groups": [make_target_group("Kinder")]},
        {"success_factors": world.factors},
    )
    assert change_together(change, by=world.koordination, versions=versions(*both)) == 2
    for measure in Measure.objects.filter(pk__in=versions(*both)):
        assert (measure.lead_department, measure.success_factors.count()) == (world.integrationsamt, 0)
        assert [str(group) for group in measure.target_groups.all()] == ["Kinder"]
        assert measure.history.latest().history_user == world.koordination


def test_what_is_so_already_is_no_change(world: World) -> None:
    change = together({"lead_department": world.jugendamt})
    both = [world.praeventionsnetz, world.vorlesestunden]
    assert change_together(change, by=world.koordination, versions=versions(*both)) == 1
    assert Measure.objects.get(pk=world.praeventionsnetz.pk).version == world.praeventionsnetz.version


def test_preview_says_old_and_new(world: World) -> None:
    change = together({"kind": "survey"}, {"districts": [world.erfttal]})
    measures = ready_for_change([world.praeventionsnetz.pk, world.vorlesestunden.pk], world.koordination)
    assert [plan.differences for plan in planned_together(measures, change)] == [
        [
            ("Art", "Dauerangebot", "Erhebung"),
            ("Stadtteile", "", "10 Erfttal"),
            ("Gilt für die ganze Stadt", "ja", "nein"),
        ],
        [("Art", "Projekt", "Erhebung"), ("Stadtteile", "09 Weckhoven", "09 Weckhoven, 10 Erfttal")],
    ]


def test_second_of_two_people_loses_and_overwrites_nothing(world: World) -> None:
    seen = versions(world.praeventionsnetz, world.vorlesestunden)
    first = together({"lead_department": world.integrationsamt})
    change_together(first, by=world.vertretung, versions=versions(world.praeventionsnetz))
    with pytest.raises(Refused, match=r"gespeichert: M-2017-001\. Es wurde nichts geändert"):
        change_together(
            together({"lead_department": world.stadtbibliothek, "kind": "survey"}), by=world.koordination, versions=seen
        )
    kinds = set(Measure.objects.values_list("kind", flat=True))
    assert (Measure.objects.get(number="M-2017-001").lead_department, "survey" in kinds) == (
        world.integrationsamt,
        False,
    )


def test_one_wrong_measure_stops_all(world: World) -> None:
    gone = make_department("Altes Amt", valid_until="2020-01-01")
    both = versions(world.praeventionsnetz, world.vorlesestunden)
    gone.refresh_from_db()
    with pytest.raises(Refused, match="M-2013-001: „Altes Amt“ gibt es"):
        change_together(together({"lead_department": gone}), by=world.koordination, versions=both)
    assert Measure.objects.filter(lead_department=gone).count() == 0


def test_only_the_koordination_changes_together(world: World) -> None:
    with pytest.raises(PermissionDenied):
        change_together(
            together({"kind": "survey"}), by=world.jugendamt_person, versions=versions(world.praeventionsnetz)
        )


def test_page_offers_the_view_shows_the_preview_and_saves(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    address = "/massnahmen/gemeinsam-aendern/?suche=netz"
    assert [row[1] for row in client.get(address).context["measures"]] == ["M-2017-001"]
    sent = {"measure": world.praeventionsnetz.pk, "kind": "survey", "step": "preview"}
    preview = client.post(address, sent)
    assert [plan.differences for plan in preview.context["changing"]] == [[("Art", "Projekt", "Erhebung")]]
    confirmed = dict(preview.context["hidden"]) | {"step": "save"}
    assert client.post(address, confirmed).headers["Location"] == "/massnahmen/?suche=netz"
    assert Measure.objects.get(number="M-2017-001").kind == "survey"


def test_page_shows_the_new_state_when_somebody_saved_meanwhile(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    net, address = world.praeventionsnetz, "/massnahmen/gemeinsam-aendern/"
    hidden = dict(client.post(address, {"measure": net.pk, "kind": "survey"}).context["hidden"])
    update_measure(net, by=world.vertretung, expected_version=net.version, values={"kind": "concept"})
    again = client.post(address, hidden | {"step": "save"})
    assert "Inzwischen wurde anderswo gespeichert: M-2017-001." in again.content.decode()
    assert again.context["changing"][0].differences == [("Art", "Konzept", "Erhebung")]
    client.post(address, dict(again.context["hidden"]) | {"step": "save"})
    assert Measure.objects.get(pk=net.pk).kind == "survey"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"kind": "survey"}, "Bitte wählen Sie mindestens eine und höchstens 500 Maßnahmen aus."),
        ({"measure": "1"}, "Bitte wählen Sie mindestens eine Änderung aus."),
    ],
)
def test_page_asks_for_measures_and_for_a_change(
    world: World, client: Client, sent: dict[str, str], sentence: str
) -> None:
    response = sign_in(client, world.koordination).post("/massnahmen/gemeinsam-aendern/", sent)
    assert sentence in response.context["form"].non_field_errors()


def test_page_offers_goals_only_when_an_edition_has_some(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    before = client.get("/massnahmen/gemeinsam-aendern/")
    make_goal()
    after = client.get("/massnahmen/gemeinsam-aendern/")
    offered = [[name for name in each.context["form"].fields if "goals" in name] for each in (before, after)]
    assert offered == [[], ["add_goals", "remove_goals"]]
    sent = {"measure": world.praeventionsnetz.pk, "kind": "survey", "step": "preview"}
    assert len(client.post("/massnahmen/gemeinsam-aendern/", sent).context["changing"]) == 1


DAY = dt.date(2027, 3, 1)


def facts(measure: Measure) -> list[Any]:
    now = Measure.objects.get(pk=measure.pk)
    return [now.state, now.state_reason, str(now.end), now.contact_name, [str(each) for each in now.carriers.all()]]


def test_status_dates_contact_carrier_and_milestone_come_together_and_go_back(world: World) -> None:
    net, values = world.praeventionsnetz, {"end": PartialDate.from_parts(2027), "contact_name": "Leitung"}
    before, carrier = facts(net), make_organisation("Verein Brücke")
    change = Together(values, {"carriers": [carrier]}, {}, "paused", "Es fehlt Personal", ("Neustart", DAY))
    steps = undo_of(change, ready_for_change([net.pk], world.koordination))
    assert change_together(change, by=world.koordination, versions=versions(net)) == 1
    assert facts(net) == ["paused", "Es fehlt Personal", "2027", "Leitung", ["Verein Brücke"]]
    assert net.milestones.get(title="Neustart").due_date == DAY
    undo_together(steps, by=world.koordination)
    assert (facts(net), net.milestones.filter(title="Neustart").exists()) == (before, False)


def test_who_takes_part_is_added_to_many_and_taken_back(world: World) -> None:
    both = [world.praeventionsnetz, world.vorlesestunden]
    verein, office = make_organisation("Verein Brücke"), make_department("Sportamt")
    change = Together({}, {"partners": [verein], "contributing_departments": [office]}, {})
    steps = undo_of(change, ready_for_change([each.pk for each in both], world.koordination))
    change_together(change, by=world.koordination, versions=versions(*both))
    assert [verein.partnered_measures.count(), office.supported_measures.count()] == [2, 2]
    undo_together(steps, by=world.koordination)
    assert [verein.partnered_measures.count(), office.supported_measures.count()] == [0, 0]


def test_session_that_ended_between_preview_and_confirmation_loses_nothing(world: World, client: Client) -> None:
    net, address = world.praeventionsnetz, "/massnahmen/gemeinsam-aendern/?art=project"
    owner = (
        sign_in(client, world.koordination).get(address).text.partition('name="form_owner" value="')[2].split('"')[0]
    )
    client.logout()
    typed = {"contact_name": "Leitung", f"version-{net.pk}": net.version, "step": "save", "form_owner": owner}
    assert "/konto/anmelden/" in client.post(address, typed, headers={"referer": f"http://testserver{address}"}).url
    page = sign_in(client, world.koordination).get(address)
    assert "Ihre Eingaben von vorhin sind wieder da." in page.text
    assert (page.context["form"]["contact_name"].value(), page.context["chosen"]) == ("Leitung", {net.pk})
    assert Measure.objects.get(pk=net.pk).contact_name != "Leitung"


def test_form_offers_who_takes_part(world: World) -> None:
    form = BulkForm({"add_partners": [make_organisation("Verein Brücke").pk], "state": ""})
    assert (form.is_valid(), form.errors) == (True, {})
    assert [str(each) for each in form.change().added["partners"]] == ["Verein Brücke"]


def test_second_click_on_undo_finds_all_as_before(world: World) -> None:
    """Both requests began before either was through; nobody is blamed for the work of the first."""
    Measure.objects.update(state="running")
    keys = [world.praeventionsnetz.pk, world.lesegarten.pk]
    change = Together({"end": PartialDate.from_parts(2027)}, {}, {}, "paused", "Personal", ("Neustart", DAY))
    steps = undo_of(change, ready_for_change(keys, world.koordination))
    change_together(change, by=world.koordination, versions=versions(world.praeventionsnetz, world.lesegarten))
    assert undo_together(steps, by=world.koordination) == (2, [])
    assert undo_together(steps, by=world.koordination) == (2, [])
    changed = Measure.objects.get(pk=keys[0])
    values = {"end": PartialDate.from_parts(2030)}
    update_measure(changed, by=world.koordination, expected_version=changed.version, values=values)
    assert undo_together(steps, by=world.koordination) == (1, [changed.number])


def test_measures_that_somebody_changed_since_are_named_and_left(world: World) -> None:
    first, second, third = world.praeventionsnetz, world.lesegarten, world.vorlesestunden
    keys = [each.pk for each in (first, second, third)]
    change = Together({"contact_name": "Leitung"}, {}, {}, milestone=("Neustart", DAY))
    before = [each.contact_name for each in (first, second, third)]
    steps = undo_of(change, ready_for_change(keys, world.koordination))
    assert change_together(change, by=world.koordination, versions=versions(first, second, third)) == 3
    changed = Measure.objects.get(pk=second.pk)
    update_measure(changed, by=world.koordination, expected_version=changed.version, values={"contact_name": "Neu"})
    third.milestones.update(version=2)
    assert undo_together(steps, by=world.koordination) == (1, sorted([second.number, third.number]))
    now = [Measure.objects.get(pk=pk).contact_name for pk in keys]
    assert now == [before[0], "Neu", "Leitung"]
    assert [each.milestones.filter(title="Neustart").exists() for each in (first, second, third)] == [False, True, True]


def test_who_worked_on_an_answer_works_on_it_again_unless_somebody_else_does(world: World) -> None:
    net, other = world.praeventionsnetz, world.jugendamt_person
    task = make_progress(measure=net, state=ProgressState.IN_PROGRESS, assignee=other)
    change = together({"lead_department": world.stadtbibliothek})
    steps = undo_of(change, ready_for_change([net.pk], world.koordination))
    change_together(change, by=world.koordination, versions=versions(net))
    undo_together(steps, by=world.koordination)
    task.refresh_from_db()
    assert (task.department, task.assignee) == (world.jugendamt, other)
    steps = undo_of(change, ready_for_change([net.pk], world.koordination))
    change_together(change, by=world.koordination, versions={net.pk: steps[0].version - 1})
    Membership.objects.filter(user=other).delete()
    undo_together(steps, by=world.koordination)
    task.refresh_from_db()
    assert (task.department, task.assignee) == (world.jugendamt, None)


def test_preview_names_where_the_workflow_has_no_way(world: World) -> None:
    change = Together({}, {}, {}, state="completed")
    Measure.objects.filter(pk=world.vorlesestunden.pk).update(state="idea")
    plans = planned_together(ready_for_change([world.vorlesestunden.pk], world.koordination), change)
    assert [plan.refusal for plan in plans] == ["Von „Idee“ führt kein Schritt zu „abgeschlossen“."]


def test_sentences_about_one_measure_speak_of_one(world: World, client: Client) -> None:
    net = world.praeventionsnetz
    Measure.objects.filter(pk=world.vorlesestunden.pk).update(state="idea")
    sent = {"measure": [net.pk, world.vorlesestunden.pk], "state": "completed", "step": "preview"}
    page = sign_in(client, world.koordination).post("/massnahmen/gemeinsam-aendern/", sent).content.decode()
    assert "Diese Maßnahme bleibt unverändert." in page
    client.post("/massnahmen/gemeinsam-aendern/", {f"version-{net.pk}": net.version, "kind": "survey", "step": "save"})
    asked = client.get("/massnahmen/gemeinsam-aendern/rueckgaengig/").content.decode()
    assert "Diese Maßnahme bekommt die Angaben zurück, die sie vor Ihrer Änderung hatte." in asked
    net.refresh_from_db()
    update_measure(net, by=world.vertretung, expected_version=net.version, values={"location": "Markt"})
    refused = client.post("/massnahmen/gemeinsam-aendern/rueckgaengig/", follow=True).content.decode()
    assert f"weitergearbeitet: {net.number}. Darum bleibt alles, wie es ist. Bitte ändern Sie sie einzeln." in refused


def test_ticked_rows_of_the_list_are_the_ones_offered(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    assert 'name="auswahl" value="M-2017-001"' in client.get("/massnahmen/").content.decode()
    page = client.get("/massnahmen/gemeinsam-aendern/?auswahl=M-2017-001")
    assert [row[1] for row in page.context["measures"]] == ["M-2017-001"]


def test_five_hundred_rows_fit_in_one_request(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    net = world.praeventionsnetz
    many = {f"version-{key}": "1" for key in range(10_000, 10_499)}
    sent = many | {f"version-{net.pk}": net.version, "kind": "survey", "step": "save"}
    response = client.post("/massnahmen/gemeinsam-aendern/", sent)
    assert "Inzwischen wurde anderswo gespeichert" in response.content.decode()
