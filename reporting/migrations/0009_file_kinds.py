"""A publication has files of several kinds. The guard against changes is lifted for this and set again."""

from django.db import migrations, models

TABLE = "reporting_publicationfile"
KINDS = {
    "report": "Bericht (PDF)",
    "summary": "Kurzfassung (PDF)",
    "document": "Bericht zum Weiterarbeiten (DOCX)",
    "workbook": "Alle Tabellen (XLSX)",
    "table": "Alle Maßnahmen (CSV)",
    "data": "Alle Angaben (JSON)",
    "paper": "Text für die Vorlage (TXT)",
}


def allow_updates(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_for_ever ON {TABLE}")
    else:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_for_ever")


def forbid_updates(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_for_ever BEFORE UPDATE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION reporting_refuse_update()"
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_for_ever BEFORE UPDATE ON {TABLE} "
            "BEGIN SELECT RAISE(ABORT, 'published is for ever'); END"
        )


def name_kinds(apps, schema_editor):
    files = apps.get_model("reporting", "PublicationFile").objects
    files.filter(media_type="application/pdf").update(kind="report")
    files.filter(media_type="application/json").update(kind="data")


class Migration(migrations.Migration):
    dependencies = [("reporting", "0008_corrections")]

    operations = [
        migrations.RunPython(allow_updates, forbid_updates),
        migrations.AddField(
            "publicationfile",
            "kind",
            models.CharField("Form", max_length=10, choices=list(KINDS.items()), default=""),
            preserve_default=False,
        ),
        migrations.RunPython(name_kinds, migrations.RunPython.noop),
        migrations.AddConstraint(
            "publicationfile",
            models.UniqueConstraint(fields=["publication", "kind"], name="reporting_file_kind_once"),
        ),
        migrations.AddConstraint(
            "publicationfile",
            models.CheckConstraint(
                condition=models.Q(kind__in=list(KINDS)),
                name="reporting_file_kind_valid",
                violation_error_message="Bitte wählen Sie einen der angebotenen Werte.",
            ),
        ),
        migrations.RunPython(forbid_updates, allow_updates),
    ]
