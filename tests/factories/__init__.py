"""Things for tests, made directly in the database: plain functions with sensible defaults, and one small world.

What a test says about a thing stands in the call; everything else is filled in so that no constraint fails.
Persons keep what they may do (`access`) for their lifetime: load a person anew after changing roles.
"""

from tests.factories.city import make_committee, make_department, make_district, make_organisation, make_target_group
from tests.factories.measures import (
    make_gauge,
    make_judgement,
    make_measure,
    make_programme,
    make_progress,
    make_resolution,
    make_round,
)
from tests.factories.people import PASSWORD, make_coordinator, make_person, sign_in
from tests.factories.pictures import make_own_section, make_picture, picture_bytes, picture_upload
from tests.factories.reporting import TEXTS, make_published, make_report
from tests.factories.roundtables import make_meeting, make_need, make_proposal, make_seat, make_table
from tests.factories.success_factors import (
    make_area_value,
    make_assessment,
    make_criterion,
    make_edition,
    make_factor,
    make_field,
    make_goal,
    make_indicator,
    make_value,
)
from tests.factories.world import World, make_world

__all__ = [
    "PASSWORD",
    "TEXTS",
    "World",
    "make_area_value",
    "make_assessment",
    "make_committee",
    "make_coordinator",
    "make_criterion",
    "make_department",
    "make_district",
    "make_edition",
    "make_factor",
    "make_field",
    "make_gauge",
    "make_goal",
    "make_indicator",
    "make_judgement",
    "make_measure",
    "make_meeting",
    "make_need",
    "make_organisation",
    "make_own_section",
    "make_person",
    "make_picture",
    "make_programme",
    "make_progress",
    "make_proposal",
    "make_published",
    "make_report",
    "make_resolution",
    "make_round",
    "make_seat",
    "make_table",
    "make_target_group",
    "make_value",
    "make_world",
    "picture_bytes",
    "picture_upload",
    "sign_in",
]
