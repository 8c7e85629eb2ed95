"""Values of measures, rounds and progress reports."""

from typing import Final

from django.db import models

from measures.enums.states import MeasureState as MeasureState


class MeasureKind(models.TextChoices):
    PERMANENT = "permanent", "Dauerangebot"
    PROJECT = "project", "Projekt"
    EVENT = "event", "Veranstaltung"
    NETWORK = "network", "Netzwerk oder Gremium"
    CONCEPT = "concept", "Konzept"
    STRUCTURE = "structure", "Strukturmaßnahme"
    CAMPAIGN = "campaign", "Kampagne"
    GRANT = "grant", "Förderprogramm"
    SURVEY = "survey", "Erhebung"


class TrafficLight(models.TextChoices):
    """Whether a measure goes as planned."""

    GREEN = "green", "grün"
    YELLOW = "yellow", "gelb"
    RED = "red", "rot"
    UNKNOWN = "unknown", "keine Angabe"

    @property
    def is_trouble(self) -> bool:
        """Whether the measure does not go as planned; that needs a Begründung."""
        return self in (TrafficLight.YELLOW, TrafficLight.RED)


class DelayReason(models.TextChoices):
    """Why a measure does not go as planned, in words that can be counted; the Begründung says it in full."""

    STAFF = "staff", "Personal"
    MONEY = "money", "Geld"
    RESOLUTION = "resolution", "Beschluss steht aus"
    PARTNER = "partner", "Partner"
    LAW = "law", "Recht"
    OTHER = "other", "anderes"


