"""Files that were sent are noted too. The table of entries keeps its guards on SQLite, which makes it anew."""

from importlib import import_module

from django.db import migrations, models

BEFORE = import_module("neuss_integration.audit.migrations.0002_append_only")
NAME = "audit_entry_event_valid"
EVENT = models.CharField(
    choices=[
        ("signed_in", "Angemeldet"),
        ("sign_in_failed", "Anmeldung fehlgeschlagen"),
        ("signed_out", "Abgemeldet"),
        ("sessions_ended", "Sitzungen beendet"),
        ("password_changed", "Passwort geändert"),
        ("second_factor_changed", "Zweiter Faktor geändert"),
        ("account_created", "Konto angelegt"),
        ("account_changed", "Konto geändert"),
        ("invited", "Eingeladen"),
        ("role_granted", "Rolle vergeben"),
        ("role_ended", "Rolle beendet"),
        ("deputy_changed", "Vertretung geändert"),
        ("exported", "Datei abgerufen"),
        ("people_viewed", "Liste von Personen angesehen"),
        ("imported", "Datei eingelesen"),
        ("uploaded", "Datei hochgeladen"),
        ("published", "Veröffentlicht"),
        ("withdrawn", "Veröffentlichung zurückgezogen"),
        ("restored", "Sicherung eingespielt"),
        ("settings_changed", "Einstellungen geändert"),
        ("job_failed", "Hintergrundauftrag fehlgeschlagen"),
        ("disclosed", "Auskunft über eine Person erteilt"),
        ("erased", "Angaben einer Person gelöscht"),
    ],
    max_length=30,
    verbose_name="Ereignis",
)
VALID = models.CheckConstraint(
    condition=models.Q(event__in=[event for event, _ in EVENT.choices]),
    name=NAME,
    violation_error_message="Bitte wählen Sie einen der angebotenen Werte.",
)


def guard_again(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table, action, condition in BEFORE.GUARDS:
            when = f"WHEN ({condition}) " if condition else ""
            schema_editor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {table}_no_{action.lower()} BEFORE {action} ON {table} "
                f"{when}BEGIN SELECT RAISE(ABORT, 'the log stays'); END"
            )


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_not_emptied")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, guard_again),
        migrations.RemoveConstraint(model_name="auditentry", name=NAME),
        migrations.AlterField(model_name="auditentry", name="event", field=EVENT),
        migrations.AddConstraint(model_name="auditentry", constraint=VALID),
        migrations.RunPython(guard_again, migrations.RunPython.noop),
    ]
