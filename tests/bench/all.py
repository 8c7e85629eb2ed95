"""All ratios in one table, the bars beside them; ends with 1 when one is missed. A person runs it, the tests do not.

    python tests/bench/all.py [--measures 5000] [--rounds 10] [--requests 20]

Ratios are CPU per request to a static page behind sign-in, measured as `pages.py` does, in the same run, beside the
Django admin's list of the same rows: first of a page that was seen since the last change, „neu gemacht“ of one after a
change. The queries are those of a new process. Pages that `pages.py` does not know are measured here too.
"""
# ruff: noqa: T201 - a benchmark prints

import sys

import pages as bench  # first: it sets Django up
from django.db.models import F

from measures.models import Measure, ProgressReport, ReportingRound
from neuss_integration.accounts.enums import Role

BARS = {
    "Maßnahmenliste, 50 Zeilen": 2.8,
    "Maßnahmenliste, Suche und Filter": 3.2,
    "Maßnahmenliste, zehn Filter": 4.0,
    "Maßnahme": 4.0,
    "Verlauf einer Maßnahme": 4.0,
    "Startseite der Koordination": 4.0,
    "Karte der Stadtteile": 4.0,
    "Zeitplan (Gantt)": 4.0,
    "Matrix Erfolgsfaktor × Handlungsfeld": 4.0,
    "Matrix Handlungsfeld × Stadtteil": 4.0,
    "Finanzierung": 4.0,
    "Maßnahme bearbeiten": 3.0,
    "Sachstand ausfüllen": 3.0,
    "Prüfung der Sachstände": 4.0,
    "Berichtsrunde": 4.0,
    "Bedarfe": 4.0,
    "Indikatoren": 4.0,
}
"""At most so many times the static page; see docs/entwicklung/geschwindigkeit.md."""
STATIC = "statische Seite"
ANEW = 10


def addresses() -> dict[str, str]:
    """The pages of `pages.py` that have a bar or stand beside them, and those it leaves out."""
    found = {label: path for label, path in bench.addresses().items() if label in BARS or "Admin" in label}
    newest = ReportingRound.objects.order_by("-pk").first()
    if newest:
        found["Berichtsrunde"] = f"/berichtsrunden/{newest.pk}/"
    return {STATIC: "/bench/statisch/", "Bedarfe": "/runde-tische/bedarfe/"} | found


def own_addresses() -> tuple[dict[str, str], str]:
    """The form an office answers with, and the session of somebody who may."""
    task = ProgressReport.objects.filter(state__in=("todo", "in_progress")).order_by("pk").first()
    editor = task and task.department.memberships.filter(role=Role.DEPARTMENT_EDITOR).order_by("pk").first()
    if not task or not editor:
        return {}, ""
    return {"Sachstand ausfüllen": f"/sachstand/{task.pk}/"}, bench.sign_in(editor.user)


def main() -> int:
    """Build, serve, measure, print; how many bars are missed decides the exit code."""
    options = bench.parse()
    bench.build(options.measures, options.rounds)
    session, pages = bench.sign_in(bench.person(Role.COORDINATOR)), addresses()
    forms, office = own_addresses()
    visits = [(label, path, session) for label, path in pages.items()]
    visits += [(label, path, office) for label, path in forms.items()]
    with bench.served() as server:
        costs = {label: bench.cost(server, path, who, options.requests) for label, path, who in visits}
        anew = {label: cost_anew(server, path, who) for label, path, who in visits}
    print(f"\n{Measure.objects.count()} Maßnahmen, {bench.connection.vendor}")
    print(f"{'Seite':<44}{'× statische Seite':>18}{'höchstens':>11}{'neu gemacht':>13}{'Abfragen':>10}")
    missed = [label for label, path, who in visits if not held(label, path, who, costs, anew[label])]
    missing = sorted(BARS.keys() - costs.keys())
    if missing:
        print(f"Nicht gemessen: {', '.join(missing)}")
    print(f"{len(BARS) - len(missed) - len(missing)} von {len(BARS)} Grenzen gehalten")
    return int(bool(missed or missing))


def cost_anew(server: bench.subprocess.Popen[bytes], path: str, session: str) -> float:
    """CPU seconds of a request after a measure has changed: no page that was kept is of use."""
    changed = Measure.objects.order_by("-pk").values_list("pk", flat=True)[0]
    before = bench.cpu(server.pid)
    for _ in range(ANEW):
        Measure.objects.filter(pk=changed).update(title=F("title"))
        bench.get(path, session)
    return (bench.cpu(server.pid) - before) / ANEW


def held(label: str, path: str, session: str, costs: dict[str, float], anew: float) -> bool:
    """Prints the line of a page; whether its bar holds. Pages without one are there to be compared."""
    ratio, bar = costs[label] / costs[STATIC], BARS.get(label)
    holds = bar is None or ratio <= bar
    shown = "" if bar is None else f"{bar:.1f}{'' if holds else ' !'}"
    print(f"{label:<44}{ratio:>18.1f}{shown:>11}{anew / costs[STATIC]:>13.1f}{bench.queries(path, session):>10}")
    return holds


if __name__ == "__main__":
    sys.exit(main())
