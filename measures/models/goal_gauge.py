"""By which number a goal is measured: an indicator of the city or a Kennzahl of a measure, from where to where."""

from typing import Any, Final

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from measures.enums import GaugeCounting, KeyFigureDirection
from measures.models.key_figure import KeyFigure
from measures.querysets.goals import GoalGaugeQuerySet
from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel
from neuss_integration.foundation.records.constraints import both_or_neither, in_choices
from success_factors.models import Goal, Indicator
from success_factors.models.value_words import Words

ONE_NUMBER: Final = "Bitte wählen Sie einen Indikator oder eine Kennzahl, nicht beides."
PAIR_INCOMPLETE: Final = "Zu einem Wert gehört sein Tag, und umgekehrt. Bitte geben Sie beides an oder keines."
SAME_AS_BASELINE: Final = "Der Zielwert ist der Ausgangswert: Dann gibt es nichts zu erreichen. Bitte prüfen Sie beide."
AGAINST_DIRECTION: Final = (
    "Ausgangswert und Zielwert passen nicht zur gewünschten Richtung. Bitte prüfen Sie alle drei."
)
BEYOND_TARGET: Final = (
    "Ein Zwischenziel liegt nicht zwischen Ausgangswert und Zielwert. Bitte prüfen Sie, ob die Werte vertauscht sind."
)
DAYS_OUT_OF_ORDER: Final = (
    "Die Tage stehen nicht in der Reihenfolge Ausgangswert, Zwischenziele, Ziel. Bitte prüfen Sie sie."
)
BASELINE_IN_FUTURE: Final = "Der Ausgangswert kann nicht in der Zukunft liegen."
TOTAL_NEEDS_START: Final = (
    "Zum Zusammenzählen braucht es einen Ausgangswert mit Tag, ab dem gezählt wird. Wurde vorher nichts gezählt, ist "
    "er 0."
)
INTERIM_GAP: Final = "Bitte füllen Sie das erste Zwischenziel aus, bevor Sie ein zweites nennen."
STEPS: Final = ("baseline", "first_interim", "second_interim", "target")


def _unknown_or(*names: str, holds: Q) -> Q:
    """The rule `holds`, or one of the fields `names` is not known."""
    found = holds
    for name in names:
        found |= Q(**{f"{name}__isnull": True})
    return found


def _in_time(earlier: str, later: str) -> models.CheckConstraint:
    first, second = f"{earlier}_date", f"{later}_date"
    return models.CheckConstraint(
        condition=_unknown_or(first, second, holds=Q(**{f"{first}__lt": F(second)})),
        name=f"measures_gauge_{earlier}_before_{later}",
        violation_error_message=DAYS_OUT_OF_ORDER,
    )


def _on_the_way(nearer: str, farther: str) -> models.CheckConstraint:
    """The value `nearer` to the start is not beyond the one `farther` along, in the direction of the goal."""
    first, second = f"{nearer}_value", f"{farther}_value"
    up = Q(**{"direction": KeyFigureDirection.UP, f"{first}__lte": F(second)})
    down = Q(**{"direction": KeyFigureDirection.DOWN, f"{first}__gte": F(second)})
    return models.CheckConstraint(
        condition=_unknown_or(first, second, holds=up | down),
        name=f"measures_gauge_{nearer}_not_beyond_{farther}",
        violation_error_message=AGAINST_DIRECTION if (nearer, farther) == ("baseline", "target") else BEYOND_TARGET,
    )


def _number(name: str, **options: Any) -> models.DecimalField:
    return models.DecimalField(name, max_digits=16, decimal_places=4, **options)


