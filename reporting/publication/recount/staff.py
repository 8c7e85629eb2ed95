"""Kommune als Arbeitgeber in SQL over the rows of the Personalverwaltung."""

import datetime as dt

from reporting.publication.recount.queries import Asking, half_up

Values = dict[str, str]
ALONE = ("staff", "trainings")
ROWS = "FROM success_factors_stafffigures f JOIN success_factors_staffyear y ON y.id = f.staff_year_id"
THERE = """
    SELECT COUNT(*) FROM city_department d WHERE
    EXISTS (SELECT 1 FROM success_factors_stafffigures f JOIN success_factors_staffyear y ON y.id = f.staff_year_id
            WHERE f.department_id = d.id AND y.year = %(year)s)
    OR (NOT d.is_external AND (d.valid_from IS NULL OR d.valid_from <= %(last)s)
        AND (d.valid_until IS NULL OR d.valid_until >= %(last)s))
"""


def employer(ask: Asking) -> Values:
    """The newest released year that ended in the period or before it, and the year before if that is released."""
    end = ask.report.period_end
    last = end.year if (end.month, end.day) == (12, 31) else end.year - 1
    years = "SELECT MAX(year) FROM success_factors_staffyear WHERE state = 'accepted' AND year"
    year = ask.number(f"{years} <= %(last)s", last=last)
    if not year:
        return {}
    told = ask.number(f"SELECT COUNT(*) {ROWS} WHERE y.year = %(year)s", year=year)
    there = ask.number(THERE, year=year, last=dt.date(year, 12, 31))
    found = {"employer:told": str(told), "employer:missing": str(there - told)}
    before = ask.number(f"{years} = %(last)s", last=year - 1)
    if before:
        earlier = ask.number(f"SELECT COUNT(*) {ROWS} WHERE y.year = %(year)s", year=before)
        found["employer:before_told"] = str(earlier)
    found |= {f"employer:value:{name}": shown for name, shown in _sums(ask, year).items()}
    found |= {f"employer:before:{name}": shown for name, shown in (_sums(ask, before) if before else {}).items()}
    return found | _offices(ask, year)


def _sums(ask: Asking, year: int) -> Values:
    found: Values = {}
    for name in ALONE:
        number = ask.rows(f"SELECT SUM(f.{name}) {ROWS} WHERE y.year = %(year)s", year=year)[0][0]
        found[name] = _number(number)
    for part, whole in (("answered", "staff"), ("with_migration", "answered"), ("participants", "staff")):
        known = "" if part == "answered" else f"AND f.{part} IS NOT NULL AND f.{whole} IS NOT NULL"
        sums = f"SELECT SUM(f.{part}), SUM(f.{whole}) {ROWS} WHERE y.year = %(year)s {known}"
        found[part] = _share(*ask.rows(sums, year=year)[0])
    for whole in ("hires", "trainees", "managers"):
        part = f"{whole}_with_migration"
        every = ask.rows(f"SELECT SUM(f.{part}), SUM(f.{whole}) {ROWS} WHERE y.year = %(year)s", year=year)[0]
        both = f"SELECT SUM(f.{whole}) {ROWS} WHERE y.year = %(year)s AND f.{part} IS NOT NULL"
        asked = ask.rows(both, year=year)[0][0]
        words = "–" if every[1] is None else f"{_number(every[0])} von {_number(every[1])}"
        percent = "" if every[0] is None else half_up(int(every[0]), int(asked or 0))
        found[part] = f"{words} ({percent} %)" if percent else words
    return found


def _offices(ask: Asking, year: int) -> Values:
    sql = f"""
        SELECT d.name, f.staff, f.answered, f.with_migration, f.participants {ROWS}
        JOIN city_department d ON d.id = f.department_id WHERE y.year = %(year)s"""
    found: Values = {}
    for office, staff, answered, with_migration, participants in ask.rows(sql, year=year):
        told = {
            "staff": _number(staff),
            "answered": _share(answered, staff),
            "with_migration": _share(with_migration, answered),
            "participants": _share(participants, staff),
        }
        found |= {f"employer:office:{office}:{name}": shown for name, shown in told.items()}
    return found


def _share(part: int | None, whole: int | None) -> str:
    if part is None:
        return "–"
    percent = half_up(int(part), int(whole or 0))
    return f"{_number(part)} ({percent} %)" if percent else _number(part)


def _number(value: int | None) -> str:
    return "–" if value is None else f"{int(value):,}".replace(",", ".")
