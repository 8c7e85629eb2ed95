"""What changed since the last report, from two snapshots alone."""

import pytest

from reporting.content.changes import changes_between, groups_of, rows_of


def measure(number: str, **fields) -> dict:
    defaults = {
        "number": number,
        "title": f"Titel {number}",
        "field": "Sport",
        "lead": "Sportamt",
        "state": {"key": "running", "label": "laufend"},
        "light": {"key": "green", "label": "grün"},
    }
    return defaults | fields


def snapshot(*measures: dict) -> dict:
    return {"fields": [{"measures": list(measures)}]}


def test_changes_name_what_is_new_and_gone() -> None:
    changes = changes_between(snapshot(measure("M-1"), measure("M-2")), snapshot(measure("M-2"), measure("M-3")))
    assert [m["number"] for m in changes["new"]] == ["M-3"]
    assert [m["number"] for m in changes["gone"]] == ["M-1"]


def test_changes_tell_state_before_and_after() -> None:
    after = measure("M-1", state={"key": "routine", "label": "in laufendes Geschäft übergegangen"})
    (changed,) = changes_between(snapshot(measure("M-1")), snapshot(after))["state"]
    assert (changed["before"], changed["after"]) == ("laufend", "in laufendes Geschäft übergegangen")


def test_changes_tell_light_and_lead() -> None:
    after = measure("M-1", lead="Jugendamt", light={"key": "red", "label": "rot"})
    changes = changes_between(snapshot(measure("M-1")), snapshot(after))
    assert (changes["light"][0]["before"]["key"], changes["light"][0]["after"]["key"]) == ("green", "red")
    assert (changes["lead"][0]["before"], changes["lead"][0]["after"]) == ("Sportamt", "Jugendamt")


def test_changes_of_equal_snapshots_are_none() -> None:
    same = snapshot(measure("M-1"))
    assert rows_of(changes_between(same, same)) == []


def test_changes_tell_aim_money_end_and_can_be_read_as_rows() -> None:
    routine = {"key": "routine", "label": "in laufendes Geschäft übergegangen"}
    after = measure("M-1", state=routine, aim="Mehr", funding_note="Land")
    rows = rows_of(changes_between(snapshot(measure("M-1")), snapshot(after)))
    assert [row["kind"] for row in rows] == ["routine", "aim", "money"]
    assert (rows[1]["before"], rows[1]["after"]) == ("keine Angabe", "Mehr")


@pytest.mark.parametrize("key", ["completed", "routine", "dropped"])
def test_measure_that_ended_stands_once_and_under_how_it_ended(key: str) -> None:
    after = measure("M-1", state={"key": key, "label": "vorbei"})
    rows = rows_of(changes_between(snapshot(measure("M-1")), snapshot(after)))
    assert [(row["kind"], row["before"], row["after"]) for row in rows] == [(key, "laufend", "vorbei")]


def test_changes_tell_sums_of_money_only_where_both_reports_know_them() -> None:
    little = measure("M-1", money={"planned": "1.000,00 €", "granted": "–", "spent": "–"})
    more = measure("M-1", money={"planned": "1.500,00 €", "granted": "–", "spent": "900,00 €"})
    (changed,) = changes_between(snapshot(little), snapshot(more))["money"]
    expected = ("geplant 1.000,00 €", "geplant 1.500,00 €, ausgegeben 900,00 €")
    assert (changed["before"], changed["after"]) == expected
    assert changes_between(snapshot(measure("M-1")), snapshot(more))["money"] == []


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ({"value": "·", "period": "2024"}, []),
        ({"value": ".", "period": "2024"}, []),
        ({"value": "·", "period": "2025"}, [("513 Personen (2024)", "· (2025)")]),
        ({"value": "600", "period": "2025", "before": "· (2024)"}, [("· (2024)", "600 Personen (2025)")]),
        ({"value": "600", "period": "2024"}, [("513 Personen (2024)", "600 Personen (2024)")]),
    ],
)
def test_number_that_is_hidden_now_is_not_told_as_the_one_before(now: dict, told: list[tuple[str, str]]) -> None:
    def report(**values: str) -> dict:
        return snapshot() | {"population": [{"name": "Eingebürgerte", "unit": "Personen", "movement": None, **values}]}

    rows = changes_between(report(value="513", period="2024"), report(**now))["indicators"]
    assert [(each["before"], each["after"]) for each in rows] == told


