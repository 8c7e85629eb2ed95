"""Needs as sheets: exactly what the list shows."""

from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Prefetch, QuerySet

from neuss_integration.spreadsheets.cells import Column, Kind, Sheet
from roundtables.models import Need

NEED_COLUMNS: Final = (
    Column("Nummer", 13),
    Column("Titel", 50),
    Column("Beschreibung", 60),
    Column("Runder Tisch", 28),
    Column("Status", 20),
    Column("Begründung des Status", 40),
    Column("gemeldet am", 13, Kind.DATE),
    Column("Woher", 24),
    Column("gemeldet von", 32),
    Column("Betroffene Dienstleistung", 28),
    Column("Handlungsfeld", 28),
    Column("Erfolgsfaktoren", 16),
    Column("Zielgruppen", 30),
    Column("Wo", 30),
    Column("Maßnahmen", 24),
    Column("Was daraus wurde", 60),
    Column("zusammengeführt mit", 18),
)


def need_sheet(needs: QuerySet[Need], user: Any) -> Sheet:
    """The `needs` in their order; who raised them is named by organisation only. Measures as far as `user` may see."""
    visible = needs.model._meta.get_field("measures").related_model.objects.visible_to(user)
    found = needs.select_related(
        "round_table", "field_of_action", "raised_by_organisation", "merged_into"
    ).prefetch_related(
        "success_factors", "target_groups", "districts", Prefetch("measures", visible, to_attr="shown_measures")
    )
    return Sheet("Bedarfe", NEED_COLUMNS, [_row(need) for need in found])


def _row(need: Any) -> list[Any]:
    return [
        need.number, need.title, need.description, need.round_table.name, need.get_state_display(), need.state_reason,
        need.raised_on, need.get_origin_display(), str(need.raised_by_organisation or ""), need.service,
        str(need.field_of_action or ""), _joined(factor.number for factor in need.success_factors.all()),
        _joined(need.target_groups.all()),
        "ganze Stadt" if need.is_citywide else _joined(need.districts.all()),
        _joined(measure.number for measure in need.shown_measures), need.outcome,
        need.merged_into.number if need.merged_into else "",
    ]  # fmt: skip


def _joined(things: Iterable[Any]) -> str:
    return ", ".join(map(str, things))
