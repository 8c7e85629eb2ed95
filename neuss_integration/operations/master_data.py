"""Which tables hold what people choose among, and what of it is used: a change makes a new version of the data."""

from typing import Any, Final

from django.db import connections

from neuss_integration.foundation.records.data_version import watch

WATCHED: Final = (
    "city_department",
    "city_committee",
    "city_district",
    "city_targetgroup",
    "city_organisation",
    "success_factors_successfactor",
    "success_factors_criterion",
    "success_factors_fieldofaction",
    "success_factors_conceptedition",
    "success_factors_guidinggoal",
    "success_factors_goal",
    "measures_measure_carriers",
    "measures_measure_partners",
    "measures_measure_goals",
)


def watch_master_data(*, using: str, **_: Any) -> None:
    """After every migration: SQLite changes a table by making it anew, and forgets its triggers."""
    watch(connections[using], WATCHED)
