"""An Anfrage: what somebody asked the office, kept until it is answered, then only counted."""

import secrets
from typing import Any, Final

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel, done_by
from neuss_integration.foundation.records.constraints import both_or_neither, in_choices
from neuss_integration.portal.enums import UNANSWERED, EnquiryChannel, EnquiryKind, EnquiryState
from neuss_integration.portal.models.advice import Subject
from neuss_integration.portal.querysets import EnquiryQuerySet
from roundtables.models import AgendaItem, GoalComment, Need

CODE_BYTES: Final = 16


def new_code() -> str:
    """A word nobody guesses; whoever has it with the number reads the answer."""
    return secrets.token_urlsafe(CODE_BYTES)


class EnquiryCounter(models.Model):
    """The last number given in a year; locked while one is taken, so none is used twice."""

    year = models.PositiveSmallIntegerField("Jahr", primary_key=True)
    last = models.PositiveIntegerField("zuletzt vergeben", default=0)

    class Meta:
        verbose_name = "Nummernkreis der Anfragen"
        verbose_name_plural = "Nummernkreise der Anfragen"

    def __str__(self) -> str:
        return f"A-{self.year}-{self.last:04d}"


class Enquiry(TimestampedModel, VersionedModel):
    """Message, answer and address are erased `erase_on`; number, kind, subject, channel and days stay to be counted.

    It has no history: a history would keep what is to be erased.
    """

    number = models.CharField("Nummer", max_length=20, unique=True, editable=False)
    code = models.CharField("Abrufwort", max_length=32, default=new_code, editable=False)
    kind = models.CharField("Art", max_length=10, choices=EnquiryKind.choices, default=EnquiryKind.QUESTION)
    channel = models.CharField("Weg", max_length=10, choices=EnquiryChannel.choices, default=EnquiryChannel.PORTAL)
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="enquiries", verbose_name="Thema"
    )
    state = models.CharField(
        "Status", max_length=10, choices=EnquiryState.choices, default=EnquiryState.NEW, editable=False
    )
    received_on = models.DateField("eingegangen am", default=timezone.localdate, editable=False)
    message = models.TextField("Anliegen", blank=True)
    reply_to = models.EmailField("E-Mail-Adresse für die Antwort", blank=True)
    phone = models.CharField("Telefon für die Antwort", max_length=60, blank=True)
    answer = models.TextField("Antwort", blank=True)
    minutes_spent = models.PositiveSmallIntegerField("Zeit in Minuten", null=True, blank=True)
    answered_at = models.DateTimeField("beantwortet am", null=True, blank=True, editable=False)
    answered_by = done_by("beantwortet von")
    need = models.ForeignKey(
        Need,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="enquiries",
        verbose_name="Bedarf daraus",
    )
    goal_comment = models.OneToOneField(
        GoalComment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="enquiry",
        verbose_name="Kommentar zu einem Ziel",
    )
    topic = models.OneToOneField(
        AgendaItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="enquiry",
        verbose_name="Thema daraus",
    )
    erase_on = models.DateField("wird gelöscht am", editable=False)
    erased_at = models.DateTimeField("gelöscht am", null=True, blank=True, editable=False)

    objects: Any = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "Anfrage"
        verbose_name_plural = "Anfragen"
        ordering = ["-pk"]
        constraints = [
            in_choices("kind", EnquiryKind, "portal_enquiry_kind_valid"),
            in_choices("channel", EnquiryChannel, "portal_enquiry_channel_valid"),
            in_choices("state", EnquiryState, "portal_enquiry_state_valid"),
            both_or_neither("answered_at", "answered_by", "portal_enquiry_answered_who_when"),
            models.CheckConstraint(
                condition=Q(state__in=UNANSWERED, answered_at__isnull=True)
                | (~Q(state__in=UNANSWERED) & Q(answered_at__isnull=False)),
                name="portal_enquiry_new_is_unanswered",
            ),
            models.CheckConstraint(
                condition=Q(goal_comment__isnull=True) | Q(kind=EnquiryKind.COMMENT, topic__isnull=True),
                name="portal_enquiry_comment_is_one",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(message="", answer="", reply_to="", phone=""),
                name="portal_enquiry_erased_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False) | ~Q(message=""), name="portal_enquiry_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("publicity:enquiry-detail", args=[self.number])

    @property
    def public_url(self) -> str:
        """Where whoever asked reads the answer."""
        return reverse("portal:enquiry-status", args=[self.number, self.code])
