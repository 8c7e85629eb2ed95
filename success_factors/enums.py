"""Values of assessments."""

from typing import Final

from django.db import models


class Level(models.IntegerChoices):
    """How far a criterion is true of the city, in five steps; an order, not a measurement."""

    NOT_BEGUN = 1, "noch nicht begonnen"
    BEGINNINGS = 2, "in Ansätzen"
    PARTLY = 3, "teilweise"
    LARGELY = 4, "weitgehend"
    ANCHORED = 5, "verankert"


LEVEL_SENTENCES: Final = {
    Level.NOT_BEGUN: "Es gibt dazu noch keine Zuständigkeit, keine Regelung und keine Maßnahme.",
    Level.BEGINNINGS: "Einzelne Stellen handeln danach, aber ungeregelt und nicht überall, wo es nötig wäre.",
    Level.PARTLY: "In einem Teil der Verwaltung oder der Stadt ist es eingeführt, in anderen Teilen fehlt es noch.",
    Level.LARGELY: "Es ist fast überall eingeführt und geregelt; die verbliebenen Lücken sind bekannt und benannt.",
    Level.ANCHORED: "Es ist verbindlich geregelt, wird überall gelebt und hängt nicht von einzelnen Personen ab.",
}


class Direction(models.TextChoices):
    """How a factor moved between two days."""

    BETTER = "better", "verbessert"
    WORSE = "worse", "verschlechtert"
    MIXED = "mixed", "uneinheitlich"
    SAME = "same", "unverändert"
    FIRST = "first", "erstmals eingeschätzt"
    UNKNOWN = "unknown", "nicht eingeschätzt"
