"""`python3 manage.py start`: from a fresh machine to the running application, and quickly from then on."""

import argparse
import os
import subprocess
from collections.abc import Mapping

from neuss_integration.bootstrap import console, data, debian, packages, services
from neuss_integration.bootstrap.places import ROOT, VENV_PYTHON

EXAMPLE_ACCOUNT = "ADRESSE --name Fachadministration --role administrator"


def main(arguments: list[str]) -> int:
    """Set up what is missing, run the application until Ctrl-C and return 0."""
    options = parse(arguments)
    if options.master_data and not options.demo:
        os.environ["MASTER_DATA"] = options.master_data
    with data.exclusive():
        services.check_port(options.port)
        if options.reset:
            data.reset()
        clock = console.Clock()
        set_up(clock, demo=options.demo)
        serve(clock, port=options.port, demo=options.demo)
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options; raise SetupError for a wrong one."""
    parser = console.Parser("start", "Richtet die Anwendung ein und startet sie.")
    parser.add_argument("--port", type=port, default=8000, metavar="PORT", help="Port der Anwendung (sonst 8000)")
    parser.add_argument("--no-demo", action="store_false", dest="demo", help="ohne Beispieldaten und Beispielkonten")
    help_text = "womit eine neue Datenbank ohne Demo beginnt: leer, grundstock (so auch ohne Angabe) oder neuss"
    parser.add_argument("--master-data", choices=("leer", "grundstock", "neuss"), default="", help=help_text)
    parser.add_argument("--reset", action="store_true", help="vorher alle Daten löschen, nach Rückfrage")
    return parser.parse_args(arguments)


def port(text: str) -> int:
    """The number of a port; raise ArgumentTypeError for anything else."""
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(f"„{text}“ ist kein Port zwischen 1 und 65535")
    return int(text)


def set_up(clock: console.Clock, *, demo: bool) -> None:
    """Make packages, key and database what the code needs; do nothing where they are."""
    debian.ensure(debian.APPLICATION, clock)
    packages.ensure_python_packages(packages.RUNTIME_LOCK, clock)
    packages.ensure_node_packages(clock)
    data.ensure_secret_key()
    data.ensure_database(clock, demo=demo)


def serve(clock: console.Clock, *, port: int, demo: bool) -> None:
    """Run the application, say where it is and how to sign in, and stop it cleanly on Ctrl-C."""
    address = f"http://localhost:{port}/"
    environment = data.environment(demo=demo) | {"SITE_URL": address}
    with data.announced(address), services.Application(port, environment) as application:
        try:
            application.wait_until_ready()
            console.say(f"\nDie Anwendung läuft: {address}\n{clock.summary()}\n")
            show_accounts(environment, demo=demo)
            console.say(f"\nE-Mails und Meldungen stehen in {services.OUTPUT}.\nBeenden mit Strg+C.")
            application.watch()
        except KeyboardInterrupt:
            console.say("\nDie Anwendung wird beendet.")


def show_accounts(environment: Mapping[str, str], *, demo: bool) -> None:
    """Print the accounts of the demo, or how to get a first account."""
    if demo:
        subprocess.run([VENV_PYTHON, "manage.py", "show_demo_accounts"], cwd=ROOT, env=environment, check=False)
    else:
        console.say("Das erste Konto legen Sie in einem zweiten Fenster an:")
        console.say(f"python3 manage.py create_user {EXAMPLE_ACCOUNT}")
        console.say("Nach der Anmeldung führt die Liste „Erste Schritte“ auf der Startseite weiter.")
