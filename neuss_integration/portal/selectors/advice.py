"""What everybody reads of advice: subjects and contact points as they were released."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext

from neuss_integration.foundation.words.folding import german_sort_key
from neuss_integration.portal.models import ContactPoint, Subject
from neuss_integration.portal.selectors.public import (
    OfferFact,
    PublicItem,
    address,
    day_shown,
    facts_of,
    released,
    translated,
    written,
)


class PublicSubject(PublicItem):
    """A subject as it was released."""

    @property
    def url(self) -> str:
        return address("subject-detail", self.pk)


@dataclass(frozen=True)
class PublicContactPoint(PublicItem):
    """A contact point as it was released; `confirmed_on` is set once it is old enough to be told."""

    confirmed_on: dt.date | None = field(default=None)

    @property
    def url(self) -> str:
        return address("contact-point", self.pk)

    @property
    def age(self) -> str:
        """A sentence about what nobody confirmed for long; empty for what is fresh."""
        if self.confirmed_on is None:
            return ""
        return gettext("Zuletzt bestätigt am %(day)s. Bitte fragen Sie vorher nach.") % {
            "day": day_shown(self.confirmed_on)
        }

    @property
    def facts(self) -> list[OfferFact]:
        """What for, when, where, how to get there, languages, access."""
        return facts_of(
            ("info", gettext("Themen"), [written(", ".join(title for _, title in self.subjects))]),
            ("calendar-today", gettext("Wann"), [self.schedule]),
            ("map", gettext("Wo"), [self.place, self.address]),
            ("arrow-forward", gettext("So kommen Sie hin"), [self.directions]),
            ("language", gettext("Sprachen"), [self.language_names]),
            ("building", gettext("Zugang"), self.access),
        )


def public_subjects() -> list[PublicSubject]:
    """All released subjects in the order of the office; one query."""
    found = translated(released(Subject.objects.all(), PublicSubject), "subject")
    return sorted(found, key=lambda each: (each.position, german_sort_key(each.title)))


def public_contact_points(subject: int | None = None) -> list[PublicContactPoint]:
    """All released contact points by title, or those that help with `subject`; one query."""
    points = translated(map(public_contact_point, ContactPoint.objects.public().order_by("pk")), "contact_point")
    wanted = [each for each in points if subject is None or subject in [pk for pk, _ in each.subjects]]
    return sorted(wanted, key=lambda each: (german_sort_key(each.title), each.pk))


def public_contact_point(row: ContactPoint) -> PublicContactPoint:
    """The released `row`."""
    return PublicContactPoint(
        row.released or {}, row.pk, row.released_at, confirmed_on=row.confirmed_on if row.is_stale else None
    )
