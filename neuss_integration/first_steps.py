"""„Erste Schritte“: what a new city still has to enter before its first Berichtsrunde."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, Model
from django.urls import reverse

from measures.models import Measure, ReportingRound
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.mails import how_mails_go
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import Access
from neuss_integration.city.models import Committee, Department, District, Division, EnteredNames, Organisation
from neuss_integration.foundation.ui.signs import badge
from neuss_integration.foundation.words.city_names import city_names, is_named
from neuss_integration.master_data import OF_ONE_CITY
from roundtables.models import RoundTable
from success_factors.models import FieldOfAction

FIRST_CATALOGUE: Final = "Ersten Katalog einlesen"
EXAMPLE_CONTACTS: Final = ("koordination@neuss.example", "koordination@stadt.example")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; without `url` for those who see it and may not do it."""

    label: str
    hint: str
    url: str
    is_done: bool
    is_optional: bool = False

    @property
    def status(self) -> str:
        """Never „offen“ for what a city may not have."""
        if self.is_done:
            return badge("erledigt", variant="success")
        return badge("nur bei Bedarf", variant="info") if self.is_optional else badge("offen", variant="warning")


class Steps(list[Step]):
    """What a city that is being set up has done and has to do; none later."""

    @property
    def lack_measures(self) -> bool:
        """Whether the start page has no measure to tell of, neither good nor bad."""
        return any(step.label == FIRST_CATALOGUE and not step.is_done for step in self)


def first_steps(user: User, access: Access) -> Steps:
    """All steps for those who set a city up, while there is no Berichtsrunde, then none; one query."""
    if not access.has(Permission.MANAGE_USERS, Permission.MANAGE_ROUNDS):
        return Steps()
    done = _what_is_there(user)
    if done[ReportingRound]:
        return Steps()
    return Steps(
        [
            _names(done[EnteredNames], access),
            *_example(done, access),
            *(_entered(kind, done, access) for kind in KINDS),
            _accounts(done[User], access),
            _step(Measure, done, access, FIRST_CATALOGUE, Permission.MAINTAIN_MEASURES, "measures:import-start"),
            _step(
                ReportingRound, done, access, "Erste Berichtsrunde", Permission.MANAGE_ROUNDS, "measures:round-create"
            ),
        ]
    )


KINDS: Final[tuple[tuple[type[Model], str, str], ...]] = (
    (Division, "dezernate", "Was über den Fachdienststellen steht. Eine Verwaltung ohne Dezernate lässt das aus"),
    (Department, "fachdienststellen", "Wer federführend ist oder mitwirkt. Jede Liste lässt sich im Ganzen einlesen"),
    (Committee, "gremien", "Rat, Ausschüsse und wem sonst berichtet wird"),
    (District, "stadtteile", "Mit Nummer und Platz auf der Karte"),
    (Organisation, "organisationen", "Träger und andere, die Maßnahmen durchführen"),
    (FieldOfAction, "handlungsfelder", "Wonach das Konzept seine Maßnahmen ordnet"),
)
WATCHED: Final[tuple[type[Model], ...]] = (
    *(kind for kind, _, _ in KINDS), RoundTable, EnteredNames, Measure, ReportingRound
)  # fmt: skip
HINTS: Final[dict[type[Model], str]] = {
    Measure: "Aus der Tabelle des Amtes oder einzeln; fehlende Stellen und Felder lassen sich dabei anlegen",
    ReportingRound: "Sobald die ersten Maßnahmen stehen. Danach verschwindet diese Liste",
}


def _what_is_there(user: User) -> dict[type[Model], bool]:
    others = User.objects.filter(is_active=True).exclude(pk=user.pk)
    found = [Exists(others), *(Exists(kind._default_manager.all()) for kind in WATCHED)]
    row = User.objects.filter(pk=user.pk).values_list(*found).get()
    return dict(zip((User, *WATCHED), row, strict=True))


def _names(is_entered: bool, access: Access) -> Step:
    names = city_names()
    now = f"{names.full_name}, {names.office}, {names.committee}, {names.contact_email}" if is_named() else "noch keine"
    is_done = is_entered or (is_named() and names.contact_email not in EXAMPLE_CONTACTS)
    url = reverse("city-names") if access.has(Permission.MAINTAIN_MASTER_DATA) else ""
    return Step("Namen Ihrer Stadt", f"Mit Artikel, Bundesland und Gemeindeschlüssel. Jetzt: {now}", url, is_done)


def _entered(kind: tuple[type[Model], str, str], done: dict[type[Model], bool], access: Access) -> Step:
    model, slug, hint = kind
    url = reverse("maintenance:list", args=[slug]) if access.has(Permission.MAINTAIN_MASTER_DATA) else ""
    return Step(str(model._meta.verbose_name_plural), hint, url, done[model], is_optional=model is Division)


def _example(done: dict[type[Model], bool], access: Access) -> list[Step]:
    """Offered to those who may load it, while every list of an own city is empty."""
    if any(done[kind] for kind in OF_ONE_CITY) or not access.has(Permission.MAINTAIN_MASTER_DATA):
        return []
    hint = "Listen einer Stadt zum Ausprobieren. Für die eigene Stadt beginnen Sie mit den eigenen Listen"
    return [Step("Beispiel laden", hint, reverse("example"), is_done=False, is_optional=True)]


def _accounts(is_done: bool, access: Access) -> Step:
    url = reverse("accounts:user-create") if access.has(Permission.MANAGE_USERS) else ""
    hint = f"Für Koordination und Fachdienststellen. Die Einladung {how_mails_go()}"
    return Step("Erste Konten", hint, url, is_done)


def _step(
    model: type[Model], done: dict[type[Model], bool], access: Access, label: str, permission: Permission, name: str
) -> Step:
    return Step(label, HINTS[model], reverse(name) if access.has(permission) else "", done[model])
