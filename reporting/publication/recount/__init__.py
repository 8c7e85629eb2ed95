"""The second computation of the figures of a report: plain SQL over the rows, beside reporting.content.figures.

It shares no query with the first one, so that a fault in one of them is seen as a difference. The SQL is understood by
SQLite and PostgreSQL alike.
"""

from reporting.publication.recount.checking import Checked, checked, differences, kept, recounted

__all__ = ["Checked", "checked", "differences", "kept", "recounted"]
