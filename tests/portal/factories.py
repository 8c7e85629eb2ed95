"""Things of the portal for tests."""

from typing import Any

from neuss_integration.portal.models import ContactPoint, Offer, Subject
from neuss_integration.portal.services.items import create_item, release_item
from tests.factories import make_coordinator, make_department, make_field
from tests.factories.parts import serials


def make_offer(*, is_released: bool = False, **values: Any) -> Offer:
    """A draft that could be released; `is_released` does it. Its office is an Integrationsamt."""
    serial = next(serials)
    fields: dict[str, Any] = {
        "title": f"Sprachcafé {serial}",
        "text": "" if values.get("measure") else "Wir sprechen Deutsch. Alle sind willkommen.",
        "is_citywide": "districts" not in values,
    } | values
    if "field_of_action" not in fields:
        fields["field_of_action"] = make_field()
    return _made(Offer, _with_contact(fields, serial), is_released=is_released)


def make_subject(*, is_released: bool = False, **values: Any) -> Subject:
    """A Thema in a few words."""
    fields = {"title": f"Thema {next(serials)}", "text": "Das müssen Sie wissen."} | values
    return _made(Subject, fields, is_released=is_released)


def make_contact_point(*, is_released: bool = False, **values: Any) -> ContactPoint:
    """An Anlaufstelle that helps with one subject."""
    serial = next(serials)
    fields: dict[str, Any] = {"title": f"Anlaufstelle {serial}", "text": "Wir helfen bei Formularen."} | values
    if "subjects" not in fields:
        fields["subjects"] = [make_subject(is_released=True)]
    return _made(ContactPoint, _with_contact(fields, serial), is_released=is_released)


def _with_contact(fields: dict[str, Any], serial: int) -> dict[str, Any]:
    if "department" not in fields and "organisation" not in fields:
        fields["department"] = make_department(f"Integrationsamt {serial}")
    return {"phone": "02131 900"} | fields


def _made(model: Any, fields: dict[str, Any], *, is_released: bool) -> Any:
    by = make_coordinator()
    item = create_item(model, by=by, values=fields)
    return release_item(item, by=by, expected_version=item.version) if is_released else item