def test_changes_tell_levels_and_indicators() -> None:
    def told(level: int, value: str, movement: dict | None = None) -> dict:
        indicator = {"name": "Quote", "value": value, "unit": "%", "period": "2025", "movement": movement}
        judged = {"level": level, "label": f"Stufe {level}"}
        factor = {"number": 4, "title": "Vernetzen", "assessment": judged | {"criteria": [judged | {"text": "Netz"}]}}
        return snapshot() | {"factors": [factor | {"indicators": [indicator]}]}

    changes = changes_between(told(2, "10"), told(3, "12", {"key": "right", "label": "richtige Richtung"}))
    assert (changes["factors"][0]["before"], changes["factors"][0]["after"]) == ("Stufe 2", "Stufe 3")
    assert [(each["title"], each["before"], each["after"]) for each in changes["criteria"]] == [
        ("Netz", "Stufe 2", "Stufe 3")
    ]
    assert changes["indicators"] == [{"name": "Quote", "before": "10 % (2025)", "after": "12 % (2025)"}]
    assert changes["directions"] == [{"name": "Quote", "before": "keine Angabe", "after": "richtige Richtung"}]


def goal(number: str, key: str = "open", label: str = "offen") -> dict:
    return {"edition": "Konzept 2020", "number": number, "text": "Mehr Treffs", "state": {"key": key, "label": label}}


def test_changes_tell_what_became_of_goals_and_which_are_new() -> None:
    before = snapshot() | {"goals": [goal("1.1"), goal("1.2")]}
    after = snapshot() | {"goals": [goal("1.1", "reached", "erreicht"), goal("1.2"), goal("2.1")]}
    changes = changes_between(before, after)
    assert [(each["number"], each["before"], each["after"]) for each in changes["goals"]] == [
        ("1.1", "offen", "erreicht")
    ]
    assert [each["number"] for each in changes["goals_new"]] == ["2.1"]


def test_changes_tell_wording_and_year_of_goals() -> None:
    before, after = goal("1.1") | {"target_year": 2026}, goal("1.1") | {"text": "Treffs für alle", "target_year": None}
    changes = changes_between(snapshot() | {"goals": [before]}, snapshot() | {"goals": [after]})
    assert [(each["before"], each["after"]) for each in changes["goals"]] == [
        ("Mehr Treffs", "Treffs für alle"),
        ("bis 2026", "ohne Zieljahr"),
    ]


def test_groups_keep_the_order_of_the_kinds_and_count() -> None:
    after = [measure("M-1", lead="Jugendamt"), measure("M-2"), measure("M-3")]
    groups = groups_of(rows_of(changes_between(snapshot(measure("M-1")), snapshot(*after))))
    assert [(group["kind"], len(group["rows"])) for group in groups] == [("new", 2), ("lead", 1)]


def test_changes_call_no_goal_new_when_the_last_report_told_of_none() -> None:
    changes = changes_between(snapshot(), snapshot() | {"goals": [goal("1.1")]})
    assert (changes["goals"], changes["goals_new"]) == ([], [])


RUNNING, DROPPED, ROUTINE = (
    {"key": key, "label": label}
    for key, label in (("running", "laufend"), ("dropped", "eingestellt"), ("routine", "Regelbetrieb"))
)


def test_measure_that_had_ended_is_neither_missed_nor_ended_again() -> None:
    before = snapshot(measure("M-1", state=DROPPED), measure("M-2", state=DROPPED), measure("M-3", state=ROUTINE))
    after = snapshot(measure("M-2", state=ROUTINE), measure("M-3", state=RUNNING), measure("M-4", state=DROPPED))
    changes = changes_between(before, after)
    assert (changes["gone"], changes["ended"]) == ([], [])
    assert [(each["number"], each["before"], each["after"]) for each in changes["state"]] == [
        ("M-2", "eingestellt", "Regelbetrieb"), ("M-3", "Regelbetrieb", "laufend"),
    ]  # fmt: skip


def test_office_that_came_of_another_by_steps_is_no_other_lead() -> None:
    steps = [{"name": "A", "successors": ["B", "C"]}, {"name": "B", "successors": ["D", "A"]}]
    after = snapshot(measure("M-1", lead="D"), measure("M-2", lead="E"), measure("M-3", lead="Sportamt"))
    before = snapshot(measure("M-1", lead="A"), measure("M-2", lead="A"), measure("M-3"))
    changes = changes_between(before, after | {"successions": steps})
    assert [(each["number"], each["before"], each["after"]) for each in changes["lead"]] == [("M-2", "A", "E")]


