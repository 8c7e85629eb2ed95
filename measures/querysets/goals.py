"""Adjectives for what measures a goal, and how goals and measures are judged."""

from typing import Any, Self

from django.db import models
from django.db.models import Q


class GoalGaugeQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of goals the person may see, by an indicator or by a Kennzahl of a measure they may see."""
        goals: Any = self.model._meta.get_field("goal").related_model
        figures: Any = self.model._meta.get_field("key_figure").related_model
        seen = Q(key_figure__isnull=True) | Q(key_figure__in=figures._default_manager.visible_to(user))
        return self.filter(seen, goal__in=goals._default_manager.visible_to(user))


class JudgementQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of goals and measures the person may see."""
        goals: Any = self.model._meta.get_field("goal").related_model
        measures: Any = self.model._meta.get_field("measure").related_model
        seen = Q(goal__in=goals._default_manager.visible_to(user))
        return self.filter(seen | Q(measure__in=measures._default_manager.visible_to(user)))

    def newest_first(self) -> Self:
        """By the day they tell of, the last recorded first among those of one day."""
        return self.order_by("-judged_on", "-pk")
