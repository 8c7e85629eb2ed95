"""History of models with many relations, in as few queries as it takes."""

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords
from simple_history.utils import get_m2m_field_name


class RelationRecords(HistoricalRecords):
    """Writes the same rows as its base. That one reads the instance anew for each relation, and every related row."""

    def create_historical_record_m2ms(self, history_instance: Any, instance: models.Model) -> None:
        """The relations of `instance` are kept with its row of history; two queries each."""
        for field in history_instance._history_m2m_fields:
            through, kept = field.remote_field.through, self.m2m_models[field]
            names = [column.attname for column in through._meta.fields]
            rows = through.objects.filter(**{get_m2m_field_name(field): instance}).values(*names)
            kept.objects.bulk_create([kept(history=history_instance, **row) for row in rows])
