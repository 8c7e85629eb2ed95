"""Names of private people in what minutes would tell everybody, found before anything is published."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from django.db.models import Q

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import User
from roundtables.enums.meetings import TopicState
from roundtables.models import Meeting, Minutes, TableMember

SURNAME: Final = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]+)*$")
ADDRESSED: Final = r"(?:Frau|Herrn?|Dr\.|Prof\.)\s+(?:[^\s,;.]+\s+)?"


def private_names_in(minutes: Minutes) -> dict[int | None, list[str]]:
    """The names that stand in parts meant for everybody, by item; None is what belongs to no item. Seven queries.

    A name counts written out, and as a surname after "Frau", "Herr" or a title. Internal items tell nobody anything.
    """
    patterns = {name: _pattern(name) for name in private_names(minutes.meeting)}
    found = {}
    for item_id, texts in _texts(minutes).items():
        text = "\n".join(texts)
        names = sorted(name for name, pattern in patterns.items() if pattern.search(text))
        if names:
            found[item_id] = names
    return found


def private_names(meeting: Meeting) -> set[str]:
    """Who sits or sat at the table, stands in, came as a guest or has a task, and does so as a private person.

    People of the city and of the council act in their office; their names may be told.
    """
    seats = TableMember.objects.filter(round_table=meeting.round_table_id)
    names = set(meeting.guests.values_list("guest_name", flat=True))
    for pair in seats.values_list("contact_name", "deputy_name"):
        names.update(pair)
    accounts = User.objects.filter(
        Q(seats__in=seats) | Q(deputy_seats__in=seats) | Q(action_items__meeting=meeting)
    ).exclude(memberships__role__in=[role for role in Role if role != Role.ROUNDTABLE_MEMBER])
    names.update(accounts.values_list("name", flat=True))
    return {name.strip() for name in names if name.strip()}


def _pattern(name: str) -> re.Pattern[str]:
    """The whole name, its words in a row, or the surname after a form of address."""
    ways = [r"\s+".join(map(re.escape, name.split()))]
    if " " in name and (surname := SURNAME.search(name)):
        ways.append(ADDRESSED + re.escape(surname[0]))
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE)


def _texts(minutes: Minutes) -> dict[int | None, list[str]]:
    meeting = minutes.meeting
    texts: dict[int | None, list[str]] = defaultdict(list, {None: [meeting.title, meeting.place]})
    entries = {entry.item_id: entry for entry in minutes.entries.all()}
    hidden = {key for key, entry in entries.items() if entry.is_internal}
    for item in meeting.agenda.filter(state=TopicState.AGENDA):
        texts[item.pk].append(item.title)
        if (entry := entries.get(item.pk)) is not None:
            texts[item.pk] += [entry.text, entry.decision, entry.recommendation]
    for item_id, text in meeting.action_items.filter(is_internal=False).values_list("item_id", "text"):
        texts[item_id].append(text)
    return {key: found for key, found in texts.items() if key not in hidden}


def in_words(found: dict[int | None, list[str]], minutes: Minutes) -> str:
    """Where which names stand, as a sentence goes on with it: "TOP 2 (Erika Muster), ohne TOP (…)"."""
    positions: Iterable[tuple[int, int]] = minutes.meeting.agenda.values_list("pk", "position")
    numbers = dict(positions)
    places = sorted((numbers.get(key or 0, 0), names) for key, names in found.items())
    return ", ".join(f"{f'TOP {number}' if number else 'ohne TOP'} ({'; '.join(names)})" for number, names in places)