def test_row_holds_words_and_keys_of_what_changed() -> None:
    lights = [{"key": key, "label": label} for key, label in (("green", "grün"), ("red", "rot"), ("unknown", "keine"))]
    pairs = [(0, 1), (1, 0), (2, 1), (0, 2), (0, 0)]
    before = snapshot(*(measure(f"M-{at}", light=lights[was]) for at, (was, _) in enumerate(pairs)))
    after = snapshot(*(measure(f"M-{at}", light=lights[now]) for at, (_, now) in enumerate(pairs)))
    rows = rows_of(changes_between(before, after))
    assert [(row["before_key"], row["after"]) for row in rows][:2] == [("green", "rot"), ("red", "grün")]
    assert [(row["kind"], row["number"], row["before"], row["after_key"]) for row in rows] == [
        ("light_worse", "M-0", "grün", "red"), ("light_better", "M-1", "rot", "green"),
        ("light_new", "M-2", "keine", "red"), ("light_gone", "M-3", "grün", "unknown"),
    ]  # fmt: skip


def test_row_without_keys_and_of_other_things_than_measures() -> None:
    text = {"number": "1.1", "text": "Mehr Treffs", "before": "offen", "after": "erreicht"}
    rows = rows_of({"lead": [measure("M-1") | {"before": "A", "after": "B"}], "indicators": [], "goals": [text]})
    assert [(row["title"], row["field"], row["before_key"], row["after_key"]) for row in rows] == [
        ("Titel M-1", "Sport", "", ""), ("Mehr Treffs", "", "", ""),
    ]  # fmt: skip
    assert rows_of(None) == []


def test_other_status_of_a_measure_stands_beside_another_that_ended() -> None:
    before = snapshot(measure("M-1"), measure("M-2", state={"key": "paused", "label": "ruht"}))
    rows = rows_of(changes_between(before, snapshot(measure("M-1", state=DROPPED), measure("M-2"))))
    assert [(row["kind"], row["number"]) for row in rows] == [("dropped", "M-1"), ("state", "M-2")]


def test_money_is_told_where_words_or_sums_differ_in_both_reports() -> None:
    nothing = {"planned": "–", "granted": "–", "spent": "–"}
    some = nothing | {"planned": "1.000,00 €"}
    before = snapshot(measure("M-1", money=nothing), measure("M-2", money=some), measure("M-3", money=some))
    after = snapshot(measure("M-1", money=some), measure("M-2"), measure("M-3", money=some, funding_note="Land"))
    changes = changes_between(before, after)["money"]
    assert [(each["number"], each["before"], each["after"]) for each in changes] == [
        ("M-1", "keine Angabe", "geplant 1.000,00 €"), ("M-3", "keine Angabe", "Land"),
    ]  # fmt: skip
    back = changes_between(after, before)["money"]
    assert [(each["before"], each["after"]) for each in back] == [
        ("geplant 1.000,00 €", "keine Angabe"), ("Land", "keine Angabe"),
    ]  # fmt: skip


def factor(level: int | None, criteria: dict[str, int], *indicators: tuple[str, str]) -> dict:
    judged = [{"text": text, "level": each, "label": f"Stufe {each}"} for text, each in criteria.items()]
    assessment = None if level is None else {"level": level, "label": f"Stufe {level}", "criteria": judged}
    values = [
        {"name": name, "value": value, "unit": "%", "period": "2025", "movement": None} for name, value in indicators
    ]
    return snapshot() | {"factors": [{"number": 4, "title": "Netz", "assessment": assessment, "indicators": values}]}


@pytest.mark.parametrize("other", [factor(None, {}), factor(2, {}), snapshot()])
def test_level_that_only_one_report_tells_or_that_stayed_is_no_change(other: dict) -> None:
    here = factor(2, {"Treffen": 2}, ("Quote", "10"))
    for changes in (changes_between(other, here), changes_between(here, other), changes_between(here, here)):
        assert (changes["factors"], changes["criteria"], changes["indicators"]) == ([], [], [])


@pytest.mark.parametrize(("there", "told"), [("Sport", [("field", "Sport", "Kultur")]), ("Bewegung", [])])
def test_move_to_another_field_is_told_and_a_new_name_of_it_is_none(there: str, told: list[tuple[str, ...]]) -> None:
    after = {
        "fields": [{"name": "Kultur", "measures": [measure("M-1", field="Kultur")]}, {"name": there, "measures": []}]
    }
    rows = rows_of(changes_between(snapshot(measure("M-1")), after))
    assert [(row["kind"], row["before"], row["after"]) for row in rows] == told
