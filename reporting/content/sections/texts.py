"""Sections that are written, not counted."""

from reporting.content.sections.kinds import SectionKind, without_text
from reporting.models import OWN

MARKDOWN = "Absätze durch eine Leerzeile trennen. **fett**, *kursiv*, Listen mit Bindestrich, Tabellen mit |."

FOREWORD = SectionKind(
    key="foreword",
    title="Vorwort",
    template="pdf/report/sections/foreword.html",
    anchor="vorwort",
    hint="Wer spricht, und was ist die Botschaft dieses Berichts?",
    is_empty=without_text,
)
OUTLOOK = SectionKind(
    key="outlook",
    title="Ausblick",
    template="pdf/report/sections/outlook.html",
    anchor="ausblick",
    hint="Was aus dem Ausblick des letzten Berichts wurde, was als Nächstes ansteht und was dafür gebraucht wird.",
    needs_text=True,
)
PROPOSED_RESOLUTION = SectionKind(
    key="proposed_resolution",
    title="Beschlussvorschlag",
    template="pdf/report/sections/resolution.html",
    anchor="beschlussvorschlag",
    hint="Der Satz, über den das Gremium abstimmt. Er steht auch auf den ersten zwei Seiten.",
    is_required=True,
    needs_text=True,
)
OWN_SECTION = SectionKind(
    key=OWN,
    title="Eigener Abschnitt",
    template="pdf/report/sections/own.html",
    hint="Text, Listen und Tabellen; Bilder kommen unter den Text.",
    is_empty=without_text,
)
