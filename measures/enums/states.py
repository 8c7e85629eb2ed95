"""How far a measure is."""

from django.db import models


class MeasureState(models.TextChoices):
    """How far a measure is; not to be mixed with its traffic light or the freshness of its last report."""

    IDEA = "idea", "Idee"
    PLANNED = "planned", "geplant"
    RUNNING = "running", "laufend"
    PAUSED = "paused", "ruhend"
    COMPLETED = "completed", "abgeschlossen"
    ROUTINE = "routine", "in laufendes Geschäft übergegangen"
    DROPPED = "dropped", "nicht weiter verfolgt"

    @property
    def needs_reason(self) -> bool:
        """Whether a measure stands in this state only with a Begründung."""
        return self in (MeasureState.PAUSED, MeasureState.DROPPED)

    @property
    def meaning(self) -> str:
        """What the state says of a measure, shown wherever it is chosen."""
        return {
            MeasureState.IDEA: "Die Maßnahme ist vorgeschlagen; ob sie kommt, ist offen.",
            MeasureState.PLANNED: "Die Maßnahme ist beschlossene Sache, hat aber noch nicht begonnen.",
            MeasureState.RUNNING: "Die Maßnahme findet statt.",
            MeasureState.PAUSED: "Die Maßnahme setzt aus und soll später weitergehen.",
            MeasureState.COMPLETED: "Die Maßnahme ist zu Ende, ihr Ziel ist bearbeitet.",
            MeasureState.ROUTINE: "Die Maßnahme geht weiter, aber als gewöhnliche Aufgabe der Fachdienststelle.",
            MeasureState.DROPPED: "Die Maßnahme ist aufgegeben. Im nächsten Bericht steht, warum.",
        }[self]
