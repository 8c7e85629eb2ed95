"""Values of Runde Tische, their members and meetings."""

from django.db import models

from neuss_integration.foundation.words.city_terms import lazily_worded


class MemberKind(models.TextChoices):
    """Whether a member decides or advises."""

    VOTING = "voting", "stimmberechtigt"
    ADVISORY = "advisory", "beratend"


class VotePer(models.TextChoices):
    """What one vote belongs to; somebody may be member for two organisations."""

    SEAT = "seat", "jeder Sitz hat eine Stimme"
    ORGANISATION = "organisation", "jede Organisation hat eine Stimme"
    PERSON = "person", "jede Person hat eine Stimme"


class MeetingState(models.TextChoices):
    PLANNED = "planned", "geplant"
    INVITED = "invited", "eingeladen"
    HELD = "held", "durchgeführt"
    CANCELLED = "cancelled", "abgesagt"


class TopicState(models.TextChoices):
    """Whether a topic stands on the agenda."""

    AGENDA = "agenda", "auf der Tagesordnung"
    PROPOSED = "proposed", "vorgeschlagen"
    DECLINED = "declined", "nicht aufgenommen"


class TopicOrigin(models.TextChoices):
    """Where an item of the agenda comes from."""

    OFFICE = "office", lazily_worded("{office}")
    MEMBER = "member", "Vorschlag eines Mitglieds"
    MINUTES = "minutes", "Protokoll der letzten Sitzung"
    TASKS = "tasks", "offene Aufträge"
    FEEDBACK = "feedback", "Rückmeldung zu Bedarfen"


def topic_origin_choices() -> list[tuple[str, str]]:
    """The origins in the words of the city; named by migrations."""
    return TopicOrigin.choices


class Reply(models.TextChoices):
    """What somebody answered to an invitation."""

    YES = "yes", "nimmt teil"
    DEPUTY = "deputy", "schickt die Vertretung"
    NO = "no", "nimmt nicht teil"


class AttendanceStatus(models.TextChoices):
    """Who sat on a seat at the meeting."""

    PRESENT = "present", "anwesend"
    DEPUTY = "deputy", "vertreten"
    EXCUSED = "excused", "entschuldigt"
    ABSENT = "absent", "nicht da"


ATTENDING = (AttendanceStatus.PRESENT, AttendanceStatus.DEPUTY)
"""The seat is taken."""
