"""The kinds of things the office writes for everybody; each has the same pages and the same way into the public."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.text import capfirst

from neuss_integration.portal.forms.items import (
    ContactPointForm,
    LegalTextForm,
    OfferForm,
    OrganisationProfileForm,
    PortalItemForm,
    SubjectForm,
)
from neuss_integration.portal.forms.publicity import CampaignForm, NewsItemForm
from neuss_integration.portal.models import (
    Campaign,
    ContactPoint,
    LegalText,
    NewsItem,
    Offer,
    OrganisationProfile,
    Subject,
)
from neuss_integration.portal.models.pictured import PicturedModel
from neuss_integration.portal.models.released import ReleasedModel
from neuss_integration.portal.selectors.advice import PublicContactPoint, PublicSubject
from neuss_integration.portal.selectors.news import PublicCampaign, PublicNews
from neuss_integration.portal.selectors.offers import PublicOffer
from neuss_integration.portal.selectors.profiles import PublicOrganisation
from neuss_integration.portal.selectors.public import PublicItem


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalKind:
    """Model, form and words of a kind; `preview` is the template that everybody's page is made of."""

    slug: str
    model: type[ReleasedModel]
    form: type[PortalItemForm]
    about: str
    preview: str
    shown: type[PublicItem]
    translated_as: str = ""
    """The name under which translations refer to it; empty for what is German only."""

    @property
    def has_picture(self) -> bool:
        return issubclass(self.model, PicturedModel)

    @property
    def singular(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def plural(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @property
    def heading(self) -> str:
        """The plural where it stands alone."""
        return capfirst(self.plural)

    @property
    def rows(self) -> Any:
        """All of them with what a release would freeze."""
        found: Any = self.model._default_manager
        return found.with_parts().order_by("title", "pk")


KINDS: Final = {
    kind.slug: kind
    for kind in (
        PortalKind(
            slug="aktionen",
            model=Campaign,
            form=CampaignForm,
            about="Veranstaltungen, Aktionswochen und Kampagnen: wann, wo, für wen, auf welchen Wegen",
            preview="portal/includes/campaign.html",
            shown=PublicCampaign,
            translated_as="campaign",
        ),
        PortalKind(
            slug="angebote",
            model=Offer,
            form=OfferForm,
            about="Was Menschen in der Stadt nutzen können: wann, wo, in welcher Sprache, was es kostet",
            preview="portal/includes/offer.html",
            shown=PublicOffer,
            translated_as="offer",
        ),
        PortalKind(
            slug="anlaufstellen",
            model=ContactPoint,
            form=ContactPointForm,
            about="Wer womit hilft, in welchen Sprachen, wann, und wie man hinkommt",
            preview="portal/includes/contact_point.html",
            shown=PublicContactPoint,
            translated_as="contact_point",
        ),
        PortalKind(
            slug="neuigkeiten",
            model=NewsItem,
            form=NewsItemForm,
            about="Was neu ist, mit Bild, und Texte für die Presse",
            preview="portal/includes/news.html",
            shown=PublicNews,
            translated_as="news_item",
        ),
        PortalKind(
            slug="organisationen",
            model=OrganisationProfile,
            form=OrganisationProfileForm,
            about="Vereine, Träger und Verbände, die zugestimmt haben, gezeigt zu werden",
            preview="portal/includes/organisation.html",
            shown=PublicOrganisation,
            translated_as="organisation_profile",
        ),
        PortalKind(
            slug="rechtliches",
            model=LegalText,
            form=LegalTextForm,
            about="Impressum, Datenschutz und die Erklärung zur Barrierefreiheit",
            preview="portal/includes/legal.html",
            shown=PublicItem,
        ),
        PortalKind(
            slug="themen",
            model=Subject,
            form=SubjectForm,
            about="Kurze Texte zu dem, wonach Menschen fragen",
            preview="portal/includes/subject.html",
            shown=PublicSubject,
            translated_as="subject",
        ),
    )
}
