"""Each text of each model is hostile at once: no page, feed, calendar or file that anybody gets lets it out as code."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import DatabaseError, models, transaction

from tests.access.scene import Scene
from tests.access.table import PAGES, PEOPLE

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SCRIPT = "<script>boese(1)</script>"
FORMS_OF_IT = (SCRIPT, "<img src=x onerror=")
HOSTILE = f'{SCRIPT}"><img src=x onerror=boese(2)>\nBcc: boese@boese.example'
OURS = [each for each in apps.get_models() if not each.__module__.startswith(("django.", "allauth."))]
CODE = ("language", "state", "slug", "key", "email", "sha256", "kind", "url", "website", "password", "sessions")
"""What is no free text, by its name."""


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
                    count += bool(model._default_manager.update(**{field.name: HOSTILE}))
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


def read_all(scene: Scene) -> Iterator[tuple[str, str, Any]]:
    """Every page and file, who asked for it, and the answer."""
    for row in PAGES:
        column = next(each for each in ("koord", *PEOPLE) if row.answers[each] == "200")
        yield str(row), column, scene.browser(column).get(scene.url(row))


def test_hostile_text_in_every_field_is_inert_wherever_it_is_read(scene: Scene) -> None:
    found, shown, kinds = [], 0, set()
    with transaction.atomic():
        assert poison() > 150
        cache.clear()
        for name, column, answer in read_all(scene):
            kind = answer.headers.get("Content-Type", "")
            kinds.add(kind.partition(";")[0])
            shown += b"&lt;script&gt;boese(1)" in answer.content
            if answer.status_code != 200 or lets_it_out(kind, answer):
                found.append((name, column))
        transaction.set_rollback(True)
    cache.clear()
    assert (found, shown > 300) == ([], True)
    assert kinds >= {"application/json", "application/atom+xml", "text/calendar", "text/csv"}
