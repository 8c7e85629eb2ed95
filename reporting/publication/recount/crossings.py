"""What pays into the Erfolgsfaktoren: measures of each Handlungsfeld in SQL, indicators by the ways counted before."""

from collections import Counter

from reporting.publication.recount.queries import MEASURES, Asking
from success_factors.enums import Movement

Values = dict[str, str]
PAYING = f"""
    SELECT f.name, s.number, COUNT(*) FROM measures_measure m
    JOIN success_factors_fieldofaction f ON f.id = m.field_of_action_id
    JOIN measures_measure_success_factors t ON t.measure_id = m.id
    JOIN success_factors_successfactor s ON s.id = t.successfactor_id
    WHERE m.id IN ({MEASURES}) GROUP BY f.name, s.number
"""
WATCHED = """
    SELECT s.number, i.name FROM success_factors_successfactor s
    JOIN success_factors_indicator_success_factors t ON t.successfactor_id = s.id
    JOIN success_factors_indicator i ON i.id = t.indicator_id
"""


def crossings(ask: Asking) -> Values:
    """Measures of each Handlungsfeld that pay into each Erfolgsfaktor."""
    return {f"crossing:{name}:{number}": str(count) for name, number, count in ask.rows(PAYING)}


def movements(ask: Asking, told: Values) -> Values:
    """How many indicators of each factor go which way; `told` are the ways of all."""
    keys = {str(each.label): each.value for each in Movement}
    ways = ((number, told.get(f"indicator:{name}:direction", "")) for number, name in ask.rows(WATCHED))
    found = Counter((number, keys[way]) for number, way in ways if way)
    return {f"factor:{number}:moves:{key}": str(count) for (number, key), count in found.items()}
