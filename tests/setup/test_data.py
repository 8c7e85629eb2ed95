"""The quick start's database: whose it is, when it is prepared again, and what never happens to it."""

import stat
from pathlib import Path

import environ
import pytest

from neuss_integration.bootstrap import console, data


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data lie in a folder with awkward signs in its name."""
    place = tmp_path / "Müller & Söhne #1 50%"
    place.mkdir()
    for name in ("DATABASE", "SECRET_KEY", "STATE", "LOCK"):
        monkeypatch.setattr(data, name, place / getattr(data, name).name)
    monkeypatch.setattr(data, "DATA", place)
    return place


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
        ({}, True, "sie enthält eigene Daten. Starten Sie mit --no-demo"),
    ],
)
def test_demo_and_own_data_are_never_mixed(state: dict[str, object], demo: bool, sentence: str) -> None:
    data.DATABASE.touch()
    data.write_state(**state)

    with pytest.raises(console.SetupError, match=sentence):
        data.ensure_database(console.Clock(), demo=demo)


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
