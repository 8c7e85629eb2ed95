"""Puts faults that were found in use back into the code, one at a time, and asks the test that must turn red.

    python -m tests.bench.put_back [WORD …]

Each is a place in a file, what stands there and what stood there. The file is set right again afterwards, also when the
run is interrupted. Not part of the suite: it edits the working tree. The list stands in docs/entwicklung/fehler.md too.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[2]


class Fault(NamedTuple):
    name: str
    file: str
    right: str
    wrong: str
    test: str


FAULTS: Final = [
    Fault("Rang None", "roundtables/selectors/proposals.py", "if proposal.rank else", "if proposal else",
          "tests/reporting/test_figures.py -k without_a_rank"),
    Fault("zurückgezogener Bericht „In Arbeit“", "reporting/querysets.py",
          "return self.exclude(state__in=PUBLIC_STATES)", 'return self.exclude(state="published")',
          "tests/reporting/test_review.py -k neither_in_work"),
    Fault("zurückgezogener Bericht als letzter", "reporting/querysets.py",
          "filter(report__state=ReportState.PUBLISHED)", 'exclude(report__state="superseded")',
          "tests/reporting/test_review.py -k neither_in_work"),
    Fault("„Sachstände geprüft – erledigt“, obwohl welche fehlen", "reporting/selectors/plan.py",
          "if silent else []", "if False else []", "tests/reporting/test_plan.py -k never_given"),
    Fault("„Ziel bis 2030: 25,0: 25,0000“", "success_factors/selectors/indicators.py",
          "german_number(indicator.target_value, decimals=indicator.decimals)", "str(indicator.target_value)",
          "tests/success_factors/test_indicator_selectors.py -k target_is_told_once"),
    Fault("„seit 18 Monaten ohne Bericht“ bei neuen Maßnahmen", "measures/querysets.py",
          "filter(heard_of_on__lt=timezone.localdate(fresh_since()))",
          "filter(Q(latest_progress=None) | Q(heard_of_on__lt=timezone.localdate(fresh_since())))",
          "tests/measures/test_periods.py -k stale"),
    Fault("zwei Runden fragen dieselbe Maßnahme, ohne es zu sagen", "measures/selectors/contacts.py",
          "filter(count__gt=0)", "none()", "tests/measures/test_round_plan.py -k another_open_round"),
    Fault("eine E-Mail, zwei Fristen, eine genannt", "measures/mails.py",
          "if len({part.round.due_on for part in parts}) > 1 and", "if not parts and",
          "tests/measures/test_mail_subjects.py"),
    Fault("Datum des Faktors: ältestes statt entscheidendes", "success_factors/selectors/standing.py",
          "each.current.level == self.level]\n        return max(", "each.current]\n        return min(",
          "tests/success_factors/test_standing.py -k decides"),
    Fault("Richtung aus einem alten Wert", "success_factors/selectors/indicators.py",
          "if own and is_outdated(own[-1], today=today):", "if not own:",
          "tests/success_factors/test_indicator_selectors.py -k old_value"),
    Fault("Richtung über einen Bruch der Reihe", "success_factors/selectors/indicators.py",
          "each.starts_new_series and first <", "False and first <",
          "tests/success_factors/test_indicator_selectors.py -k break"),
    Fault("Abschnitte in falscher Reihenfolge", "reporting/querysets.py",
          "return counted.in_report_order()", "return counted",
          "tests/reporting/test_figures.py -k sections_in_the_order"),
    Fault("nicht freigegebene Bedarfe als ein Status", "reporting/content/round_tables.py",
          "found = Counter(need.state for need in needs)", "found = Counter(NeedState.REPORTED for need in needs)",
          "tests/reporting/test_figures.py -k counted_by_their_state"),
    Fault("rohes Markdown im Vorlagentext", "reporting/formats/paper.py",
          'own = (plain_text(content["texts"].get(name, ""))', 'own = (str(content["texts"].get(name, ""))',
          "tests/statements/test_put_back.py -k council_paper"),
    Fault("Rücklauf nur der letzten Runde", "reporting/content/chapters.py",
          "found = returned_of(rounds)", "found = returned_of(rounds[-1:])",
          "tests/reporting/test_figures.py -k returns_are"),
    Fault("offene Runde als abgeschlossen", "reporting/content/chapters.py",
          '"is_open": reporting_round.state == RoundState.OPEN', '"is_open": False',
          "tests/reporting/test_figures.py -k open_round"),
    Fault("beendete Maßnahme als laufend gezeichnet", "measures/selectors/boards.py",
          "_date(end or ended, end_as or DatePrecisionChoice.DAY)", "_date(end, end_as or DatePrecisionChoice.DAY)",
          "tests/statements/test_put_back.py -k drawn_as_running"),
    Fault("versteckte Zahl errechenbar", "success_factors/selectors/disclosure.py",
          "        _hide_what_gives_away(groups, whole, hidden)\n", "        pass\n",
          "tests/statements/test_hidden_numbers.py"),
    Fault("Zeichen ohne Erklärung", "reporting/templatetags/report_sentences.py",
          "told = legend(shown)", "told = legend([])", "tests/statements/test_put_back.py -k explained"),
    Fault("Bericht einer späteren Zeit als der vorige", "reporting/querysets.py",
          "filter(report__period_end__lte=report.period_end)", "all()",
          "tests/statements/test_bad_input.py -k later_period"),
]  # fmt: skip


@contextmanager
def put_back(fault: Fault) -> Iterator[None]:
    file = ROOT / fault.file
    text = file.read_text(encoding="utf-8")
    if text.count(fault.right) != 1:
        raise SystemExit(f"{fault.name}: „{fault.right}“ steht in {fault.file} nicht genau einmal.")
    try:
        file.write_text(text.replace(fault.right, fault.wrong), encoding="utf-8")
        yield
    finally:
        file.write_text(text, encoding="utf-8")


def is_found(fault: Fault) -> bool:
    """Whether its test fails, and not because there is no test of that name (5) or a file is missing (4)."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *fault.test.split()]
    with put_back(fault):
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 1


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(words: list[str]) -> int:
    chosen = [fault for fault in FAULTS if not words or any(word in fault.name for word in words)]
    unseen = []
    for fault in chosen:
        found = is_found(fault)
        say(f"{'rot ' if found else 'GRÜN'} {fault.name} · {fault.test}")
        unseen += [] if found else [fault.name]
    say(f"{len(chosen) - len(unseen)} von {len(chosen)} gefunden.")
    return bool(unseen)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
