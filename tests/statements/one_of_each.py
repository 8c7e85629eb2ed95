"""A city that has exactly one of everything a report tells of."""

from typing import Any, Final

ONE_OF_EACH: Final[dict[str, Any]] = {
    "measures": [
        {
            "state": "running", "field": "Sport", "office": "Sportamt", "start": None, "end": None, "since": None,
            "is_citywide": False, "districts": [1], "factors": [4], "answers": [(0, "accepted", "red")],
            "money": [(2025, 1200, 900)],
            "effects": {
                "figures": [{"baseline": "2", "target": "40", "values": ["7.5"], "direction": "up",
                             "counts_people": False}],
                "milestones": [{"days": 0, "done": 10, "is_dropped": False, "moves": 1}],
                "rating": "success",
            },
        }
    ],
    "rounds": [False], "needs": [(True, "reported"), (False, "reported")], "meetings": 1, "levels": [3],
    "indicators": [{"direction": "up", "counts_people": False, "decimals": 0, "rhythm": None,
                    "values": [(2025, "", "1044", "", False)]}],
    "goals": ["open"], "enquiries": [True], "campaigns": [(0, 1, 1, True)], "before": "published and renamed",
    "decisions": [((12, 0, 1), "open", 30, True)],
}  # fmt: skip
