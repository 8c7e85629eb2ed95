"""Everything the portal shows, and what people ask it."""

from neuss_integration.portal.models.advice import ContactPoint, ContactPointEvent, Subject, SubjectEvent
from neuss_integration.portal.models.campaign import Campaign, CampaignEvent
from neuss_integration.portal.models.enquiry import Enquiry, EnquiryCounter
from neuss_integration.portal.models.legal import LegalText, LegalTextEvent
from neuss_integration.portal.models.news import NewsItem, NewsItemEvent
from neuss_integration.portal.models.offer import Offer, OfferEvent
from neuss_integration.portal.models.profile import OrganisationProfile, OrganisationProfileEvent
from neuss_integration.portal.models.statistics import PageView
from neuss_integration.portal.models.translation import Translation

__all__ = [
    "Campaign",
    "CampaignEvent",
    "ContactPoint",
    "ContactPointEvent",
    "Enquiry",
    "EnquiryCounter",
    "LegalText",
    "LegalTextEvent",
    "NewsItem",
    "NewsItemEvent",
    "Offer",
    "OfferEvent",
    "OrganisationProfile",
    "OrganisationProfileEvent",
    "PageView",
    "Subject",
    "SubjectEvent",
    "Translation",
]
