"""Indicators whose values are words: ja or nein, or a step of an ordered list. Nowhere a number in their place."""

import datetime as dt
import uuid
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from measures.models import GoalGauge
from measures.selectors.achievement import achievement, gauges_with_values
from measures.services.goal_gauges import add_gauge
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.exports import values_csv
from success_factors.imports.series import read_series
from success_factors.models import Indicator, IndicatorValue
from success_factors.models.value_words import problem_of_steps, step_lines
from success_factors.selectors.indicators import value_rows, with_values
from success_factors.services.area_values import store_area_values
from success_factors.services.indicators import record_value, update_indicator
from success_factors.services.value_requests import accept, deliver
from tests.factories import World, make_gauge, make_goal, make_indicator, make_value, sign_in
from tests.measures.answers import text_of
from tests.success_factors.conftest import RefusedBy
from tests.success_factors.requests import make_value_request

pytestmark = pytest.mark.django_db
STEPS: Final = "nicht begonnen\nin Planung\neingeführt\nverstetigt"
TODAY: Final = dt.date(2026, 6, 30)
TARGET: Final = dt.date(2027, 12, 31)


def stepped(**fields: Any) -> Indicator:
    return make_indicator(**{"value_kind": "steps", "steps": STEPS, "unit": "", "name": "Leitlinie"} | fields)


def yes_no(**fields: Any) -> Indicator:
    return make_indicator(**{"value_kind": "yes_no", "unit": "", "name": "Leichte Sprache"} | fields)


def gauge(indicator: Indicator, *years_and_places: tuple[int, int], target: int, **fields: Any) -> GoalGauge:
    for year, place in years_and_places:
        make_value(indicator=indicator, year=year, value=place)
    start = {"baseline_value": None, "baseline_date": None}
    return make_gauge(make_goal(), indicator, **start | {"target_value": target, "target_date": TARGET} | fields)


def told(row: GoalGauge) -> tuple[str, str, str, int | None]:
    found = achievement(gauges_with_values(GoalGauge.objects.filter(pk=row.pk)).get(), inside=True, today=TODAY)
    return found.sentence, found.last, found.target, found.percent


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ("eine", "2 bis 7 Stufen"),
        ("a1\n" * 8, "2 bis 7 Stufen"),
        ("Über\nueber", "steht zweimal da"),
        ("ja\n3", "„3“ ist kein Wort"),
        ("kurz\n" + "l" * 31, "höchstens 30 Zeichen"),
    ],
)
def test_steps_are_told_apart_and_few(steps: str, sentence: str) -> None:
    assert sentence in problem_of_steps(step_lines(steps))
    assert problem_of_steps(step_lines(STEPS)) == ""


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("success_factors_indicator_value_kind_valid", {"value_kind": "maybe", "unit": ""}),
        ("success_factors_indicator_steps_given", {"value_kind": "steps", "unit": ""}),
        ("success_factors_indicator_steps_given", {"steps": STEPS}),
        ("success_factors_indicator_unit_of_numbers", {"unit": ""}),
        ("success_factors_indicator_unit_of_numbers", {"value_kind": "yes_no"}),
        ("success_factors_indicator_words_count_nobody", {"value_kind": "yes_no", "unit": "", "decimals": 1}),
        ("success_factors_indicator_words_count_nobody", {"value_kind": "yes_no", "unit": "", "counts_people": True}),
        ("success_factors_indicator_words_count_nobody", {"value_kind": "yes_no", "unit": "", "direction": "converge"}),
    ],
)
def test_database_keeps_the_rules_of_words(refused_by: RefusedBy, constraint: str, change: dict[str, Any]) -> None:
    with refused_by(constraint):
        make_indicator(**change)


@pytest.mark.parametrize("given", [{"value": Decimal(5)}, {"value": Decimal("1.5")}, {"value": 3, "group": "Frauen"}])
def test_value_is_one_of_the_words_and_of_the_whole_city(world: World, given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=r"Möglich sind|keine Gruppen"):
        record_value(
            stepped(), by=world.koordination, period=PartialDate.from_parts(2021), values={"source": "Amt"} | given
        )
    assert not IndicatorValue.objects.exists()


