"""Rows of history in bulk: bulk_create writes none, and the library's own bulk helper loses relations and steps."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import models

from measures.models import Measure
from neuss_integration.accounts.models import User

BATCH = 500
Links = Mapping[str, Sequence[models.Model]]
"""The stored rows of each many-to-many table of a measure."""


class History:
    """The steps of many objects of one model, kept until the objects have their ids."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model: Any = model.history.model  # type: ignore[attr-defined]
        self._names = [field.attname for field in self.model.tracked_fields]
        self._steps: list[tuple[models.Model, Any]] = []

    def note(self, item: models.Model, *, at: dt.datetime, by: User, kind: str = "~") -> None:
        """`item` is as it is now `at` that time, by that person. `kind` is + for new, ~ for changed."""
        values = {name: getattr(item, name) for name in self._names}
        step = self.model(history_date=at, history_user_id=by.pk, history_type=kind, **values)
        self._steps.append((item, step))

    def write(self) -> list[tuple[Any, Any]]:
        """All steps are stored, in the order they were noted; returns object and step and forgets them."""
        written, self._steps = self._steps, []
        for item, step in written:
            step.id = item.pk
        self.model.objects.bulk_create([step for _, step in written], batch_size=BATCH)
        return written


class MeasureHistory(History):
    """The steps of measures, which hold their relations too."""

    def __init__(self) -> None:
        super().__init__(Measure)

    def write_with(self, links: Mapping[int, Links]) -> None:
        """All steps are stored. All but the first of a measure hold its `links`, given by its id."""
        rows: dict[str, list[models.Model]] = {}
        for measure, step in self.write():
            if step.history_type == "+":
                continue
            for relation, stored in links[measure.pk].items():
                model = apps.get_model("measures", f"HistoricalMeasure_{relation}")
                rows.setdefault(relation, []).extend(
                    model(history=step, **{field.attname: getattr(link, field.attname) for field in link._meta.fields})
                    for link in stored
                )
        for relation, found in rows.items():
            apps.get_model("measures", f"HistoricalMeasure_{relation}")._default_manager.bulk_create(
                found, batch_size=BATCH
            )
