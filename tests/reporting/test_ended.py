"""What ended in the period of a report, and what ended after it."""

import datetime as dt

from reporting.content.sentences import ended, ended_after
from reporting.content.snapshot import build_snapshot
from reporting.models import Report
from tests.factories import World, make_measure


def test_what_ended_after_the_period_is_left_to_the_next_report(world: World, draft: Report) -> None:
    after = draft.period_end + dt.timedelta(days=51)
    late = make_measure(state="completed", state_reason="Fertig", state_since=after, end_date=None)
    content = build_snapshot(draft)
    assert late.number not in {each["number"] for each in content["ended"]["completed"]}
    assert ended(content) == "Im Berichtszeitraum wurde keine Maßnahme beendet."
    told = (
        f"1 Maßnahme ({late.number}) endete erst nach dem Berichtszeitraum; "
        "davon erzählt der Bericht, in dessen Zeitraum das Ende fällt."
    )
    assert ended_after(content) == told
