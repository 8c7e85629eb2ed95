"""The static files of the project, looked for once in a process and not for each client of each test."""

from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware


def lists_files_once() -> None:
    """From now on every server of this process knows the files that the first one found."""
    look, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def look_once(self: Any) -> None:
        if not found:
            look(self)
            found.update(self.files)
        self.files.update(found)

    WhiteNoiseMiddleware.add_files_from_finders = look_once
