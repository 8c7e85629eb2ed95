"""The pages of the steering as ratios to the static page, with ten years of it beside the measures of the large city.

    python tests/bench/steering.py [--measures 5000] [--rounds 10] [--requests 20]

Columns: a page that was seen since the last change, one after a change („neu gemacht“), and its queries. A page is held
to 4 times the static page, a form to 3 times. On PostgreSQL as `pages.py`. Ends with 1 when a bar is missed.
"""
# ruff: noqa: T201 - a benchmark prints

import sys

import pages as bench  # first: it sets Django up
from django.db.models import F
from steering_city import fill_steering

from measures.models import CheckYear, FundingProgramme, GoalGauge, Measure, OfficeCheck, Resolution
from neuss_integration.accounts.enums import Role
from neuss_integration.city.models import District
from roundtables.models import CommentRound
from success_factors.models import Indicator, StaffYear, ValueRequest

STATIC, PAGE, FORM, ANEW = "/bench/statisch/", 4.0, 3.0, 6


def pages() -> dict[str, str]:
    """Lists and single things."""
    programme, order = FundingProgramme.objects.order_by("pk")[0], Resolution.objects.order_by("pk")[0]
    goal, check = GoalGauge.objects.order_by("pk")[0].goal, OfficeCheck.objects.order_by("pk")[0]
    area = Indicator.objects.filter(area_values__isnull=False).order_by("pk")[0]
    return {
        "Startseite": "/",
        "Kalender": "/kalender/",
        "Verfolgt": "/verfolgt/",
        "Beschlüsse": "/beschluesse/",
        "Ein Beschluss": order.get_absolute_url(),
        "Anfragen": "/beschluesse/anfragen/",
        "Ziele": "/ziele/",
        "Ein Ziel": goal.get_absolute_url(),
        "Indikatoren": "/indikatoren/",
        "Ein Indikator": area.get_absolute_url(),
        "Gebiete eines Indikators": f"{area.get_absolute_url()}gebiete/",
        "Messwerte": "/messwerte/",
        "Stadtteile": "/stadtteile/",
        "Ein Stadtteil": f"/stadtteile/{District.objects.order_by('pk')[0].pk}/",
        "Personalzahlen": "/personal/",
        "Selbstcheck": "/dienstleistungen/",
        "Ein Selbstcheck": check.get_absolute_url(),
        "Beteiligungsrunden": "/beteiligung/",
        "Eine Beteiligungsrunde": CommentRound.objects.order_by("pk")[0].get_absolute_url(),
        "Förderprogramme": "/foerderprogramme/",
        "Ein Förderprogramm": programme.get_absolute_url(),
        "Organigramm": "/organigramm/",
        "Wirkung einer Maßnahme": f"/massnahmen/{Measure.objects.order_by('pk')[0].number}/wirkung/",
    }


def forms() -> dict[str, tuple[str, Role]]:
    """What people fill in, and who does."""
    order, office = Resolution.objects.order_by("pk")[0], Role.COORDINATOR
    year = StaffYear.objects.order_by("-year")[0]
    return {
        "Beschluss eintragen": ("/beschluesse/neu/", office),
        "Beschluss bearbeiten": (f"{order.get_absolute_url()}bearbeiten/", office),
        "Stand eines Auftrags": (f"{order.get_absolute_url()}stand/", office),
        "Frage stellen": ("/beschluesse/anfragen/neu/", Role.COUNCIL_READER),
        "Messwert eintragen": (ValueRequest.objects.order_by("pk")[0].get_absolute_url(), office),
        "Förderprogramm eintragen": ("/foerderprogramme/neu/", office),
        "Messgröße anlegen": (
            f"{GoalGauge.objects.order_by('pk')[0].goal.get_absolute_url()}messgroessen/neu/",
            office,
        ),
        "Personalzahlen erfassen": (f"/personal/{year.year}/erfassen/", office),
        "Selbstcheck eröffnen": (f"/dienstleistungen/{CheckYear.objects.order_by('pk')[0].year}/bearbeiten/", office),
    }


def main() -> int:
    """Build, fill, serve, measure, print; whether a bar is missed decides the exit code."""
    options = bench.parse()
    bench.build(options.measures, options.rounds)
    fill_steering()
    session = bench.sign_in(bench.person(Role.COORDINATOR))
    visits = [(label, path, session, PAGE) for label, path in pages().items()]
    visits += [(label, path, bench.sign_in(bench.person(role)), FORM) for label, (path, role) in forms().items()]
    with bench.served() as server:
        static = bench.cost(server, STATIC, session, options.requests)
        print(
            f"{Measure.objects.count()} Maßnahmen, {Resolution.objects.count()} Beschlüsse, {bench.connection.vendor}"
        )
        print(f"{'Seite':<32}{'× statische Seite':>18}{'neu gemacht':>13}{'höchstens':>11}{'Abfragen':>10}")
        missed = [label for label, *visit in visits if not _held(server, static, options.requests, label, *visit)]
    print(f"{len(visits) - len(missed)} von {len(visits)} Grenzen gehalten")
    return int(bool(missed))


def _held(
    server: bench.subprocess.Popen[bytes], static: float, requests: int, label: str, path: str, session: str, bar: float
) -> bool:
    """Prints the line of a page; whether its bar holds."""
    ratio = bench.cost(server, path, session, requests) / static
    anew, needed = _cost_anew(server, path, session) / static, bench.queries(path, session)
    mark = " !" if ratio > bar else ""
    print(f"{label:<32}{ratio:>18.1f}{anew:>13.1f}{bar:>11.1f}{needed:>10}{mark}", flush=True)
    return ratio <= bar


def _cost_anew(server: bench.subprocess.Popen[bytes], path: str, session: str) -> float:
    """CPU seconds of a request after a measure has changed: no page that was kept is of use."""
    changed, before = Measure.objects.order_by("-pk").values_list("pk", flat=True)[0], bench.cpu(server.pid)
    for _ in range(ANEW):
        Measure.objects.filter(pk=changed).update(title=F("title"))
        bench.get(path, session)
    return (bench.cpu(server.pid) - before) / ANEW


if __name__ == "__main__":
    sys.exit(main())
