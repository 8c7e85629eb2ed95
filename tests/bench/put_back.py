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
          "filter(Q(latest_progress__decided_at__lt=since) | (never & begun))",
          "filter(Q(latest_progress__decided_at__lt=since) | never)",
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
    Fault("„keine Angabe“ als Veränderung der Ampel", "reporting/content/changes.py",
          'found["light_new" if was not in WORSE else "light_gone" if now not in WORSE else "light"].append(each)',
          'found["light"].append(each)', "tests/reporting/test_figures.py -k only_better"),
    Fault("schlechtere Ampel als bessere", "reporting/content/changes.py",
          'WORSE.index(changed["after"]["key"]) > WORSE.index(', 'WORSE.index(changed["after"]["key"]) < WORSE.index(',
          "tests/reporting/test_figures.py -k only_better"),
    Fault("umbenannte Stelle als Wechsel der Federführung", "reporting/content/changes.py",
          'if a["lead"] != b["lead"] and a["lead"] not in _descent(b["lead"], heirs)', 'if a["lead"] != b["lead"]',
          "tests/reporting/test_figures.py -k renamed_merged"),
    Fault("beendete Maßnahme ohne Tag noch einmal erzählt", "measures/querysets.py",
          "filter(Q(ended_day__isnull=True) | Q(ended_day__gte=start))",
          "filter(Q(end_date__isnull=True) | Q(ended_day__gte=start))",
          "tests/reporting/test_figures.py -k ended_before_the_period"),
    Fault("Ort vergessen", "reporting/content/counts.py",
          '"districts" if measure["districts"] else "unstated"', '"districts"',
          "tests/reporting/test_figures.py -k places_add_up"),
    Fault("leere Handlungsfelder gezählt", "reporting/content/counts.py",
          'sum(field["total"] > 0 for field', 'sum(True for field', "tests/reporting/test_definitions.py"),
    Fault("Beschlussvorschlag abgeschnitten", "templates/pdf/report/sections/glance_second.html",
          "{% markdown snapshot.texts.proposed_resolution %}",
          "{{ snapshot.texts.proposed_resolution|truncatechars:280 }}",
          "tests/statements/test_put_back.py -k whole_where_it_is_asked"),
    Fault("Titel abgeschnitten", "templates/pdf/report/sections/measures.html",
          '#massnahme-{{ measure.number|slugify }}">{{ measure.title }}</a></th>',
          '#massnahme-{{ measure.number|slugify }}">{{ measure.title|truncatechars:60 }}</a></th>',
          "tests/reporting/test_figures.py -k nothing_that_is_published_is_cut"),
    Fault("beantragtes Geld statt des beschlossenen", "roundtables/selectors/proposals.py",
          "if proposal.resolved_amount is None:", "if True:", "tests/reporting/test_figures.py -k money_says"),
    Fault("Jahressumme ohne beendete Maßnahmen", "reporting/content/sections/city.py",
          "Funding.objects.exclude(measure__state=MeasureState.IDEA).filter(year__range=(start, end))",
          "Funding.objects.filter(measure__in=source.measures, year__range=(start, end))",
          "tests/reporting/test_figures.py -k sums_of_money"),
    Fault("Prozente abgerundet", "neuss_integration/foundation/words/counting.py",
          "rounded = int((exact + HALF).to_integral_value(ROUND_FLOOR))",
          "rounded = int(exact.to_integral_value(ROUND_FLOOR))", "tests/interface/test_counting.py"),
    Fault("kleiner Anteil unter null als 0 %", "neuss_integration/foundation/words/counting.py",
          "if rounded == 0 and exact:", "if rounded == 0 and exact > 0:", "tests/interface/test_counting.py"),
    Fault("Stelle, die geantwortet hat, unter „Ohne Antwort“", "measures/selectors/returns.py",
          "if each.state not in ANSWERED_STATES)", "if each.state != ProgressState.ACCEPTED)",
          "tests/reporting/test_figures.py -k round"),
    Fault("Indikatoren ohne Wert als Methode", "reporting/content/sections/annex.py",
          "(row.indicator for row in source.indicators)", "(row.indicator for row in source.watched)",
          "tests/reporting/test_figures.py -k indicators_without_a_value"),
    Fault("interner Hinweis „noch zu prüfen“ im Bericht", "reporting/content/sections/annex.py",
          '"comparison": each.comparison,', '"comparison": each.comparison, "note": each.method_note,',
          "tests/reporting/test_figures.py -k indicators_without_a_value"),
    Fault("„Beschlussempfehlung“ ohne Beschlussvorschlag", "reporting/formats/paper.py",
          '"Mitteilung und Beschlussempfehlung" if proposed else "Mitteilung"', '"Mitteilung und Beschlussempfehlung"',
          "tests/reporting/test_figures.py -k recommends_none"),
    Fault("„unverändert seit dem Bericht“ trotz neuer Einschätzung", "success_factors/selectors/standing.py",
          "FactorStanding(criteria, told.get(number, ToldFactor()).level)",
          "FactorStanding(criteria, min((each.current.level for each in criteria if each.current), default=None))",
          "tests/success_factors/test_standing.py -k dated_before"),
    Fault("„ohne Lücke“ trotz offener Fragen", "reporting/selectors/compose.py",
          'return "questions" if self.questions else "complete"', 'return "complete"',
          "tests/reporting/test_sections.py -k open_question"),
    Fault("Frage führt zu einer Liste ohne Filter", "reporting/content/sections/city.py",
          "?fehlt=ort&status={BEGUN[0]}&{period}", "?{period}", "tests/reporting/test_question_links.py -k place"),
    Fault("Sitzung im Juni weiß vom September", "roundtables/selectors/outcome.py",
          "if lines and is_later else lines", "if lines and not is_later else lines",
          "tests/roundtables/test_feedback.py -k written_after"),
    Fault("Bedarf, der erst nach der Sitzung gemeldet wurde", "roundtables/selectors/outcome.py",
          "raised_on__lt=timezone.localdate(meeting.starts_at)", "raised_on__lt=dt.date(9999, 1, 1)",
          "tests/roundtables/test_feedback.py -k raised_later"),
    Fault("Wert einer Kennzahl statt des Zielwerts", "reporting/content/effects.py",
          '"target": row.target,', '"target": row.baseline,', "tests/statements/test_coverage.py -k alike"),
    Fault("verschobener Meilenstein als rechtzeitig", "reporting/content/effects.py",
          "late = milestone.done_on > milestone.due_date", "late = False",
          "tests/statements/test_coverage.py -k alike"),
    Fault("Abweichung über Einträge, bei denen etwas fehlt", "reporting/content/money.py",
          "total_of(both).deviation_shown", "total_of(rows).deviation_shown",
          "tests/reporting/test_definitions.py -k unknown_money"),
    Fault("Kriterium abgeschnitten", "templates/pdf/report/sections/factor_criteria.html",
          '<th scope="row">{{ criterion.text }}</th>', '<th scope="row">{{ criterion.text|truncatechars:60 }}</th>',
          "tests/statements/test_same_elsewhere.py -k criterion_is_whole"),
    Fault("Geld eines Jahres auf der Seite anders als im Bericht", "measures/selectors/money.py",
          ".exclude(measure__state=MeasureState.IDEA)", "",
          "tests/statements/test_same_elsewhere.py -k money_of_a_year"),
    Fault("Rücklauf im PDF der Runde anders als im Bericht", "measures/selectors/rounds.py",
          "return percentage(self.answered, self.total) or 0", "return 100 * self.answered // (self.total or 1)",
          "tests/statements/test_same_elsewhere.py -k share_that"),
    Fault("„davon unverändert“ ohne die noch nicht angenommenen", "measures/selectors/round_summary.py",
          "for _, _, is_unchanged in rows)", 'for state, _, is_unchanged in rows if state == "accepted")',
          "tests/statements/test_same_elsewhere.py -k unchanged_answers"),
    Fault("„41 Maßnahmen in 10 Handlungsfeldern“ in der Liste der Berichte",
          "templates/reporting/includes/archived.html",
          "{{ entry.extent }}",
          '{{ snapshot.summary.total|counted:"Maßnahme" }} in {{ snapshot.fields|length }} Handlungsfeldern.',
          "tests/statements/test_same_elsewhere.py -k says_the_extent"),
    Fault("Erfolgsfaktor der Startseite ohne Vergleich mit dem Bericht", "templates/site/includes/start_factors.html",
          "{% factor_standings overview.last_report.factors as standings %}", "{% factor_standings as standings %}",
          "tests/statements/test_one_factor.py"),
    Fault("Erfolgsfaktor der Übersicht ohne Vergleich mit dem Bericht", "templates/success_factors/factor_list.html",
          "{% factor_standings last.factors as standings %}", "{% factor_standings as standings %}",
          "tests/statements/test_one_factor.py"),
    Fault("Ziel wird übernommen, seine Maßnahmen nicht", "measures/apps.py",
          "goals_carried.connect(carry_measures", "(lambda *_, **__: None)(carry_measures",
          "tests/success_factors/test_revision_services.py -k go_along"),
    Fault("altes Ziel bleibt neben dem neuen offen", "success_factors/services/revisions.py",
          "if goal.state in STILL_OPEN:", "if False:",
          "tests/success_factors/test_revision_services.py -k ends_the_old"),
    Fault("angenommener Sachstand fehlt im Verlauf", "measures/selectors/history.py",
          'only=(("state", ProgressState.ACCEPTED),)', 'only=(("state", "none"),)',
          "tests/measures/test_chronicle.py -k changes_of_light"),
    Fault("Sitzung von damals mit Aufträgen von heute", "roundtables/selectors/meetings.py",
          "items.open_at(meeting.ends_at) if meeting.state == MeetingState.HELD else items.open()", "items.open()",
          "tests/roundtables/test_day_of_a_meeting.py"),
    Fault("Auftrag, der am Tag der Eingabe erteilt sein soll", "measures/services/resolutions.py",
          "to_state=resolution.state, **begun)", "to_state=resolution.state)",
          "tests/measures/test_orders.py -k day_of_the_resolution"),
    Fault("Ende nach dem Zeitraum als Ende im Zeitraum", "reporting/content/sections/source.py",
          "each.last_day is not None and each.last_day > after", "False", "tests/reporting/test_ended.py"),
    Fault("Zeit eines Wertes beginnt nicht an ihrem ersten Tag", "reporting/formats/tables/concept.py",
          "begin = time.date if time else None", "begin = None", "tests/statements/test_forms_agree.py -k first_day"),
    Fault("Netzwerk zählt andere Maßnahmen als die Liste der Organisationen", "roundtables/selectors/network.py",
          ".filter(state__in=PRESENT_STATES)", "", "tests/roundtables/test_network.py -k count_the_same"),
    Fault("E-Mail nennt mehr Überfälliges, als sie aufzählt", "measures/services/order_reminders.py",
          'count_of(late or len(orders), "Auftrag")', 'count_of(len(orders), "Auftrag")',
          "tests/mailing/test_numbers_of_mails.py -k late"),
    Fault("„1 Seiten“ in der E-Mail zum Bericht", "reporting/mails.py",
          'pages=count_of(publication.page_count, "Seite")', 'pages=f"{publication.page_count} Seiten"',
          "tests/mailing/test_numbers_of_mails.py -k pages"),
    Fault("Woche mit mehr Terminen, als darunter stehen", "neuss_integration/steering/services/weekly_mail.py",
          "count_of(len(late), 'Termin')", "count_of(len(entries), 'Termin')",
          "tests/mailing/test_numbers_of_mails.py -k week"),
    Fault("Zahl der Startseite anders als die ihrer Liste", "neuss_integration/start_todo.py",
          "due_by(today - dt.timedelta(days=1))", "due_by(today)",
          "tests/start/test_counted_links.py"),
    Fault("Verweis auf eine Seite, die verweigert wird", "templates/reporting/includes/publication.html",
          "{% if may_view_measures %}<a", "{% if True %}<a", "tests/access/test_offers.py -k no_link"),
    Fault("Seite mit Zahlen ohne „Wie wird das gezählt?“", "templates/measures/organisation_list.html",
          '{% include "site/includes/counted_how.html" with anchor="traeger-und-partner" %}', "",
          "tests/access/test_numbers.py -k says_how"),
    Fault("gruppiertes Jahr in einem Formular", "neuss_integration/foundation/forms/fields.py",
          "return str(value) if isinstance(value, int) else value", "return super().prepare_value(value)",
          "tests/success_factors/test_goal_pages.py -k without_a_dot"),
    Fault("„–“ mit zwei Bedeutungen", "templates/measures/includes/money_table.html",
          "„–“ heißt: nichts eingetragen.", "Ein Strich heißt: nicht bekannt.",
          "tests/interface/test_signs_of_tables.py -k one_thing"),
    Fault("2 + 2 aus der Summe 4 abzulesen", "success_factors/selectors/disclosure.py",
          "< len(secret) * settings.SMALL_NUMBER_THRESHOLD", "< settings.SMALL_NUMBER_THRESHOLD",
          "tests/success_factors/test_disclosure.py -k knows_the_rule"),
    Fault("Stadtteile ergeben die verborgene Gesamtzahl", "success_factors/selectors/disclosure.py",
          "if rows[0].year in hidden_wholes else", "if False else",
          "tests/success_factors/test_area_values.py -k whole_that_is_hidden"),
    Fault("Einwohnerzahl aus der Zahl je 1.000", "success_factors/selectors/area_values.py",
          "frozenset() if inside or not found else", "frozenset() if True else",
          "tests/success_factors/test_area_values.py -k how_few_people"),
    Fault("kleine Zahl einer anderen Stadt", "success_factors/selectors/disclosure.py",
          "hidden = {each.pk for each in found if _is_few(each.value)}", "hidden = set()",
          "tests/success_factors/test_area_values.py -k another_city"),
    Fault("Gruppe aus einer nicht verwendeten Gesamtzahl", "success_factors/selectors/disclosure.py",
          "for each in [*used, *rows] if", "for each in used if",
          "tests/success_factors/test_disclosure.py -k not_used"),
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
