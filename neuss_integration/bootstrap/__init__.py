"""The two commands of a fresh machine, with the standard library alone.

    python3 manage.py start    start.py → debian, packages, data, services
    python3 manage.py test     suite.py → debian, packages, postgres

`debian` installs what only the system's package manager has, `packages` what the locks name, `data` fills the
database of the quick start, `services` runs the web server and the worker, `postgres` lends a private server to
the tests, `console` talks to the person. Every other command of manage.py is Django's.
"""

import importlib.util
import os
import sys
from collections.abc import Callable

from neuss_integration.bootstrap import console, places, start, suite

COMMANDS: dict[str, Callable[[list[str]], int]] = {"start": start.main, "test": suite.main}


def main(arguments: list[str]) -> int:
    """Run the command named first in `arguments`; whatever a person must put right ends in one sentence."""
    console.prepare()
    try:
        places.ensure_home()
        return COMMANDS[arguments[0]](arguments[1:])
    except console.SetupError as problem:
        console.warn(str(problem))
    except OSError as error:
        console.warn(console.describe(error))
    except KeyboardInterrupt:
        console.warn("Abgebrochen.")
        return 130
    return 1


def enter_environment() -> None:
    """Continue with the Python of `.venv` when this one has no Django; say how to get it when there is none."""
    if importlib.util.find_spec("django"):
        return
    inside = os.path.realpath(sys.prefix) == os.path.realpath(places.VENV)
    if places.VENV_PYTHON.exists() and not inside:
        os.execv(places.VENV_PYTHON, [str(places.VENV_PYTHON), *sys.argv])  # noqa: S606
    console.warn("Django ist noch nicht eingerichtet. Führen Sie zuerst aus: python3 manage.py start")
    sys.exit(1)
