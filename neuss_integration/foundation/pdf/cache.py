"""The cache of what was set: never more than a help. A disk that is full or read-only costs time, not the work."""

import logging
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache

logger = logging.getLogger(__name__)


class PdfCache(FileBasedCache):
    """Files that are made anew where they cannot be kept or read."""

    is_failing = False

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """What is kept, or `default`; also where it cannot be read."""
        try:
            return super().get(key, default, version)
        except Exception as error:  # a torn file may be anything
            self._tell(error)
            return default

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Kept where that is possible."""
        try:
            super().set(key, value, timeout, version)
        except OSError as error:
            self._tell(error)
        else:
            self.is_failing = False

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Whether nothing was kept under the key; then the value is, where that is possible."""
        try:
            return super().add(key, value, timeout, version)
        except OSError as error:
            self._tell(error)
            return True

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Whether something was forgotten."""
        try:
            return super().delete(key, version)
        except OSError as error:
            self._tell(error)
            return False

    def has_key(self, key: Any, version: int | None = None) -> bool:
        """Whether something is kept that can be read."""
        try:
            return super().has_key(key, version)
        except Exception as error:
            self._tell(error)
            return False

    def forget_expired(self) -> None:
        """Files whose time is over are gone; Django forgets them only when somebody asks for them again."""
        for name in self._list_cache_files():  # type: ignore[attr-defined]
            try:
                with open(name, "rb") as file:
                    self._is_expired(file)  # type: ignore[attr-defined]
            except Exception as error:
                self._tell(error)

    def _tell(self, error: Exception) -> None:
        """One line for each trouble, not one for each file."""
        if not self.is_failing:
            logger.warning("The cache of PDF parts cannot be used: %s", error)
        self.is_failing = True
