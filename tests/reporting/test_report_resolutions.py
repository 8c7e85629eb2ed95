"""Which resolutions of committees are about a report, and where that shows."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from measures.selectors.resolutions import resolutions_listed
from reporting.models import Report, ReportResolution, Snapshot
from reporting.services.resolutions import link_resolution, unlink_resolution
from tests.factories import World, make_goal, make_published, make_report, make_resolution, sign_in

LINK = "https://ratsinfo.example/vorlage/1"


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def linked(world: World, report: Report, **fields: Any) -> ReportResolution:
    return link_resolution(report, by=world.koordination, resolution=make_resolution(**fields))


def test_link_to_a_published_report_leaves_what_is_published_alone(world: World) -> None:
    report = make_published()
    before = Snapshot.objects.values().get(), Report.objects.values().get()
    link = linked(world, report)
    assert (Snapshot.objects.values().get(), Report.objects.values().get()) == before
    assert (link.report, link.linked_by, link.removed_at) == (report, world.koordination, None)


def test_link_twice_is_one_link(world: World) -> None:
    first = linked(world, make_report())
    again = link_resolution(first.report, by=world.vertretung, resolution=first.resolution)
    assert again == first
    assert ReportResolution.objects.count() == 1


def test_link_taken_back_stays_readable_and_can_be_made_again(world: World) -> None:
    first = linked(world, make_report())
    taken = unlink_resolution(first, by=world.vertretung)
    twice = unlink_resolution(first, by=world.koordination)
    again = link_resolution(first.report, by=world.koordination, resolution=first.resolution)
    assert (twice.removed_at, twice.removed_by) == (taken.removed_at, world.vertretung)
    assert list(ReportResolution.objects.standing()) == [again]
    assert ReportResolution.objects.count() == 2


@pytest.mark.parametrize("person", ["jugendamt_person", "integrationsrat_person", "verwaltung_person", "nobody"])
def test_only_the_koordination_links_and_takes_back(world: World, person: str) -> None:
    link, stranger = linked(world, make_report()), getattr(world, person)
    with pytest.raises(PermissionDenied):
        link_resolution(link.report, by=stranger, resolution=make_resolution())
    with pytest.raises(PermissionDenied):
        unlink_resolution(link, by=stranger)


@pytest.mark.parametrize("change", [{"removed_by": None}, {"removed_at": "2001-01-01T00:00Z"}])
def test_database_wants_who_took_it_back_and_after_it_was_made(world: World, change: dict[str, Any]) -> None:
    link = unlink_resolution(linked(world, make_report()), by=world.koordination)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportResolution.objects.filter(pk=link.pk).update(**change)


def test_database_refuses_a_second_standing_link(world: World) -> None:
    link = linked(world, make_report())
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportResolution.objects.create(report=link.report, resolution=link.resolution, linked_by=world.koordination)


def test_report_is_linked_on_its_page_and_the_link_taken_back(world: World, client: Client) -> None:
    report, resolution = make_published(), make_resolution(title="Rat nimmt Kenntnis")
    url = f"/berichte/{report.pk}/beschluesse/"
    assert "Rat nimmt Kenntnis" in page(sign_in(client, world.koordination), url)
    assert client.post(url, {"resolution": resolution.pk}).url == f"/berichte/{report.pk}/#beschluesse"
    assert "Verknüpfung mit „Rat nimmt Kenntnis“ lösen" in page(client, f"/berichte/{report.pk}/")
    assert "Rat nimmt Kenntnis" not in page(client, url)
    client.post(f"{url}{report.resolution_links.get().pk}/loesen/")
    assert "Noch ist kein Beschluss zu diesem Bericht eingetragen." in page(client, f"/berichte/{report.pk}/")
    assert "gelöst am" in page(client, f"/berichte/{report.pk}/verlauf/")


def test_resolution_is_linked_on_its_own_page(world: World, client: Client) -> None:
    report, resolution = make_published(title="Fortschreibung 2025–2026"), make_resolution()
    url = f"/beschluesse/{resolution.pk}/berichte/"
    assert "Fortschreibung 2025–2026" in page(sign_in(client, world.koordination), url)
    assert client.post(url, {"report": report.pk}).url == f"/beschluesse/{resolution.pk}/"
    assert "Fortschreibung 2025–2026" in page(client, f"/beschluesse/{resolution.pk}/")
    assert "Fortschreibung 2025–2026" in page(client, "/beschluesse/")
    assert "Fortschreibung 2025–2026" not in page(client, url)


def test_form_without_a_choice_says_so(world: World, client: Client) -> None:
    report = make_report()
    shown = sign_in(client, world.koordination).post(f"/berichte/{report.pk}/beschluesse/", {}).content.decode()
    assert "Bitte wählen Sie" in shown
    assert ReportResolution.objects.count() == 0


def test_readers_see_the_link_of_a_published_report_but_not_of_a_draft(world: World, client: Client) -> None:
    told, drafted = make_published(title="Erzählter Bericht"), make_report(title="Entworfener Bericht")
    resolution = linked(world, told, title="Zur Kenntnis").resolution
    link_resolution(drafted, by=world.koordination, resolution=resolution)
    sign_in(client, world.integrationsrat_person)
    shown = page(client, f"/beschluesse/{resolution.pk}/") + page(client, "/beschluesse/")
    assert (shown.count("Erzählter Bericht"), shown.count("Entworfener Bericht")) == (2, 0)
    assert "Zur Kenntnis" in page(client, f"/berichte/{told.pk}/")
    assert "Verknüpfung lösen" not in page(client, f"/berichte/{told.pk}/")


def test_public_page_shows_resolutions_with_a_public_address_only(world: World, client: Client) -> None:
    report = make_published()
    linked(world, report, title="In öffentlicher Sitzung", link=LINK)
    linked(world, report, title="Ohne Adresse")
    unlink_resolution(linked(world, report, title="Gelöst", link=LINK), by=world.koordination)
    for url in (f"/portal/berichte/{report.pk}/", "/portal/berichte/"):
        shown = page(client, url)
        assert f'href="{LINK}">In öffentlicher Sitzung</a>' in shown
        assert [name for name in ("Ohne Adresse", "Gelöst") if name in shown] == []


@pytest.mark.parametrize(("wanted", "found"), [("mit", [True, False]), ("ohne", [False, True]), ("x", [True, True])])
def test_list_of_reports_is_filtered_by_resolution(
    world: World, client: Client, wanted: str, found: list[bool]
) -> None:
    linked(world, make_published(title="Bericht A"))
    unlink_resolution(linked(world, make_published(title="Bericht B")), by=world.koordination)
    shown = page(sign_in(client, world.integrationsrat_person), f"/berichte/?beschluss={wanted}")
    assert ["Bericht A" in shown, "Bericht B" in shown] == found


@pytest.mark.parametrize(
    ("reference", "titles"),
    [("bericht", ["C"]), ("ziel", ["B"]), ("massnahme", ["A"]), ("fassung", []), ("nichts", ["D", "E"])],
)
def test_list_of_resolutions_is_filtered_by_what_they_hold_for(world: World, reference: str, titles: list[str]) -> None:
    make_resolution(title="A", measures=[world.praeventionsnetz])
    make_resolution(title="B", goals=[make_goal()])
    linked(world, make_published(), title="C")
    linked(world, make_report(), title="D")
    make_resolution(title="E")
    found = resolutions_listed(world.integrationsrat_person, {"bezug": reference})
    assert sorted(each.title for each in found) == titles


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("url", "queries"), [("/berichte/", 8), ("/berichte/{pk}/", 14), ("/portal/berichte/{pk}/", 9)]
)
def test_pages_of_reports_need_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, rows: int, url: str, queries: int
) -> None:
    report = make_published()
    for _ in range(rows):
        linked(world, report, link=LINK)
    sign_in(client, world.koordination)
    with django_assert_num_queries(queries):
        page(client, url.format(pk=report.pk))
