"""The small world with a thing for every address, some of which hold what not everybody may read."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from measures.models import CatalogueImport, Measure, SavedView
from measures.selectors.crossings import Crossing
from measures.services.coverage import accept_gap
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import User
from neuss_integration.city.models import Division, Organisation, ParliamentaryGroup
from success_factors.enums import Side
from success_factors.models import Participation
from tests.access.markup import Page
from tests.access.scene_checks import make_check_question, staff_and_checks
from tests.access.scene_comments import COMMENT_SECRETS, comments_scene
from tests.access.scene_deputies import DEPUTY_SECRETS, deputies
from tests.access.scene_foreign import FOREIGN_SECRETS, foreign_scene
from tests.access.scene_goals import goals_scene
from tests.access.scene_needs import needs_scene
from tests.access.scene_parts import PART_SECRETS, make_parts
from tests.access.scene_portal import PORTAL_SECRETS, portal_scene
from tests.access.scene_reports import reports_scene
from tests.access.scene_resolutions import resolutions
from tests.access.scene_rounds import ROUND_SECRETS, rounds_scene
from tests.access.scene_roundtables import ROUND_TABLE_SECRETS, round_tables
from tests.access.scene_value_requests import VALUE_SECRETS, value_requests
from tests.access.table import PEOPLE, Row
from tests.factories import (
    World,
    make_area_value,
    make_assessment,
    make_committee,
    make_criterion,
    make_edition,
    make_goal,
    make_indicator,
    make_organisation,
    make_person,
    make_target_group,
    make_value,
    sign_in,
)

INSIDE = frozenset({"koord", "jugend"})
SECRETS = {
    **COMMENT_SECRETS,
    **DEPUTY_SECRETS,
    **FOREIGN_SECRETS,
    **PORTAL_SECRETS,
    **ROUND_SECRETS,
    **ROUND_TABLE_SECRETS,
    **dict.fromkeys(("Vorläufige Personalzahlen", "Vorläufige Antwort des Jugendamts"), INSIDE),
    **VALUE_SECRETS,
    "Interne Anmerkung zum Vorwort": frozenset({"koord"}),
    "Lesegarten Erfttal": frozenset({"koord", "bibl"}),
    "Nur im Integrationsbüro zu lesen": frozenset({"koord"}),
    "Frage im Entwurf": frozenset({"koord"}),
    "Noch nicht geöffnete Runde": frozenset({"koord"}),
    "Begonnener Sachstand": INSIDE,
    "Datei zum begonnenen Sachstand": INSIDE,
    "Eingereichter Sachstand": INSIDE,
    "Zurückgegebener Sachstand": INSIDE,
    "Rückfrage an das Jugendamt": INSIDE,
    "Vermerk an das Integrationsbüro": INSIDE,
    "98.765": frozenset({"koord"}),
    "Geheime Datei": frozenset({"koord"}),
    "Eigene Ansicht des Jugendamts": frozenset({"jugend"}),
    "Beschluss ohne öffentliche Adresse": frozenset({"koord", "jugend", "bibl", "tisch", "rat"}),
    "Entworfenes Ziel": frozenset({"koord"}),
    "Entworfene Fassung": frozenset({"koord"}),
    "Entworfene Fortschreibung": frozenset({"koord"}),
    "Entworfenes Vorwort": frozenset({"koord"}),
    "Entworfenes Bild": frozenset({"koord"}),
    "Vertraulicher Bedarf": frozenset({"koord", "tisch"}),
    "Fremder Bedarf": frozenset({"koord"}),
    "Entworfener Vorschlag": frozenset({"koord"}),
    "Gereihter Vorschlag": frozenset({"koord", "tisch"}),
    "Fremder Rang": frozenset({"koord"}),
    "Frau Vertraulich": frozenset({"koord"}),
    "Geheime Person": frozenset({"admin", "koord"}),
    "Geheime Ansprechperson": frozenset({"koord", "admin"}),
    "geheim@neuss.example": frozenset({"admin"}),
} | PART_SECRETS
"""Texts of the scene, and which columns of the table may read them."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The world and the arguments of an address for each object of the table."""

    world: World
    arguments: dict[str, list[Any]]
    cookies: dict[str, dict[str, str]]
    answers: dict[tuple[str, str], HttpResponse] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)

    def url(self, row: Row) -> str:
        return reverse(row.name, args=self.arguments[row.object])

    def browser(self, column: str) -> Client:
        """A browser in which the person in `column` of the table is signed in."""
        client = Client()
        client.cookies.load(self.cookies[column])
        return client

    def answer(self, row: Row, column: str) -> HttpResponse:
        """What the person in `column` gets; asked once, and nothing that was done stays done."""
        key = (str(row), column)
        if key not in self.answers:
            client = self.browser(column)
            with transaction.atomic():
                answer: Any = client.generic(row.method, self.url(row), "")
                transaction.set_rollback(True)
            answer.context = answer.templates = None  # what it was made of takes ten times the room
            self.answers[key] = answer
        return self.answers[key]


