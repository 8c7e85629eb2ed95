"""Dienstleistungen öffnen in SQL over the answers of the offices."""

from reporting.publication.recount.queries import Asking

Values = dict[str, str]
RATINGS = ("yes", "partly", "no", "none")
WORDS = {"yes": "ja", "partly": "teilweise", "no": "nein", "none": "trifft nicht zu"}
OUTCOMES = {"measure": "Maßnahme", "reason": "keine Maßnahme", "open": "noch offen"}
ROWS = """
    FROM measures_checkanswer a JOIN measures_officecheck c ON c.id = a.office_check_id
    JOIN measures_checkyear y ON y.id = c.check_year_id JOIN measures_checkquestion q ON q.id = a.question_id
    JOIN city_department d ON d.id = c.department_id
    WHERE y.year = %(year)s AND c.state = 'accepted' AND a.rating <> ''
"""
YEAR = """
    SELECT MAX(y.year) FROM measures_checkyear y WHERE y.year <= %(end_year)s AND EXISTS (
        SELECT 1 FROM measures_officecheck c WHERE c.check_year_id = y.id AND c.state = 'accepted')
"""
CHECKS = "SELECT COUNT(*) FROM measures_officecheck c JOIN measures_checkyear y ON y.id = c.check_year_id"
ASKED = """
    SELECT q.name, q.id FROM measures_checkquestion q JOIN measures_checkyear_questions l ON l.checkquestion_id = q.id
    JOIN measures_checkyear y ON y.id = l.checkyear_id WHERE y.year = %(year)s
"""
BECAME = """
    CASE WHEN f.id IS NULL OR m.state = 'idea' THEN 'open' WHEN m.id IS NOT NULL THEN 'measure' ELSE 'reason' END
"""
FOLLOWED = ROWS.replace(
    "    WHERE",
    "    LEFT JOIN measures_gapfollowup f ON f.answer_id = a.id LEFT JOIN measures_measure m ON m.id = f.measure_id\n"
    "    WHERE",
)


def services(ask: Asking) -> Values:
    """The newest year up to that of the end of the period of which an answer is released."""
    year = ask.number(YEAR)
    if not year:
        return {}
    told = ask.number(f"{CHECKS} WHERE y.year = %(year)s AND c.state = 'accepted'", year=year)
    asked = ask.number(f"{CHECKS} WHERE y.year = %(year)s", year=year)
    found = {"told": str(told), "missing": str(asked - told)}
    grouped = f"SELECT a.rating, COUNT(*) {ROWS}"
    found |= _ratings("ratings", ask.pairs(f"{grouped} GROUP BY a.rating", year=year))
    in_days = ask.pairs(f"{grouped} AND a.actual_days IS NOT NULL GROUP BY a.rating", year=year)
    found |= _ratings("waiting_ratings", in_days)
    for name, key in ask.rows(ASKED, year=year):
        counts = ask.pairs(f"{grouped} AND q.id = %(question)s GROUP BY a.rating", year=year, question=key)
        found |= _ratings(f"question:{name}", counts)
    found |= _days(ask, year) | _gaps(ask, year)
    return {f"services:{key}": value for key, value in found.items()}


def _ratings(key: str, counts: dict[str, int]) -> Values:
    return {f"{key}:{rating}": str(counts.get(rating, 0)) for rating in RATINGS}


def _days(ask: Asking, year: int) -> Values:
    sql = f"SELECT d.name, q.short_name, a.standard_days, a.actual_days {ROWS} AND a.actual_days IS NOT NULL"
    found: Values = {}
    for office, question, standard, actual in ask.rows(sql, year=year):
        found[f"standard:{office}:{question}"] = "–" if standard is None else str(standard)
        found[f"actual:{office}:{question}"] = str(actual)
    return found


def _gaps(ask: Asking, year: int) -> Values:
    """Each gap with its answer in words and what became of it, and how many have each fate."""
    sql = f"""
        SELECT d.name, q.short_name, a.rating, a.standard_days, a.actual_days, {BECAME}
        {FOLLOWED} AND a.rating IN ('partly', 'no')"""
    rows, found = ask.rows(sql, year=year), {}
    for office, question, rating, standard, actual, became in rows:
        found[f"gap:{office}:{question}"] = f"{_words(rating, standard, actual)}, {OUTCOMES[became]}"
    fates = [row[-1] for row in rows]
    return found | {f"outcomes:{fate}": str(fates.count(fate)) for fate in OUTCOMES}


def _words(rating: str, standard: int | None, actual: int | None) -> str:
    if actual is None:
        return WORDS[rating]
    if standard is None:
        return f"{actual} Arbeitstag{'' if actual == 1 else 'e'}, ohne Standard"
    return f"{actual} statt höchstens {standard} Arbeitstag{'' if standard == 1 else 'e'}"
