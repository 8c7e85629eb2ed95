"""Pages of indicators: what is shown to whom, questions about odd values, a series with preview."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from success_factors.enums import IndicatorDirection
from success_factors.models import Indicator, IndicatorValue
from tests.factories import World, make_indicator, make_value, sign_in

HEAD = "Zeit;Wert;Gruppe;Quelle;Hinweis;Einschränkung\n"


def sent(**changes: Any) -> dict[str, Any]:
    """What a browser sends for a value."""
    values = {"period": "2021", "value": "513", "source": "Pressemitteilung", "submission_key": str(uuid.uuid4())}
    return values | changes


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("url", "queries"), [("/indikatoren/", 11), ("/indikatoren/{}/", 10), ("/erfolgsfaktoren/", 11)]
)
def test_pages_need_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, rows: int, url: str, queries: int
) -> None:
    for _ in range(rows):
        indicator = make_indicator(success_factors=world.factors[:rows], field_of_action=world.bildung)
        for year in range(rows):
            make_value(indicator=indicator, year=2018 + year)
    sign_in(client, world.integrationsrat_person)
    with django_assert_num_queries(queries):
        page(client, url.format(indicator.pk))


def test_list_shows_the_last_value_and_the_direction(world: World, client: Client) -> None:
    rising = make_indicator(rhythm_months=240)
    falling = make_indicator(direction=IndicatorDirection.DOWN, rhythm_months=240)
    for indicator in (rising, falling):
        make_value(indicator=indicator, value=1250, year=2019)
        make_value(indicator=indicator, value=1513, year=2021)
    make_indicator(is_active=False, inactive_reason="Nur für das Land.")
    shown = page(sign_in(client, world.integrationsrat_person), "/indikatoren/")
    assert shown.count("1.513 Personen") == 2
    assert (shown.count("richtige Richtung"), shown.count("falsche Richtung")) == (1, 1)
    assert shown.index("Nicht beobachtet") < shown.index("Nur für das Land.")
    assert "anlegen" not in shown


def test_old_value_is_called_outdated_and_has_no_direction(world: World, client: Client) -> None:
    indicator = make_indicator(success_factors=[world.factors[3]])
    for year, value in ((2019, 1250), (2021, 1513)):
        make_value(indicator=indicator, value=value, year=year)
    sign_in(client, world.integrationsrat_person)
    for url in ("/indikatoren/", f"/indikatoren/{indicator.pk}/", "/erfolgsfaktoren/", "/erfolgsfaktoren/4/"):
        shown = page(client, url)
        assert ("veraltet" in shown, "richtige Richtung" in shown) == (True, False)


def test_page_shows_chart_target_values_and_method(world: World, client: Client) -> None:
    indicator = make_indicator(target_value=600, target_year=2030, method_note="Ohne Doppelzählung.")
    make_value(indicator=indicator, year=2019, value=250, qualifier="estimated")
    make_value(indicator=indicator, year=2020, sign="later")
    make_value(indicator=indicator, year=2021, value=513)
    shown = page(sign_in(client, world.integrationsrat_person), f"/indikatoren/{indicator.pk}/")
    assert "2019: 250 e, 2020: …, 2021: 513. Ziel bis 2030: 600." in shown
    assert "Ohne Doppelzählung." in shown
    assert "Wert erfassen" not in shown


@pytest.mark.parametrize(("value", "more"), [(2, {}), (4567, {"qualifier": "blocked"})])
def test_small_and_blocked_numbers_stay_in_the_office(
    world: World, client: Client, value: int, more: dict[str, str]
) -> None:
    indicator = make_indicator(counts_people=True, name="Fälle")
    make_value(indicator=indicator, value=value, **more)
    text = f"{value:,}".replace(",", ".")
    urls = ["/indikatoren/", f"/indikatoren/{indicator.pk}/", f"/indikatoren/{indicator.pk}/daten.csv"]
    inside = [page(sign_in(client, world.koordination), url) for url in urls]
    outside = [page(sign_in(client, world.jugendamt_person), url) for url in urls]
    cells = [f"{text} Personen", f">{text}<", f";{value};"]
    assert [cell in shown for cell, shown in zip(cells, inside, strict=True)] == [True] * 3
    assert [cell in shown for cell, shown in zip(cells, outside, strict=True)] == [False] * 3


def test_download_holds_numbers_as_numbers_and_nothing_as_formula(world: World, client: Client) -> None:
    indicator = make_indicator(name="=1+1", decimals=1)
    make_value(indicator=indicator, value="1234.5", source="@SUMME(A1)")
    make_value(indicator=indicator, value=-40, year=2021)
    response = sign_in(client, world.koordination).get(f"/indikatoren/{indicator.pk}/daten.csv")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[1:] == [
        "'=1+1;Personen;2021;alle;-40,0;;ja;Statistikstelle;",
        "'=1+1;Personen;2020;alle;1234,5;;ja;'@SUMME(A1);",
    ]
    assert response["Content-Disposition"] == f'attachment; filename="indikator-{indicator.pk}.csv"'


def test_value_of_another_magnitude_is_saved_after_confirmation(world: World, client: Client) -> None:
    indicator = make_value(value=250).indicator
    url, data = f"/indikatoren/{indicator.pk}/wert/", sent(value="2.513")
    asked = sign_in(client, world.koordination).post(url, data).content.decode()
    assert "Der Wert weicht stark ab: 2.513 statt zuletzt 250 (2020)." in asked
    assert 'name="confirmed"' in asked
    assert client.post(url, data | {"confirmed": "on"}).status_code == 302
    assert indicator.values.count() == 2


def test_double_value_is_saved_after_a_decision_with_reason(world: World, client: Client) -> None:
    indicator = make_value(value=430, year=2021).indicator
    url, data = f"/indikatoren/{indicator.pk}/wert/", sent(value="371")
    asked = sign_in(client, world.koordination).post(url, data).content.decode()
    assert "Für 2021 gibt es schon einen Wert." in asked
    asked = client.post(url, data | {"decision": "use_new"}).content.decode()
    assert "Bitte sagen Sie, warum dieser Wert verwendet wird." in asked
    client.post(url, data | {"decision": "use_new", "conflict_reason": "Amtliche Zählung."})
    shown = page(client, f"/indikatoren/{indicator.pk}/")
    assert "<s>430</s>" in shown
    assert shown.count("Amtliche Zählung.") == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"period": "2090"}, "noch nicht zu Ende"),
        ({"period": "irgendwann"}, "Bitte geben Sie bei „Zeit“"),
        ({"value": "viel"}, "Bitte geben Sie „Wert“ als Zahl an"),
        ({"value": ""}, "einen Wert an oder wählen Sie ein Zeichen"),
        ({"sign": "later"}, "einen Wert an oder wählen Sie ein Zeichen"),
        ({"source": ""}, "Bitte füllen Sie „Quelle“ aus."),
        ({"value": "1" * 30}, "zu viele Ziffern"),
    ],
)
def test_bad_value_is_refused_with_a_sentence(
    world: World, client: Client, change: dict[str, str], sentence: str
) -> None:
    indicator = make_indicator()
    response = sign_in(client, world.koordination).post(f"/indikatoren/{indicator.pk}/wert/", sent(**change))
    assert sentence in response.content.decode()
    assert not IndicatorValue.objects.exists()


def series(rows: int) -> str:
    """So many good rows, one for each month."""
    months = [f"{month:02d}.{year}" for year in range(1980, 2024) for month in range(1, 13)]
    return HEAD + "".join(f"{month};100;;Melderegister;;\n" for month in months[:rows])


@pytest.mark.slow
def test_import_with_three_bad_rows_of_500_imports_nothing_until_the_person_decides(
    world: World, client: Client
) -> None:
    lines = series(500).splitlines()
    lines[10], lines[20], lines[30] = "31.02.2020;5;;x;;", "2001;viel;;x;;", "2002;7;;;;"
    indicator, text = make_indicator(), "\n".join(lines)
    url = f"/indikatoren/{indicator.pk}/reihe/"
    shown = sign_in(client, world.koordination).post(url, {"text": text}).content.decode()
    assert "3 Zeilen haben einen Fehler, 497 Zeilen sind in Ordnung." in shown
    assert "Zeile 11, Spalte „Zeit“: „31.02.2020“ ist kein Jahr, Monat oder Tag." in shown
    assert "Zeile 21, Spalte „Wert“: „viel“ ist keine Zahl." in shown
    assert "Zeile 31, Spalte „Quelle“: Jeder Wert braucht eine Quelle." in shown
    client.post(url, {"text": text, "step": "import"})
    assert not IndicatorValue.objects.exists()
    client.post(url, {"text": text, "step": "import", "only_good": "1"})
    assert indicator.values.count() == 497


def test_import_from_a_file_shows_a_preview_and_then_writes(world: World, client: Client) -> None:
    indicator = make_indicator()
    url = f"/indikatoren/{indicator.pk}/reihe/"
    text = HEAD + "2019;1.250;;Statistikstelle;gerundet;geschätzt\n2020;–;Frauen;Statistikstelle;;\n"
    file = SimpleUploadedFile("werte.csv", text.encode("cp1252"))
    shown = sign_in(client, world.koordination).post(url, {"file": file}).content.decode()
    assert "2 Werte übernehmen" in shown
    assert not IndicatorValue.objects.exists()
    client.post(url, {"text": text, "step": "import"})
    rows = indicator.values.order_by("reference_date").values_list("value", "sign", "group", "qualifier", "note")
    assert list(rows) == [(1250, "", "", "estimated", "gerundet"), (None, "nothing", "Frauen", "", "")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Zeit;Wert\n2019;5\n", "Zeile 1, Spalte „Quelle“: Diese Spalte fehlt."),
        (HEAD, "Vorschau"),
        (HEAD + "2019;5;;x;;vielleicht\n", "Spalte „Einschränkung“: „vielleicht“ gibt es nicht."),
        (HEAD + "2020;5;;x;;\n", "Spalte „Zeit“: Für diese Zeit und Gruppe gibt es schon einen Wert."),
        (HEAD + "2019;5;;x;;\n2019;6;;x;;\n", "Zeile 3, Spalte „Zeit“: Für diese Zeit"),
        (HEAD + "2019;4000;;x;;\n", "Spalte „Wert“: Der Wert weicht stark ab"),
        (HEAD + "2090;5;;x;;\n", "Dieser Zeitraum ist noch nicht zu Ende."),
        (HEAD + "99999;5;;x;;\n", "„99999“ ist kein Jahr"),
        ("x" * 5, "Diese Spalte fehlt."),
        (HEAD + '"offen;5;;x;;', "vermutlich fehlt ein Anführungszeichen"),
    ],
)
def test_import_names_row_and_column_of_what_is_wrong(world: World, client: Client, text: str, sentence: str) -> None:
    indicator = make_value(value=40).indicator
    url = f"/indikatoren/{indicator.pk}/reihe/"
    assert sentence in sign_in(client, world.koordination).post(url, {"text": text}).content.decode()
    client.post(url, {"text": text, "step": "import"})
    assert indicator.values.count() == 1


@pytest.mark.parametrize("content", [b"\x00\x01PK", b""])
def test_file_that_is_no_text_is_refused(world: World, client: Client, content: bytes) -> None:
    url = f"/indikatoren/{make_indicator().pk}/reihe/"
    data = {"file": SimpleUploadedFile("werte.xlsx", content)}
    response = sign_in(client, world.koordination).post(url, data)
    assert response.status_code == 200
    assert "Bitte" in response.context["form"].errors["file"][0]


def test_indicator_is_entered_and_changed_by_one_writer(world: World, client: Client) -> None:
    data = {
        "name": "Wahlbeteiligung", "definition": "Stimmen je 100", "unit": "%", "decimals": "1", "scope": "city",
        "value_kind": "number",
        "data_source": "Wahlamt", "direction": "up", "is_active": "on", "success_factors": [world.factors[0].pk],
    }  # fmt: skip
    assert sign_in(client, world.koordination).post("/indikatoren/neu/", data).status_code == 302
    made = Indicator.objects.get(name="Wahlbeteiligung")
    url = f"/indikatoren/{made.pk}/bearbeiten/"
    ended = data | {"version": "1", "valid_until": "31.12.2024", "target_value": "25,5"}
    assert client.post(url, ended).status_code == 302
    assert client.post(url, data | {"version": "1", "unit": "Prozent"}).status_code == 409
    made.refresh_from_db()
    assert (made.valid_until, float(made.target_value)) == (dt.date(2024, 12, 31), 25.5)
    assert "Zielwert" in page(client, f"/indikatoren/{made.pk}/verlauf/")
    assert "Gültig bis" in page(client, f"/indikatoren/{made.pk}/")


def test_overview_counts_indicators_by_direction(world: World, client: Client) -> None:
    indicator = make_indicator(success_factors=[world.factors[3]], rhythm_months=240)
    make_value(indicator=indicator, year=2019, value=100)
    make_value(indicator=indicator, year=2020, value=120)
    assert page(sign_in(client, world.koordination), "/erfolgsfaktoren/").count("richtige Richtung") == 1
