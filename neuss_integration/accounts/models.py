"""People who sign in, and the roles they hold from–until."""

import datetime as dt
from typing import Any, ClassVar, Final

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from neuss_integration.accounts.enums import RequestOutcome, Role, role_choices
from neuss_integration.accounts.permissions import Access
from neuss_integration.accounts.querysets import (
    ColleagueRequestQuerySet,
    DeputyQuerySet,
    MembershipQuerySet,
    UserQuerySet,
)
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.abstract_models import TimestampedModel, ValidityModel, done_by
from neuss_integration.foundation.records.constraints import (
    both_or_neither,
    date_order,
    in_choices,
    required_in,
    set_in,
)
from neuss_integration.foundation.records.prepared import Given, Prepared
from neuss_integration.foundation.words.hygiene import FOREIGN_LETTERS, is_plain_address

OWN_DEPUTY: Final = "Niemand vertritt sich selbst. Bitte wählen Sie eine andere Person."

ADDRESS_TAKEN: Final = "Für diese E-Mail-Adresse gibt es schon ein Konto."


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Users are found by their e-mail in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new person; without a password they can only sign in after a reset."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person with this e-mail in any spelling of case."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, TimestampedModel):
    """A person. Deactivated, never deleted: the record of who decided what must stay."""

    email = models.EmailField("E-Mail-Adresse", unique=True, error_messages={"unique": ADDRESS_TAKEN})
    name = models.CharField("Name", max_length=150)
    is_active = models.BooleanField("aktiv", default=True)
    has_shortcuts = models.BooleanField("Tastenkürzel", default=True)
    sessions_ended = models.PositiveIntegerField("beendete Sitzungen", default=0, db_default=0, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    display_fields = ("name",)
    objects = UserManager()
    history = HistoricalRecords(excluded_fields=["password", "last_login", "sessions_ended"])

    class Meta:
        verbose_name = "Konto"
        verbose_name_plural = "Konten"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=models.functions.Lower("email")), name="accounts_user_email_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """An address is the same for everybody who compares it, and a mail to it arrives."""
        super().clean()
        if not is_plain_address(self.email):
            raise ValidationError({"email": FOREIGN_LETTERS})

    @cached_property
    def access(self) -> Access:
        """What this person may do today (one query, kept for the request)."""
        return self.access_on(timezone.localdate())

    def access_on(self, day: dt.date) -> Access:
        """What this person may do on `day`, with the offices of those they stand in for (one query)."""
        return Access.of(_memberships.rows(user=self.pk, day=day))

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must carry to count: it changes with the password and whenever all sessions are ended."""
        marks = f"{self.password}|{self.sessions_ended}"
        return salted_hmac("neuss_integration.accounts.session", marks, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        """The name, for libraries that ask for it."""
        return self.name


class Membership(ValidityModel, TimestampedModel):
    """One role of one person; the role of a Fachdienststelle names the office."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships", verbose_name="Person")
    role = models.CharField("Rolle", max_length=30, choices=role_choices)
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name="Fachdienststelle",
    )

    objects = MembershipQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(ValidityModel.Meta):
        verbose_name = "Rolle einer Person"
        verbose_name_plural = "Rollen von Personen"
        ordering = ["role", "pk"]
        constraints = [
            *ValidityModel.Meta.constraints,
            in_choices("role", Role, "accounts_membership_role_valid"),
            models.CheckConstraint(
                condition=Q(role=Role.DEPARTMENT_EDITOR, department__isnull=False)
                | (~Q(role=Role.DEPARTMENT_EDITOR) & Q(department__isnull=True)),
                name="accounts_membership_department_for_its_role",
                violation_error_message="Nur die Rolle „Fachdienststelle“ braucht eine Fachdienststelle.",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(department__isnull=True, valid_until__isnull=True),
                name="accounts_membership_role_once",
                violation_error_message="Diese Rolle hat die Person schon.",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "department"],
                condition=Q(valid_until__isnull=True),
                name="accounts_membership_department_once",
                violation_error_message="Diese Rolle hat die Person für diese Fachdienststelle schon.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display() if self.department is None else f"{self.get_role_display()} {self.department}"


def _held() -> models.QuerySet[Membership, tuple[str, int | None]]:
    user: Any = Given("user", models.BigIntegerField())
    day: Any = Given("day", models.DateField())
    represented = Q(
        role=Role.DEPARTMENT_EDITOR,
        user__absences__deputy=user,
        user__absences__valid_from__lte=day,
        user__absences__valid_until__gte=day,
    )
    held = Membership.objects.valid_on(day).filter(Q(user=user) | represented)
    return held.order_by().values_list("role", "department_id")


_memberships: Final = Prepared(_held)


class Deputy(TimestampedModel):
    """Who answers for the offices of an absent person, from–until; the person keeps their rights."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences", verbose_name="abwesende Person")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="deputyships", verbose_name="Vertretung")
    valid_from = models.DateField("vertreten ab")
    valid_until = models.DateField("vertreten bis")

    objects = DeputyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Vertretung"
        verbose_name_plural = "Vertretungen"
        ordering = ["valid_from", "pk"]
        constraints = [
            date_order("valid_from", "valid_until", "accounts_deputy_period_order"),
            models.CheckConstraint(
                condition=~Q(person=models.F("deputy")),
                name="accounts_deputy_somebody_else",
                violation_error_message=OWN_DEPUTY,
            ),
            models.UniqueConstraint(
                fields=["person", "deputy", "valid_from"],
                name="accounts_deputy_once_a_day",
                violation_error_message="Diese Vertretung gibt es schon. Bitte ändern Sie dort das Ende.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} für {self.person}"


class ColleagueRequest(TimestampedModel):
    """An office asks for an account for a colleague; the Fachadministration releases it, nobody their own."""

    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="+", verbose_name="Fachdienststelle"
    )
    name = models.CharField("Name", max_length=150)
    email = models.EmailField("E-Mail-Adresse", blank=True, help_text="Leer, sobald sie gelöscht ist.")
    made_by = done_by("vorgeschlagen von")
    state = models.CharField("Status", max_length=10, choices=RequestOutcome.choices, default=RequestOutcome.OPEN)
    answer = models.TextField("Antwort", blank=True)
    decided_at = models.DateTimeField("entschieden am", null=True, blank=True, editable=False)
    decided_by = done_by("entschieden von")

    objects = ColleagueRequestQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Vorschlag für ein Konto"
        verbose_name_plural = "Vorschläge für Konten"
        ordering = ["created_at", "pk"]
        constraints = [
            in_choices("state", RequestOutcome, "accounts_request_state_valid"),
            models.CheckConstraint(
                condition=Q(email=models.functions.Lower("email")), name="accounts_request_email_lower_case"
            ),
            models.UniqueConstraint(
                fields=["department", "email"],
                condition=Q(state=RequestOutcome.OPEN) & ~Q(email=""),
                name="accounts_request_once_at_a_time",
            ),
            required_in([RequestOutcome.DECLINED], "answer", "accounts_request_answer_given"),
            set_in([RequestOutcome.RELEASED, RequestOutcome.DECLINED], "decided_by", "accounts_request_decided_by_set"),
            both_or_neither("decided_at", "decided_by", "accounts_request_decided_who_when"),
            models.CheckConstraint(
                condition=Q(made_by__isnull=False) & (Q(decided_by__isnull=True) | ~Q(decided_by=models.F("made_by"))),
                name="accounts_request_not_own_judge",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.department}"
