"""The list of measures and its form beside those of Wagtail, what the closest peers are built on, in one run.

    python tests/bench/peer.py [--measures 5000] [--rounds 10] [--requests 20]

Wagtail and gunicorn are installed into an environment of their own, which is removed afterwards, and are given the same
measures. CPU per request of either is told as a multiple of our static page behind sign-in, measured as `pages.py`
does; the static page of the peer stands beside it.
"""
# ruff: noqa: T201 - a benchmark prints

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pages as bench  # first: it sets Django up
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F

from measures.models import Measure
from neuss_integration.accounts.enums import Role
from neuss_integration.city.models import Department, District
from success_factors.models import FieldOfAction, Goal

PACKAGES = ("wagtail==8.0.1", "gunicorn")
PAIRS = {
    "Liste, 50 Zeilen": ("/massnahmen/", "/admin/measures/"),
    "Liste mit Suche": ("/massnahmen/?suche=sprach", "/admin/measures/?q=sprach"),
    "Maßnahme bearbeiten": ("/massnahmen/{number}/bearbeiten/", "/admin/measures/edit/{pk}/"),
}
STATIC = "/bench/statisch/"


def main() -> None:
    """Build, serve one after the other, measure, print."""
    options = bench.parse()
    bench.build(options.measures, options.rounds)
    measure = Measure.objects.order_by("pk")[0]
    pairs = {
        label: [each.format(number=measure.number, pk=measure.pk) for each in pair] for label, pair in PAIRS.items()
    }
    session = bench.sign_in(bench.person(Role.COORDINATOR))
    with bench.served() as server:
        own = {path: bench.cost(server, path, session, options.requests) for path, _ in [*pairs.values(), (STATIC, "")]}
    with tempfile.TemporaryDirectory(prefix="peer-") as folder, peer(Path(folder)) as (server, session):
        paths = [path for _, path in pairs.values()]
        its = {path: bench.cost(server, path, session, options.requests) for path in (*paths, STATIC)}
    print(f"\n{Measure.objects.count()} Maßnahmen, {bench.connection.vendor}")
    print(f"{'Seite':<24}{'× statische Seite':>18}{'Wagtail':>10}{'Wagtail ÷ eigene':>18}")
    for label, (mine, theirs) in {**pairs, "statische Seite": (STATIC, STATIC)}.items():
        print(f"{label:<24}{own[mine] / own[STATIC]:>18.1f}{its[theirs] / own[STATIC]:>10.1f}", end="")
        print(f"{its[theirs] / own[mine]:>18.1f}", flush=True)


@contextmanager
def peer(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Wagtail with our measures, ready to answer, and the key of a session."""
    python = folder / "environment" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", python.parents[1]], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES], check=True)
    (folder / "rows.json").write_text(json.dumps(rows(), cls=DjangoJSONEncoder))
    environment = os.environ | {
        "PEER_FOLDER": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.bench.wagtail_peer.settings",
    }
    fill = [python, "-m", "tests.bench.wagtail_peer.fill"]
    filled = subprocess.run(fill, check=True, capture_output=True, text=True, cwd=bench.ROOT, env=environment)
    session = filled.stdout.split()[-1]
    with bench.served(python=python, app="tests.bench.wagtail_peer.wsgi", env=environment) as server:
        yield server, session


def rows() -> dict[str, Any]:
    """What both have, by model."""
    chosen = {"Field": FieldOfAction, "Office": Department, "District": District, "Goal": Goal}
    found: dict[str, Any] = {
        name: [(each.pk, str(each)) for each in model._default_manager.all()] for name, model in chosen.items()
    }
    columns = ("pk", "number", "title", "state", "description", "initial_situation", "aim")
    told = {
        "field_id": F("field_of_action_id"),
        "office_id": F("lead_department_id"),
        "light": F("latest_progress__traffic_light"),
        "reported": F("latest_progress__decided_at"),
        "start": F("start_date"),
        "end": F("end_date"),
    }
    told_of = [
        {name: value for name, value in row.items() if value is not None}
        for row in Measure.objects.values(*columns, **told)
    ]
    return found | {"Measure": told_of}


if __name__ == "__main__":
    main()
