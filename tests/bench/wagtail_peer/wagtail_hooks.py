"""The list and the form in Wagtail's administration."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from tests.bench.wagtail_peer.models import Measure

COLUMNS = ("number", "title", "field", "office", "state", "light", "reported")


class MeasureViewSet(SnippetViewSet):
    """The columns and filters of our list, 50 rows a page."""

    model = Measure
    list_display = COLUMNS
    list_filter = ("field", "office", "state")
    list_per_page = 50
    url_prefix = "measures"

    def get_queryset(self, request: object) -> object:
        return Measure.objects.select_related("field", "office")


register_snippet(MeasureViewSet)
