"""Proposals: from needs to rank, Gremium, Beschluss and measure."""

import datetime as dt
import uuid
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from measures.models import Funding, Measure, Resolution
from neuss_integration.foundation.exceptions import Refused, Stale
from roundtables.enums.needs import ProposalState
from roundtables.models import Proposal
from roundtables.selectors.proposals import paper_text, suggested_rank
from roundtables.services.proposals import create_proposal, forward_proposal, rank_proposal, update_proposal
from roundtables.services.resolutions import create_measure_of, record_resolution
from tests.factories import World, make_need, make_organisation, make_proposal, make_target_group, sign_in

TODAY = timezone.localdate()


def values(world: World, **fields: Any) -> dict[str, Any]:
    """What a form would send."""
    need = fields.pop("need", None) or make_need()
    return {
        "round_table": need.round_table,
        "needs": [need],
        "title": "Abendkurse",
        "description": "Zwei Kurse mehr.",
        "quantity": "40 Plätze",
        "amount": Decimal("12000.00"),
        "field_of_action": world.bildung,
        "districts": [world.erfttal],
        "success_factors": [world.factors[3]],
        "target_groups": [make_target_group("Eltern")],
        "carrier": make_organisation("Caritas"),
    } | fields


def forwarded(world: World, **fields: Any) -> Proposal:
    """A proposal that lies with the Gremium."""
    proposal = create_proposal(by=world.koordination, values=values(world, **fields))
    proposal = rank_proposal(proposal, by=world.koordination, rank=1)
    forward_proposal(
        proposal,
        by=world.koordination,
        committee=world.integrationsausschuss,
        forwarded_on=TODAY,
        paper_text=paper_text(proposal),
    )
    return Proposal.objects.get(pk=proposal.pk)


def resolved(world: World, proposal: Proposal, result: str = "approved", **more: Any) -> Proposal:
    """What the Gremium decided is recorded."""
    decision = {
        "committee": world.integrationsausschuss, "resolved": TODAY, "title": proposal.title, "result": result,
    }  # fmt: skip
    return record_resolution(proposal, by=world.koordination, values=decision, **more)


def test_proposal_gets_the_next_number(world: World) -> None:
    made = [create_proposal(by=world.koordination, values=values(world)) for _ in range(2)]
    assert [each.number for each in made] == [f"V-{TODAY.year}-001", f"V-{TODAY.year}-002"]
    assert (made[0].state, made[0].history.first().needs.count()) == ("draft", 1)


def test_double_click_writes_one_proposal(world: World) -> None:
    key, given = uuid.uuid4(), values(world)
    made = [create_proposal(by=world.koordination, values=given, submission_key=key) for _ in range(2)]
    assert made[0] == made[1]


def test_proposal_answers_needs_of_its_table(world: World) -> None:
    with pytest.raises(Refused, match="mindestens einen Bedarf"):
        create_proposal(by=world.koordination, values=values(world, needs=[]))
    with pytest.raises(ValidationError, match="desselben Runden Tisches"):
        create_proposal(by=world.koordination, values=values(world, needs=[make_need()]))


def test_only_the_koordination_writes(world: World) -> None:
    proposal = make_proposal()
    for write in (
        lambda: create_proposal(by=world.rundertisch_person, values=values(world)),
        lambda: update_proposal(proposal, by=world.jugendamt_person, expected_version=1, values={}),
        lambda: rank_proposal(proposal, by=world.integrationsrat_person, rank=1),
        lambda: create_measure_of(proposal, by=world.jugendamt_person, lead_department=world.jugendamt),
    ):
        with pytest.raises(PermissionDenied):
            write()


def test_second_writer_is_told(world: World) -> None:
    proposal = make_proposal()
    update_proposal(proposal, by=world.koordination, expected_version=1, values={"title": "Eins"})
    with pytest.raises(Stale):
        update_proposal(proposal, by=world.vertretung, expected_version=1, values={"title": "Zwei"})