def test_words_cannot_change_under_values(world: World, client: Client) -> None:
    indicator = stepped()
    make_value(indicator=indicator, value=3)
    with pytest.raises(ValidationError, match="lassen sich nicht mehr ändern"):
        update_indicator(indicator, by=world.koordination, expected_version=1, values={"steps": "ja\nnein"})
    with pytest.raises(ValidationError, match="lassen sich nicht mehr ändern"):
        update_indicator(
            make_gauge(make_goal(), make_indicator()).indicator,  # type: ignore[arg-type]
            by=world.koordination,
            expected_version=1,
            values={"value_kind": "yes_no", "unit": ""},
        )


def test_stadtteile_have_no_words(world: World, client: Client) -> None:
    indicator = yes_no()
    make_value(indicator=indicator, value=1)
    with pytest.raises(Refused, match="keine Gruppen und keine Stadtteile"):
        store_area_values(indicator, by=world.koordination, source="Amt", figures=[])
    shown = text_of(sign_in(client, world.koordination).get(indicator.get_absolute_url()))
    assert "keine Gruppen und keine Stadtteile" in shown
    assert "Nach Stadtteilen" not in shown


@pytest.mark.parametrize(
    ("kind", "steps", "target", "stored"),
    [("yes_no", "", "Ja", 1), ("steps", " nicht begonnen \n\nin  Planung\neingeführt", "EINGEFUEHRT", 3)],
)
def test_indicator_is_entered_by_its_form(
    world: World, client: Client, kind: str, steps: str, target: str, stored: int
) -> None:
    sent = {"name": "Neu", "definition": "Ob es gilt", "value_kind": kind, "steps": steps, "decimals": "0"}
    sent |= {"data_source": "Amt", "scope": "city", "direction": "up", "is_active": "on", "target_value": target}
    client = sign_in(client, world.koordination)
    response = client.post("/indikatoren/neu/", sent | {"unit": "%"})
    assert "Eine Einheit gehört zu Zahlen" in text_of(response)
    assert f'value="{target}"' in response.content.decode()
    assert client.post("/indikatoren/neu/", sent).status_code == 302
    made = Indicator.objects.get(name="Neu")
    assert (made.target_value, made.unit) == (stored, "")


def test_form_and_history_say_the_target_as_a_word(world: World, client: Client) -> None:
    indicator, client = stepped(), sign_in(client, world.koordination)
    update_indicator(indicator, by=world.koordination, expected_version=1, values={"target_value": Decimal(3)})
    assert 'value="eingeführt"' in client.get(f"/indikatoren/{indicator.pk}/bearbeiten/").content.decode()
    history = client.get(f"/indikatoren/{indicator.pk}/verlauf/").context["page_obj"]
    changes = {change.label: change.new for change in history[0].changes}
    assert changes["Zielwert"] == "eingeführt"


def test_target_that_is_no_word_is_asked_again(world: World, client: Client) -> None:
    sent = {"name": "Neu", "definition": "x", "value_kind": "steps", "steps": STEPS, "decimals": "0", "scope": "city"}
    sent |= {"data_source": "Amt", "direction": "up", "is_active": "on", "target_value": "vielleicht"}
    response = sign_in(client, world.koordination).post("/indikatoren/neu/", sent)
    assert "„vielleicht“ gibt es bei diesem Indikator nicht. Möglich sind: „nicht begonnen“" in text_of(response)
    assert 'value="vielleicht"' in response.content.decode()
    number = sent | {"value_kind": "number", "unit": "%", "steps": ""}
    assert "vielleicht" in client.post("/indikatoren/neu/", number).content.decode()
    assert not Indicator.objects.exists()


