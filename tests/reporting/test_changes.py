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
