"""Everything the portal shows."""

from neuss_integration.portal.models.offer import Offer, OfferEvent

__all__ = ["Offer", "OfferEvent"]
