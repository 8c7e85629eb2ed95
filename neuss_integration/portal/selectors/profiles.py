"""What everybody reads of organisations that agreed to be shown."""

from django.utils.translation import gettext

from neuss_integration.foundation.words.folding import german_sort_key
from neuss_integration.portal.models import OrganisationProfile
from neuss_integration.portal.selectors.offers import PublicOffer, public_offers
from neuss_integration.portal.selectors.public import OfferFact, PublicItem, address, facts_of, released, translated


class PublicOrganisation(PublicItem):
    """An organisation as it was released."""

    @property
    def url(self) -> str:
        return address("organisation", self.pk)

    @property
    def facts(self) -> list[OfferFact]:
        """When, where, languages, access."""
        return facts_of(
            ("calendar-today", gettext("Wann"), [self.schedule]),
            ("map", gettext("Wo"), [self.place, self.content["address"]]),
            ("language", gettext("Sprachen"), [self.language_names]),
            ("building", gettext("Zugang"), self.access),
        )


def public_organisations() -> list[PublicOrganisation]:
    """All released organisations by name; one query, and one for translations."""
    found = translated(released(OrganisationProfile.objects.all(), PublicOrganisation), "organisation_profile")
    return sorted(found, key=lambda each: (german_sort_key(each.title), each.pk))


def offers_of(organisation: PublicOrganisation) -> list[PublicOffer]:
    """Released offers for which the organisation answers questions, by title."""
    return [each for each in public_offers() if each.contact and each.contact == organisation.contact]
