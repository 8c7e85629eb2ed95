"""When the packages are installed again, and when not."""

from pathlib import Path

import pytest

from neuss_integration.bootstrap import console, packages


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.lock"
    path.write_text("one==1\n")
    return path


def test_a_stamp_is_current_until_the_lock_changes(tmp_path: Path, lock: Path) -> None:
    stamp = tmp_path / "stamp"
    assert not packages.is_current(stamp, packages.digest(lock))

    stamp.write_text(packages.digest(lock))
    assert packages.is_current(stamp, packages.digest(lock))

    lock.write_text("one==2\n")
    assert not packages.is_current(stamp, packages.digest(lock))


def test_nothing_is_installed_where_the_stamp_fits(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(packages, "VENV", tmp_path)
    monkeypatch.setattr(packages, "VENV_PYTHON", lock)
    stamp = tmp_path / "requirements.lock.stamp"
    stamp.write_text(packages.digest(lock) + packages.python_version())

    packages.ensure_python_packages(lock, console.Clock())

    assert capsys.readouterr().out == ""


def test_a_tool_that_fails_ends_in_the_sentence_and_leaves_its_output_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "setup.log"
    monkeypatch.setattr(packages, "LOG", log)

    with pytest.raises(console.SetupError) as raised:
        packages.call("sh", "-c", "echo no route to host; exit 2", problem="Das Laden ist gescheitert.")

    assert str(raised.value) == f"Das Laden ist gescheitert. Einzelheiten stehen am Ende von {log}."
    assert log.read_text().splitlines()[-1] == "no route to host"
