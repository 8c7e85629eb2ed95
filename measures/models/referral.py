"""An asked office says that another one is responsible; the Koordination decides."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from measures.enums import ChangeProposalState
from measures.models.progress import ProgressReport
from measures.querysets.progress import ReferralQuerySet
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.abstract_models import done_by
from neuss_integration.foundation.records.constraints import both_or_neither, in_choices, required_in, set_in


class Referral(models.Model):
    """„Nicht zuständig“: `department` was asked and says that `proposed` should be."""

    report = models.ForeignKey(
        ProgressReport, on_delete=models.PROTECT, related_name="referrals", verbose_name="Sachstandsbericht"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="+", verbose_name="gefragte Fachdienststelle"
    )
    proposed = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="+", verbose_name="zuständig nach dem Vorschlag"
    )
    reason = models.TextField("Begründung")
    made_at = models.DateTimeField("gemeldet am", default=timezone.now, editable=False)
    made_by = done_by("gemeldet von")
    state = models.CharField(
        "Status", max_length=10, choices=ChangeProposalState.choices, default=ChangeProposalState.PROPOSED
    )
    answer = models.TextField("Antwort", blank=True)
    decided_at = models.DateTimeField("entschieden am", null=True, blank=True, editable=False)
    decided_by = done_by("entschieden von")

    objects = ReferralQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Meldung „nicht zuständig“"
        verbose_name_plural = "Meldungen „nicht zuständig“"
        ordering = ["made_at", "pk"]
        constraints = [
            in_choices("state", ChangeProposalState, "measures_referral_state_valid"),
            models.CheckConstraint(condition=~Q(reason=""), name="measures_referral_reason_given"),
            models.CheckConstraint(
                condition=~Q(proposed=models.F("department")),
                name="measures_referral_to_another",
                violation_error_message="Das ist die Fachdienststelle, die gefragt ist. Bitte wählen Sie eine andere.",
            ),
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(state=ChangeProposalState.PROPOSED),
                name="measures_referral_once_at_a_time",
            ),
            required_in([ChangeProposalState.DECLINED], "answer", "measures_referral_answer_given"),
            set_in(
                [ChangeProposalState.ACCEPTED, ChangeProposalState.DECLINED],
                "decided_at",
                "measures_referral_decided_at_set",
            ),
            both_or_neither("decided_at", "decided_by", "measures_referral_decided_who_when"),
        ]

    def __str__(self) -> str:
        return f"{self.department} → {self.proposed}"
