"""Who was asked to a meeting, what they answered, and who came."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from neuss_integration.city.models import Organisation
from neuss_integration.foundation.records.abstract_models import TimestampedModel, done_by
from neuss_integration.foundation.records.constraints import both_or_neither, in_choices
from roundtables.enums.meetings import ATTENDING, AttendanceStatus, Reply
from roundtables.models.agenda import AgendaItem
from roundtables.models.meeting import Meeting
from roundtables.models.round_table import TableMember

_NOT_THERE = [value for value in AttendanceStatus.values if value not in ATTENDING]


class Attendance(TimestampedModel):
    """One seat at one meeting. A reply belongs to the date that was known then (`reply_sequence`)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances", verbose_name="Sitzung")
    member = models.ForeignKey(
        TableMember, on_delete=models.PROTECT, related_name="attendances", verbose_name="Mitglied"
    )
    reply = models.CharField("Antwort", max_length=10, choices=Reply.choices, blank=True)
    reply_note = models.CharField("Bemerkung zur Antwort", max_length=300, blank=True)
    reply_sequence = models.PositiveIntegerField("Antwort zum Stand im Kalender", null=True, blank=True)
    replied_at = models.DateTimeField("geantwortet am", null=True, blank=True, editable=False)
    replied_by = done_by("geantwortet von")
    presence = models.CharField("Teilnahme", max_length=10, choices=AttendanceStatus.choices, blank=True)
    joins_at = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kommt zum Tagesordnungspunkt",
    )
    leaves_before = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="geht vor dem Tagesordnungspunkt",
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Teilnahme"
        verbose_name_plural = "Teilnahmen"
        ordering = ["member__organisation__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="roundtables_attendance_once"),
            in_choices("reply", Reply, "roundtables_attendance_reply_valid", or_empty=True),
            in_choices("presence", AttendanceStatus, "roundtables_attendance_presence_valid", or_empty=True),
            both_or_neither("replied_at", "replied_by", "roundtables_attendance_reply_who_when"),
            both_or_neither("replied_at", "reply_sequence", "roundtables_attendance_reply_about_what"),
            models.CheckConstraint(
                condition=Q(reply="", replied_at__isnull=True) | (~Q(reply="") & Q(replied_at__isnull=False)),
                name="roundtables_attendance_replied_at_set",
            ),
            models.CheckConstraint(
                condition=~Q(presence__in=["", *_NOT_THERE]) | Q(joins_at__isnull=True, leaves_before__isnull=True),
                name="roundtables_attendance_absent_nowhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} bei {self.meeting_id}"

    @property
    def is_attending(self) -> bool:
        """Whether the seat was taken, if only for a while."""
        return self.presence in ATTENDING

    def is_there_at(self, position: int) -> bool:
        """Whether the seat was taken at the item of this number."""
        return (
            self.is_attending
            and (self.joins_at is None or self.joins_at.position <= position)
            and (self.leaves_before is None or position < self.leaves_before.position)
        )


class Guest(TimestampedModel):
    """Somebody who came without a seat. The name is erased with the contact data, the organisation stays."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="guests", verbose_name="Sitzung")
    guest_name = models.CharField("Name", max_length=150, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Organisation",
    )
    note = models.CharField("Anlass", max_length=200, blank=True)

    history = HistoricalRecords(excluded_fields=["guest_name"])

    class Meta:
        verbose_name = "Gast"
        verbose_name_plural = "Gäste"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.guest_name or str(self.organisation or "Gast")