def test_value_is_chosen_by_its_word(world: World, client: Client) -> None:
    indicator, client = stepped(), sign_in(client, world.koordination)
    url = f"/indikatoren/{indicator.pk}/wert/"
    page = client.get(url).content.decode()
    assert '<option value="3">eingeführt</option>' in page
    assert 'name="group"' not in page
    sent = {"period": "2024", "value": "3", "source": "Beschluss", "submission_key": str(uuid.uuid4())}
    assert client.post(url, sent).status_code == 302
    assert str(IndicatorValue.objects.get()) == "2024: eingeführt"
    client.post(url, sent | {"value": "9", "period": "2025", "submission_key": str(uuid.uuid4())})
    assert IndicatorValue.objects.count() == 1


def test_office_delivers_a_word(world: World, client: Client) -> None:
    asked = make_value_request(world)
    Indicator.objects.filter(pk=asked.indicator_id).update(value_kind="yes_no", unit="")
    asked.refresh_from_db()
    page = sign_in(client, world.jugendamt_person).get(f"/messwerte/{asked.pk}/").content.decode()
    assert '<option value="0">nein</option>' in page
    line = {"group": "", "value": Decimal(0), "sign": "", "qualifier": ""}
    given = {"period": PartialDate.from_parts(2024), "source": "Amt"}
    deliver(asked, by=world.jugendamt_person, expected_version=1, values=given, lines=[line], submit=True)
    assert "nein" in text_of(client.get(f"/messwerte/{asked.pk}/"))
    accept(asked, by=world.koordination)
    assert str(IndicatorValue.objects.get()) == "2024: nein"


@pytest.mark.parametrize(
    ("kind", "text", "place", "qualifier"),
    [
        ("yes_no", "JA", 1, ""),
        ("yes_no", "falsch", 0, ""),
        ("yes_no", "(nein)", 0, "weak"),
        ("yes_no", "ja e", 1, "estimated"),
        ("steps", "In  planung", 2, ""),
        ("steps", "EINGEFUEHRT p", 3, "provisional"),
    ],
)
def test_words_are_read_in_any_spelling(kind: str, text: str, place: int, qualifier: str) -> None:
    indicator = yes_no() if kind == "yes_no" else stepped()
    preview = read_series(indicator, f"Zeit;Wert;Quelle\n2021;{text};Amt\n")
    assert [(values["value"], values["qualifier"]) for _, values in preview.rows] == [(place, qualifier)]


@pytest.mark.parametrize("text", ["vielleicht", "1", "3,0", "jaa"])
def test_other_words_and_numbers_are_refused_with_the_right_ones(text: str) -> None:
    preview = read_series(yes_no(), f"Zeit;Wert;Quelle\n2021;{text};Amt\n")
    assert [each.sentence for each in preview.problems] == [
        f"„{text}“ gibt es bei diesem Indikator nicht. Möglich sind: „nein“, „ja“."
    ]


def test_words_read_back_unchanged(world: World, client: Client) -> None:
    for indicator, places in ((yes_no(), (0, 1)), (stepped(), (1, 4))):
        for year, (place, qualifier) in enumerate(zip(places, ("estimated", "weak"), strict=True), start=2020):
            make_value(indicator=indicator, year=year, value=place, qualifier=qualifier)
        make_value(indicator=indicator, year=2023, value=None, sign="later")
        found = with_values(Indicator.objects.filter(pk=indicator.pk)).get()
        text = values_csv(found, value_rows(found, inside=True)).decode("utf-8-sig")
        preview = read_series(indicator, text)
        assert (preview.rows, preview.problems, len(preview.unchanged)) == ([], [], 3)


