"""Needs, proposals and the network as sheets: exactly what the pages show."""

from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from measures.models import Measure
from neuss_integration.foundation.spreadsheets.cells import CellKind, Column, Sheet, without_tabs
from roundtables.models import GoalComment, Need
from roundtables.selectors.network import Actor, Network

NEED_COLUMNS: Final = (
    Column("Nummer", 13),
    Column("Titel", 50),
    Column("Beschreibung", 60),
    Column("Runder Tisch", 28),
    Column("Status", 20),
    Column("Begründung des Status", 40),
    Column("gemeldet am", 13, CellKind.DATE),
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
    visible = Measure.objects.visible_to(user)
    found = needs.select_related(
        "round_table", "field_of_action", "raised_by_organisation", "merged_into"
    ).prefetch_related(
        "success_factors", "target_groups", "districts", Prefetch("measures", visible, to_attr="shown_measures")
    )
    rows = [[without_tabs(value) for value in _row(need)] for need in found]
    return Sheet("Bedarfe", NEED_COLUMNS, rows)


def _row(need: Any) -> list[Any]:
    return [
        need.number,
        need.title,
        need.description,
        need.round_table.name,
        need.get_state_display(),
        need.state_reason,
        need.raised_on,
        need.get_origin_display(),
        str(need.raised_by_organisation or ""),
        need.service,
        str(need.field_of_action or ""),
        _joined(factor.number for factor in need.success_factors.all()),
        _joined(need.target_groups.all()),
        "ganze Stadt" if need.is_citywide else _joined(need.districts.all()),
        _joined(measure.number for measure in need.shown_measures),
        need.outcome,
        need.merged_into.number if need.merged_into else "",
    ]


def _joined(things: Iterable[Any]) -> str:
    return ", ".join(map(str, things))


PROPOSAL_COLUMNS: Final = (
    Column("Rang", 7, CellKind.INTEGER),
    Column("Nummer", 13),
    Column("Titel", 44),
    Column("Runder Tisch", 28),
    Column("Was getan werden soll", 60),
    Column("Eckdaten in Zahlen", 40),
    Column("Mittel im Jahr", 16, CellKind.MONEY),
    Column("Hinweis zu den Mitteln", 28),
    Column("Wer", 34),
    Column("Handlungsfeld", 28),
    Column("Bedarfe", 26),
    Column("Status", 20),
    Column("Begründung", 40),
    Column("Beschluss", 40),
    Column("beschlossene Mittel im Jahr", 16, CellKind.MONEY),
    Column("Maßnahme", 14),
)


def proposal_sheet(proposals: Iterable[Any]) -> Sheet:
    """The `proposals` in their order, as `proposals_for` reads them."""
    return Sheet("Handlungsvorschläge", PROPOSAL_COLUMNS, [_proposal_row(each) for each in proposals])


def _proposal_row(proposal: Any) -> list[Any]:
    resolution = proposal.resolution
    return [
        proposal.rank,
        proposal.number,
        proposal.title,
        proposal.round_table.name,
        proposal.description,
        proposal.quantity,
        proposal.amount,
        proposal.amount_note,
        _joined(each for each in (proposal.lead_department, proposal.carrier) if each),
        str(proposal.field_of_action or ""),
        _joined(need.number for need in proposal.shown_needs),
        proposal.get_state_display(),
        proposal.state_reason,
        f"{resolution.committee}, {resolution.resolved}" if resolution else "",
        proposal.resolved_amount,
        proposal.measure.number if proposal.measure else "",
    ]


COMMENT_COLUMNS: Final = (
    Column("Leitziel", 40),
    Column("Ziel im Wortlaut der Beteiligung", 60),
    Column("Ziel heute", 60),
    Column("Von", 36),
    Column("eingegangen am", 14, CellKind.DATE),
    Column("Kommentar", 70),
    Column("Ergebnis", 22),
    Column("Antwort mit Grund", 60),
    Column("beantwortet am", 14, CellKind.DATE),
    Column("nach der Frist", 12),
)


def comment_sheet(comments: Iterable[GoalComment], *, of_draft: bool) -> Sheet:
    """The `comments` in their order, as `comments_in` reads them; without names of people.

    What a goal of a draft says today stands in it only `of_draft`: it was not put to anybody.
    """
    return Sheet(
        "Kommentare",
        COMMENT_COLUMNS,
        [[without_tabs(value) for value in _comment(each, of_draft=of_draft)] for each in comments],
    )


def _comment(comment: GoalComment, *, of_draft: bool) -> list[Any]:
    goal, answered = comment.put_goal, comment.answered_at
    is_draft = goal.round.edition is not None and goal.round.edition.is_draft
    today = goal.goal.text if goal.goal and (of_draft or not is_draft) else ""
    return [
        goal.guiding_goal,
        goal.text,
        today,
        comment.who,
        comment.received_on,
        comment.public_text or comment.text,
        "kein Beitrag" if comment.is_dismissed else comment.get_outcome_display(),
        comment.answer,
        timezone.localtime(answered).date() if answered else None,
        "ja" if comment.is_late_answer else "",
    ]


def network_sheets(network: Network) -> list[Sheet]:
    """The directory of all organisations, and who works where."""
    directory = (
        Column("Organisation", 44),
        Column("Art", 24),
        Column("Handlungsfelder", 44),
        Column("Stadtteile", 44),
        Column("Maßnahmen", 30),
        Column("Runde Tische", 40),
        Column("Internetseite", 30),
    )
    matrix = (
        Column("Organisation", 44),
        Column("ganze Stadt", 12, CellKind.INTEGER),
        *(Column(str(each), 14, CellKind.INTEGER) for each in network.districts),
    )
    counts = [
        [actor.organisation.name, actor.citywide or None, *(count or None for _, count in network.cells(actor))]
        for actor in network.active
    ]
    return [
        Sheet("Organisationen", directory, [_actor_row(actor, network) for actor in network.actors]),
        Sheet("Wer arbeitet wo", matrix, counts),
    ]


def _actor_row(actor: Actor, network: Network) -> list[Any]:
    places = [str(district) for district, count in network.cells(actor) if count]
    return [
        actor.organisation.name,
        actor.organisation.get_kind_display(),
        _joined(sorted(actor.fields)),
        _joined(["ganze Stadt"] * bool(actor.citywide) + places),
        _joined(sorted(actor.measures)),
        _joined(actor.tables),
        actor.organisation.website,
    ]
