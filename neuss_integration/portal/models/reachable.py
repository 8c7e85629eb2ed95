"""What people can go to or call: where, how they get in, in which languages, and who answers."""

from django.db import models
from django.db.models import Q

from neuss_integration.city.models import Department, Organisation
from neuss_integration.foundation.records.constraints import in_choices
from neuss_integration.portal.enums import SpokenLanguage, StepFree
from neuss_integration.portal.models.released import Json, ReleasedModel
from neuss_integration.portal.models.values import known_languages

ONE_CONTACT = "Bitte wählen Sie eine Fachdienststelle oder eine Organisation, nicht beides."
NO_CONTACT = "Bitte geben Sie an, welche Stelle Fragen beantwortet, nie eine private Person."
NO_WAY = "Bitte geben Sie mindestens Telefon, E-Mail oder Internetseite der Stelle an."


class ReachableModel(ReleasedModel):
    """Its contact is an office or an organisation, never a person; its own public telephone and address."""

    schedule = models.CharField("Wann", max_length=200, blank=True)
    place = models.CharField("Ort", max_length=200, blank=True)
    address = models.CharField("Anschrift", max_length=200, blank=True)
    languages = models.JSONField("Sprachen", default=list, blank=True, validators=[known_languages])
    step_free = models.CharField("Zugang", max_length=10, choices=StepFree.choices, default=StepFree.UNKNOWN)
    access_note = models.CharField("Hinweis zum Zugang", max_length=200, blank=True)
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="Kontakt: Fachdienststelle",
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="Kontakt: Organisation",
    )
    phone = models.CharField("Telefon der Stelle", max_length=60, blank=True)
    email = models.EmailField("E-Mail-Adresse der Stelle", blank=True)
    website = models.URLField("Internetseite", blank=True)

    class Meta:
        abstract = True
        constraints = [
            *ReleasedModel.Meta.constraints,
            in_choices("step_free", StepFree, "%(app_label)s_%(class)s_step_free_valid"),
            models.CheckConstraint(
                condition=Q(department__isnull=True) | Q(organisation__isnull=True),
                name="%(app_label)s_%(class)s_one_contact",
                violation_error_message=ONE_CONTACT,
            ),
        ]

    @property
    def contact(self) -> Department | Organisation | None:
        """The office or organisation that answers questions."""
        return self.department or self.organisation

    def reachable_content(self) -> Json:
        """The part of the frozen content that says where and whom."""
        plain = ("title", "schedule", "place", "address", "step_free", "access_note", "phone", "email", "website")
        return {name: getattr(self, name) for name in plain} | {
            "languages": [code for code in SpokenLanguage.values if code in self.languages],
            "contact": self.contact.name if self.contact else "",
        }

    def missing_contact(self) -> dict[str, str]:
        """What is missing of it before a release."""
        missing = {} if self.contact else {"department": NO_CONTACT}
        return missing if self.phone or self.email or self.website else missing | {"phone": NO_WAY}
