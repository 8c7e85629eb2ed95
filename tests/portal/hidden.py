"""What nobody may read without an account: things with SECRET or 98765 in them beside what is shown."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from measures.models import Measure
from measures.services.measure import update_measure
from neuss_integration.city.models import Department, Organisation
from neuss_integration.foundation.attachments.pictures import clean_picture
from neuss_integration.portal.models import LegalText
from neuss_integration.portal.models.translation import ITEMS
from neuss_integration.portal.services.enquiries import receive_enquiry
from neuss_integration.portal.services.items import create_item, put_picture, release_item, update_item, withdraw_item
from neuss_integration.portal.services.taking_part import receive_goal_comment
from neuss_integration.portal.services.translations import save_translation
from reporting.services.resolutions import link_resolution
from roundtables.models import AgendaItem, GoalComment, Guest, Minutes, MinutesEntry
from roundtables.services.comment_rounds import open_round
from roundtables.services.goal_comments import answer_comment
from roundtables.services.minutes import publish_minutes
from tests.factories import (
    World,
    make_edition,
    make_goal,
    make_indicator,
    make_meeting,
    make_need,
    make_organisation,
    make_own_section,
    make_picture,
    make_published,
    make_report,
    make_resolution,
    make_table,
    make_value,
    picture_upload,
)
from tests.portal.factories import make_campaign, make_contact_point, make_news, make_offer, make_profile, make_subject

SECRET = "Nirgendwozulesen"
"""Stands in everything that was never released, was changed since, or was withdrawn."""


def hide(world: World) -> list[str]:
    """Drafts, changes, withdrawals, internal notes, names of people and small numbers, all with SECRET or 98765.

    Gives the addresses to which no page leads: an enquiry for who has its word, and a picture of a report.
    """
    by = world.koordination
    make_offer(title=f"{SECRET} Entwurf")
    changed = make_offer(title="Gezeigtes Angebot", districts=[world.weckhoven], weekdays=[2], is_released=True)
    update_item(changed, by=by, expected_version=changed.version, values={"title": f"{SECRET} neu", "place": SECRET})
    gone = make_offer(text=f"{SECRET} Text", is_released=True)
    withdraw_item(gone, by=by, reason=f"{SECRET} Grund")
    make_subject(text=SECRET)
    make_news(text=SECRET)
    make_campaign(title="Gezeigte Aktion", channels=["press"], reach=None, cost=98_765, is_released=True)
    make_profile(title=f"{SECRET} Verein", consent_on=None)
    make_meeting(link="https://nirgendwozulesen.example/raum", is_public=True)
    table = make_need(title=SECRET).round_table
    for number in range(6):
        make_need(title=f"Gezeigter Bedarf {number}", round_table=table, is_public=True)
    point = make_contact_point(title="Gezeigte Stelle", is_released=True)
    update_item(point, by=by, expected_version=point.version, values={"directions": SECRET})
    receive_enquiry(values={"message": SECRET, "reply_to": "nirgendwozulesen@neuss.example"})
    make_value(indicator=make_indicator(counts_people=True), value=98765, qualifier="blocked")
    _hide_people(world)
    _hide_kinds(world)
    _hide_goals(world)
    _hide_minutes(world)
    _hide_pictures(world)
    asked = receive_enquiry(values={"message": "Gezeigte Frage", "reply_to": "nirgendwozulesen@neuss.example"})
    return [_hide_reports(world), asked.public_url]


def _hide_goals(world: World) -> None:
    """Of a draft a goal that everybody is asked about, one that a table is, one that nobody is; and a comment."""
    draft, today = make_edition(title="Entwurf", state="draft"), timezone.localdate()
    shown, of_table, _ = (make_goal(edition=draft, text=text) for text in ("Gezeigtes Ziel", SECRET, f"{SECRET} Ziel"))
    values = {
        "title": "Ihre Meinung",
        "until": today + dt.timedelta(days=9),
        "answer_by": today + dt.timedelta(days=30),
    }
    for goal, asked in (
        (shown, {"is_public": True}),
        (of_table, {"round_tables": [make_table(name="Gefragter Tisch")]}),
    ):
        opened = open_round(draft, by=world.koordination, values=values | asked, goals=[goal])
    receive_goal_comment(shown.put_to_comment.get(), text=SECRET, reply_to="nirgendwozulesen@neuss.example")
    assert opened.put_goals.get().text == SECRET
    for number in range(5):
        receive_goal_comment(shown.put_to_comment.get(), text=f"{SECRET} {number}")
        comment = GoalComment.objects.latest("pk")
        words = "Gezeigter Kommentar" if number else ""
        given = {"outcome": "taken", "answer": "Danke." if words else SECRET, "public_text": words}
        answer_comment(comment, by=world.koordination, expected_version=comment.version, **given)


def _hide_kinds(world: World) -> None:
    """Of each kind one that was changed since its release, one that was withdrawn, and a translation nobody read."""
    by = world.koordination
    for make in (make_offer, make_subject, make_contact_point, make_news, make_campaign, make_profile):
        changed = make(is_released=True)
        update_item(changed, by=by, expected_version=changed.version, values={"title": f"{SECRET} neu", "text": SECRET})
        withdraw_item(make(title=f"{SECRET} weg", is_released=True), by=by, reason=SECRET)
        save_translation(
            changed,
            item_name=next(name for name in ITEMS if name.replace("_", "") == changed._meta.model_name),
            language="en",
            by=by,
            expected_version=0,
            values={"title": SECRET, "text": SECRET, "author": SECRET},
        )
    create_item(LegalText, by=by, values={"page": "imprint", "title": "Impressum", "text": SECRET})


def _hide_reports(world: World) -> str:
    """The address of a picture of a published report; hidden are a draft and a resolution that nobody can read."""
    report = make_published(title="Gezeigter Bericht")
    shown = make_picture(section=make_own_section(report))
    for link in ("https://rat.example/1", ""):
        resolution = make_resolution(title="Gezeigter Beschluss" if link else f"{SECRET} Beschluss", link=link)
        link_resolution(report, by=world.koordination, resolution=resolution)
    make_report(title=f"{SECRET} Berichtsentwurf", texts={"foreword": SECRET})
    return reverse("reporting:portal-picture", args=[report.pk, shown.file.sha256])


def _hide_people(world: World) -> None:
    """A measure in the portal with people behind it, and notes nobody else reads."""
    values = {"public_text": "Öffentlicher Text.", "contact_name": f"{SECRET} Person", "internal_note": SECRET}
    measure = update_measure(
        world.vorlesestunden, by=world.koordination, expected_version=world.vorlesestunden.version, values=values
    )
    Department.objects.filter(pk=world.jugendamt.pk).update(contact=f"{SECRET} Amtsperson")
    organisation = make_organisation("Offener Verein")
    Organisation.objects.filter(pk=organisation.pk).update(contact=f"{SECRET} Vorsitz", note=SECRET)
    offer = make_offer(measure=measure, title="Vorlesen", organisation=organisation)
    offer = release_item(offer, by=world.koordination, expected_version=offer.version)
    measure = Measure.objects.get(pk=measure.pk)
    update_measure(
        measure, by=world.koordination, expected_version=measure.version, values={"public_text": f"{SECRET} Text"}
    )


def _hide_minutes(world: World) -> None:
    """Minutes that everybody reads: an internal item, one that is withheld, notes of the office, a private guest."""
    start = timezone.now() - dt.timedelta(days=30)
    told = {
        "Gezeigter Punkt": {"text": "Gezeigter Wortlaut", "internal_note": SECRET},
        f"{SECRET} Punkt": {"text": SECRET, "is_internal": True},
        "Anderer Punkt": {"text": f"{SECRET}: eine Person"},
    }
    meeting = make_meeting(state="held", starts_at=start, link="https://nirgendwozulesen.example/video")
    sent = {"sent_at": start, "sent_by": world.koordination, "comment_until": timezone.localdate()}
    minutes = Minutes.objects.create(meeting=meeting, state="sent", **sent)
    for position, (title, values) in enumerate(told.items(), start=1):
        item = AgendaItem.objects.create(meeting=meeting, position=position, title=title)
        MinutesEntry.objects.create(minutes=minutes, item=item, **values)
    Guest.objects.create(meeting=meeting, guest_name=f"{SECRET} Gast")
    approve(minutes, world, withheld=3)


def approve(minutes: Minutes, world: World, *, withheld: int) -> None:
    """Approved in a later meeting and published, but for the item at position `withheld`."""
    later = make_meeting(round_table=minutes.meeting.round_table, state="held", starts_at=timezone.now())
    values = {"approved_at": timezone.now(), "approved_by": world.koordination, "approved_in": later}
    Minutes.objects.filter(pk=minutes.pk).update(state="approved", **values)
    kept = minutes.meeting.agenda.filter(position=withheld)
    publish_minutes(Minutes.objects.get(pk=minutes.pk), by=world.koordination, withheld=list(kept))


def _hide_pictures(world: World) -> None:
    """A picture that everybody sees, and another in its place that was not released."""
    by = world.koordination
    for make in (make_offer, make_news, make_campaign):
        item = make(title="Gezeigt mit Bild")
        for colour, words in (("blue", "Gezeigtes Bild"), ("red", f"{SECRET} Bild")):
            picture = clean_picture(picture_upload(colour=colour))
            item = put_picture(item, by=by, expected_version=item.version, picture=picture, alternative=words)
            item = release_item(item, by=by, expected_version=item.version) if colour == "blue" else item
