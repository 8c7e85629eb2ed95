"""Who somebody is and what that allows. Keys are stable: they stand in the database and in tests."""

from enum import StrEnum

from django.db import models

from neuss_integration.foundation.words.city_terms import lazily_worded


class Role(models.TextChoices):
    """The roles of the product; one person can hold several, each from–until."""

    COORDINATOR = "coordinator", "Koordination"
    DEPARTMENT_EDITOR = "department_editor", "Fachdienststelle"
    ROUNDTABLE_MEMBER = "roundtable_member", "Runder Tisch"
    COUNCIL_READER = "council_reader", lazily_worded("{committee}")
    ADMINISTRATOR = "administrator", "Fachadministration"
    AUDITOR = "auditor", "Revision"

    @property
    def notifies_administrators(self) -> bool:
        """Whether the others of the Fachadministration learn by mail that one of them gave it."""
        return self in (Role.COORDINATOR, Role.DEPARTMENT_EDITOR, Role.ADMINISTRATOR, Role.AUDITOR)


def role_choices() -> list[tuple[str, str]]:
    """The roles with their names of today; named by migrations, which hold no name of a city."""
    return Role.choices


class Permission(StrEnum):
    """What can be allowed. Which objects it reaches is decided by `visible_to` and `editable_by`."""

    VIEW_CONCEPT = "concept.view"
    MAINTAIN_CONCEPT = "concept.maintain"
    VIEW_MEASURES = "measures.view"
    VIEW_INTERNAL = "measures.view_internal"
    MAINTAIN_MEASURES = "measures.maintain"
    EDIT_OWN_MEASURES = "measures.edit_own"
    ASK_QUESTIONS = "questions.ask"
    MANAGE_ROUNDS = "rounds.manage"
    REPORT_PROGRESS = "progress.report"
    REVIEW_PROGRESS = "progress.review"
    VIEW_TABLES = "roundtables.view"
    ATTEND_TABLES = "roundtables.attend"
    MANAGE_TABLES = "roundtables.manage"
    VIEW_REPORTS = "reports.view"
    COMPOSE_REPORTS = "reports.compose"
    MANAGE_PORTAL = "portal.manage"
    MAINTAIN_MASTER_DATA = "master_data.maintain"
    MANAGE_USERS = "users.manage"
    VIEW_AUDIT = "audit.view"


class RequestOutcome(models.TextChoices):
    """What became of an office's wish for an account."""

    OPEN = "open", "offen"
    RELEASED = "released", "freigegeben"
    DECLINED = "declined", "abgelehnt"


class Occasion(StrEnum):
    """Why somebody gets a link to set a password; also the name of the template of the mail."""

    INVITATION = "invitation"
    FORGOTTEN = "password_reset_key"
