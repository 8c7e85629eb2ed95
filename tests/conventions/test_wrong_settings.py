"""A setting that cannot be read is named in a German sentence that does not repeat it."""

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured

from neuss_integration.bootstrap.places import ROOT
from tests.conventions.test_deploy import of, production

__all__ = ["of", "production"]

KINDS = {"int": "eine ganze Zahl", "bool": "true oder false", "json": "JSON"}


def read_settings() -> list[tuple[str, str]]:
    """Name and what is wanted of each number, word for yes or no and JSON that the settings read."""
    texts = [(ROOT / "neuss_integration" / name).read_text() for name in ("settings.py", "env.py")]
    calls = [node for text in texts for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    named = [(ast.unparse(call.func).removeprefix("env."), call.args[0]) for call in calls if call.args]
    return sorted(
        (str(name.value), KINDS[kind]) for kind, name in named if kind in KINDS and isinstance(name, ast.Constant)
    )


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        *read_settings(),
        ("DATABASE_URL", "postgres://"),
        ("EMAIL_URL", "smtp"),
        ("TIME_ZONE", "eine Zeitzone"),
        ("LOG_FORMAT", "plain oder json"),
        ("LOG_LEVEL", "DEBUG oder INFO"),
    ],
)
@pytest.mark.parametrize("value", ["geheim, nix", "ftp://name:geheim@rechner:port/x"])
def test_unreadable_setting_is_named_and_not_repeated(
    of: Callable[..., SimpleNamespace], name: str, wanted: str, value: str
) -> None:
    more = {"DATABASE_URL": "postgres://name@rechner/datenbank", "ANSWERS_REQUESTS": "true"} | {name: value}
    with pytest.raises(ImproperlyConfigured) as raised:
        of(**more)
    said = str(raised.value)
    assert said.startswith(f"Die Einstellung {name} ist nicht lesbar: Erwartet wird {wanted}")
    assert "geheim" not in said


@pytest.mark.parametrize(("word", "is_on"), [("ja", True), ("True", True), ("1", True), ("nein", False), ("", False)])
def test_yes_and_no_are_read_in_both_languages(of: Callable[..., SimpleNamespace], word: str, is_on: bool) -> None:
    assert of(ALLOW_OWN_APPROVAL=word).ALLOW_OWN_APPROVAL is is_on


def test_command_says_only_the_sentence(production: dict[str, str]) -> None:
    environment = production | {"TRUSTED_PROXIES": "eins", "PATH": os.environ["PATH"]}
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    sentence = "Die Einstellung TRUSTED_PROXIES ist nicht lesbar: Erwartet wird eine ganze Zahl."
    assert (done.returncode, done.stderr) == (1, f"{sentence} Bitte ändern, siehe .env.example.\n")
