"""Everything the portal shows, and what people ask it."""

from neuss_integration.portal.models.advice import ContactPoint, ContactPointEvent, Subject, SubjectEvent
from neuss_integration.portal.models.enquiry import Enquiry, EnquiryCounter
from neuss_integration.portal.models.offer import Offer, OfferEvent
from neuss_integration.portal.models.translation import Translation

__all__ = [
    "ContactPoint",
    "ContactPointEvent",
    "Enquiry",
    "EnquiryCounter",
    "Offer",
    "OfferEvent",
    "Subject",
    "SubjectEvent",
    "Translation",
]
