"""`manage.py create_user`."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.mails import password_url
from neuss_integration.accounts.models import User
from neuss_integration.accounts.services.roles import grant_role, tell_administrators
from neuss_integration.accounts.services.users import create_user
from neuss_integration.city.models import Department
from neuss_integration.foundation.words.hygiene import clean

AT_THE_MACHINE: Final = "Jemand mit Zugang zum Rechner"


class Command(BaseCommand):
    """The first person of a fresh installation; everybody else is made in the application."""

    help = "Legt ein Konto mit einer Rolle an. Gedacht für die erste Fachadministration einer neuen Installation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Address, name, roles and where the password comes from."""
        parser.add_argument("email", help="E-Mail-Adresse, mit der sich die Person anmeldet")
        parser.add_argument("--name", required=True, help="Name der Person oder Funktion")
        parser.add_argument(
            "--role", required=True, action="append", choices=Role.values, help="Rolle; mehrfach möglich"
        )
        parser.add_argument("--department", default="", help="Fachdienststelle für die Rolle department_editor")
        source = parser.add_mutually_exclusive_group()
        source.add_argument(
            "--password-stdin", action="store_true", help="Passwort aus der Standardeingabe statt Nachfrage"
        )
        source.add_argument(
            "--invite", action="store_true", help="kein Passwort: zeigt einen Link, mit dem die Person es selbst setzt"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """The person exists with all roles, or nothing happened and a sentence says why."""
        office, name = _department(clean(options["department"])), clean(options["name"]).strip()
        password = None if options["invite"] else _read_password(from_stdin=options["password_stdin"])
        try:
            if password is not None:
                validate_password(password, User(email=options["email"], name=name))
            with transaction.atomic():
                user = create_user(by=None, email=clean(options["email"]), name=name, password=password)
                for role in map(Role, options["role"]):
                    needs_office = role == Role.DEPARTMENT_EDITOR
                    given = grant_role(user, by=None, role=role, department=office if needs_office else None)
                    tell_administrators(given, by=AT_THE_MACHINE)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Konto angelegt: {user.email} ({', '.join(options['role'])}).")
        if password is None:
            self.stdout.write(f"Passwort setzen, einmal und bald: {password_url(user, settings.SITE_URL)}")


def _department(name: str) -> Department | None:
    if not name:
        return None
    office = Department.objects.filter(name=name).first()
    if office is None:
        raise CommandError(f"Es gibt keine Fachdienststelle „{name}“. Laden Sie zuerst die Stammdaten.")
    return office


def _read_password(*, from_stdin: bool) -> str:
    """One line of standard input, or asked for twice. Raises CommandError when empty or different."""
    password = sys.stdin.readline().rstrip("\n") if from_stdin else getpass("Passwort: ")
    if not password:
        raise CommandError("Bitte geben Sie ein Passwort an.")
    if not from_stdin and getpass("Passwort wiederholen: ") != password:
        raise CommandError("Die beiden Passwörter sind verschieden. Bitte versuchen Sie es noch einmal.")
    return password
