"""Anfragen and Aktionen in SQL over the tables of the portal, where the report tells of them."""

from decimal import Decimal

from django.conf import settings

from reporting.publication.recount.queries import Asking

Values = dict[str, str]
RECEIVED = """
    e.received_on BETWEEN %(start)s AND %(end)s AND e.received_on <= %(day)s AND NOT EXISTS (
        SELECT 1 FROM roundtables_goalcomment c WHERE c.id = e.goal_comment_id AND c.dismissed_at IS NOT NULL)
"""
DONE = """
    state = 'released' AND starts_on <= %(end)s AND starts_on <= %(day)s
    AND CASE WHEN ends_on IS NULL THEN starts_on ELSE ends_on END >= %(start)s
"""
KINDS = {
    "question": "Frage", "need": "Bedarf", "barrier": "Barriere", "comment": "Anmerkung",
    "topic": "Thema für einen Runden Tisch",
}  # fmt: skip
CHANNELS = {"portal": "Portal", "mail": "E-Mail", "phone": "Telefon", "visit": "Gespräch"}


def outreach(ask: Asking) -> Values:
    """Enquiries by subject, kind and channel; released Aktionen that have begun, with what is known of them."""
    if not settings.REPORT_OUTREACH:
        return {}
    subjects = ask.pairs(f"""
        SELECT COALESCE(s.title, 'ohne Thema'), COUNT(*) FROM portal_enquiry e
        LEFT JOIN portal_subject s ON s.id = e.subject_id WHERE {RECEIVED} GROUP BY 1""")
    found = {
        "enquiries": str(sum(subjects.values())),
        **{f"enquiries:by_subject:{title}": str(count) for title, count in subjects.items()},
    }
    for column, labels in (("kind", KINDS), ("channel", CHANNELS)):
        rows = ask.pairs(f"SELECT {column}, COUNT(*) FROM portal_enquiry e WHERE {RECEIVED} GROUP BY {column}")
        found |= {f"enquiries:by_{column}:{labels[key]}": str(count) for key, count in rows.items()}
    return found | _campaigns(ask)


def _campaigns(ask: Asking) -> Values:
    found: Values = {}
    total, *sums = ask.rows(f"""
        SELECT COUNT(*), COUNT(reach), SUM(reach), COUNT(cost), SUM(cost) FROM portal_campaign WHERE {DONE}""")[0]
    for name, known, value in (("reach", *sums[:2]), ("cost", *sums[2:])):
        shown = "" if not known else str(int(value)) if name == "reach" else f"{Decimal(str(value)):.2f}"
        found |= {f"campaigns:{name}": shown, f"campaigns:{name}:known": str(known)}
    return found | {"campaigns": str(total)}