def test_rank_can_be_shared_and_changed(world: World) -> None:
    proposals = [make_proposal(), make_proposal()]
    for proposal in proposals:
        rank_proposal(proposal, by=world.koordination, rank=1)
    assert rank_proposal(proposals[1], by=world.koordination, rank=2).rank == 2
    assert suggested_rank(make_proposal(round_table=proposals[1].round_table)) == 3


def test_forwarding_takes_needs_along_and_releases_them(world: World) -> None:
    need = make_need()
    proposal = forwarded(world, need=need)
    need.refresh_from_db()
    assert (proposal.state, need.state, need.is_public) == ("forwarded", "forwarded", True)
    assert f"- {need.number}: {need.title}" in proposal.forwardings.get().paper_text
    assert "12.000,00 Euro im Jahr" in proposal.forwardings.get().paper_text


def test_forwarding_twice_on_one_day_is_one(world: World) -> None:
    proposal = forwarded(world)
    forward_proposal(
        proposal, by=world.koordination, committee=world.integrationsausschuss, forwarded_on=TODAY, paper_text="X"
    )
    assert proposal.forwardings.count() == 1


def test_draft_without_field_or_day_to_come_is_not_forwarded(world: World) -> None:
    proposal = make_proposal()
    sent = {"committee": world.integrationsausschuss, "paper_text": "X"}
    with pytest.raises(Refused, match="im Status „Entwurf“ nicht möglich"):
        forward_proposal(proposal, by=world.koordination, forwarded_on=TODAY, **sent)
    ranked = rank_proposal(proposal, by=world.koordination, rank=1)
    with pytest.raises(Refused, match="Handlungsfeld"):
        forward_proposal(ranked, by=world.koordination, forwarded_on=TODAY, **sent)
    Proposal.objects.filter(pk=ranked.pk).update(field_of_action=world.bildung)
    with pytest.raises(ValidationError, match="Zukunft"):
        forward_proposal(ranked, by=world.koordination, forwarded_on=TODAY + dt.timedelta(days=1), **sent)


def test_forwarded_words_stay_and_the_look_back_can_be_written(world: World) -> None:
    proposal = forwarded(world)
    with pytest.raises(Refused, match="liegt einem Gremium vor"):
        update_proposal(proposal, by=world.koordination, expected_version=proposal.version, values={"title": "X"})
    changed = update_proposal(
        proposal, by=world.koordination, expected_version=proposal.version, values={"reflection": "Gut besucht."}
    )
    assert changed.reflection == "Gut besucht."


@pytest.mark.parametrize(
    ("result", "state"),
    [("approved", "accepted"), ("amended", "changed"), ("rejected", "rejected"), ("deferred", "deferred")],
)
def test_state_follows_the_resolution(world: World, result: str, state: str) -> None:
    proposal = resolved(world, forwarded(world), result, reason="So beschlossen.", resolved_amount=Decimal("5000"))
    assert (proposal.state, proposal.resolution.committee) == (state, world.integrationsausschuss)
    backed = result in ("approved", "amended")
    assert proposal.resolved_amount == (Decimal("5000") if backed else None)


def test_resolution_is_recorded_once_and_with_its_reason(world: World) -> None:
    proposal, key = forwarded(world), uuid.uuid4()
    with pytest.raises(Refused, match="Begründung"):
        resolved(world, proposal, "rejected")
    for _ in range(2):
        resolved(world, proposal, submission_key=key)
    assert (Resolution.objects.count(), proposal.events.filter(transition="accept").count()) == (1, 1)
    with pytest.raises(Refused, match="keine Entscheidung"):
        resolved(world, forwarded(world), "noted")


