"""Things of the portal for tests."""

from typing import Any

from neuss_integration.portal.models import Offer
from neuss_integration.portal.services.items import create_item, release_item
from tests.factories import make_coordinator, make_department, make_field
from tests.factories.parts import serials


def make_offer(*, is_released: bool = False, **values: Any) -> Offer:
    """A draft that could be released; `is_released` does it. Its office is the Integrationsamt."""
    serial = next(serials)
    fields: dict[str, Any] = {
        "title": f"Sprachcafé {serial}",
        "text": "" if values.get("measure") else "Wir sprechen Deutsch. Alle sind willkommen.",
        "is_citywide": "districts" not in values,
        "phone": "02131 900",
    } | values
    if "field_of_action" not in fields:
        fields["field_of_action"] = make_field()
    if "department" not in fields and "organisation" not in fields:
        fields["department"] = make_department(f"Integrationsamt {serial}")
    by = make_coordinator()
    offer = create_item(Offer, by=by, values=fields)
    return release_item(offer, by=by, expected_version=offer.version) if is_released else offer
