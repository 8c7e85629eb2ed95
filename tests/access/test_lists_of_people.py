"""A page that shows the contact data of many people at once is a list of people: whoever opens it stands in the log.

No list of such pages is kept by hand: a crowd is put into everything that holds people, and each page is counted.
"""

import re
from collections import Counter
from typing import Final

import pytest
from django.core.cache import cache
from django.db import transaction

from neuss_integration.accounts.enums import Role
from neuss_integration.audit_log import LISTS_OF_PEOPLE
from neuss_integration.city.models import Organisation
from neuss_integration.mailing.services import queue_mail, report_barrier
from neuss_integration.portal.services.enquiries import receive_enquiry
from roundtables.models import Guest, Meeting, RoundTable
from tests.access.scene import Scene
from tests.access.test_pages import HTML
from tests.factories import make_organisation, make_person, make_seat

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MANY: Final = 5
READ_BY: Final = ("koord", "admin")
ROWS: Final = {
    (row.name, row.object if row.name.startswith("maintenance:") else ""): row
    for row in HTML
    if row.method == "GET" and row.answers["anonym"] != "200" and "200" in map(row.answers.get, READ_BY)
}.values()
"""A page of each address that people read who are signed in; each kind of master data has pages of its own."""
OF_THE_CROWD: Final = re.compile(r"(sitz|gast|frage|barriere|kontakt|konto|post)\d@menge\.example")
NO_LISTS: Final[dict[str, str]] = {}
"""Pages that show many and are not noted, and why."""


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


def test_every_page_with_many_people_is_noted(scene: Scene) -> None:
    shown: set[str] = set()
    with transaction.atomic():
        crowd()
        cache.clear()
        for row in ROWS:
            column = "koord" if row.answers["koord"] == "200" else "admin"
            if most_of_one_kind(scene.browser(column).get(scene.url(row)).text) >= MANY:
                shown.add(row.name)
        transaction.set_rollback(True)
    cache.clear()
    assert sorted(shown - LISTS_OF_PEOPLE) == sorted(NO_LISTS)
    assert len(shown) > 5
