"""CPU per page as ratios to a static page of the same server, in one run, beside the Django admin.

    python tests/bench/pages.py [--measures 5000] [--rounds 10] [--requests 40] [--rows 1000]

A large demo city is built in a temporary SQLite database, or in DATABASE_URL if that is empty (one that holds a city
already is measured as it is); `python -m neuss_integration.bootstrap.with_postgres` in front of the command gives it a
PostgreSQL of its own. gunicorn serves it with two workers; what counts is the CPU time of the workers, not the clock of
a shared machine, and not that of the database server. Files and the preview of `--rows` rows are asked for less often.
"""
# ruff: noqa: E402, T201 - Django wants its settings before the imports; a benchmark prints

import argparse
import csv
import http.client
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
SCRATCH = tempfile.TemporaryDirectory(prefix="bench-")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{SCRATCH.name}/bench.sqlite3")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
os.environ["DEMO_MODE"] = "true"

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from measures.catalogue.listing import Listing
from measures.exports import listing_file
from measures.models import Measure, ProgressReport, Resolution
from measures.services.catalogue_import import start_import
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import User
from neuss_integration.city.models import District
from neuss_integration.foundation.spreadsheets.cells import Column, Sheet
from neuss_integration.foundation.spreadsheets.writing import workbook
from success_factors.models import Goal, Indicator

PORT = 8765
PATIENCE = 600
TEN_FILTERS = (
    "suche=sprach&status=aktiv&ampel=green&aktualitaet=aktuell&art=project&stadtteil=stadt&von=2015&bis=2030&geld=ohne"
    "&fehlt=kennzahl"
)
TICK = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Build, serve, measure, print one table."""
    options = parse()
    build(options.measures, options.rounds)
    session = sign_in(person(Role.COORDINATOR))
    pages, heavy = addresses(), heavy_addresses(options.rows)
    with served() as server:
        costs = {label: cost(server, path, session, options.requests) for label, path in pages.items()}
        costs |= {label: cost(server, path, session, max(options.requests // 10, 2)) for label, path in heavy.items()}
    static = costs["statische Seite"]
    print(f"\n{Measure.objects.count()} Maßnahmen, {ProgressReport.objects.count()} Sachstände, {connection.vendor}")
    print(f"{'Seite':<44}{'× statische Seite':>18}{'Abfragen':>10}")
    for label, path in (pages | heavy).items():
        print(f"{label:<44}{costs[label] / static:>18.1f}{queries(path, session):>10}")


def parse() -> argparse.Namespace:
    """How large, how often."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measures", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--requests", type=int, default=40)
    parser.add_argument("--rows", type=int, default=1000)
    return parser.parse_args()


def build(measures: int, rounds: int) -> None:
    """The large city, and how long it took."""
    begun = time.monotonic()
    call_command("migrate", verbosity=0)
    if Measure.objects.exists():
        return
    call_command("load_master_data", verbosity=0)
    call_command("load_demo", measures=measures, rounds=rounds, verbosity=0)
    print(f"Demo mit {measures} Maßnahmen und {rounds} Runden in {time.monotonic() - begun:.0f} s gebaut")


def person(role: Role) -> User:
    return User.objects.filter(memberships__role=role).order_by("pk")[0]


