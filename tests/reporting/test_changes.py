"""What changed since the last report, from two snapshots alone."""

from reporting.changes import changes_between


def measure(number: str, **fields) -> dict:
    defaults = {
        "number": number, "title": f"Titel {number}", "field": "Sport", "lead": "Sportamt",
        "state": {"key": "running", "label": "laufend"}, "light": {"key": "green", "label": "grün"},
    }  # fmt: skip
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
    assert changes_between(same, same) == {"new": [], "gone": [], "state": [], "light": [], "lead": []}
