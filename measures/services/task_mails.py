"""Mails that say what became of single tasks: each address once, about all tasks of the step."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from django.template.loader import render_to_string

from measures.mails import url_of
from measures.models import ProgressReport
from measures.selectors.contacts import Contact, contacts_of
from neuss_integration.foundation.words.city_names import signature
from neuss_integration.mailing.services import queue_mail

KIND: Final = "task"


def tell_offices(
    tasks: Iterable[ProgressReport], *, subject: str, sentence: str, reason: str = "", typed: str = ""
) -> int:
    """Who answers each of the `tasks` has a mail with the `sentence`, the tasks, the `reason` and what was `typed`.

    Returns how many mails.

    Who works on a task is written to alone, else everybody of its office; an office that cannot be reached is left out.
    The tasks are stored as they are now: the step of the same version is told once. Runs in the caller's transaction.
    """
    tasks = list(tasks)
    offices = contacts_of({each.department_id for each in tasks}) if tasks else {}
    boxes: dict[str, list[ProgressReport]] = defaultdict(list)
    contacts: dict[str, Contact] = {}
    for each in tasks:
        there = offices.get(each.department_id, [])
        for contact in [one for one in there if one.person and one.person.pk == each.assignee_id] or there:
            contacts[contact.address] = contact
            boxes[contact.address].append(each)
    for address, found in boxes.items():
        lines = [(each, url_of(each)) for each in found]
        context = {"sentence": sentence, "lines": lines, "reason": reason.strip(), "typed": typed, **signature()}
        text = render_to_string("measures/mail/task.txt", context).strip() + "\n"
        key = f"aufgabe:{found[0].pk}:{found[0].version}:{'entwurf:' if typed else ''}{address.lower()}"
        queue_mail(key=key, kind=KIND, to=contacts[address].person or address, subject=subject, text=text)
    return len(boxes)
