"""A view of a list that somebody keeps under a name."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from measures.enums.saved_views import ListKind
from measures.querysets.saved_views import SavedViewQuerySet
from neuss_integration.foundation.records.abstract_models import TimestampedModel, sort_key_field
from neuss_integration.foundation.records.constraints import in_choices

MAX_QUERY_LENGTH = 2000


class SavedView(TimestampedModel):
    """Filters, order and columns of a list, as the address that shows them. Everybody sees what is shared."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_views", verbose_name="gehört"
    )
    name = models.CharField("Name", max_length=80)
    listing = models.CharField(
        "Liste",
        max_length=13,
        choices=ListKind.choices,
        default=ListKind.MEASURES,
        db_default=ListKind.MEASURES.value,
    )
    query = models.CharField("Filter, Reihenfolge und Spalten", max_length=MAX_QUERY_LENGTH, blank=True)
    is_shared = models.BooleanField("für alle sichtbar", default=False)
    sort_key = sort_key_field("name")

    objects = SavedViewQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta:
        verbose_name = "gespeicherte Ansicht"
        verbose_name_plural = "gespeicherte Ansichten"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "listing", "name"],
                name="measures_saved_view_name_once",
                violation_error_message="Diesen Namen hat schon eine Ihrer Ansichten. Bitte wählen Sie einen anderen.",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="measures_saved_view_name_given"),
            in_choices("listing", ListKind, "measures_saved_view_listing_valid"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The list as the view shows it."""
        return f"{reverse(ListKind(self.listing).page)}?{self.query}"