def sign_in(user: User) -> str:
    """The key of a session of `user`."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def one_of_each() -> dict[str, str]:
    """A page of one thing each, as far as the city has it: those that came with the steering."""
    found: dict[str, Any] = {
        "Ein Beschluss mit Auftrag": Resolution.objects.exclude(order_text=""),
        "Ein Ziel mit Messgrößen": Goal.objects.filter(gauges__isnull=False),
        "Ein Indikator": Indicator.objects.filter(values__isnull=False, value_kind="number"),
        "Ein Indikator mit Stufen": Indicator.objects.filter(value_kind="steps"),
    }
    rows = {name: each.order_by("pk").first() for name, each in found.items()}
    pages = {name: row.get_absolute_url() for name, row in rows.items() if row is not None}
    return pages | {"Ein Stadtteil": f"/stadtteile/{District.objects.order_by('pk')[0].pk}/"}


def addresses() -> dict[str, str]:
    measure = Measure.objects.filter(latest_progress__isnull=False).order_by("pk")[0]
    answer = ProgressReport.objects.filter(state="submitted").order_by("pk").first()
    pages = {
        "statische Seite": "/bench/statisch/",
        "statische Datei": "/static/css/base.css",
        "Barrierefreiheit (Vorlage, ohne Daten)": "/barrierefreiheit/",
        "Maßnahmenliste, 50 Zeilen": "/massnahmen/",
        "Maßnahmenliste, Suche und Filter": "/massnahmen/?suche=sprach&status=running",
        "Maßnahmenliste, zehn Filter": f"/massnahmen/?{TEN_FILTERS}",
        "Django-Admin, dieselbe Liste": "/bench/admin/measures/measure/",
        "Django-Admin, Suche und Filter": "/bench/admin/measures/measure/?q=sprach&state__exact=running",
        "Maßnahme": f"/massnahmen/{measure.number}/",
        "Maßnahme bearbeiten": f"/massnahmen/{measure.number}/bearbeiten/",
        "Verlauf einer Maßnahme": f"/massnahmen/{measure.number}/verlauf/",
        "Zeitplan (Gantt)": "/massnahmen/zeitplan/",
        "Tafel nach Status": "/massnahmen/tafel/",
        "Kalender": "/kalender/",
        "Messwerte": "/messwerte/",
        "Förderprogramme": "/foerderprogramme/",
        "Karte der Stadtteile": "/massnahmen/karte/",
        "Finanzierung": "/massnahmen/finanzierung/",
        "Zuständigkeiten": "/zustaendigkeiten/",
        "Erfolgsfaktoren": "/erfolgsfaktoren/",
        "Handlungsfelder": "/handlungsfelder/",
        "Matrix Erfolgsfaktor × Handlungsfeld": "/erfolgsfaktoren/matrix/",
        "Matrix Handlungsfeld × Stadtteil": "/erfolgsfaktoren/matrix/stadtteile/",
        "Indikatoren": "/indikatoren/",
        "Erfolgsfaktor": "/erfolgsfaktoren/7/",
        "Handlungsfeld": f"/handlungsfelder/{measure.field_of_action_id}/",
        "Beschlüsse": "/beschluesse/",
        "Anfragen": "/beschluesse/anfragen/",
        "Beteiligungsrunden": "/beteiligung/",
        **one_of_each(),
        "Ziele": "/ziele/",
        "Wirkung einer Maßnahme pflegen": f"/massnahmen/{measure.number}/wirkung/",
        "Organigramm": "/organigramm/",
        "Verfolgt": "/verfolgt/",
        "Selbstcheck": "/dienstleistungen/",
        "Personalzahlen": "/personal/",
        "Startseite der Koordination": "/",
        "Prüfung der Sachstände": "/sachstand/pruefung/",
        "Berichte": "/berichte/",
    }
    return pages | ({"Sachstand prüfen": f"/sachstand/{answer.pk}/pruefen/"} if answer else {})


def heavy_addresses(rows: int) -> dict[str, str]:
    """Files of the whole catalogue, and a preview of `rows` rows of it with every second title changed."""
    exported = csv_rows(listing_file(Listing(QueryDict(), person(Role.COORDINATOR)), "csv", made_at=timezone.now()))
    head, *lines = exported[: rows + 1]
    place = head.index("Titel")
    for line in lines[::2]:
        line[place] += " (neu)"
    sheet = Sheet("Katalog", [Column(each) for each in head], lines)
    upload = ContentFile(workbook([sheet]), name="katalog.xlsx")
    draft = start_import(upload, by=person(Role.COORDINATOR))
    return {
        "Export als Excel-Datei": "/massnahmen/export/xlsx/",
        "Export als CSV-Datei": "/massnahmen/export/csv/",
        "Export aller Spalten als Excel-Datei": "/massnahmen/export/xlsx/?spalten=alle",
        f"Vorschau beim Einlesen, {len(lines)} Zeilen": f"/massnahmen/import/{draft.pk}/",
    }


def csv_rows(content: bytes) -> list[list[str]]:
    """The cells of a file of ours."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def serve(
    *size: str,
    app: str = "neuss_integration.wsgi",
    python: Path | str = sys.executable,
    env: dict[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """gunicorn ready to answer, with two workers of one thread or of another `size`; it serves `app`."""
    command = [python, "-m", "gunicorn", app, "--no-control-socket", "--preload"]
    command += [*(size or ("--workers", "2")), "--timeout", str(PATIENCE)]
    command += ["--bind", f"127.0.0.1:{PORT}", "--log-level", "warning"]
    server = subprocess.Popen(command, cwd=ROOT, env=env)
    for _ in range(200):
        try:
            get("/healthz", "")
        except OSError:
            time.sleep(0.1)
        else:
            return server
    raise RuntimeError("gunicorn did not start.")


@contextmanager
def served(*size: str, **how: Any) -> Iterator[subprocess.Popen[bytes]]:
    """The same for as long as the block lasts."""
    server = serve(*size, **how)
    try:
        yield server
    finally:
        server.terminate()
        server.wait()


def get(path: str, session: str) -> None:
    """One request that must succeed."""
    link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=PATIENCE)
    link.request("GET", path, headers={"Cookie": f"sessionid={session}", "Host": "localhost"})
    answer = link.getresponse()
    answer.read()
    link.close()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{path} answered {answer.status}.")


def cost(server: subprocess.Popen[bytes], path: str, session: str, requests: int) -> float:
    """CPU seconds per request; the static page is asked more often because it is so cheap."""
    times = requests * 25 if path.startswith("/bench/statisch") else requests
    with ThreadPoolExecutor(8) as pool:  # at once, so that each worker has made the page, and not one of them again
        list(pool.map(lambda _: get(path, session), range(24)))
    before = cpu(server.pid)
    for _ in range(times):
        get(path, session)
    return (cpu(server.pid) - before) / times


def cpu(parent: int) -> float:
    """CPU seconds used so far by the children of `parent`."""
    seconds = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            seconds += (int(fields[11]) + int(fields[12])) / TICK
    return seconds


def queries(path: str, session: str) -> int:
    """How many queries the page needs."""
    client = Client(headers={"host": "localhost"})
    client.cookies["sessionid"] = session
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


if __name__ == "__main__":
    main()
