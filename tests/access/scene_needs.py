"""Needs of the scene: of the table of the member, of another table, and a released one."""

from typing import Any

from roundtables.services.ratings import open_rating
from tests.factories import World, make_need, make_proposal, make_seat, make_table


def needs_scene(world: World) -> dict[str, list[Any]]:
    """The arguments of the addresses of needs."""
    table = make_table(name="Tisch des Mitglieds")
    make_seat(round_table=table, user=world.rundertisch_person)
    own = {"round_table": table, "raised_by": world.rundertisch_person, "origin": "between"}
    needs = {
        "bedarf": make_need(round_table=table, title="Vertraulicher Bedarf", raised_by_name="Frau Vertraulich"),
        "bedarf-eigen": make_need(title="Selbst gemeldeter Vertraulicher Bedarf", **own),
        "bedarf-fremd": make_need(title="Fremder Bedarf", round_table=make_table(name="Anderer Tisch")),
        "bedarf-offen": make_need(title="Freigegebener Bedarf", is_public=True),
    }
    runs = {}
    for key, need in (("bewertung", needs["bedarf"]), ("bewertung-fremd", needs["bedarf-fremd"])):
        title = f"Bewertung: {need.title}"
        runs[key] = [open_rating(need.round_table, by=world.koordination, title=title, needs=[need]).pk]
    proposals = {
        "vorschlag-entwurf": make_proposal(needs=[needs["bedarf"]], title="Entworfener Vorschlag"),
        "vorschlag": make_proposal(needs=[needs["bedarf"]], title="Gereihter Vorschlag", state="ranked", rank=1),
        "vorschlag-fremd": make_proposal(needs=[needs["bedarf-fremd"]], title="Fremder Rang", state="ranked", rank=1),
        "vorschlag-offen": make_proposal(title="Weitergeleiteter Vorschlag", state="forwarded", rank=1),
    }
    runs |= {key: [proposal.number] for key, proposal in proposals.items()} | {"liste-pdf": ["pdf"]}
    files = {f"liste-{suffix}": [suffix] for suffix in ("xlsx", "csv", "ods")}
    return {key: [need.number] for key, need in needs.items()} | files | runs | {"tisch-eigen": [table.pk]}
