"""How people took part in the Fortschreibung of the concept, as a report tells it: numbers, and what changed."""

from django.db.models import Prefetch

from reporting.content.shape import CommentRoundInReport
from reporting.content.wording import short_date
from reporting.models import Report
from roundtables.enums.comments import CommentOutcome
from roundtables.models import CommentRound, PutGoal

UNNAMED = "Beteiligung ohne öffentlichen Titel"


def taking_part(report: Report) -> list[CommentRoundInReport]:
    """The rounds that began in the period, the oldest first; three queries.

    A report is read by everybody. Of a round that did not ask everybody it tells numbers only; of the others the title,
    and what goals said before and say now, once they are adopted.
    """
    begun = {"opened_on__gte": report.period_start, "opened_on__lte": report.period_end}
    goals = PutGoal.objects.select_related("goal").prefetch_related("comments").order_by("position")
    rounds = CommentRound.objects.filter(**begun).select_related("edition")
    found = rounds.prefetch_related(Prefetch("put_goals", goals, to_attr="told_goals"))
    return [_told(each) for each in found.order_by("opened_on", "pk")]


def _told(comment_round: CommentRound) -> CommentRoundInReport:
    goals: list[PutGoal] = comment_round.told_goals  # type: ignore[attr-defined]
    comments = [comment for goal in goals for comment in goal.comments.all() if not comment.is_dismissed]
    is_adopted = comment_round.edition is not None and not comment_round.edition.is_draft
    is_told = is_adopted and comment_round.is_public
    changed = [goal for goal in goals if goal.goal and goal.is_changed] if is_told else []
    counts = {each: sum(comment.outcome == each for comment in comments) for each in CommentOutcome}
    return {
        "title": comment_round.title if comment_round.is_public else UNNAMED,
        "until_label": short_date(comment_round.until),
        "goals": len(goals),
        "comments": len(comments),
        "by_outcome": [
            {"key": each.value, "label": str(each.label), "count": count} for each, count in counts.items() if count
        ],
        "late": sum(comment.is_late_answer for comment in comments),
        "changed": [{"before": goal.text, "after": goal.goal.text} for goal in changed if goal.goal],
    }
