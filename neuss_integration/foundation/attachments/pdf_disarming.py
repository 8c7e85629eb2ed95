"""A PDF without what would run, send or unpack something on the computer of whoever opens it."""

from typing import Final

from neuss_integration.foundation.attachments import pdf_child
from neuss_integration.foundation.attachments.containers import ENCRYPTED
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.processes.running import TooMuch, ask

PRINT_IT: Final = "Bitte öffnen Sie die Datei, wählen „Drucken“ und „Als PDF speichern“ und hängen das Ergebnis an."
TOO_MUCH: Final = f"„{{name}}“ ist zu aufwendig gebaut, um geprüft zu werden. {PRINT_IT}"
SENTENCES: Final = {
    pdf_child.UNREADABLE: f"„{{name}}“ lässt sich nicht als PDF lesen. {PRINT_IT}",
    pdf_child.LOCKED: ENCRYPTED,
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
        answer = ask(pdf_child, content, codes=frozenset({0, *SENTENCES}))
    except TooMuch as reason:
        raise Refused(TOO_MUCH.format(name=name)) from reason
    if answer.code:
        raise Refused(SENTENCES[answer.code].format(name=name))
    return answer.content or content
