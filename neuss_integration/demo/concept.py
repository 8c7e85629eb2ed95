"""The real Fassungen of the Integrationskonzept, and a draft of the next one that is made up for the demo."""

import tomllib
from pathlib import Path
from typing import Any

from neuss_integration.accounts.models import User
from neuss_integration.city.master_data.completing import known_ids
from neuss_integration.demo.accounts import person
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.models import ConceptEdition, FieldOfAction, SuccessFactor
from success_factors.services.editions import (
    add_guiding_goal,
    add_participation,
    adopt_edition,
    create_edition,
    record_adopted_edition,
)
from success_factors.services.goals import create_goal

FILE = Path(__file__).parent / "answers" / "concept.toml"
NOTE_OF_GOALS = "Demonstration: Die Ziele dieser Fassung sind erfunden."
NOTE = "Demonstration: Dieser Entwurf und seine Ziele sind erfunden."


def write(year: int) -> bool:
    """The adopted Fassungen and a draft for `year` are there. False when there was one already."""
    if ConceptEdition.objects.exists():
        return False
    content, by = tomllib.loads(FILE.read_text(encoding="utf-8")), person("koordination")
    for row in content["adopted"]:
        adopted, values = PartialDate.from_parts(row["year"]), {"source": row["source"]}
        if "guiding_goals" in row:
            edition = create_edition(by=by, title=row["title"], note=NOTE_OF_GOALS)
            _set_goals(edition, row["guiding_goals"], by)
            adopt_edition(edition, by=by, adopted=adopted, values=values)
        else:
            record_adopted_edition(by=by, title=row["title"], adopted=adopted, values=values)
    draft = create_edition(by=by, title=f"Integrationskonzept {year}", note=NOTE)
    _set_goals(draft, content["guiding_goals"], by)
    for row in content["participants"]:
        add_participation(draft, by=by, values=row)
    return True


def _set_goals(edition: ConceptEdition, rows: list[dict[str, Any]], by: User) -> None:
    """The draft `edition` has the Leitziele and goals of `rows`."""
    fields, factors = known_ids(FieldOfAction, "name"), SuccessFactor.objects.in_bulk(field_name="number")
    for row in rows:
        field = FieldOfAction.objects.get(pk=fields[row["field_of_action"]])
        guiding = add_guiding_goal(edition, by=by, title=row["title"], field_of_action=field)
        for goal in row["goals"]:
            chosen = [factors[number] for number in goal["factors"]]
            values = {"text": goal["text"], "target_year": goal["target_year"], "success_factors": chosen}
            create_goal(guiding, by=by, values=values)
