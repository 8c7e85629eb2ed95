"""All check constraints of a row in one question to the database.

Django asks once for each: 13 questions, each with a savepoint around it, before a measure is saved.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import BooleanField, Q
from django.db.models.functions import Coalesce

Constraints = list[tuple[type[models.Model], Sequence[models.BaseConstraint]]]


class ChecksTogether(models.CheckConstraint):
    """Holds where each of `checks` holds or, as in the database, is neither true nor false."""

    def __init__(self, checks: Sequence[models.CheckConstraint]) -> None:
        self.checks = checks
        super().__init__(condition=Q(), name="checks_together")

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: set[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """Raises ValidationError with the sentence of each check that is broken."""
        if self._all_hold(model, instance, exclude, using):
            return
        errors = []
        for check in self.checks:
            try:
                check.validate(model, instance, exclude=exclude, using=using)
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)

    def _all_hold(self, model: type[models.Model], instance: Any, exclude: set[str] | None, using: str) -> bool:
        """One question about the checks whose fields are all judged; the others count as held, as with Django."""
        values = instance._get_field_expression_map(meta=model._meta, exclude=exclude)
        conditions = (Q(check.condition) for check in self.checks)
        judged = [each for each in conditions if each.referenced_base_fields <= values.keys()]
        together = Q(*(Q(Coalesce(each, True, output_field=BooleanField())) for each in judged))
        try:
            return not judged or together.check(values, using=using)
        except FieldError:
            return False


def together(constraints: Constraints) -> Constraints:
    """The same `constraints` as Django goes through them, the checks of each model as one of them."""
    return [(model, _of_one_model(each)) for model, each in constraints]


def _of_one_model(constraints: Sequence[models.BaseConstraint]) -> Sequence[models.BaseConstraint]:
    checks = [each for each in constraints if isinstance(each, models.CheckConstraint)]
    if len(checks) < 2:
        return constraints
    return [ChecksTogether(checks), *(each for each in constraints if each not in checks)]
