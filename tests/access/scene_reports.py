"""A report that is published, one that is being written, and what belongs to them."""

from typing import Any

from django.utils import timezone

from measures.models import Resolution
from reporting.services.resolutions import link_resolution
from reporting.services.review import add_comment
from tests.factories import World, make_own_section, make_picture, make_published, make_report, make_resolution


def reports_scene(world: World) -> dict[str, list[Any]]:
    """A published report with its file and a picture, and a draft with another."""
    report = make_published(title="Veröffentlichte Fortschreibung")
    link = link_resolution(report, by=world.koordination, resolution=Resolution.objects.get())
    heard = report.consultations.create(committee=report.committee, kind="advice", day=timezone.localdate())
    public = make_resolution(title="Beschluss mit öffentlicher Adresse", link="https://rat.example/vorlage/1")
    read = link_resolution(report, by=world.koordination, resolution=public)
    shown = make_picture(section=make_own_section(report, title="Fotos"), caption="Veröffentlichtes Bild")
    draft = make_report(title="Entworfene Fortschreibung", texts={"foreword": "Entworfenes Vorwort"})
    section = draft.sections.get(kind="foreword")
    own = make_own_section(draft, title="Eigene Fotos")
    picture = make_picture(section=own, caption="Entworfenes Bild", colour="red")
    comment = add_comment(section, by=world.koordination, text="Interne Anmerkung zum Vorwort")
    return {
        "bericht": [report.pk],
        "bericht-entwurf": [draft.pk],
        "bericht-auswahl": [draft.pk, "nicht-gelungen"],
        "bericht-datei": [report.pk, "report"],
        "bericht-keine-datei": [draft.pk, "report"],
        "abschnitt": [draft.pk, section.pk],
        "abschnitt-eigen": [draft.pk, own.pk],
        "bild": [draft.pk, own.pk, picture.pk],
        "bilddatei": [report.pk, shown.file.sha256],
        "bilddatei-entwurf": [draft.pk, picture.file.sha256],
        "anmerkung": [draft.pk, comment.pk],
        "bericht-beschluss": [report.pk, link.pk],
        "bericht-beratung": [report.pk, heard.pk],
        "oparl-beschluss": [read.pk],
        "oparl-gremium": [public.committee_id],
    }
