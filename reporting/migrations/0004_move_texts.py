"""The four texts of a report become the texts of its sections, and back."""

from django.db import migrations

TEXTS = (
    ("foreword", "Vorwort"),
    ("procedure", "Auftrag und Vorgehen"),
    ("outlook", "Ausblick"),
    ("proposed_resolution", "Beschlussvorschlag"),
)


def into_sections(apps, schema_editor):
    Report, Section = apps.get_model("reporting", "Report"), apps.get_model("reporting", "Section")
    for report in Report.objects.all():
        for position, (name, title) in enumerate(TEXTS, start=1):
            Section.objects.create(
                report=report, kind=name, title=title, position=position, text=getattr(report, name),
                created_at=report.created_at,
            )  # fmt: skip


def into_reports(apps, schema_editor):
    Report, Section = apps.get_model("reporting", "Report"), apps.get_model("reporting", "Section")
    for section in Section.objects.filter(kind__in=dict(TEXTS)):
        Report.objects.filter(pk=section.report_id).update(**{section.kind: section.text})


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_sections")]

    operations = [migrations.RunPython(into_sections, into_reports)]
