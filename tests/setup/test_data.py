"""The quick start's database: whose it is, when it is prepared again, and what never happens to it."""

import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import environ
import pytest

from neuss_integration.bootstrap import console, data
from neuss_integration.env import site_url

USUAL = "http://127.0.0.1:8000/"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data lie in a folder with awkward signs in its name."""
    place = tmp_path / "Müller & Söhne #1 50%"
    place.mkdir()
    for name in ("DATABASE", "SECRET_KEY", "STATE", "LOCK", "ADDRESS"):
        monkeypatch.setattr(data, name, place / getattr(data, name).name)
    monkeypatch.setattr(data, "DATA", place)
    return place


@pytest.fixture
def calls(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """The commands of Django run so far, by a Python that only notes them and touches the database."""
    python = folder / "python"
    python.write_text('#!/bin/sh\ncd "$DATA_DIR"\necho "$2" >> calls\ntouch db.sqlite3\ntest ! -e fails\n')
    python.chmod(0o755)
    monkeypatch.setattr(data, "VENV_PYTHON", python)
    monkeypatch.setattr(data, "LOG", folder / "setup.log")
    return lambda: (folder / "calls").read_text().split()


def test_the_secret_key_is_random_and_only_the_owner_reads_it() -> None:
    data.ensure_secret_key()
    key = data.SECRET_KEY.read_text()
    data.ensure_secret_key()

    assert stat.S_IMODE(data.SECRET_KEY.stat().st_mode) == 0o600
    assert len(key) > 50
    assert data.SECRET_KEY.read_text() == key


def test_the_database_address_survives_awkward_folder_names() -> None:
    url = data.environment(demo=True)["DATABASE_URL"]

    assert environ.Env.db_url_config(url)["NAME"] == str(data.DATABASE)


@pytest.mark.parametrize(("demo", "word"), [(True, "true"), (False, "false")])
def test_the_environment_overrules_a_database_and_a_key_of_production(
    demo: bool, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://production")
    monkeypatch.setenv("SECRET_KEY", "of production")
    environment = data.environment(demo=demo)

    assert "production" not in environment["DATABASE_URL"]
    assert environment["SECRET_KEY"] == ""
    assert environment["DEMO_MODE"] == word


@pytest.mark.parametrize(
    ("state", "demo", "sentence"),
    [
        ({"demo": True}, False, "sie enthält die Demo. Starten Sie ohne --no-demo"),
        ({"demo": False}, True, "sie enthält eigene Daten. Starten Sie mit --no-demo"),
        (None, True, "sie enthält eigene Daten. Starten Sie mit --no-demo"),
    ],
)
def test_demo_and_own_data_are_never_mixed(state: dict[str, object] | None, demo: bool, sentence: str) -> None:
    data.DATABASE.touch()
    if state is not None:
        data.write_state(**state)

    with pytest.raises(console.SetupError, match=sentence):
        data.ensure_database(console.Clock(), demo=demo)


PREPARE = ["migrate", "createcachetable", "load_master_data"]


@pytest.mark.parametrize(("demo", "more"), [(True, ["load_demo"]), (False, [])])
def test_a_new_database_gets_the_demo_once(
    demo: bool, more: list[str], calls: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    data.ensure_database(console.Clock(), demo=demo)
    assert calls() == [*PREPARE, *more]

    monkeypatch.setattr(data, "digest_of_sources", lambda: "of newer code")
    data.ensure_database(console.Clock(), demo=demo)
    assert calls() == [*PREPARE, *more, *PREPARE]


def test_an_interrupted_first_set_up_starts_over(calls: Callable[[], list[str]]) -> None:
    data.DATABASE.write_text("half done")
    data.write_state(demo=True)

    data.ensure_database(console.Clock(), demo=True)

    assert calls() == [*PREPARE, "load_demo"]
    assert data.DATABASE.read_text() == ""


def test_a_database_made_by_hand_is_brought_up_to_date_and_kept(calls: Callable[[], list[str]]) -> None:
    data.DATABASE.write_text("somebody's work")

    data.ensure_database(console.Clock(), demo=False)

    assert calls() == PREPARE
    assert data.DATABASE.read_text() == "somebody's work"


def test_a_step_that_fails_is_done_again(folder: Path, calls: Callable[[], list[str]]) -> None:
    (folder / "fails").touch()
    with pytest.raises(console.SetupError, match="Der Schritt „migrate“ ist fehlgeschlagen"):
        data.ensure_database(console.Clock(), demo=False)

    (folder / "fails").unlink()
    data.ensure_database(console.Clock(), demo=False)
    assert calls() == ["migrate", *PREPARE]


def test_nothing_is_done_to_a_database_that_fits_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    data.DATABASE.write_text("kept")
    data.write_state(demo=True, sources=data.digest_of_sources())

    data.ensure_database(console.Clock(), demo=True)

    assert capsys.readouterr().out == ""
    assert data.DATABASE.read_text() == "kept"


def test_the_sources_change_with_every_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    migration = tmp_path / "measures" / "0001_initial.py"
    migration.parent.mkdir()
    migration.touch()
    (tmp_path / "requirements.lock").touch()
    monkeypatch.setattr(data, "ROOT", tmp_path)
    before = data.digest_of_sources()

    assert data.digest_of_sources() == before
    migration.rename(migration.with_name("0002_next.py"))
    assert data.digest_of_sources() != before


def test_two_starts_do_not_share_the_data() -> None:
    with (
        data.exclusive(),
        pytest.raises(console.SetupError, match="Die Anwendung läuft schon"),
        data.exclusive(),
    ):
        pytest.fail("Both hold the data.")


def test_command_in_a_second_window_knows_the_address(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    assert site_url(folder) == USUAL
    with data.announced("http://localhost:8123/"):
        assert site_url(folder) == "http://localhost:8123/"
        monkeypatch.setenv("SITE_URL", "https://integration.stadt.example/")
        assert site_url(folder) == "https://integration.stadt.example/"
        monkeypatch.delenv("SITE_URL")
    assert site_url(folder) == USUAL


@pytest.mark.parametrize("left", ["{ended} http://localhost:8123/", "", "x", "-5 http://localhost:8123/ z"])
def test_address_of_a_start_that_was_killed_is_not_believed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, left: str
) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    with subprocess.Popen(["true"]) as process:
        process.wait()
    data.ADDRESS.write_text(left.format(ended=process.pid))
    assert site_url(folder) == USUAL
