"""Several people at once, and processes that die: with real threads, processes and commits."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests.factories import World, make_world


@pytest.fixture
def world(transactional_db: None) -> World:
    """The small world, really committed, so that others see it."""
    return make_world()


@pytest.fixture
def worker(transactional_db: None) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts real background workers on the database of the test; all are ended afterwards."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "db_worker", "--interval", "0.1"]
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database_url()}
        started.append(subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def database_url() -> str:
    """The address of the test's own database, for another process."""
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    account = f"{config['USER']}:{config['PASSWORD']}".rstrip(":")
    return f"postgres://{account}@{config['HOST'].replace('/', '%2F')}:{config['PORT']}/{config['NAME']}"


def at_once(*actions: Callable[[], Any]) -> list[Any]:
    """What each action gave or raised, all begun at the same moment, each in a thread of its own."""
    results: list[Any] = [None] * len(actions)
    barrier = threading.Barrier(len(actions))

    def run(index: int, action: Callable[[], Any]) -> None:
        try:
            barrier.wait()
            results[index] = action()
        except Exception as error:  # the test looks at it
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
