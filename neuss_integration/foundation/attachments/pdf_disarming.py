"""A PDF without what would run, send or unpack something on the computer of whoever opens it."""

import os
import subprocess
import sys
from typing import Final

from django.conf import settings

from neuss_integration.foundation.attachments import pdf_child
from neuss_integration.foundation.exceptions import Refused

SECONDS: Final = 60
PRINT_IT: Final = "Bitte öffnen Sie die Datei, wählen „Drucken“ und „Als PDF speichern“ und hängen das Ergebnis an."
TOO_MUCH: Final = f"„{{name}}“ ist zu aufwendig gebaut, um geprüft zu werden. {PRINT_IT}"
SENTENCES: Final = {
    pdf_child.UNREADABLE: f"„{{name}}“ lässt sich nicht als PDF lesen. {PRINT_IT}",
    pdf_child.LOCKED: "„{name}“ ist mit einem Passwort geschützt. Bitte heben Sie den Schutz auf.",
    pdf_child.SIGNED: "„{name}“ ist elektronisch unterschrieben und enthält Skripte oder weitere Dateien. "
    f"Ohne sie würde die Unterschrift nicht mehr stimmen. {PRINT_IT}",
    pdf_child.OTHER_FILES: "„{name}“ ist eine Sammlung von Dateien oder ein Formular, das erst beim Öffnen entsteht. "
    f"Bitte hängen Sie die Dateien einzeln an; beim Formular: {PRINT_IT}",
}


def disarmed(content: bytes, name: str) -> bytes:
    """The PDF as it came when nothing in it is active, else without scripts, actions and embedded files.

    Raises Refused with a sentence when it cannot be read, or would be worth nothing without them.
    """
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", pdf_child.__name__],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(settings.BASE_DIR), "LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as reason:
        raise Refused(TOO_MUCH.format(name=name)) from reason
    if child.returncode:
        raise Refused(SENTENCES.get(child.returncode, TOO_MUCH).format(name=name))
    return child.stdout or content
