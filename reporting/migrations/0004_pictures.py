"""Pictures in sections of one's own. The file under a checksum is for ever: the database refuses to change it."""

import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


TABLE = "reporting_picturefile"


def forbid_changes(apps, schema_editor):
    for action in ("UPDATE", "DELETE"):
        name = f"{TABLE}_no_{action.lower()}"
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {action} ON {TABLE} "
                "FOR EACH ROW EXECUTE FUNCTION reporting_refuse_update()"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {action} ON {TABLE} "
                "BEGIN SELECT RAISE(ABORT, 'published is for ever'); END"
            )


def allow_changes(apps, schema_editor):
    for action in ("update", "delete"):
        on_table = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER {TABLE}_no_{action}{on_table}")


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0003_report_resolutions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PictureFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True, verbose_name='SHA-256')),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('png', 'PNG-Bild'), ('jpeg', 'JPEG-Bild'), ('docx', 'Word-Dokument'), ('xlsx', 'Excel-Tabelle'), ('odt', 'OpenDocument-Text')], max_length=4, verbose_name='Dateiart')),
                ('width', models.PositiveIntegerField(verbose_name='Breite in Bildpunkten')),
                ('height', models.PositiveIntegerField(verbose_name='Höhe in Bildpunkten')),
                ('content', models.BinaryField(verbose_name='Inhalt')),
            ],
            options={
                'verbose_name': 'Bilddatei',
                'verbose_name_plural': 'Bilddateien',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['png', 'jpeg'])), name='reporting_picture_kind_valid'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='reporting_picture_sha256'), models.CheckConstraint(condition=models.Q(('height__gt', 0), ('width__gt', 0)), name='reporting_picture_has_size')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalSectionPicture',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, verbose_name='geändert am')),
                ('caption', models.CharField(max_length=300, verbose_name='Bildunterschrift')),
                ('alternative', models.CharField(max_length=600, verbose_name='Textalternative')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('section', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reporting.section', verbose_name='Abschnitt')),
                ('file', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reporting.picturefile', verbose_name='Bilddatei')),
            ],
            options={
                'verbose_name': 'historical Bild eines Abschnitts',
                'verbose_name_plural': 'historical Bilder von Abschnitten',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='SectionPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='geändert am')),
                ('caption', models.CharField(max_length=300, verbose_name='Bildunterschrift')),
                ('alternative', models.CharField(max_length=600, verbose_name='Textalternative')),
                ('file', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='places', to='reporting.picturefile', verbose_name='Bilddatei')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='reporting.section', verbose_name='Abschnitt')),
            ],
            options={
                'verbose_name': 'Bild eines Abschnitts',
                'verbose_name_plural': 'Bilder von Abschnitten',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('section', 'file'), name='reporting_section_picture_once', violation_error_message='Dieses Bild steht schon in dem Abschnitt.'), models.CheckConstraint(condition=models.Q(('caption', ''), _negated=True), name='reporting_section_picture_caption', violation_error_message='Bitte schreiben Sie eine Bildunterschrift.'), models.CheckConstraint(condition=models.Q(('alternative', ''), _negated=True), name='reporting_section_picture_alternative', violation_error_message='Bitte beschreiben Sie das Bild für Menschen, die es nicht sehen.')],
            },
        ),
        migrations.RunPython(forbid_changes, allow_changes),
    ]
