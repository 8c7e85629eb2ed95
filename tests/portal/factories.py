"""Things of the portal for tests."""

import datetime as dt
from typing import Any

from django.utils import timezone

from neuss_integration.portal.models import Campaign, ContactPoint, NewsItem, Offer, OrganisationProfile, Subject
from neuss_integration.portal.services.items import create_item, release_item
from tests.factories import make_coordinator, make_department, make_field, make_organisation
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


def make_news(*, is_released: bool = False, **values: Any) -> NewsItem:
    """A Neuigkeit of today."""
    fields = {"title": f"Neuigkeit {next(serials)}", "text": "Das ist neu."} | values
    return _made(NewsItem, fields, is_released=is_released)


def make_campaign(*, is_released: bool = False, **values: Any) -> Campaign:
    """An Aktion in a week, of one day."""
    day = timezone.localdate() + dt.timedelta(days=7)
    fields = {"title": f"Fest {next(serials)}", "text": "Alle sind eingeladen.", "starts_on": day} | values
    return _made(Campaign, fields, is_released=is_released)


def make_profile(*, is_released: bool = False, **values: Any) -> OrganisationProfile:
    """The entry of an organisation that agreed today."""
    serial = next(serials)
    fields = {"title": f"Verein {serial}", "text": "Wir helfen.", "consent_on": timezone.localdate()} | values
    if "organisation" not in fields:
        fields["organisation"] = make_organisation(f"Verein {serial} e. V.")
    return _made(OrganisationProfile, _with_contact(fields, serial), is_released=is_released)


def _with_contact(fields: dict[str, Any], serial: int) -> dict[str, Any]:
    if "department" not in fields and "organisation" not in fields:
        fields["department"] = make_department(f"Integrationsamt {serial}")
    return {"phone": "02131 900"} | fields


def _made(model: Any, fields: dict[str, Any], *, is_released: bool) -> Any:
    by = make_coordinator()
    item = create_item(model, by=by, values=fields)
    return release_item(item, by=by, expected_version=item.version) if is_released else item
