"""How the application connects to PostgreSQL: directly, with a pool, and behind PgBouncer."""

from pathlib import Path
from typing import Any

import pytest

from neuss_integration.env import database


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch) -> Any:
    def config(**variables: str) -> dict[str, Any]:
        given = {"DATABASE_URL": "postgres://n:g@db.example:5432/neuss", "ANSWERS_REQUESTS": "true"} | variables
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        return database(Path())

    return config


def test_a_web_process_limits_its_waits_and_keeps_its_connections(configured: Any) -> None:
    config = configured()
    assert "lock_timeout=10000" in config["OPTIONS"]["options"]
    assert (config["CONN_MAX_AGE"], "pool" in config["OPTIONS"]) == (60, False)


def test_a_pool_is_shared_by_the_threads_of_a_web_process_alone(configured: Any) -> None:
    config = configured(DATABASE_POOL="6")
    assert (config["OPTIONS"]["pool"]["max_size"], config["CONN_MAX_AGE"]) == (6, 0)
    assert "pool" not in configured(DATABASE_POOL="6", ANSWERS_REQUESTS="false")["OPTIONS"]


def test_pgbouncer_gets_nothing_that_needs_a_session(configured: Any) -> None:
    config = configured(BEHIND_PGBOUNCER="true")
    assert config["OPTIONS"] == {"prepare_threshold": None}
    assert config["DISABLE_SERVER_SIDE_CURSORS"] is True
