"""The Selbstcheck of the offices as a report tells it: only what is released; and its sentences."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from measures.enums import CheckRating, GapOutcome, MeasureState
from measures.models import CheckAnswer, CheckYear
from measures.selectors.office_checks import outcome_of, waiting_told
from neuss_integration.foundation.words.nouns import count_of
from reporting.content.figure import Figure
from reporting.content.shape_of_checks import CheckedQuestion, GapInReport, ServicesInReport, WaitingTime
from reporting.content.shape_of_values import NumberOf
from success_factors.enums import RequestState

Json = Mapping[str, Any]
CHECK: Final = "selbstcheck"
RELEASED: Final = RequestState.ACCEPTED


def services(until: dt.date) -> ServicesInReport | None:
    """The newest year up to that of `until` of which an answer is released, if any. Four queries."""
    years = CheckYear.objects.filter(year__lte=until.year, checks__state=RELEASED)
    year = years.order_by("-year").first()
    if year is None:
        return None
    asked = list(year.checks.order_by("department__sort_key", "pk").values_list("department__name", "state"))
    found = CheckAnswer.objects.filter(office_check__check_year=year, office_check__state=RELEASED).exclude(rating="")
    rows = list(
        found.select_related("question", "office_check__department", "follow_up__measure").order_by(
            "office_check__department__sort_key", "office_check_id", "question__position", "question_id"
        )
    )
    gaps = [_gap(each) for each in rows if each.is_gap]
    outcomes = Counter(each["outcome"]["key"] for each in gaps)
    return {
        "year": year.year,
        "told": sum(state == RELEASED for _, state in asked),
        "of_offices": len(asked),
        "missing": [name for name, state in asked if state != RELEASED],
        "ratings": _ratings(rows),
        "waiting_ratings": _ratings([each for each in rows if each.has_days]),
        "questions": _questions(list(year.questions.in_order()), rows),
        "waiting": [_waiting(each) for each in rows if each.has_days],
        "outcomes": [{"key": each.value, "label": each.label, "count": outcomes[each.value]} for each in GapOutcome],
        "gaps": gaps,
    }


def _ratings(rows: list[CheckAnswer]) -> list[NumberOf]:
    counts = Counter(each.rating for each in rows)
    return [{"key": each.value, "label": each.label, "count": counts[each.value]} for each in CheckRating]


def _questions(questions: list[Any], rows: list[CheckAnswer]) -> list[CheckedQuestion]:
    return [
        {"question": each.name, "ratings": _ratings([row for row in rows if row.question_id == each.pk])}
        for each in questions
    ]


def _waiting(answer: CheckAnswer) -> WaitingTime:
    return {
        "department": str(answer.office_check.department),
        "question": answer.question.short_name,
        "standard": answer.standard_days,
        "actual": answer.actual_days or 0,
        "rating": {"key": answer.rating, "label": answer.get_rating_display()},
    }


def _gap(answer: CheckAnswer) -> GapInReport:
    outcome, known = outcome_of(answer), getattr(answer, "follow_up", None)
    measure = known.measure if known is not None else None
    is_told = measure is not None and measure.state != MeasureState.IDEA
    return {
        "department": str(answer.office_check.department),
        "question": answer.question.short_name,
        "answer": answer.words,
        "note": answer.note,
        "outcome": {"key": outcome.value, "label": outcome.label},
        "measure": str(measure) if is_told else "",
        "reason": known.reason if known is not None else "",
    }


def services_told(content: Json) -> str:
    """How many offices told of their services, and how many gaps they name."""
    found = content.get("services")
    if not found:
        return ""
    offices = count_of(found["of_offices"], "Fachdienststelle", dative=True)
    verb = "hat" if found["told"] == 1 else "haben"
    first = f"Im Selbstcheck {found['year']} {verb} {found['told']} von {offices} ihre Dienstleistungen eingeschätzt."
    waiting = waiting_told({each["key"]: each["count"] for each in found["waiting_ratings"]})
    return " ".join(filter(None, (first, _gaps_told(found), waiting)))


def _gaps_told(found: Json) -> str:
    number = len(found["gaps"])
    if not number:
        return "Eine Lücke ist nicht genannt."
    counts = {each["key"]: each["count"] for each in found["outcomes"]}
    told = {
        "measure": "zu {} gehört eine Maßnahme",
        "reason": "zu {} steht fest, warum nicht",
        "open": "{} ist noch offen" if counts["open"] == 1 else "{} sind noch offen",
    }
    parts = [told[key].format(count) for key, count in counts.items() if count]
    return f"Genannt {'ist' if number == 1 else 'sind'} {count_of(number, 'Lücke')}: {'; '.join(parts)}."


def service_figures(content: Json) -> Iterator[Figure]:
    """Each number, and each answer that is told by itself."""
    found = content.get("services")
    if not found:
        return
    missing = tuple((name, "") for name in found["missing"])
    yield _figure("told", "Freigegebene Selbstchecks", found["told"])
    yield _figure("missing", "Fachdienststellen ohne freigegebenen Selbstcheck", len(missing), missing)
    for key, label in (("ratings", "Antworten"), ("waiting_ratings", "Wartezeiten")):
        for each in found[key]:
            yield _figure(f"{key}:{each['key']}", f"{label}: {each['label']}", each["count"])
    for question in found["questions"]:
        for each in question["ratings"]:
            key = f"question:{question['question']}:{each['key']}"
            yield _figure(key, f"{question['question']} {each['label']}", each["count"])
    for each in found["outcomes"]:
        rows = tuple(
            (gap["department"], gap["question"]) for gap in found["gaps"] if gap["outcome"]["key"] == each["key"]
        )
        yield _figure(f"outcomes:{each['key']}", f"Lücken: {each['label']}", each["count"], rows)
    for each in found["waiting"]:
        for name in ("standard", "actual"):
            value = "–" if each[name] is None else each[name]
            yield _figure(
                f"{name}:{each['department']}:{each['question']}", f"{each['department']}: {each['question']}", value
            )
    for each in found["gaps"]:
        key = f"gap:{each['department']}:{each['question']}"
        yield _figure(key, f"{each['department']}: {each['question']}", f"{each['answer']}, {each['outcome']['label']}")


def _figure(key: str, label: str, value: object, rows: tuple[tuple[str, str], ...] = ()) -> Figure:
    return Figure(f"services:{key}", label, str(value), "services", CHECK, rows)
