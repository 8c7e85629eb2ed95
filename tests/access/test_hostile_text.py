"""Each text of each model is hostile at once, and everything that holds people holds a crowd; each page is read once.

No page, feed, calendar or file that anybody gets lets the text out as code. A page that shows the contact data of many
people at once is a list of people, and whoever opens it stands in the log; no list of such pages is kept by hand.
Both are asked of one reading: to read everything is what it costs.
"""

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import DatabaseError, models, transaction

from neuss_integration.accounts.enums import Role
from neuss_integration.audit_log import LISTS_OF_PEOPLE
from neuss_integration.city.models import Organisation
from neuss_integration.mailing.services import queue_mail, report_barrier
from neuss_integration.portal.services.enquiries import receive_enquiry
from roundtables.models import Guest, Meeting, RoundTable
from tests.access.scene import Scene
from tests.access.table import FILES, PAGES, PEOPLE, Row
from tests.factories import make_organisation, make_person, make_seat

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SCRIPT = "<script>boese(1)</script>"
FORMS_OF_IT = (
    SCRIPT,
    "<img src=x onerror=",
    'href="javascript:',
    'src="http://boese',
    "<b onclick",
    'vbscript:boese(5)"',
)
HOSTILE = f'../../CON:\u202e{SCRIPT}"><img src=x onerror=boese(2)>\nBcc: boese@boese.example'
MARKDOWN = (
    "\n\n[k](javascript:boese(3)) ![b](http://boese.example/b.png) <b onclick=boese(4)>b</b> <vbscript:boese(5)>\n\n"
    "[j][1]\n\n[1]: javascript:boese(6)\n\n" + "> " * 60 + "tief\n\n" + "- " * 4 + "tief"
)
"""What texts with a form might become; short fields have none."""
FILE_NAME: Final = re.compile(r"filename\*?=(?:utf-8'')?\"?([^\";]*)")
OURS = [each for each in apps.get_models() if not each.__module__.startswith(("django.", "allauth."))]
CODE = ("language", "state", "slug", "key", "email", "sha256", "kind", "url", "website", "password", "sessions")
"""What is no free text, by its name."""


MANY: Final = 5
OF_THE_CROWD: Final = re.compile(r"(sitz|gast|frage|barriere|kontakt|konto|post)\d@menge\.example")
BAD_NAME: Final = re.compile(
    r'[\\<>:"|?*\x00-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069]|\.\.|^/|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|.{200}',
    re.I,
)
"""What leads out of a folder, hides an ending or cannot be saved on every system."""
NO_LISTS: Final[dict[str, str]] = {}
"""Pages that show many and are not noted, and why."""


def is_free(field: Any) -> bool:
    """Whether somebody may type anything into it."""
    is_text = type(field) in (models.CharField, models.TextField) and not field.choices and not field.unique
    return is_text and not any(word in field.name for word in CODE) and (field.max_length or 999) >= len(HOSTILE)


def poison() -> int:
    """In how many fields the text stands now; where the database keeps it out by a rule of its own, it does not."""
    count = 0
    for model in OURS:
        for field in filter(is_free, model._meta.concrete_fields):
            try:
                with transaction.atomic():
                    count += bool(
                        model._default_manager.update(**{field.name: HOSTILE + MARKDOWN * (field.max_length is None)})
                    )
            except DatabaseError:
                continue
    return count


def lets_it_out(kind: str, answer: Any) -> bool:
    """Whether it is code where it stands: markup, a line of its own in a calendar, or no JSON any more."""
    if kind.startswith(("text/html", "application/xml", "application/atom", "image/svg")):
        return any(each in answer.text for each in FORMS_OF_IT)
    if kind.startswith("text/calendar"):
        return any(line.startswith("Bcc") for line in answer.text.splitlines())
    if "json" in kind.partition(";")[0]:
        json.loads(answer.content)
    return answer.headers.get("X-Content-Type-Options") != "nosniff"


def has_a_bad_name(answer: Any) -> bool:
    """Whether the file, or something in it when it is an archive, is called what leads elsewhere or cannot be saved."""
    found = FILE_NAME.search(answer.headers.get("Content-Disposition", ""))
    names = [unquote(found[1])] if found else []
    if answer.content.startswith(b"PK\x03\x04"):
        names += zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    return any(map(BAD_NAME.search, names)) or bool(found and "/" in names[0])


def crowd() -> None:
    """Of each kind of people so many that a list of them is one."""
    for number in range(MANY):
        for table in RoundTable.objects.all():
            mail = f"sitz{number}@menge.example"
            make_seat(round_table=table, kind="advisory", contact_name=mail, contact_email=mail)
        for meeting in Meeting.objects.all():
            Guest.objects.create(meeting=meeting, guest_name=f"gast{number}@menge.example")
        receive_enquiry(values={"message": "Frage", "reply_to": f"frage{number}@menge.example"})
        report_barrier(message="Barriere", page="", email=f"barriere{number}@menge.example")
        carrier = make_organisation(f"Träger der Menge {number}")
        Organisation.objects.filter(pk=carrier.pk).update(contact=f"kontakt{number}@menge.example")
        make_person(f"konto{number}@menge.example", f"Konto {number}", Role.ROUNDTABLE_MEMBER)
        post = {"kind": "progress", "to": f"post{number}@menge.example", "subject": "Betreff", "text": "Text"}
        queue_mail(key=f"menge:{number}", **post)


def most_of_one_kind(text: str) -> int:
    """How many people of one kind the page shows."""
    found = {match.group(0): match.group(1) for match in OF_THE_CROWD.finditer(text)}
    return max(Counter(found.values()).values(), default=0)


@dataclass(frozen=True, slots=True)
class Reading:
    """What somebody got who may read it."""

    row: Row
    column: str
    status: int
    kind: str
    faults: bool
    is_archive: bool
    shows_text: bool
    people: int


def read_all(scene: Scene) -> Iterator[Reading]:
    """Every page and file."""
    for row in PAGES:
        column = next(each for each in ("koord", *PEOPLE) if row.answers[each] == "200")
        answer = scene.browser(column).get(scene.url(row))
        kind, shown = answer.headers.get("Content-Type", ""), b"&lt;script&gt;boese(1)" in answer.content
        people = 0 if row.name in FILES else most_of_one_kind(answer.text)
        faults, is_archive = lets_it_out(kind, answer) or has_a_bad_name(answer), answer.content.startswith(b"PK")
        yield Reading(row, column, answer.status_code, kind.partition(";")[0], faults, is_archive, shown, people)


@pytest.fixture(scope="module")
def readings(scene: Scene) -> list[Reading]:
    with transaction.atomic():
        assert poison() > 150
        crowd()
        cache.clear()
        found = list(read_all(scene))
        transaction.set_rollback(True)
    cache.clear()
    return found


def test_hostile_text_in_every_field_is_inert_wherever_it_is_read(readings: list[Reading]) -> None:
    assert [(str(each.row), each.column) for each in readings if each.status != 200 or each.faults] == []
    assert sum(each.shows_text for each in readings) > 300
    assert sum(each.is_archive for each in readings) > 9
    assert {each.kind for each in readings} >= {"application/json", "application/atom+xml", "text/calendar", "text/csv"}


def test_every_page_with_many_people_is_noted(readings: list[Reading]) -> None:
    signed_in = [each for each in readings if each.row.answers["anonym"] != "200"]
    shown = {each.row.name for each in signed_in if each.people >= MANY and each.column in ("koord", "admin")}
    assert sorted(shown - LISTS_OF_PEOPLE) == sorted(NO_LISTS)
    assert len(shown) > 5
