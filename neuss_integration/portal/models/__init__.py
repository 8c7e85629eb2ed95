"""Everything the portal shows, and what people ask it."""

from neuss_integration.portal.models.advice import ContactPoint, ContactPointEvent, Subject, SubjectEvent
from neuss_integration.portal.models.enquiry import Enquiry, EnquiryCounter
from neuss_integration.portal.models.legal import LegalText, LegalTextEvent
from neuss_integration.portal.models.offer import Offer, OfferEvent
from neuss_integration.portal.models.statistics import PageView
from neuss_integration.portal.models.translation import Translation

__all__ = [
    "ContactPoint",
    "ContactPointEvent",
    "Enquiry",
    "EnquiryCounter",
    "LegalText",
    "LegalTextEvent",
    "Offer",
    "OfferEvent",
    "PageView",
    "Subject",
    "SubjectEvent",
    "Translation",
]
