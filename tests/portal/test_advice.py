"""Contact points that stay true, and enquiries that are answered, counted and forgotten."""

import base64
import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from neuss_integration.foundation.exceptions import Incomplete, Refused
from neuss_integration.mailing.models import Mail
from neuss_integration.portal.forms.enquiries import _signer
from neuss_integration.portal.models import ContactPoint, Enquiry
from neuss_integration.portal.selectors.enquiries import enquiry_counts
from neuss_integration.portal.services.enquiries import (
    MAILS_AN_HOUR,
    answer_enquiry,
    forget_enquiries,
    receive_enquiry,
    take_into_register,
)
from neuss_integration.portal.services.freshness import ask_owners, confirm_contact_point
from roundtables.models import Need
from tests.factories import World, make_table
from tests.portal.factories import make_contact_point, make_offer, make_subject

pytestmark = pytest.mark.django_db
ASK = "/portal/anfrage/"


def typed(**values: str) -> dict[str, str]:
    """What somebody sends who opened the page a minute ago."""
    with time_machine.travel(timezone.now() - dt.timedelta(minutes=1)):
        shown_at = _signer.sign("shown")
    return {"kind": "question", "message": "Wo lerne ich Deutsch?", "shown_at": shown_at} | values


def test_subject_shows_who_helps(client) -> None:
    subject = make_subject(title="Einbürgerung", is_released=True)
    make_contact_point(title="Beratung im Rathaus", subjects=[subject], is_released=True)
    make_contact_point(title="Noch ein Entwurf", subjects=[subject])
    text = client.get(subject.public_url).text
    assert "Beratung im Rathaus" in text
    assert "Noch ein Entwurf" not in text


def test_old_entry_asks_its_owner_once_and_shows_its_age(client) -> None:
    point = make_contact_point(email="amt@neuss.example", is_released=True)
    ContactPoint.objects.filter(pk=point.pk).update(confirmed_on=timezone.localdate() - dt.timedelta(days=400))
    assert (ask_owners(), ask_owners()) == (1, 1)
    assert [mail.address for mail in Mail.objects.filter(kind="freshness")] == ["amt@neuss.example"]
    assert "Zuletzt bestätigt am" in client.get(point.public_url).text


def test_confirmed_entry_is_fresh_again(client, world: World) -> None:
    point = make_contact_point(is_released=True)
    ContactPoint.objects.filter(pk=point.pk).update(confirmed_on=timezone.localdate() - dt.timedelta(days=400))
    confirm_contact_point(point, by=world.koordination)
    assert ask_owners() == 0
    assert "Zuletzt bestätigt am" not in client.get(point.public_url).text
    assert point.events.last().transition == "confirm"


def test_enquiry_gets_a_number_and_its_answer_stands_there(client, world: World) -> None:
    response = client.post(ASK, typed(reply_to="frage@neuss.example"))
    enquiry = Enquiry.objects.get()
    assert response.url == f"/portal/anfrage/{enquiry.number}/{enquiry.code}/"
    assert "angekommen" in client.get(response.url).text
    values = {"answer": "In der VHS.", "minutes_spent": 10}
    answer_enquiry(enquiry, by=world.koordination, expected_version=enquiry.version, values=values)
    assert "In der VHS." in client.get(response.url).text
    assert Mail.objects.get(address="frage@neuss.example").text.count("In der VHS.") == 1


@pytest.mark.parametrize("sent", [{"website": "x"}, {"shown_at": ""}, {"shown_at": "shown:1:x"}])
def test_robot_is_told_from_people(client, sent: dict) -> None:
    assert "Bitte senden Sie Ihre Nachricht noch einmal ab" in client.post(ASK, typed(**sent)).text
    assert Enquiry.objects.count() == 0


def test_form_that_comes_back_at_once_is_kept_for_a_second_try(client) -> None:
    text = client.post(ASK, typed(shown_at=_signer.sign("shown"))).text
    assert "Wo lerne ich Deutsch?" in text
    assert Enquiry.objects.count() == 0


def test_many_posts_from_one_address_do_not_hurt(client) -> None:
    answers = [client.post(ASK, typed()).status_code for _ in range(8)]
    assert answers == [302] * 5 + [200] * 3
    assert Enquiry.objects.count() == 5


def test_office_is_told_without_a_word_of_the_message_and_not_too_often() -> None:
    for _ in range(MAILS_AN_HOUR + 3):
        receive_enquiry(values={"message": "Vertraulich"})
    mails = list(Mail.objects.filter(kind="enquiry"))
    assert len(mails) == MAILS_AN_HOUR
    assert "Vertraulich" not in mails[0].text


def test_answered_enquiry_is_forgotten_and_still_counted(client, world: World) -> None:
    subject = make_subject(title="Anerkennung")
    enquiry = receive_enquiry(values={"message": "Zeugnis", "reply_to": "x@neuss.example", "subject": subject})
    values = {"answer": "Ja.", "subject": None, "minutes_spent": 5}
    answer_enquiry(enquiry, by=world.koordination, expected_version=1, values=values)
    with time_machine.travel(timezone.now() + dt.timedelta(days=91)):
        assert forget_enquiries() == 1
    kept = Enquiry.objects.get()
    assert (kept.message, kept.answer, kept.reply_to) == ("", "", "")
    assert not Mail.objects.filter(text__contains="Ja.").exists()
    assert not Mail.objects.filter(address="x@neuss.example").exists()
    year = timezone.localdate().year
    assert enquiry_counts(dt.date(year, 1, 1), dt.date(year, 12, 31)).sentence == "1 Anfrage, davon 1 zu Anerkennung."
    assert "gelöscht" in client.get(kept.public_url).text


