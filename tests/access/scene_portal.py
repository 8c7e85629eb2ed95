"""What everybody may read of the portal, and drafts beside it that nobody but the Koordination may."""

from typing import Any

from neuss_integration.foundation.attachments.pictures import clean_picture
from neuss_integration.portal.models import Offer
from neuss_integration.portal.services.enquiries import receive_enquiry
from neuss_integration.portal.services.items import put_picture, release_item, update_item, withdraw_item
from neuss_integration.portal.services.translations import save_translation
from tests.factories import World, picture_upload
from tests.portal.factories import make_campaign, make_contact_point, make_news, make_offer, make_profile, make_subject

PORTAL_SECRETS = {
    "Entwurf eines Angebots": frozenset({"koord"}),
    "Entwurf einer Neuigkeit": frozenset({"koord"}),
    "Entwurf einer Aktion": frozenset({"koord"}),
    "987.654": frozenset({"koord"}),
    "Neuer Titel, noch nicht freigegeben": frozenset({"koord"}),
    "Nobody has read this": frozenset({"koord"}),
    "Zurückgezogener Text": frozenset({"koord"}),
    "geheime.frage@neuss.example": frozenset({"koord"}),
}
"""Texts of the scene, and which columns of the table may read them."""


def portal_scene(world: World) -> dict[str, list[Any]]:
    """An offer that was changed after its release, a draft, and one that was withdrawn; the first two with pictures."""
    by = world.koordination
    offer = _with_picture(make_offer(weekdays=[2], starts_on=None, districts=[world.weckhoven]), by, "blue")
    offer = release_item(offer, by=by, expected_version=offer.version)
    update_item(offer, by=by, expected_version=offer.version, values={"title": "Neuer Titel, noch nicht freigegeben"})
    draft = _with_picture(make_offer(title="Entwurf eines Angebots"), by, "red")
    gone = make_offer(text="Zurückgezogener Text", is_released=True)
    withdraw_item(gone, by=by, reason="Findet nicht mehr statt")
    subject = make_subject(is_released=True)
    values = {"title": "Not checked yet", "text": "Nobody has read this", "author": "Büro"}
    save_translation(subject, item_name="subject", language="en", by=by, expected_version=0, values=values)
    enquiry = receive_enquiry(values={"message": "Wo lerne ich Deutsch?", "reply_to": "geheime.frage@neuss.example"})
    make_news(title="Entwurf einer Neuigkeit")
    return {
        "neuigkeit": [make_news(is_released=True).pk],
        "aktion": [make_campaign(is_released=True).pk],
        "organisation-portal": [make_profile(is_released=True).pk],
        "aktion-bearbeiten": ["aktionen", make_campaign(title="Entwurf einer Aktion", cost=987_654).pk],
        "datei-offen": ["angebote"],
        "datei-schema": ["angebote", 1],
        "beratung": [subject.pk],
        "uebersetzung": ["themen", subject.pk, "en"],
        "anlaufstelle": [make_contact_point(is_released=True).pk],
        "anfrage": [enquiry.number],
        "anfrage-wort": [enquiry.number, enquiry.code],
        "anfrage-falsch": [enquiry.number, "geraten"],
        "angebot": [offer.pk],
        "angebot-entwurf": [draft.pk],
        "angebot-vorbei": [gone.pk],
        "angebot-bild": [offer.picture.sha256],
        "entwurf-bild": [draft.picture.sha256],
        "portal-art": ["angebote"],
        "portal-neuigkeiten": ["neuigkeiten"],
        "portal-angebot": ["angebote", offer.pk],
        "portal-vorbei": ["angebote", gone.pk],
    }


def _with_picture(offer: Offer, by: Any, colour: str) -> Offer:
    picture = clean_picture(picture_upload(colour=colour))
    return put_picture(offer, by=by, expected_version=offer.version, picture=picture, alternative="Ein Café")