def merged(*parts: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """All objects; a name that two parts give would hide one of them."""
    names = [name for part in parts for name in part]
    assert len(set(names)) == len(names), sorted(name for name in set(names) if names.count(name) > 1)
    return {name: keys for part in parts for name, keys in part.items()}


def make_scene(world: World) -> Scene:
    for measure in (world.praeventionsnetz, world.lesegarten):
        Measure.objects.filter(pk=measure.pk).update(internal_note="Nur im Integrationsbüro zu lesen")
    secret_person = make_person("geheim@neuss.example", "Geheime Person", Role.COUNCIL_READER)
    return Scene(
        world,
        merged(
            {
                "-": [],
                "auskunft": ["json"],
                "link-falsch": ["1", "abc-def"],
                "passkey-fremd": [4711],
                "konto": [secret_person.pk],
                "rolle": [secret_person.memberships.get().pk],
                "faktor": [world.factors[3].number],
                "handlungsfeld": [world.bildung.pk],
                "massnahme": [world.praeventionsnetz.number],
                "idee": [world.lesegarten.number],
            },
            _master_data(world),
            _concept(world),
            goals_scene(world),
            _listing(world),
            make_parts(world),
            rounds_scene(world),
            resolutions(world),
            value_requests(world),
            staff_and_checks(world),
            reports_scene(world),
            round_tables(world),
            needs_scene(world),
            comments_scene(world),
            foreign_scene(world),
            deputies(world),
            portal_scene(world),
        ),
        {column: _cookies(getattr(world, person)) if person else {} for column, person in PEOPLE.items()},
    )


def _cookies(person: User) -> dict[str, str]:
    return {name: cookie.value for name, cookie in sign_in(Client(), person).cookies.items()}


def _master_data(world: World) -> dict[str, list[Any]]:
    """One of every kind of master data; the Gremium is referred to by nothing."""
    kinds = {
        "handlungsfelder": world.bildung,
        "selbstcheck-fragen": make_check_question("Wird beraten?", world.bildung),
        "fachdienststellen": world.jugendamt,
        "organisationen": make_organisation("Caritasverband"),
        "gremien": make_committee("Kulturausschuss"),
        "fraktionen": ParliamentaryGroup.objects.create(name="Fraktion Rheinufer"),
        "dezernate": Division.objects.create(name="Dezernat Soziales", position=1),
        "stadtteile": world.weckhoven,
        "zielgruppen": make_target_group("Seniorinnen und Senioren"),
    }
    carrier = kinds["organisationen"]
    Organisation.objects.filter(pk=carrier.pk).update(contact="Geheime Ansprechperson")
    pages = {"amt": [world.jugendamt.pk], "organisation": [carrier.pk], "stadtteil": [world.weckhoven.pk]}
    accept_gap(Crossing(world.bildung, district=world.weckhoven), by=world.koordination, reason="Das macht der Kreis.")
    pages["ohne-bedarf"] = [world.bildung.pk, "stadtteil-9"]
    return (
        pages
        | {f"stamm-{slug}": [slug] for slug in kinds}
        | {f"liste-{slug}": [slug, "xlsx"] for slug in ("fachdienststellen", "organisationen")}
        | {f"eins-{slug}": [slug, it.pk] for slug, it in kinds.items()}
    )


def _concept(world: World) -> dict[str, list[Any]]:
    """An assessed criterion, and an indicator with a value that only the office may see."""
    criterion = make_criterion(world.factors[3])
    indicator = make_indicator(counts_people=True)
    make_value(indicator=indicator, value=98765, qualifier="blocked")
    for place in ({"district": world.weckhoven}, {"area": "Rhein-Kreis"}):
        make_area_value(indicator=indicator, **place)
    return {
        "kriterium": [4, criterion.position],
        "einschaetzung": [make_assessment(criterion=criterion).pk],
        "indikator": [indicator.pk],
    } | _goals()


def _goals() -> dict[str, list[Any]]:
    """A goal of an adopted edition, and one of a draft that only the Koordination may see."""
    goal = make_goal(text="Beschlossenes Ziel")
    edition = goal.guiding_goal.edition
    draft = make_edition(title="Entworfene Fassung", state="draft", previous=edition)
    drafted = make_goal(text="Entworfenes Ziel", edition=draft)
    participation = Participation.objects.create(edition=edition, name="Runder Tisch", side=Side.BOTH)
    return {
        "ziel": [goal.pk],
        "ziel-entwurf": [drafted.pk],
        "leitziel-entwurf": [drafted.guiding_goal_id],
        "fassung": [edition.pk],
        "fassung-entwurf": [draft.pk],
        "beteiligung": [participation.pk],
        "fortschreibung": [draft.pk, goal.pk],
    }


def _listing(world: World) -> dict[str, list[Any]]:
    """A view that the Jugendamt keeps for itself, and a shared one."""
    own = SavedView.objects.create(owner=world.jugendamt_person, name="Eigene Ansicht des Jugendamts")
    shared = SavedView.objects.create(owner=world.koordination, name="Rot oder gelb", is_shared=True)
    return {"tabelle": ["csv"], "ansicht": [own.pk], "ansicht-geteilt": [shared.pk]} | _imports(world)


def _imports(world: World) -> dict[str, list[Any]]:
    """Files of the Koordination, one in work and one taken in, and one of its deputy."""
    table: dict[str, Any] = {
        "headings": ["Titel", "Amt"],
        "rows": [["Geheime Datei", "Amt 51"]],
        "numbers": [2],
        "notices": [],
    }
    lines = [[1, table["headings"]], [2, table["rows"][0]]]
    sheets = [{"name": "Liste", "lines": lines, "notices": [], "merged": []}]
    draft: dict[str, Any] = {
        "file_name": "katalog.xlsx",
        "table": table,
        "assignment": {"titel": 0, "federfuehrung": 1},
        "default_kind": "permanent",
        "default_field": world.bildung,
    }
    draft |= {"sheets": sheets}
    own = CatalogueImport.objects.create(owner=world.koordination, **draft)
    foreign = CatalogueImport.objects.create(owner=world.vertretung, **draft)
    done = CatalogueImport.objects.create(owner=world.koordination, state="done", done_at=timezone.now(), **draft)
    return {"datei": [own.pk], "datei-fremd": [foreign.pk], "datei-fertig": [done.pk]}