class GoalGauge(TimestampedModel, VersionedModel):
    """A Messgröße of a goal: baseline, up to two interim targets and the end target, each a value with its day."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="gauges", verbose_name="Ziel")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="gauges", verbose_name="Indikator"
    )
    key_figure = models.ForeignKey(
        KeyFigure, on_delete=models.PROTECT, null=True, blank=True, related_name="gauges", verbose_name="Kennzahl"
    )
    counting = models.CharField("Zählweise", max_length=8, choices=GaugeCounting.choices, default=GaugeCounting.LATEST)
    direction = models.CharField("Gewünschte Richtung", max_length=4, choices=KeyFigureDirection.choices)
    baseline_value = _number("Ausgangswert", null=True, blank=True)
    baseline_date = models.DateField("Stand des Ausgangswerts", null=True, blank=True)
    first_interim_value = _number("Erstes Zwischenziel", null=True, blank=True)
    first_interim_date = models.DateField("Erstes Zwischenziel bis", null=True, blank=True)
    second_interim_value = _number("Zweites Zwischenziel", null=True, blank=True)
    second_interim_date = models.DateField("Zweites Zwischenziel bis", null=True, blank=True)
    target_value = _number("Zielwert")
    target_date = models.DateField("zu erreichen bis")
    note = models.TextField("Warum diese Messgröße", blank=True)
    recorded_on = models.DateField("Tag der Erfassung", default=timezone.localdate, editable=False)
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    objects = GoalGaugeQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["submission_key"])

    class Meta:
        verbose_name = "Messgröße eines Ziels"
        verbose_name_plural = "Messgrößen von Zielen"
        ordering = ["goal", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(indicator__isnull=False, key_figure__isnull=True)
                | Q(indicator__isnull=True, key_figure__isnull=False),
                name="measures_gauge_one_number",
                violation_error_message=ONE_NUMBER,
            ),
            in_choices("counting", GaugeCounting, "measures_gauge_counting_valid"),
            in_choices("direction", KeyFigureDirection, "measures_gauge_direction_valid"),
            *(
                both_or_neither(f"{step}_value", f"{step}_date", f"measures_gauge_{step}", message=PAIR_INCOMPLETE)
                for step in STEPS[:-1]
            ),
            models.CheckConstraint(
                condition=Q(second_interim_value__isnull=True) | Q(first_interim_value__isnull=False),
                name="measures_gauge_first_interim_first",
                violation_error_message=INTERIM_GAP,
            ),
            models.CheckConstraint(
                condition=Q(baseline_value__isnull=True) | ~Q(baseline_value=F("target_value")),
                name="measures_gauge_has_a_way",
                violation_error_message=SAME_AS_BASELINE,
            ),
            *(
                rule(nearer, farther)
                for rule in (_in_time, _on_the_way)
                for at, nearer in enumerate(STEPS)
                for farther in STEPS[at + 1 :]
            ),
            models.CheckConstraint(
                condition=Q(baseline_date__isnull=True) | Q(baseline_date__lte=F("recorded_on")),
                name="measures_gauge_baseline_not_in_future",
                violation_error_message=BASELINE_IN_FUTURE,
            ),
            models.CheckConstraint(
                condition=~Q(counting=GaugeCounting.TOTAL) | Q(baseline_date__isnull=False),
                name="measures_gauge_total_since",
                violation_error_message=TOTAL_NEEDS_START,
            ),
            *(
                models.UniqueConstraint(
                    fields=["goal", name],
                    condition=Q(**{f"{name}__isnull": False}),
                    name=f"measures_gauge_{name}_once",
                    violation_error_message="Dieses Ziel wird schon an dieser Zahl gemessen. "
                    "Bitte ändern Sie jene Messgröße.",
                )
                for name in ("indicator", "key_figure")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{self.goal.get_absolute_url()}#messgroesse-{self.pk}"

    @property
    def number(self) -> Indicator | KeyFigure:
        """What is measured."""
        found = self.indicator or self.key_figure
        assert found is not None
        return found

    @property
    def name(self) -> str:
        return self.number.name

    @property
    def words(self) -> Words:
        """What its values are called where they are no numbers."""
        return self.indicator.words if self.indicator is not None else {}

    @property
    def words_of_fields(self) -> dict[str, Words]:
        """What the history calls the values."""
        return {f"{step}_value": self.words for step in STEPS}

    @property
    def unit(self) -> str:
        return self.number.unit
