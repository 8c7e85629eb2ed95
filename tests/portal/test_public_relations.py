"""News, Aktionen, organisations and Runde Tische: what everybody reads, what stays with the office, what adds up."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
import vobject
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from measures.models import Measure
from measures.services.measure import update_measure
from neuss_integration.foundation.exceptions import Incomplete
from neuss_integration.portal.models import Campaign, OrganisationProfile
from neuss_integration.portal.selectors.year_plan import KnownSum, plan_of
from neuss_integration.portal.services.items import release_item, update_item, withdraw_item
from neuss_integration.portal.services.statistics import store_views
from neuss_integration.portal.services.translations import review_translation, save_translation
from tests.factories import World, make_meeting, make_need, make_organisation, make_table
from tests.portal.factories import make_campaign, make_news, make_offer, make_profile

pytestmark = pytest.mark.django_db
NEXT_WEEK = dt.timedelta(days=7)


def test_news_is_read_from_its_release_on_and_the_newest_day_first(client) -> None:
    today = timezone.localdate()
    make_news(title="Von gestern", dated=today - dt.timedelta(days=1), is_released=True)
    make_news(title="Von heute", is_released=True)
    make_news(title="Noch ein Entwurf")
    text = client.get("/portal/aktuelles/").text
    assert text.index("Von heute") < text.index("Von gestern")
    assert "Noch ein Entwurf" not in text


def test_older_news_and_older_texts_for_the_press_stand_on_the_next_page(client) -> None:
    for day in range(1, 33):
        make_news(is_released=True, title=f"Neues {day}", dated=dt.date(2025, 1, 1) + dt.timedelta(days=day))
        make_news(is_released=True, kind="press", title=f"Presse {day}", dated=dt.date(2025, 3, 1))
    first, second = (client.get("/portal/aktuelles/", {"seite": page}).content.decode() for page in (1, 2))
    told = [f"Neues {day}<" for day in range(1, 33)]
    assert [words in first for words in told] == [False, False] + [True] * 30
    assert [words in second for words in told] == [True, True] + [False] * 30
    assert "seite=2" in first
    older = client.get("/portal/aktuelles/", {"presse": 2}).text
    assert [sum(f"Presse {day}<" in page for day in range(1, 33)) for page in (first, older)] == [30, 2]


def test_news_is_not_released_before_its_day(world: World) -> None:
    day = timezone.localdate() + NEXT_WEEK
    item = make_news(dated=day)
    with pytest.raises(Incomplete, match=f"für den {day:%d.%m.%Y} vorgesehen"):
        release_item(item, by=world.koordination, expected_version=item.version)
    with time_machine.travel(timezone.now() + NEXT_WEEK):
        assert release_item(item, by=world.koordination, expected_version=item.version).state == "released"


def test_press_text_stands_below_the_press_only(client) -> None:
    make_news(title="An die Presse", kind="press", is_released=True)
    text = client.get("/portal/aktuelles/").text
    assert text.index("Für die Presse") < text.index("An die Presse")
    assert "An die Presse" not in client.get("/portal/").text


def test_withdrawn_news_is_gone_and_out_of_the_feed(client, world: World) -> None:
    item = make_news(title="Irrtum", is_released=True)
    assert "Irrtum" in client.get("/portal/daten/berichte.atom").text
    withdraw_item(item, by=world.koordination, reason="falsch")
    assert client.get(item.public_url).status_code == 410
    assert "Irrtum" not in client.get("/portal/daten/berichte.atom").text


def test_feed_stays_in_order_with_reports_and_news(client) -> None:
    with time_machine.travel(timezone.now() - NEXT_WEEK):
        make_news(title="Älter", is_released=True)
    make_news(title="Neuer", is_released=True)
    feed = etree.fromstring(client.get("/portal/daten/berichte.atom").content)
    assert [each.text for each in feed.iterfind(".//{*}entry/{*}title")] == ["Neuer", "Älter"]


def test_campaign_shows_everybody_what_when_and_where_and_keeps_the_rest(client) -> None:
    item = make_campaign(place="Markt", schedule="ab 14 Uhr", channels=["press"], planned_reach=4711, is_released=True)
    text = client.get(item.public_url).text
    assert (f"{item.starts_on:%d.%m.%Y}" in text, "ab 14 Uhr" in text, "Markt" in text) == (True, True, True)
    assert ("Presse" in text, "4.711" in text, "4711" in text) == (False, False, False)


def test_campaign_of_a_measure_leaves_the_text_of_the_measure_as_it_was_released(world: World) -> None:
    measure = world.vorlesestunden
    values = {"public_text": "Nur ein Entwurf."}
    measure = update_measure(measure, by=world.koordination, expected_version=measure.version, values=values)
    make_campaign(measure=measure, is_released=True)
    assert Measure.objects.get(pk=measure.pk).released_text == ""


def test_campaign_that_is_over_leaves_the_list_and_says_so(client) -> None:
    item = make_campaign(title="Sommerfest", is_released=True)
    assert "Sommerfest" in client.get("/portal/aktuelles/").text
    with time_machine.travel(timezone.now() + 2 * NEXT_WEEK):
        assert "Sommerfest" not in client.get("/portal/aktuelles/").text
        assert "Das ist schon vorbei." in client.get(item.public_url).text


def test_calendar_has_campaigns_and_public_meetings_only(client) -> None:
    make_campaign(title="Fest der Kulturen", is_released=True)
    make_campaign(title="Entwurf")
    make_meeting(title="Öffentlich", is_public=True)
    make_meeting(title="Nicht öffentlich")
    calendar = vobject.readOne(client.get("/portal/daten/termine.ics").content.decode())
    names = [event.summary.value for event in calendar.vevent_list]
    assert [("Entwurf" in name, "Nicht öffentlich" in name) for name in names] == [(False, False)] * 2
    assert (names[0], names[1].endswith("Öffentlich")) == ("Fest der Kulturen", True)


def test_people_are_counted_from_the_first_day_on(world: World) -> None:
    item = make_campaign()
    with pytest.raises(ValidationError, match="erst ab dem ersten Tag"):
        update_item(item, by=world.koordination, expected_version=item.version, values={"reach": 10})
    with time_machine.travel(timezone.now() + NEXT_WEEK):
        assert update_item(item, by=world.koordination, expected_version=item.version, values={"reach": 10}).reach == 10


@pytest.mark.parametrize("wrong", [{"cost": -1}, {"planned_cost": -1}, {"ends_on": dt.date(2000, 1, 1)}])
def test_database_refuses_a_campaign_that_cannot_be(wrong: dict) -> None:
    item = make_campaign()
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=item.pk).update(**wrong)


def test_year_plan_adds_up_what_is_known_and_says_of_how_many() -> None:
    new_year = {"starts_on": dt.date(2025, 12, 30), "ends_on": dt.date(2026, 1, 2)}
    make_campaign(**new_year, planned_cost=100, cost=Decimal("120.50"), reach=30)
    make_campaign(starts_on=dt.date(2026, 5, 1), planned_cost=200)
    make_campaign(starts_on=dt.date(2024, 5, 1), planned_cost=999)
    assert (len(plan_of(2025).campaigns), len(plan_of(2026).campaigns), len(plan_of(2024).campaigns)) == (1, 2, 1)
    assert plan_of(2026).sums == (
        KnownSum(None, 0, 0),
        KnownSum(30, 1, 0),
        KnownSum(Decimal(300), 2, 2),
        KnownSum(Decimal("120.50"), 1, 2),
    )


def test_year_plan_shows_the_year_that_is_asked_for(client, world: World) -> None:
    make_campaign(title="Woche gegen Rassismus", starts_on=dt.date(2024, 3, 11))
    client.force_login(world.koordination)
    page = reverse("publicity:year-plan")
    assert "Woche gegen Rassismus" in client.get(page, {"jahr": "2024"}).text
    assert [client.get(page, {"jahr": bad}).status_code for bad in ("", "x", "99999", "-1")] == [200] * 4


def test_organisation_without_its_consent_is_not_shown(client, world: World) -> None:
    item = make_profile(title="Kulturverein", consent_on=None)
    with pytest.raises(Incomplete, match="zugestimmt"):
        release_item(item, by=world.koordination, expected_version=item.version)
    assert "Kulturverein" not in client.get("/portal/organisationen/").text


def test_organisation_shows_what_it_offers(client) -> None:
    club = make_organisation("Offener Kulturverein")
    item = make_profile(organisation=club, is_released=True)
    make_offer(title="Offener Treff", organisation=club, is_released=True)
    make_offer(title="Fremder Treff", is_released=True)
    text = client.get(item.public_url).text
    assert ("Offener Treff" in text, "Fremder Treff" in text) == (True, False)


def test_organisation_has_one_entry_and_needs_an_organisation(world: World) -> None:
    item = make_profile()
    with pytest.raises(ValidationError, match="schon einen Eintrag"):
        make_profile(organisation=item.organisation)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationProfile.objects.filter(pk=item.pk).update(organisation=None)


def test_round_tables_show_released_dates_and_needs(client) -> None:
    table = make_table(name="Runder Tisch Wohnen")
    make_meeting(round_table=table, place="Rathaus", link="https://nur-intern.example", is_public=True)
    make_meeting(round_table=table, place="Hinterzimmer")
    make_need(round_table=table, title="Mehr Dolmetschende", outcome="Ein Pool entsteht.", is_public=True)
    make_need(round_table=table, title="Noch vertraulich")
    text = client.get("/portal/runde-tische/").text
    shown = ("Runder Tisch Wohnen", "Rathaus", "Mehr Dolmetschende", "Ein Pool entsteht.")
    assert [word in text for word in shown] == [True] * 4
    assert [word in text for word in ("Hinterzimmer", "Noch vertraulich", "nur-intern")] == [False] * 3


def test_cancelled_public_meeting_says_so(client) -> None:
    make_meeting(state="cancelled", state_reason="krank", is_public=True)
    text = client.get("/portal/runde-tische/").text
    assert ("abgesagt" in text, "krank" in text) == (True, False)


def test_news_is_read_in_another_language_once_checked(client, world: World) -> None:
    item = make_news(is_released=True)
    values = {"title": "Good news", "text": "It is new.", "author": "Büro"}
    row = save_translation(
        item, item_name="news_item", language="en", by=world.koordination, expected_version=0, values=values
    )
    assert "Good news" not in client.get("/portal/en/aktuelles/").text
    review_translation(row, by=world.koordination, expected_version=row.version)
    assert "Good news" in client.get("/portal/en/aktuelles/").text


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/portal/aktuelles/", 5), ("/portal/organisationen/", 2), ("/portal/runde-tische/", 6)],
)
def test_page_asks_the_same_number_of_questions_for_one_and_three(
    client, address: str, queries: int, django_assert_num_queries
) -> None:
    for _ in (1, 3):
        make_news(is_released=True)
        make_campaign(is_released=True)
        make_profile(is_released=True)
        make_need(round_table=make_meeting(is_public=True).round_table, is_public=True)
        store_views()
        with django_assert_num_queries(queries):
            client.get(address)
