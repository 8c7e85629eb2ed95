"""Round tables with seats and meetings, needs and proposals."""

import datetime as dt
from typing import Any

from django.utils import timezone

from measures.fields import RELATIONS
from neuss_integration.foundation.records.saving import set_relations
from roundtables.enums.meetings import MeetingState
from roundtables.enums.needs import NeedOrigin
from roundtables.models import Meeting, Need, Proposal, RoundTable, TableMember
from roundtables.services.needs import refresh_search_text as refresh_need_search
from tests.factories.city import make_organisation
from tests.factories.parts import serials
from tests.factories.people import make_coordinator


def make_table(**fields: Any) -> RoundTable:
    """A Runder Tisch that is quorate with half of its votes."""
    return RoundTable.objects.create(**{"name": f"Runder Tisch {next(serials)}", "quorum_percent": 50} | fields)


def make_seat(**fields: Any) -> TableMember:
    """A voting seat of an organisation of its own, without a person unless `fields` say otherwise."""
    if "round_table" not in fields:
        fields["round_table"] = make_table()
    if "organisation" not in fields:
        fields["organisation"] = make_organisation(f"Verein {next(serials)}")
    return TableMember.objects.create(**fields)


def make_meeting(**fields: Any) -> Meeting:
    """A planned meeting in two weeks from 17 to 19 o'clock, with what its state demands."""
    if "round_table" not in fields:
        fields["round_table"] = make_table()
    if "starts_at" not in fields:
        day = timezone.localdate() + dt.timedelta(days=14)
        fields["starts_at"] = timezone.make_aware(dt.datetime.combine(day, dt.time(17)))
    fields.setdefault("ends_at", fields["starts_at"] + dt.timedelta(hours=2))
    state = fields.get("state", MeetingState.PLANNED)
    if state == MeetingState.INVITED:
        fields = {"invited_at": timezone.now(), "invited_by": make_coordinator()} | fields
    if state == MeetingState.HELD:
        fields = {"votes_total": 0, "votes_present": 0} | fields
    if state == MeetingState.CANCELLED:
        fields.setdefault("state_reason", "Zu wenige Zusagen.")
    return Meeting.objects.create(**fields)


def make_need(**fields: Any) -> Need:
    """A reported need of a table of its own, raised today by the Koordination. Many-to-many fields as lists."""
    many = {name: fields.pop(name) for name in (*RELATIONS, "measures") if name in fields}
    serial = next(serials)
    defaults = {
        "number": f"B-2026-{serial:03d}",
        "title": f"Bedarf {serial}",
        "origin": NeedOrigin.OFFICE,
        "raised_on": timezone.localdate(),
    }
    fields = defaults | fields
    if "round_table" not in fields:
        fields["round_table"] = make_table()
    if "raised_by" not in fields:
        fields["raised_by"] = make_coordinator()
    need = Need(**fields)
    refresh_need_search(need)
    need.save()
    set_relations(need, {name: {value.pk for value in values} for name, values in many.items()})
    return need


def make_proposal(**fields: Any) -> Proposal:
    """A draft for one need of a table of its own. Many-to-many fields as lists."""
    many = {name: fields.pop(name) for name in (*RELATIONS, "needs") if name in fields}
    if "round_table" not in fields:
        fields["round_table"] = many["needs"][0].round_table if "needs" in many else make_table()
    if "needs" not in many:
        many["needs"] = [make_need(round_table=fields["round_table"])]
    serial = next(serials)
    defaults = {"number": f"V-2026-{serial:03d}", "title": f"Vorschlag {serial}", "description": "Mehr Kurse anbieten."}
    proposal = Proposal.objects.create(**defaults | fields)
    set_relations(proposal, {name: {value.pk for value in values} for name, values in many.items()})
    return proposal
