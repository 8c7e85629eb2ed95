"""Which tables hold what people choose among, and what else kept pages show: a change makes a new version of them."""

from typing import Any, Final

from django.db import connections

from neuss_integration.foundation.records.data_version import WORK, watch

WATCHED: Final = (
    "city_department",
    "city_division",
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


# What accounts.cached_pages keeps is made of these besides; a page that reads another table is not kept.
WATCHED_WORK: Final = (
    "accounts_membership",
    "accounts_user",
    "measures_checkanswer",
    "measures_checkquestion",
    "measures_checkyear",
    "measures_checkyear_questions",
    "measures_evaluation",
    "measures_funding",
    "measures_fundingprogramme",
    "measures_fundingprogramme_measures",
    "measures_gapfollowup",
    "measures_goalgauge",
    "measures_historicalevaluation",
    "measures_historicalfunding",
    "measures_historicalkeyfigure",
    "measures_historicalkeyfigurevalue",
    "measures_historicalmeasure",
    "measures_historicalmeasure_carriers",
    "measures_historicalmeasure_contributing_departments",
    "measures_historicalmeasure_districts",
    "measures_historicalmeasure_goals",
    "measures_historicalmeasure_partners",
    "measures_historicalmeasure_related",
    "measures_historicalmeasure_success_factors",
    "measures_historicalmeasure_target_groups",
    "measures_historicalmeasureattachment",
    "measures_historicalmilestone",
    "measures_historicalprogressreport",
    "measures_judgement",
    "measures_keyfigure",
    "measures_keyfigurevalue",
    "measures_measure",
    "measures_measure_contributing_departments",
    "measures_measure_districts",
    "measures_measure_related",
    "measures_measure_success_factors",
    "measures_measure_target_groups",
    "measures_measureattachment",
    "measures_measureevent",
    "measures_milestone",
    "measures_milestonemove",
    "measures_officecheck",
    "measures_progressreport",
    "measures_reportedmilestone",
    "measures_reportedvalue",
    "measures_reportinground",
    "measures_reportinground_departments",
    "measures_reportinground_fields_of_action",
    "measures_resolution",
    "measures_resolution_measures",
    "measures_roundevent",
    "measures_roundquestion",
    "measures_roundreminder",
    "measures_savedview",
    "reporting_publication",
    "reporting_publishedmeasure",
    "reporting_report",
    "reporting_reportconsultation",
    "reporting_reportreviewer",
    "reporting_section",
    "reporting_sectioncomment",
    "reporting_snapshot",
    "roundtables_actionitem",
    "roundtables_attendance",
    "roundtables_commentround",
    "roundtables_commentround_organisations",
    "roundtables_commentround_round_tables",
    "roundtables_goalcomment",
    "roundtables_meeting",
    "roundtables_minutes",
    "roundtables_need",
    "roundtables_need_measures",
    "roundtables_objection",
    "roundtables_proposal",
    "roundtables_putgoal",
    "roundtables_ratingrun",
    "roundtables_roundtable",
    "roundtables_tablemember",
    "success_factors_assessment",
    "success_factors_indicator",
    "success_factors_indicator_success_factors",
    "success_factors_indicatorvalue",
    "success_factors_valuerequest",
    "steering_follow",
    "success_factors_areavalue",
)

# Changes of these columns make no new version: no kept page shows them, and whoever signs in changes last_login.
OVERLOOKED: Final = {"accounts_user": ("last_login",)}


def watch_master_data(*, using: str, **_: Any) -> None:
    """After every migration: SQLite changes a table by making it anew, and forgets its triggers."""
    watch(connections[using], WATCHED)
    watch(connections[using], WATCHED_WORK, WORK)
