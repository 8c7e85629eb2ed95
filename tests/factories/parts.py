"""What every factory needs: running numbers, and the relations that are given as lists."""

from itertools import count

serials = count(1)
RELATIONS = (
    "success_factors", "goals", "contributing_departments", "carriers", "partners", "target_groups", "districts",
    "related",
)  # fmt: skip
