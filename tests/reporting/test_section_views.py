"""Composing as the Koordination meets it."""

from django.urls import reverse

from measures.enums import ProgressState
from reporting.models import Report, Section
from tests.factories import World, make_measure, make_progress, make_round, sign_in
from tests.reporting.test_snapshot import in_period


def section_of(report: Report, kind: str) -> Section:
    return report.sections.get(kind=kind)


def sent(section: Section, **values: object) -> dict:
    return {"title": section.title, "text": "", "version": section.version, "action": "save"} | values


def test_page_shows_data_text_and_what_is_open(client, world: World, draft: Report) -> None:
    field = draft.sections.get(kind="field", field_of_action=world.bildung)
    text = sign_in(client, world.koordination).get(field.get_absolute_url()).text
    assert "1 Maßnahme ohne Sachstand." in text
    assert "Mehrsprachige Vorlesestunden" in text


def test_autosave_stores_and_tells_the_next_version(client, world: World, draft: Report) -> None:
    section = section_of(draft, "outlook")
    sign_in(client, world.koordination)
    answer = client.post(section.get_absolute_url(), sent(section, text="Von selbst", action="autosave")).json()
    assert answer["version"] == section.version + 1
    assert section_of(draft, "outlook").text == "Von selbst"


def test_autosave_of_a_second_writer_says_so_and_stores_nothing(client, world: World, draft: Report) -> None:
    section = section_of(draft, "outlook")
    sign_in(client, world.koordination)
    client.post(section.get_absolute_url(), sent(section, text="Erste"))
    response = client.post(section.get_absolute_url(), sent(section, text="Zweite", action="autosave"))
    assert response.status_code == 409
    assert section_of(draft, "outlook").text == "Erste"


def test_save_by_two_shows_both_texts(client, world: World, draft: Report) -> None:
    section = section_of(draft, "outlook")
    sign_in(client, world.koordination)
    client.post(section.get_absolute_url(), sent(section, text="Erste Fassung"))
    response = client.post(section.get_absolute_url(), sent(section, text="Zweite Fassung"))
    assert response.status_code == 409
    assert "Erste Fassung" in response.text
    assert "Zweite Fassung" in response.text


def test_text_that_cannot_be_printed_is_named_and_stays(client, world: World, draft: Report) -> None:
    section = section_of(draft, "outlook")
    sign_in(client, world.koordination)
    response = client.post(section.get_absolute_url(), sent(section, text="Willkommen 欢迎"))
    assert "nicht gedruckt werden" in response.text
    assert "Willkommen 欢迎" in response.text
    assert section_of(draft, "outlook").text == "Wir bleiben dran."


def test_text_of_the_last_report_stands_beside(client, world: World, published: Report) -> None:
    sign_in(client, world.koordination)
    values = {
        "kind": "continuation",
        "title": "Nächste",
        "period_start": "01.01.2027",
        "period_end": "31.12.2028",
        "committee": world.integrationsausschuss.pk,
        "length": "medium",
    }
    client.post(reverse("reporting:report-create"), values)
    section = Report.objects.get(title="Nächste").sections.get(kind="outlook")
    assert "Wir bleiben dran." in client.get(section.get_absolute_url()).text


def test_move_and_leave_out_lead_back_to_the_section(client, world: World, draft: Report) -> None:
    section = section_of(draft, "ended")
    sign_in(client, world.koordination)
    moved = client.post(reverse("reporting:section-move", args=[draft.pk, section.pk]), {"direction": "up"})
    client.post(reverse("reporting:section-include", args=[draft.pk, section.pk]), {"include": "no"})
    stored = section_of(draft, "ended")
    assert (stored.position, stored.is_included) == (section.position - 1, False)
    assert moved.url == f"{draft.get_absolute_url()}#abschnitt-{section.pk}"


def test_section_of_another_report_is_not_found(client, world: World, draft: Report, published: Report) -> None:
    section = section_of(draft, "ended")
    url = reverse("reporting:section-detail", args=[published.pk + 999, section.pk])
    assert sign_in(client, world.koordination).get(url).status_code == 404


def test_publish_names_missing_texts_and_offers_no_button(client, world: World, draft: Report) -> None:
    draft.sections.filter(kind="outlook").update(text="")
    url = reverse("reporting:report-publish", args=[draft.pk])
    text = sign_in(client, world.koordination).get(url).text
    assert "Der Text „Ausblick“ fehlt noch." in text
    assert "Jetzt freigeben" not in text


def test_list_of_sections_needs_the_same_queries_for_more_measures(
    client, world: World, draft: Report, django_assert_num_queries
) -> None:
    sign_in(client, world.koordination)
    asked = in_period()
    for number in (1, 3):
        for _ in range(number):
            make_progress(round=asked, measure=make_measure(), state=ProgressState.ACCEPTED)
        with django_assert_num_queries(22):
            client.get(draft.get_absolute_url())


def test_round_that_is_open_is_asked_about_where_it_is_mended(client, world: World, draft: Report) -> None:
    asked = in_period(title="Runde 2025")
    make_progress(round=asked, measure=world.praeventionsnetz, state=ProgressState.SUBMITTED)
    text = sign_in(client, world.koordination).get(section_of(draft, "procedure").get_absolute_url()).text
    assert "Die Berichtsrunde „Runde 2025“ ist noch offen." in text
    assert asked.get_absolute_url() in text
    assert make_round(title="Andere").title not in text
