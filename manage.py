#!/usr/bin/env python3
"""The two commands of a fresh machine (`start`, `test`) and, behind them, Django's usual ones."""

import os
import sys

from neuss_integration import bootstrap


def main() -> None:
    """Run `start` or `test` with the standard library alone, everything else with Django."""
    if len(sys.argv) > 1 and sys.argv[1] in bootstrap.COMMANDS:
        sys.exit(bootstrap.main(sys.argv[1:]))
    bootstrap.enter_environment()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "neuss_integration.settings")
    from django.conf import settings  # reason: Django is there only now
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        _ = settings.INSTALLED_APPS
    except ImproperlyConfigured as reason:
        sys.exit(str(reason))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
