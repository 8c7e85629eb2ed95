"""Serves chosen single files of installed npm packages, and nothing else of them."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage


class PackageFilesStorage(FileSystemStorage):
    """Read-only storage whose names are the keys of settings.PACKAGE_FILES."""

    def path(self, name: str) -> str:
        """The path of the installed file behind `name`."""
        return str(settings.BASE_DIR / settings.PACKAGE_FILES[name])


class PackageFilesFinder(BaseFinder):
    """Finds the files named in settings.PACKAGE_FILES (static name → path below the project)."""

    def __init__(self, app_names: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        self.storage = PackageFilesStorage()
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """An error with the remedy for each file that is not installed."""
        return [
            Error(f"{path} fehlt.", hint="Führen Sie `npm ci --ignore-scripts` aus.", id="neuss_integration.E001")
            for path in settings.PACKAGE_FILES.values()
            if not (settings.BASE_DIR / path).is_file()
        ]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The installed file behind the static name `path` (in a list if `find_all`), or an empty list."""
        if path not in settings.PACKAGE_FILES:
            return []
        found = self.storage.path(path)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, FileSystemStorage]]:
        """Every configured file with its storage."""
        for name in settings.PACKAGE_FILES:
            yield name, self.storage
