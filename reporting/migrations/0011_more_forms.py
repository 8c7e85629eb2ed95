"""More forms of a publication: for archives, and as open data. The table of files keeps its lock on SQLite."""

from django.db import migrations, models

TABLE = "reporting_publicationfile"


def lock_again(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, action in (("for_ever", "UPDATE"), ("stays", "DELETE")):
            schema_editor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {TABLE}_{name} BEFORE {action} ON {TABLE} "
                "BEGIN SELECT RAISE(ABORT, 'published is for ever'); END"
            )


KIND = models.CharField(
    choices=[
        ("report", "Bericht (PDF)"),
        ("main", "Hauptband (PDF)"),
        ("annex", "Anhangband (PDF)"),
        ("archive", "Bericht für Archive, ohne Anhänge (PDF/A-2a)"),
        ("summary", "Kurzfassung (PDF)"),
        ("document", "Bericht zum Weiterarbeiten (DOCX)"),
        ("workbook", "Alle Tabellen (XLSX)"),
        ("table", "Alle Maßnahmen (CSV)"),
        ("columns", "Was die Spalten der Tabellen bedeuten (CSV)"),
        ("open_data", "Alle Tabellen als offene Daten (JSON)"),
        ("schema", "Aufbau der offenen Daten (JSON Schema)"),
        ("data", "Datenstand mit Prüfsumme (JSON)"),
        ("paper", "Text für die Vorlage (TXT)"),
    ],
    max_length=10,
    verbose_name="Form",
)
ONE_OF_THEM = "Bitte wählen Sie einen der angebotenen Werte."


def valid(name):
    return models.CheckConstraint(
        condition=models.Q(kind__in=[kind for kind, _ in KIND.choices]), name=name, violation_error_message=ONE_OF_THEM
    )


class Migration(migrations.Migration):

    dependencies = [("reporting", "0010_in_one_step")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, lock_again),
        migrations.RemoveConstraint(model_name="preparedfile", name="reporting_prepared_kind_valid"),
        migrations.RemoveConstraint(model_name="publicationfile", name="reporting_file_kind_valid"),
        migrations.AlterField(model_name="preparedfile", name="kind", field=KIND),
        migrations.AlterField(model_name="publicationfile", name="kind", field=KIND),
        migrations.AddConstraint(model_name="preparedfile", constraint=valid("reporting_prepared_kind_valid")),
        migrations.AddConstraint(model_name="publicationfile", constraint=valid("reporting_file_kind_valid")),
        migrations.RunPython(lock_again, migrations.RunPython.noop),
    ]
