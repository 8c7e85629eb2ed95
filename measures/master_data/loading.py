"""Loading the questions of the Selbstcheck."""

from pathlib import Path
from typing import Final

from django.db import transaction

from measures.models import CheckQuestion
from neuss_integration.city.master_data.completing import Completed, complete, known_ids, read
from success_factors.models import FieldOfAction

FOLDER: Final = Path(__file__).parent


@transaction.atomic
def load_check_questions() -> list[Completed]:
    """The questions of the starter catalogue are there; see `complete`. Needs the Handlungsfelder."""
    fields = FieldOfAction.objects.in_bulk(known_ids(FieldOfAction, "name").values())
    by_name = {name: fields.get(key) for name, key in known_ids(FieldOfAction, "name").items()}
    rows = read(FOLDER / "check_questions.toml")["check_questions"]
    first = FieldOfAction.objects.order_by("-is_priority", "position").first()
    placed = [row | {"field_of_action": by_name.get(row["field_of_action"]) or first} for row in rows]
    return [complete(CheckQuestion, placed)]
