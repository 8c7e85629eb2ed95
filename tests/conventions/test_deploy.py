"""The project is complete: migrations are written, and production settings have nothing to warn of."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.conventions.source import ROOT


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command of the project in a process of its own, with nothing else in its environment."""
    own = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "neuss_integration.settings"} | environment
    command = [sys.executable, "-W", "error::DeprecationWarning:neuss_integration", "-m", "django", *arguments]
    return subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    """An environment like the one of a real server."""
    return {
        "SECRET_KEY": "nDw3kq0V7yTz5rBm8XcJ1hUe9pLs4GaF6oRi2WbYtKxQvMZdEuHj",
        "DATA_DIR": str(tmp_path),
        "ALLOWED_HOSTS": "integration.neuss.example",
        "CSRF_TRUSTED_ORIGINS": "https://integration.neuss.example",
        "EMAIL_URL": "smtp://localhost:25",
    }


@pytest.mark.django_db
def test_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_check_is_clean_in_production(production: dict[str, str]) -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **production)
    assert done.returncode == 0, done.stderr
    assert "0 silenced" in done.stdout


def test_settings_without_a_secret_key_say_what_to_do(production: dict[str, str], tmp_path: Path) -> None:
    environment = production | {"SECRET_KEY": "", "SECRET_KEY_FILE": str(tmp_path / "none")}
    done = manage("check", **environment)
    assert "SECRET_KEY fehlt: Setzen Sie die Umgebungsvariable" in done.stderr