class DatePrecisionChoice(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", "Tag"
    MONTH = "month", "Monat"
    YEAR = "year", "Jahr"


class RoundState(models.TextChoices):
    DRAFT = "draft", "Entwurf"
    OPEN = "open", "offen"
    CLOSED = "closed", "geschlossen"


class ProgressState(models.TextChoices):
    """Where the answer of a Fachdienststelle stands."""

    OPEN = "todo", "offen"
    IN_PROGRESS = "in_progress", "in Arbeit"
    SUBMITTED = "submitted", "eingereicht"
    RETURNED = "returned", "zurückgegeben"
    ACCEPTED = "accepted", "angenommen"
    NO_RESPONSE = "no_response", "ohne Rückmeldung"
    EXCLUDED = "excluded", "nicht mehr gefragt"


class FundingSource(models.TextChoices):
    CITY = "city", "Stadt"
    STATE = "state", "Land"
    NATION = "nation", "Bund"
    EU = "eu", "EU"
    FOUNDATION = "foundation", "Stiftung"
    DONATION = "donation", "Spende"
    CARRIER = "carrier", "Eigenmittel Träger"


class KeyFigureKind(models.TextChoices):
    """What a Kennzahl measures: what was done, or what it did for people."""

    OUTPUT = "output", "Leistung (Output)"
    OUTCOME = "outcome", "Wirkung (Outcome)"


class EffectKind(models.TextChoices):
    """How a measure is tied to an indicator of the city: the steps of a chain of effects."""

    INPUT = "input", "Einsatz (Input)"
    OUTPUT = "output", "Leistung (Output)"
    OUTCOME = "outcome", "Wirkung bei den Menschen (Outcome)"
    IMPACT = "impact", "Wirkung in der Stadt (Impact)"


class KeyFigureDirection(models.TextChoices):
    """Which way a Kennzahl should move."""

    UP = "up", "soll steigen"
    DOWN = "down", "soll sinken"


class EvaluationRating(models.TextChoices):
    """What came of a measure; a failure is as worth knowing as a success."""

    SUCCESS = "success", "Erfolg"
    PARTIAL = "partial", "Teilerfolg"
    FAILURE = "failure", "Misserfolg"
    TOO_EARLY = "too_early", "noch nicht beurteilbar"


class ImportState(models.TextChoices):
    """Whether a catalogue from a file was taken in."""

    OPEN = "open", "in Arbeit"
    RUNNING = "running", "wird übernommen"
    DONE = "done", "übernommen"
    UNDOING = "undoing", "wird zurückgenommen"
    UNDONE = "undone", "zurückgenommen"


class NameKind(models.TextChoices):
    """What a name in a file stands for."""

    DEPARTMENT = "department", "Fachdienststelle"
    FIELD = "field", "Handlungsfeld"
    FACTOR = "factor", "Erfolgsfaktor"
    ORGANISATION = "organisation", "Träger oder Partner"
    TARGET_GROUP = "target_group", "Zielgruppe"
    DISTRICT = "district", "Stadtteil"
    GOAL = "goal", "Ziel des Konzepts"
    KIND = "kind", "Art"
    STATE = "state", "Status"

    @property
    def field(self) -> str:
        """The field of a mapping that holds what is meant."""
        others = {"field": "field_of_action", "factor": "success_factor", "kind": "value", "state": "value"}
        return others.get(self.value, self.value)


class HandoverKind(models.TextChoices):
    """What became of an office."""

    RENAMED = "renamed", "umbenannt"
    MERGED = "merged", "zusammengelegt"
    SPLIT = "split", "aufgeteilt"
    DISSOLVED = "dissolved", "aufgelöst"


class ReceivedBy(models.TextChoices):
    """How an answer came in; by phone, e-mail or in a talk, the Koordination entered it on behalf of the office."""

    FORM = "form", "Formular"
    SHEET = "sheet", "Tabelle"
    PHONE = "phone", "Telefon"
    EMAIL = "email", "E-Mail"
    TALK = "talk", "Gespräch"


class QuestionKind(models.TextChoices):
    """What kind of answer a free question of a round wants; the value names the column of the answer."""

    TEXT = "text", "Text"
    NUMBER = "number", "Zahl"
    YES = "yes", "Ja oder Nein"


class RoundMailKind(models.TextChoices):
    """Why an office is written to in a round."""

    INVITATION = "invitation", "Einladung"
    REMINDER = "reminder", "Erinnerung vor der Frist"
    OVERDUE = "overdue", "Erinnerung nach der Frist"
    RETURNED = "returned", "Rückfrage"
    BY_HAND = "by_hand", "Erinnerung von Hand"


class ProposalField(models.TextChoices):
    """What an office can propose to change about a measure; the value names the field of the measure."""

    TITLE = "title", "Titel"
    END = "end", "Ende der Laufzeit"
    LEAD = "lead", "Federführung"


class ChangeProposalState(models.TextChoices):
    """What became of a proposed change."""

    PROPOSED = "proposed", "vorgeschlagen"
    ACCEPTED = "accepted", "angenommen"
    DECLINED = "declined", "abgelehnt"


REASON_STATES = tuple(state for state in MeasureState if state.needs_reason)
TROUBLE_LIGHTS = tuple(light for light in TrafficLight if light.is_trouble)
ENDED_STATES = (MeasureState.COMPLETED, MeasureState.ROUTINE, MeasureState.DROPPED)
ACTIVE_STATES = (MeasureState.PLANNED, MeasureState.RUNNING, MeasureState.PAUSED)
OUTSTANDING_STATES = (ProgressState.OPEN, ProgressState.IN_PROGRESS, ProgressState.RETURNED)
ASKED_STATES = tuple(state for state in ProgressState if state != ProgressState.EXCLUDED)
ANSWERED_STATES = (ProgressState.SUBMITTED, ProgressState.ACCEPTED)


class ResolutionKind(models.TextChoices):
    """What was put before a Gremium; the Integrationsrat puts what § 27 GO NRW gives it."""

    RESOLUTION = "resolution", "Beschluss"
    MOTION = "motion", "Antrag"
    SUGGESTION = "suggestion", "Anregung"
    STATEMENT = "statement", "Stellungnahme"
    QUESTION = "question", "Anfrage"


class OrderState(models.TextChoices):
    """How far the administration is with what a Gremium ordered or asked."""

    OPEN = "open", "offen"
    IN_PROGRESS = "in_progress", "in Arbeit"
    DONE = "done", "erledigt"
    ANSWERED = "answered", "beantwortet"
    DROPPED = "dropped", "nicht weiter verfolgt"


UNSETTLED_ORDERS: Final = (OrderState.OPEN, OrderState.IN_PROGRESS)
SETTLED_ORDERS: Final = (OrderState.DONE, OrderState.ANSWERED, OrderState.DROPPED)


class ConsultationKind(models.TextChoices):
    """What a Gremium of the Beratungsfolge is there for."""

    HEARING = "hearing", "Anhörung"
    ADVICE = "advice", "Vorberatung"
    DECISION = "decision", "Entscheidung"
    INFORMATION = "information", "Kenntnisnahme"


class GaugeCounting(models.TextChoices):
    """Which number of a series is held against the target of a goal."""

    LATEST = "latest", "der letzte Wert zählt"
    TOTAL = "total", "alle Werte seit dem Ausgangstag werden zusammengezählt"


class JudgementRating(models.TextChoices):
    """How somebody judges a goal or a measure on a day."""

    REACHED = "reached", "erreicht"
    ON_TRACK = "on_track", "auf gutem Weg"
    AT_RISK = "at_risk", "gefährdet"
    OFF_TRACK = "off_track", "nicht auf dem Weg"
    UNCLEAR = "unclear", "nicht zu beurteilen"


class CheckKind(models.TextChoices):
    """How a question of the Selbstcheck is answered."""

    CHOICE = "choice", "ja, teilweise oder nein"
    DAYS = "days", "Wartezeit gegen den eigenen Standard"


class CheckRating(models.TextChoices):
    """What an office says of itself; of a waiting time it follows from the days."""

    YES = "yes", "ja"
    PARTLY = "partly", "teilweise"
    NO = "no", "nein"
    NOT_APPLICABLE = "none", "trifft nicht zu"


GAP_RATINGS: Final = (CheckRating.PARTLY, CheckRating.NO)


class GapOutcome(models.TextChoices):
    """What became of a gap; a draft measure is not yet one."""

    MEASURE = "measure", "Maßnahme"
    REASON = "reason", "keine Maßnahme"
    OPEN = "open", "noch offen"
