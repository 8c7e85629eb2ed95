"""What everybody reads of questions of the Gremien: those of which the answer was released, in the words of then."""

from django.db.models import QuerySet

from measures.models import Resolution


def public_questions() -> QuerySet[Resolution]:
    """The released ones, the newest answer first; one query."""
    return Resolution.objects.released().select_related("committee").order_by("-answer_released_at", "-pk")