def test_words_of_a_workbook_are_read(world: World, client: Client) -> None:
    book, out = Workbook(), BytesIO()
    for row in (["Zeit", "Wert", "Quelle"], [2021, True, "Amt"], [2022, "nein", "Amt"]):
        book.active.append(row)
    book.save(out)
    indicator, client = yes_no(), sign_in(client, world.koordination)
    file = SimpleUploadedFile("werte.xlsx", out.getvalue())
    response = client.post(f"/indikatoren/{indicator.pk}/reihe/", {"file": file})
    client.post(f"/indikatoren/{indicator.pk}/reihe/", {"text": response.context["text"], "step": "import"})
    assert [str(each) for each in IndicatorValue.objects.order_by("pk")] == ["2021: ja", "2022: nein"]


def test_ja_or_nein_is_reached_or_not_and_no_percent() -> None:
    assert told(gauge(yes_no(name="a"), (2024, 0), target=1)) == ("Ziel noch nicht erreicht.", "nein", "ja", None)
    assert told(gauge(yes_no(name="b"), (2025, 1), target=1)) == ("Ziel erreicht.", "ja", "ja", None)
    away = gauge(yes_no(name="c"), (2025, 0), target=0, direction="down")
    assert told(away) == ("Ziel erreicht.", "nein", "nein", None)


def test_steps_are_told_as_steps_and_no_percent() -> None:
    low = "Ziel noch nicht erreicht: Stufe 2 von 4, gefordert ist Stufe 3."
    assert told(gauge(stepped(name="a"), (2025, 2), target=3)) == (low, "in Planung", "mindestens eingeführt", None)
    high = "Ziel erreicht: Stufe 4 von 4, gefordert war Stufe 3."
    start = {"baseline_value": 1, "baseline_date": dt.date(2020, 12, 31)}
    assert told(gauge(stepped(name="b"), (2025, 4), target=3, **start))[0] == high
    assert told(gauge(stepped(name="c"), (2025, 4), target=4)) == (
        "Ziel erreicht: Stufe 4 von 4.",
        "verstetigt",
        "verstetigt",
        None,
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"target_value": Decimal(5)}, "target_value"),
        ({"counting": "total", "baseline_value": Decimal(1), "baseline_date": dt.date(2020, 1, 1)}, "counting"),
        ({"baseline_value": Decimal("1.5"), "baseline_date": dt.date(2020, 1, 1)}, "baseline_value"),
    ],
)
def test_gauge_of_words_has_words(world: World, change: dict[str, Any], field: str) -> None:
    given = {"indicator": stepped(), "target_value": Decimal(3), "target_date": TARGET}
    with pytest.raises(ValidationError) as caught:
        add_gauge(make_goal(), by=world.koordination, values=given | change)
    assert field in caught.value.message_dict


def test_gauge_towards_the_unwanted_answer_is_refused(world: World) -> None:
    given = {"target_value": Decimal(0), "target_date": TARGET}
    with pytest.raises(ValidationError, match="soll „ja“ werden"):
        add_gauge(make_goal(), by=world.koordination, values=given | {"indicator": yes_no()})
    free = yes_no(name="frei", direction="neutral")
    assert add_gauge(make_goal(), by=world.koordination, values=given | {"indicator": free}).direction == "down"


def test_gauge_is_entered_with_a_word_and_remembered_as_one(world: World, client: Client) -> None:
    goal, indicator, client = make_goal(), stepped(), sign_in(client, world.koordination)
    sent = {"number": f"indikator-{indicator.pk}", "counting": "latest", "target_date": "31.12.2027"}
    response = client.post(f"/ziele/{goal.pk}/messgroessen/neu/", sent | {"target_value": "fertig"})
    assert "„fertig“ gibt es bei diesem Indikator nicht" in text_of(response)
    assert 'value="fertig"' in response.content.decode()
    assert client.post(f"/ziele/{goal.pk}/messgroessen/neu/", sent | {"target_value": "Eingeführt"}).status_code == 302
    made = GoalGauge.objects.get()
    assert made.target_value == 3
    assert 'value="eingeführt"' in client.get(f"/ziele/messgroessen/{made.pk}/").content.decode()
    assert "eingeführt" in text_of(client.get(f"/ziele/messgroessen/{made.pk}/verlauf/"))
