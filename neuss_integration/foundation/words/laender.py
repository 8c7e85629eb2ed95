"""The Länder: what each calls its law on barrier-free sites of public bodies.

Not compared with every law: a city looks at its own, and sets ACCESSIBILITY_LAW where another text holds.
"""

from dataclasses import dataclass, replace
from typing import Final

from django.conf import settings

from neuss_integration.foundation.words.city_names import city_names


@dataclass(frozen=True, slots=True)
class Land:
    """A Land in the genitive, with the law its municipalities follow in the accusative."""

    of_land: str
    law: str
    body: str = "die Schlichtungsstelle oder Durchsetzungsstelle"
    """Whom people ask when the city does not answer; the general words where the Land has no name of its own."""


OMBUDSSTELLE: Final = "die Ombudsstelle für barrierefreie Informationstechnik"
LAENDER: Final = {
    "BW": Land("des Landes Baden-Württemberg", "das Landes-Behindertengleichstellungsgesetz (L-BGG)"),
    "BY": Land(
        "des Freistaats Bayern",
        "das Bayerische Behindertengleichstellungsgesetz (BayBGG) mit der Bayerischen Digitalverordnung (BayDiV)",
    ),
    "BE": Land("des Landes Berlin", "das Barrierefreie-IKT-Gesetz Berlin (BIKTG Bln)"),
    "BB": Land("des Landes Brandenburg", "das Brandenburgische Behindertengleichstellungsgesetz (BbgBGG)"),
    "HB": Land("der Freien Hansestadt Bremen", "das Bremische Behindertengleichstellungsgesetz (BremBGG)"),
    "HH": Land("der Freien und Hansestadt Hamburg", "das Hamburgische Behindertengleichstellungsgesetz (HmbBGG)"),
    "HE": Land("des Landes Hessen", "das Hessische Behinderten-Gleichstellungsgesetz (HessBGG)"),
    "MV": Land("des Landes Mecklenburg-Vorpommern", "das Landesbehindertengleichstellungsgesetz (LBGG M-V)"),
    "NI": Land("des Landes Niedersachsen", "das Niedersächsische Behindertengleichstellungsgesetz (NBGG)"),
    "NW": Land(
        "des Landes Nordrhein-Westfalen",
        "das Behindertengleichstellungsgesetz Nordrhein-Westfalen (BGG NRW) mit der "
        "Barrierefreie-Informationstechnik-Verordnung Nordrhein-Westfalen (BITV NRW)",
        OMBUDSSTELLE,
    ),
    "RP": Land("des Landes Rheinland-Pfalz", "das Landesinklusionsgesetz (LInklG)"),
    "SL": Land("des Saarlandes", "das Saarländische Behindertengleichstellungsgesetz (SBGG)"),
    "SN": Land("des Freistaats Sachsen", "das Barrierefreie-Websites-Gesetz (BfWebG)"),
    "ST": Land("des Landes Sachsen-Anhalt", "das Behindertengleichstellungsgesetz Sachsen-Anhalt (BGG LSA)"),
    "SH": Land("des Landes Schleswig-Holstein", "das Landesbehindertengleichstellungsgesetz (LBGG)"),
    "TH": Land("des Freistaats Thüringen", "das Thüringer Gesetz über barrierefreie Websites (ThürBarrWebG)"),
}
NAMES: Final = {
    "BW": "Baden-Württemberg", "BY": "Bayern", "BE": "Berlin", "BB": "Brandenburg", "HB": "Bremen", "HH": "Hamburg",
    "HE": "Hessen", "MV": "Mecklenburg-Vorpommern", "NI": "Niedersachsen", "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz", "SL": "Saarland", "SN": "Sachsen", "ST": "Sachsen-Anhalt", "SH": "Schleswig-Holstein",
    "TH": "Thüringen",
}  # fmt: skip
"""Each Land as people choose it."""
ANYWHERE: Final = Land("des Landes", "das Landesrecht zur Richtlinie (EU) 2016/2102")


def land() -> Land:
    """The Land of the city, with the law that the city names itself; ANYWHERE for a part of a Land."""
    found = LAENDER.get(city_names().land, ANYWHERE)
    return replace(found, law=settings.ACCESSIBILITY_LAW) if settings.ACCESSIBILITY_LAW else found


NUMBERS: Final = {
    "SH": "01", "HH": "02", "NI": "03", "HB": "04", "NW": "05", "HE": "06", "RP": "07", "BW": "08", "BY": "09",
    "SL": "10", "BE": "11", "BB": "12", "MV": "13", "SN": "14", "ST": "15", "TH": "16",
}  # fmt: skip
"""How the official key of a municipality begins in each Land."""
