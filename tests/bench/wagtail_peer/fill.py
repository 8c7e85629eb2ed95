"""Makes the database of the peer from a file of rows, with one administrator; prints the key of a session.

PEER_FOLDER=… python -m tests.bench.wagtail_peer.fill
"""
# ruff: noqa: E402, T201 - Django wants its settings before the imports; the parent process reads what is printed

import json
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.wagtail_peer.settings")

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command

from tests.bench.wagtail_peer import models, settings


def main() -> None:
    """All rows, the index of the search, and somebody who is signed in."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    rows = json.loads((settings.FOLDER / "rows.json").read_text())
    for name in ("Field", "Office", "District", "Goal"):
        model = getattr(models, name)
        model.objects.bulk_create(model(pk=pk, name=label) for pk, label in rows[name])
    models.Measure.objects.bulk_create(models.Measure(**row) for row in rows["Measure"])
    call_command("update_index", verbosity=0)
    person = get_user_model().objects.create_superuser("koordination", "koordination@neuss.example", "nothing")
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    print(session.session_key)


if __name__ == "__main__":
    main()
