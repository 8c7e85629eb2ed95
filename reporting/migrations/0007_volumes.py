"""Reports of a chosen length, published in volumes. The table of files keeps its lock where SQLite builds it anew."""

from django.db import migrations, models

TABLE = "reporting_publicationfile"


def lock_again(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, action in (("for_ever", "UPDATE"), ("stays", "DELETE")):
            schema_editor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {TABLE}_{name} BEFORE {action} ON {TABLE} "
                "BEGIN SELECT RAISE(ABORT, 'published is for ever'); END"
            )


LENGTH = models.CharField(
    choices=[
        ("short", "kurz: jede Maßnahme in einer Zeile"),
        ("medium", "mittel: Steckbriefe der roten, neuen und beendeten Maßnahmen"),
        ("full", "voll: Steckbriefe aller Maßnahmen"),
    ],
    default="medium",
    db_default="medium",
    max_length=6,
    verbose_name="Umfang",
)
KIND = models.CharField(
    choices=[
        ("report", "Bericht (PDF)"),
        ("main", "Hauptband (PDF)"),
        ("annex", "Anhangband (PDF)"),
        ("summary", "Kurzfassung (PDF)"),
        ("document", "Bericht zum Weiterarbeiten (DOCX)"),
        ("workbook", "Alle Tabellen (XLSX)"),
        ("table", "Alle Maßnahmen (CSV)"),
        ("data", "Alle Angaben (JSON)"),
        ("paper", "Text für die Vorlage (TXT)"),
    ],
    max_length=10,
    verbose_name="Form",
)
ONE_OF_THEM = "Bitte wählen Sie einen der angebotenen Werte."


class Migration(migrations.Migration):

    dependencies = [("city", "0002_clean_texts"), ("reporting", "0006_highlights")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, lock_again),
        migrations.RemoveConstraint(model_name="publicationfile", name="reporting_file_kind_valid"),
        migrations.AddField(model_name="historicalreport", name="length", field=LENGTH),
        migrations.AddField(model_name="report", name="length", field=LENGTH),
        migrations.AlterField(model_name="publicationfile", name="kind", field=KIND),
        migrations.AddConstraint(
            model_name="publicationfile",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=[kind for kind, _ in KIND.choices]),
                name="reporting_file_kind_valid",
                violation_error_message=ONE_OF_THEM,
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(length__in=[length for length, _ in LENGTH.choices]),
                name="reporting_report_length_valid",
                violation_error_message=ONE_OF_THEM,
            ),
        ),
        migrations.RunPython(lock_again, migrations.RunPython.noop),
    ]