def test_sentence_tells_of_enquiries_without_a_subject_as_a_report_does(db: None) -> None:
    subject = make_subject(title="Anerkennung")
    for about in (None, subject, None):
        receive_enquiry(values={"message": "Frage", "subject": about})
    day = timezone.localdate()
    assert enquiry_counts(day, day).sentence == "3 Anfragen, davon 2 ohne Thema und 1 zu Anerkennung."


def test_time_is_told_with_the_number_of_enquiries_that_say_it(client, world: World) -> None:
    day = timezone.localdate()
    for minutes in (None, None, 1):
        enquiry = receive_enquiry(values={"message": "Frage"})
        Enquiry.objects.filter(pk=enquiry.pk).update(minutes_spent=minutes)
    found = enquiry_counts(day, day)
    assert (found.minutes, found.time) == (1, "1 Minute, eingetragen bei 1 von 3 Anfragen")
    assert enquiry_counts(day + dt.timedelta(days=1), day + dt.timedelta(days=1)).time == ""


def test_enquiry_nobody_answered_is_forgotten_after_a_year() -> None:
    receive_enquiry(values={"message": "Hallo"})
    with time_machine.travel(timezone.now() + dt.timedelta(days=366)):
        assert forget_enquiries() == 1
    assert Enquiry.objects.get().get_state_display() == "ohne Antwort gelöscht"


def test_answer_needs_words_and_is_given_once(world: World) -> None:
    enquiry = receive_enquiry(values={"message": "Hallo"})
    with pytest.raises(Incomplete):
        answer_enquiry(enquiry, by=world.koordination, expected_version=1, values={})
    done = answer_enquiry(enquiry, by=world.koordination, expected_version=1, values={}, is_settled=True)
    with pytest.raises(Refused, match="schon „erledigt“"):
        answer_enquiry(done, by=world.koordination, expected_version=2, values={"answer": "Ja"})


def test_only_the_office_enters_other_channels_and_answers(world: World) -> None:
    enquiry = receive_enquiry(values={"message": "Hallo"})
    with pytest.raises(PermissionDenied):
        receive_enquiry(values={"message": "Hallo"}, channel="phone", by=world.jugendamt_person)
    with pytest.raises(PermissionDenied):
        answer_enquiry(enquiry, by=world.jugendamt_person, expected_version=1, values={"answer": "Ja"})


def test_word_of_an_enquiry_has_128_bits() -> None:
    enquiry = receive_enquiry(values={"message": "Hallo"})
    assert len(base64.urlsafe_b64decode(f"{enquiry.code}==")) * 8 == 128
    assert receive_enquiry(values={"message": "Hallo"}).code != enquiry.code


def test_other_code_reads_nothing(client) -> None:
    enquiry = receive_enquiry(values={"message": "Nur für mich"})
    response = client.get(reverse("portal:enquiry-status", args=[enquiry.number, "falsch"]))
    assert (response.status_code, "Nur für mich" in response.text) == (404, False)


def test_sitemap_names_what_is_released_and_nothing_else(client) -> None:
    shown, hidden = make_offer(is_released=True), make_offer()
    text = client.get("/portal/sitemap.xml").text
    assert (shown.public_url in text, hidden.public_url in text) == (True, False)


def test_missing_thing_comes_into_the_register_and_its_number_is_read(client, world: World) -> None:
    enquiry = receive_enquiry(values={"kind": "need", "message": "Es fehlt ein Treff."})
    client.force_login(world.koordination)
    table = make_table(name="Runder Tisch Wohnen")
    page = reverse("publicity:enquiry-need", args=[enquiry.number])
    client.post(page, {"version": 1, "round_table": table.pk, "title": "Ein Treff"})
    need = Need.objects.get(title="Ein Treff")
    assert (need.origin, need.state, need.raised_by_name) == ("portal", "reported", f"Anfrage {enquiry.number}")
    assert need.number in client.get(enquiry.public_url).text
    assert client.get(page).status_code == 404


def test_enquiry_comes_into_the_register_once_and_never_after_it_was_erased(world: World) -> None:
    enquiry = receive_enquiry(values={"message": "Es fehlt ein Treff."})
    values = {"round_table": make_table(), "title": "Ein Treff"}
    take_into_register(enquiry, by=world.koordination, expected_version=1, values=values)
    with pytest.raises(Refused, match="schon als B-"):
        take_into_register(enquiry, by=world.koordination, expected_version=2, values=values)
    other = receive_enquiry(values={"message": "Alt"})
    Enquiry.objects.filter(pk=other.pk).update(message="", erased_at=timezone.now())
    with pytest.raises(Refused, match="gelöscht"):
        take_into_register(other, by=world.koordination, expected_version=1, values=values)
    with pytest.raises(PermissionDenied):
        take_into_register(other, by=world.jugendamt_person, expected_version=1, values=values)


def test_flood_from_one_network_leaves_five_messages_and_lets_others_write(client, world: World) -> None:
    """10,000 from one address do not hurt the office: what comes too often is not kept and no mail is sent."""
    near, far = {"REMOTE_ADDR": "192.0.2.17"}, {"REMOTE_ADDR": "198.51.100.3"}
    answers = [client.post("/portal/anfrage/", typed(reply_to="flut@neuss.example"), **near) for _ in range(60)]
    assert [each.status_code for each in answers] == [302] * 5 + [200] * 55
    assert "Von Ihrem Anschluss kamen gerade viele Nachrichten" in answers[-1].text
    assert (Enquiry.objects.count(), Mail.objects.filter(address="flut@neuss.example").count()) == (5, 0)
    assert client.post("/portal/anfrage/", typed(message="Von woanders"), **far).status_code == 302
    assert Enquiry.objects.count() == 6
