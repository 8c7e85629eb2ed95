"""The nine Erfolgsfaktoren for everybody: in plain words, with the state that the last published report told."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy

from neuss_integration.portal.selectors.public import day_shown
from reporting.content.shape import Content
from reporting.content.shape_of_concept import FactorInReport
from reporting.models import Publication
from reporting.selectors.last_report import last_report
from success_factors.selectors.standing import NOT_ASSESSED

PLAIN_WORDS: Final = {
    1: gettext_lazy("Viele Menschen haben zusammen aufgeschrieben, was die Stadt erreichen will."),
    2: gettext_lazy("Alle Ämter kümmern sich um Integration. Eine Stelle hält alles zusammen."),
    3: gettext_lazy("Die Spitze der Stadt und die Politik stehen gemeinsam dafür ein."),
    4: gettext_lazy("Vereine, Verbände und Ämter kennen sich und arbeiten zusammen."),
    5: gettext_lazy("Hilfe gibt es dort, wo die Menschen wohnen."),
    6: gettext_lazy("Es gibt viele Angebote: Sprache, Schule, Arbeit, Mitreden und mehr."),
    7: gettext_lazy("Bei der Stadt arbeiten Menschen aus vielen Ländern. Alle lernen dazu."),
    8: gettext_lazy("Alle sollen Hilfe und Ämter gut nutzen können, ohne Hindernisse."),
    9: gettext_lazy("Die Stadt prüft, was wirkt und was nicht, und sagt es offen."),
}


@dataclass(frozen=True, slots=True)
class PublicFactor:
    """A factor with its words for everybody; `level` is None where the report told none, and `label` says so."""

    number: int
    title: str
    words: Any
    level: int | None
    label: str
    running: int | None


@dataclass(frozen=True, slots=True)
class PublishedStand:
    """The last report that holds, and what it says of the factors."""

    publication: Publication
    factors: list[PublicFactor]
    as_of: str


def published_content() -> Content | None:
    """The frozen content of the last report that holds, in today's schema; None before the first."""
    last = last_report()
    return last.content if last else None


def published_stand() -> PublishedStand | None:
    """What the last published report says, None before the first; one query. Nothing newer is ever told here."""
    last = last_report()
    if last is None:
        return None
    factors = [_factor(each) for each in last.content.get("factors", [])]
    return PublishedStand(last.publication, factors, day_shown(dt.date.fromisoformat(last.content["report"]["as_of"])))


def _factor(told: FactorInReport) -> PublicFactor:
    stand = told.get("assessment")
    level, label = (stand["level"], stand["label"]) if stand else (None, NOT_ASSESSED)
    return PublicFactor(
        told["number"], told["title"], PLAIN_WORDS.get(told["number"], ""), level, label, told.get("running")
    )
