"""Values of assessments, indicators and goals."""

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
    FIRST = "first", "ohne Vergleich"
    UNKNOWN = "unknown", "nicht eingeschätzt"


class IndicatorScope(models.TextChoices):
    """For which area the numbers are there."""

    DISTRICT = "district", "Stadtteil oder statistischer Bezirk"
    CITY = "city", "Stadt"
    COUNTY = "county", "Kreis"
    STATE = "state", "Land"
    NATION = "nation", "Bund"


class ValueKind(models.TextChoices):
    """What a value of an indicator is; words are kept as their place (success_factors.models.value_words)."""

    NUMBER = "number", "Zahl"
    YES_NO = "yes_no", "ja oder nein"
    STEPS = "steps", "Stufe einer geordneten Liste"


class IndicatorDirection(models.TextChoices):
    """Which way is good."""

    UP = "up", "soll steigen"
    DOWN = "down", "soll sinken"
    CONVERGE = "converge", "soll sich angleichen"
    NEUTRAL = "neutral", "ohne gewünschte Richtung"


class Precision(models.TextChoices):
    """How long the time is that a value tells of."""

    DAY = "day", "Stichtag"
    MONTH = "month", "Monat"
    YEAR = "year", "Jahr"


class Qualifier(models.TextChoices):
    """What limits a number."""

    ESTIMATED = "estimated", "geschätzt"
    PROVISIONAL = "provisional", "vorläufig"
    WEAK = "weak", "nicht aussagekräftig"
    BLOCKED = "blocked", "gesperrt"


class TableSign(models.TextChoices):
    """What official statistics write where there is no number."""

    NOTHING = "nothing", "– nichts vorhanden"
    SECRET = "secret", ". unbekannt oder geheim"
    LATER = "later", "… fällt später an"
    UNSURE = "unsure", "/ nicht sicher genug"
    SENSELESS = "senseless", "x nicht sinnvoll"

    @property
    def sign(self) -> str:
        return str(self.label)[0]


class Movement(models.TextChoices):
    """Whether the last value lies in the wanted direction from the one before."""

    RIGHT = "right", "richtige Richtung"
    WRONG = "wrong", "falsche Richtung"
    SAME = "same", "unverändert"
    OUTDATED = "outdated", "veraltet"
    BROKEN = "broken", "nicht vergleichbar"
    NONE = "none", "ohne Bewertung"


MOVEMENT_DIRECTIONS = {
    Movement.RIGHT: Direction.BETTER.value,
    Movement.WRONG: Direction.WORSE.value,
    Movement.SAME: Direction.SAME.value,
}
"""The arrow of each movement that is judged."""


class EditionState(models.TextChoices):
    """Where a Fassung of the Integrationskonzept stands."""

    DRAFT = "draft", "Entwurf"
    ADOPTED = "adopted", "beschlossen"


class GoalState(models.TextChoices):
    OPEN = "open", "offen"
    REACHED = "reached", "erreicht"
    PARTLY = "partly", "teilweise erreicht"
    GIVEN_UP = "given_up", "aufgegeben"
    REVISED = "revised", "fortgeschrieben"


class RevisionOutcome(models.TextChoices):
    """What a new edition does with a goal of the one before."""

    KEPT = "kept", "übernommen"
    CHANGED = "changed", "geändert"
    DROPPED = "dropped", "entfallen"


class Side(models.TextChoices):
    """For whom somebody took part in developing the goals."""

    MIGRANTS = "migrants", "Menschen mit Einwanderungsgeschichte"
    SOCIETY = "society", "Aufnahmegesellschaft"
    BOTH = "both", "beide"
    OFFICE = "office", "Verwaltung und Politik"


class RequestState(models.TextChoices):
    """How far the next value of an indicator is on its way."""

    OPEN = "open", "offen"
    SUBMITTED = "submitted", "eingereicht"
    RETURNED = "returned", "zurückgegeben"
    ACCEPTED = "accepted", "freigegeben"
    CANCELLED = "cancelled", "nicht mehr angefordert"


OWED_REQUESTS: Final = (RequestState.OPEN, RequestState.RETURNED)
UNSETTLED_REQUESTS: Final = (RequestState.OPEN, RequestState.SUBMITTED, RequestState.RETURNED)


class StaffShare(models.TextChoices):
    """What is worked out of the figures of the Personalverwaltung and kept as values of an indicator, in per cent."""

    COVERAGE = "coverage", "Beteiligung an der Befragung"
    STAFF = "staff", "Beschäftigte mit Einwanderungsgeschichte"
    HIRES = "hires", "Neueinstellungen mit Einwanderungsgeschichte"
    TRAINEES = "trainees", "Auszubildende mit Einwanderungsgeschichte"
    MANAGERS = "managers", "Führungskräfte mit Einwanderungsgeschichte"
    TRAINED = "trained", "Beschäftigte mit interkultureller Fortbildung"

    @property
    def part_and_whole(self) -> tuple[str, str]:
        """The numbers of StaffFigures it is worked out of."""
        return {
            "coverage": ("answered", "staff"),
            "staff": ("with_migration", "answered"),
            "trained": ("participants", "staff"),
        }.get(self.value, (f"{self.value}_with_migration", self.value))

    @property
    def is_at_least(self) -> bool:
        """Whether it is a lower bound: those who did not answer the survey count as without migration history."""
        return self in (StaffShare.HIRES, StaffShare.TRAINEES, StaffShare.MANAGERS)


class GroupSet(models.TextChoices):
    """Fixed ways to break a number down, so that the groups of all indicators can be compared."""

    NATIONALITY = "nationality", "Staatsangehörigkeit"
    GENDER = "gender", "Geschlecht"
    AGE = "age", "Alter"


GROUPS: Final = {
    GroupSet.NATIONALITY: ("deutsch", "nicht deutsch"),
    GroupSet.GENDER: ("Frauen", "Männer", "divers oder ohne Angabe"),
    GroupSet.AGE: ("unter 6 Jahre", "6 bis 17 Jahre", "18 bis 24 Jahre", "25 bis 64 Jahre", "65 Jahre und älter"),
}
"""The groups of each set; together they are all."""


def set_of_group(group: str) -> str:
    """The key of the fixed set that `group` belongs to; empty for groups of an indicator's own."""
    return next((each.value for each, names in GROUPS.items() if group in names), "")