def test_deferred_proposal_is_forwarded_again(world: World) -> None:
    proposal = resolved(world, forwarded(world), "deferred", reason="Erst der Haushalt.")
    forward_proposal(
        proposal,
        by=world.koordination,
        committee=world.integrationsausschuss,
        forwarded_on=TODAY - dt.timedelta(days=1),
        paper_text="X",
    )
    assert Proposal.objects.get(pk=proposal.pk).state == ProposalState.FORWARDED


def test_measure_says_what_was_asked_for_and_what_was_resolved(world: World) -> None:
    given = {"amount": Decimal("9000"), "amount_note": "davon Miete 900 Euro"}
    reason = "Nur zwei Kurse."
    proposal = resolved(world, forwarded(world, **given), "amended", reason=reason, resolved_amount=Decimal("5000"))
    measure = create_measure_of(proposal, by=world.koordination, lead_department=world.jugendamt)
    asked, got = "Beantragt 9.000,00 Euro im Jahr (davon Miete 900 Euro)", "beschlossen 5.000,00 Euro im Jahr."
    assert measure.funding_note == f"{asked}, {got}"
    assert measure.description.endswith("Geändert beschlossen: Nur zwei Kurse.")


def test_measure_takes_everything_over(world: World) -> None:
    need = make_need()
    proposal = resolved(world, forwarded(world, need=need), resolved_amount=Decimal("5000"))
    measure = create_measure_of(proposal, by=world.koordination, lead_department=world.jugendamt)
    assert (measure.title, measure.field_of_action, measure.state) == ("Abendkurse", world.bildung, "planned")
    assert list(measure.districts.all()) == [world.erfttal]
    assert [list(getattr(measure, name).values_list("name", flat=True)) for name in ("target_groups", "carriers")] == [
        ["Eltern"],
        ["Caritas"],
    ]
    assert list(Funding.objects.values_list("year", "planned")) == [(TODAY.year, Decimal("5000"))]
    assert list(Funding.objects.values_list("granted", flat=True)) == [Decimal("5000")]
    need.refresh_from_db()
    assert (need.state, list(need.measures.all()), list(measure.resolutions.all())) == (
        "in_measure", [measure], [proposal.resolution],
    )  # fmt: skip


def test_measure_is_made_once(world: World) -> None:
    proposal = resolved(world, forwarded(world))
    made = [create_measure_of(proposal, by=world.koordination, lead_department=world.jugendamt) for _ in range(2)]
    assert made[0] == made[1]
    assert (Measure.objects.filter(title="Abendkurse").count(), Funding.objects.count()) == (1, 1)


def test_measure_is_made_of_accepted_proposals_only(world: World) -> None:
    with pytest.raises(Refused, match="angenommen"):
        create_measure_of(forwarded(world), by=world.koordination, lead_department=world.jugendamt)


def test_chain_is_followed_on_the_pages(world: World, client: Client) -> None:
    need = make_need()
    proposal = resolved(world, forwarded(world, need=need))
    sign_in(client, world.koordination)
    response = client.post(
        f"{proposal.get_absolute_url()}massnahme/", {"lead_department": world.jugendamt.pk, "kind": "project"}
    )
    measure = Measure.objects.get(title="Abendkurse")
    assert response.url == measure.get_absolute_url()
    pages = {each: client.get(each.get_absolute_url()).text for each in (need, proposal, measure)}
    ways = [*permutations((need, proposal, measure), 2), (need, proposal.resolution), (proposal, proposal.resolution)]
    for one, other in ways:
        assert f'href="{other.get_absolute_url()}"' in pages[one]


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_need_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    proposal = forwarded(world)
    for _ in range(rows):
        make_proposal(round_table=proposal.round_table, needs=[make_need(round_table=proposal.round_table)])
    sign_in(client, world.koordination)
    base = "/runde-tische/handlungsvorschlaege/"
    for url, queries in ((base, 10), (f"{base}liste.xlsx", 11), (proposal.get_absolute_url(), 10)):
        with django_assert_num_queries(queries):
            assert client.get(url).status_code == 200
