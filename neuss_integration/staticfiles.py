"""Serves chosen single files of installed npm packages, and their fonts cut to what German pages show."""

import hashlib
import os
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont


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


LATIN_FONTS: Final = {
    f"kern/fonts/latin/{name}.woff2": f"kern/fonts/{name}.woff2"
    for name in ("FiraSans-Regular", "FiraSans-Medium", "FiraSans-SemiBold")
}
LATIN: Final = ((0x20, 0x17F), (0x218, 0x21B), (0x1E9E, 0x1E9E), (0x2000, 0x2BFF))
"""What the cut fonts show, as fonts.css says too: Latin letters with marks, punctuation, arrows and signs."""
LATIN_FORMAT: Final = "1"
FEATURES: Final = ["ccmp", "kern", "liga", "locl", "mark", "tnum"]


class LatinFontsFinder(BaseFinder):
    """Finds LATIN_FONTS: a tenth of the installed files. Other scripts are loaded when a page shows them."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Nothing of its own: the fonts it cuts are checked where they are installed."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The cut font behind the static name `path` (in a list if `find_all`), or an empty list."""
        if path not in LATIN_FONTS:
            return []
        found = LatinFontsStorage().path(path)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, FileSystemStorage]]:
        """Every cut font with its storage."""
        for name in LATIN_FONTS:
            yield name, LatinFontsStorage()


class LatinFontsStorage(FileSystemStorage):
    """Read-only storage whose names are the keys of LATIN_FONTS; a font is cut when it is asked for first."""

    def path(self, name: str) -> str:
        return str(_cut_file(LATIN_FONTS[name]))


@cache
def _cut_file(source: str) -> Path:
    """The file of the cut font, kept among the data by the content it was cut from."""
    installed = (settings.BASE_DIR / settings.PACKAGE_FILES[source]).read_bytes()
    key = hashlib.sha256(f"{LATIN_FORMAT} {LATIN} {FEATURES}".encode() + installed).hexdigest()[:16]
    file: Path = settings.DATA_DIR / "fonts" / f"{Path(source).stem}-{key}.woff2"
    if not file.is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(latin_only(installed))
        unfinished.replace(file)
    return file


def latin_only(woff2: bytes) -> bytes:
    """The font with the characters of LATIN, without instructions for coarse screens; same bytes for the same input."""
    options = Options()
    options.flavor, options.hinting, options.layout_features = "woff2", False, FEATURES
    font = TTFont(BytesIO(woff2), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in LATIN for code in range(first, last + 1)])
    subsetter.subset(font)
    output = BytesIO()
    font.save(output)
    return output.getvalue()
