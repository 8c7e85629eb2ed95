"""All tables of this app as they stand after migration 0010, in one step for a new database."""

import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from neuss_integration.foundation.records.migration_operations import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('city', '0001_initial'),
        ('measures', '0001_initial'),
        ('success_factors', '0001_initial'),
    ]

    operations = [CreateTables([
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('published_at', models.DateTimeField(verbose_name='veröffentlicht am')),
                ('page_count', models.PositiveIntegerField(verbose_name='Seiten')),
                ('pdf_sha256', models.CharField(max_length=64, verbose_name='SHA-256 des PDF')),
                ('chain_sha256', models.CharField(max_length=64, unique=True, verbose_name='Prüfsumme der Kette')),
                ('previous', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='next', to='reporting.publication', verbose_name='vorherige Veröffentlichung')),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='veröffentlicht von')),
            ],
            options={
                'verbose_name': 'Veröffentlichung',
                'verbose_name_plural': 'Veröffentlichungen',
                'ordering': ['-published_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('chain_sha256__regex', '^[0-9a-f]{64}$'), ('pdf_sha256__regex', '^[0-9a-f]{64}$')), name='reporting_publication_sha256'), models.UniqueConstraint(models.Value(1), condition=models.Q(('previous__isnull', True)), name='reporting_publication_one_first'), models.CheckConstraint(condition=models.Q(('previous', models.F('id')), _negated=True), name='reporting_publication_not_own_previous')],
            },
        ),
        migrations.CreateModel(
            name='PublicationFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('report', 'Bericht (PDF)'), ('summary', 'Kurzfassung (PDF)'), ('document', 'Bericht zum Weiterarbeiten (DOCX)'), ('workbook', 'Alle Tabellen (XLSX)'), ('table', 'Alle Maßnahmen (CSV)'), ('data', 'Alle Angaben (JSON)'), ('paper', 'Text für die Vorlage (TXT)')], max_length=10, verbose_name='Form')),
                ('name', models.CharField(max_length=120, verbose_name='Dateiname')),
                ('media_type', models.CharField(max_length=80, verbose_name='Medientyp')),
                ('size', models.PositiveIntegerField(verbose_name='Größe in Byte')),
                ('content', models.BinaryField(verbose_name='Inhalt')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='reporting.publication', verbose_name='Veröffentlichung')),
            ],
            options={
                'verbose_name': 'Datei einer Veröffentlichung',
                'verbose_name_plural': 'Dateien von Veröffentlichungen',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('publication', 'name'), name='reporting_file_name_once'), models.UniqueConstraint(fields=('publication', 'kind'), name='reporting_file_kind_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['report', 'summary', 'document', 'workbook', 'table', 'data', 'paper'])), name='reporting_file_kind_valid', violation_error_message='Bitte wählen Sie einen der angebotenen Werte.')],
            },
        ),
        migrations.CreateModel(
            name='DownloadCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='Tag')),
                ('count', models.PositiveIntegerField(default=0, verbose_name='Abrufe')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='downloads', to='reporting.publicationfile', verbose_name='Datei')),
            ],
            options={
                'verbose_name': 'Zahl der Abrufe',
                'verbose_name_plural': 'Zahlen der Abrufe',
                'ordering': ['day', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('file', 'day'), name='reporting_downloads_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='PublishedMeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='measures.measure', verbose_name='Maßnahme')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='published_measures', to='reporting.publication', verbose_name='Veröffentlichung')),
            ],
            options={
                'verbose_name': 'Maßnahme einer Veröffentlichung',
                'verbose_name_plural': 'Maßnahmen von Veröffentlichungen',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('publication', 'measure'), name='reporting_published_measure_once')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='geändert am')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='Version')),
                ('kind', models.CharField(choices=[('continuation', 'Fortschreibung')], default='continuation', max_length=20, verbose_name='Art')),
                ('title', models.CharField(max_length=200, verbose_name='Titel')),
                ('period_start', models.DateField(verbose_name='Berichtszeitraum von')),
                ('period_end', models.DateField(verbose_name='Berichtszeitraum bis')),
                ('paper_number', models.CharField(blank=True, max_length=60, verbose_name='Vorlagennummer')),
                ('state', models.CharField(choices=[('draft', 'Entwurf'), ('in_review', 'in Abstimmung'), ('released', 'freigegeben'), ('published', 'veröffentlicht'), ('superseded', 'ersetzt'), ('withdrawn', 'zurückgezogen')], default='draft', max_length=20, verbose_name='Status')),
                ('meeting_on', models.DateField(blank=True, null=True, verbose_name='Sitzung des Gremiums')),
                ('submission_key', models.UUIDField(editable=False, null=True, unique=True, verbose_name='Formularkennung')),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='city.committee', verbose_name='Gremium')),
                ('replaces', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='reporting.report', verbose_name='berichtigt')),
            ],
            options={
                'verbose_name': 'Bericht',
                'verbose_name_plural': 'Berichte',
                'ordering': ['-period_end', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['continuation'])), name='reporting_report_kind_valid', violation_error_message='Bitte wählen Sie einen der angebotenen Werte.'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'in_review', 'released', 'published', 'superseded', 'withdrawn'])), name='reporting_report_state_valid', violation_error_message='Bitte wählen Sie einen der angebotenen Werte.'), models.CheckConstraint(condition=models.Q(('replaces', models.F('id')), _negated=True), name='reporting_report_not_own_correction'), models.CheckConstraint(condition=models.Q(('period_start__isnull', True), ('period_end__isnull', True), ('period_end__gte', models.F('period_start')), _connector='OR'), name='reporting_report_period_order', violation_error_message='Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Angaben.'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'in_review', 'released'])), fields=('kind',), name='reporting_report_one_in_work', violation_error_message='Es gibt schon eine Fortschreibung in Arbeit. Schließen Sie diese zuerst ab.')],
            },
        ),
        migrations.AddField(
            model_name='publication',
            name='report',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='publication', to='reporting.report', verbose_name='Bericht'),
        ),
        migrations.CreateModel(
            name='HistoricalSection',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, verbose_name='geändert am')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='Version')),
                ('kind', models.CharField(editable=False, max_length=40, verbose_name='Art')),
                ('position', models.PositiveSmallIntegerField(verbose_name='Reihenfolge')),
                ('is_included', models.BooleanField(default=True, verbose_name='steht im Bericht')),
                ('title', models.CharField(max_length=200, verbose_name='Überschrift')),
                ('text', models.TextField(blank=True, verbose_name='Text')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('field_of_action', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='success_factors.fieldofaction', verbose_name='Handlungsfeld')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reporting.report', verbose_name='Bericht')),
            ],
            options={
                'verbose_name': 'historical Abschnitt eines Berichts',
                'verbose_name_plural': 'historical Abschnitte von Berichten',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalReport',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, verbose_name='geändert am')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='Version')),
                ('kind', models.CharField(choices=[('continuation', 'Fortschreibung')], default='continuation', max_length=20, verbose_name='Art')),
                ('title', models.CharField(max_length=200, verbose_name='Titel')),
                ('period_start', models.DateField(verbose_name='Berichtszeitraum von')),
                ('period_end', models.DateField(verbose_name='Berichtszeitraum bis')),
                ('paper_number', models.CharField(blank=True, max_length=60, verbose_name='Vorlagennummer')),
                ('state', models.CharField(choices=[('draft', 'Entwurf'), ('in_review', 'in Abstimmung'), ('released', 'freigegeben'), ('published', 'veröffentlicht'), ('superseded', 'ersetzt'), ('withdrawn', 'zurückgezogen')], default='draft', max_length=20, verbose_name='Status')),
                ('meeting_on', models.DateField(blank=True, null=True, verbose_name='Sitzung des Gremiums')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('committee', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='city.committee', verbose_name='Gremium')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reporting.report', verbose_name='berichtigt')),
            ],
            options={
                'verbose_name': 'historical Bericht',
                'verbose_name_plural': 'historical Berichte',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ReportEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='Zeitpunkt')),
                ('transition', models.CharField(max_length=40, verbose_name='Vorgang')),
                ('from_state', models.CharField(blank=True, max_length=20, verbose_name='vorher')),
                ('to_state', models.CharField(max_length=20, verbose_name='nachher')),
                ('comment', models.TextField(blank=True, verbose_name='Bemerkung')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handelnde Person')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='reporting.report', verbose_name='Bericht')),
            ],
            options={
                'verbose_name': 'Vorgang eines Berichts',
                'verbose_name_plural': 'Vorgänge von Berichten',
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReportReviewer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invited_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='gefragt am')),
                ('read_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='durchgesehen am')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gefragt von')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviewers', to='reporting.report', verbose_name='Bericht')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_reviews', to=settings.AUTH_USER_MODEL, verbose_name='Person')),
            ],
            options={
                'verbose_name': 'Beteiligung an einer Abstimmung',
                'verbose_name_plural': 'Beteiligungen an Abstimmungen',
                'ordering': ['invited_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('report', 'user'), name='reporting_reviewer_once'), models.CheckConstraint(condition=models.Q(('read_at__isnull', True), ('read_at__gte', models.F('invited_at')), _connector='OR'), name='reporting_reviewer_read_after_invitation')],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='geändert am')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='Version')),
                ('kind', models.CharField(editable=False, max_length=40, verbose_name='Art')),
                ('position', models.PositiveSmallIntegerField(verbose_name='Reihenfolge')),
                ('is_included', models.BooleanField(default=True, verbose_name='steht im Bericht')),
                ('title', models.CharField(max_length=200, verbose_name='Überschrift')),
                ('text', models.TextField(blank=True, verbose_name='Text')),
                ('submission_key', models.UUIDField(editable=False, null=True, unique=True, verbose_name='Formularkennung')),
                ('field_of_action', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report_sections', to='success_factors.fieldofaction', verbose_name='Handlungsfeld')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='reporting.report', verbose_name='Bericht')),
            ],
            options={
                'verbose_name': 'Abschnitt eines Berichts',
                'verbose_name_plural': 'Abschnitte von Berichten',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('field_of_action__isnull', True), models.Q(('kind', 'own'), _negated=True)), fields=('report', 'kind'), name='reporting_section_kind_once'), models.UniqueConstraint(condition=models.Q(('field_of_action__isnull', False)), fields=('report', 'field_of_action'), name='reporting_section_field_once'), models.CheckConstraint(condition=models.Q(models.Q(('field_of_action__isnull', False), ('kind', 'field')), models.Q(models.Q(('kind', 'field'), _negated=True), ('field_of_action__isnull', True)), _connector='OR'), name='reporting_section_field_of_its_kind'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='reporting_section_has_title', violation_error_message='Bitte geben Sie dem Abschnitt eine Überschrift.')],
            },
        ),
        migrations.CreateModel(
            name='SectionComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='Anmerkung')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='geschrieben am')),
                ('resolved_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='erledigt am')),
                ('submission_key', models.UUIDField(editable=False, null=True, unique=True, verbose_name='Formularkennung')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='geschrieben von')),
                ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='erledigt von')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='reporting.section', verbose_name='Abschnitt')),
            ],
            options={
                'verbose_name': 'Anmerkung zu einem Abschnitt',
                'verbose_name_plural': 'Anmerkungen zu Abschnitten',
                'ordering': ['created_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('resolved_at__isnull', True), ('resolved_by__isnull', True)), models.Q(('resolved_at__isnull', False), ('resolved_by__isnull', False)), _connector='OR'), name='reporting_comment_resolved_by_somebody'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='reporting_comment_has_text', violation_error_message='Bitte schreiben Sie Ihre Anmerkung.')],
            },
        ),
        migrations.CreateModel(
            name='SectionLease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='zuletzt dabei')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leases', to='reporting.section', verbose_name='Abschnitt')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Person')),
            ],
            options={
                'verbose_name': 'Anwesenheit in einem Abschnitt',
                'verbose_name_plural': 'Anwesenheiten in Abschnitten',
                'ordering': ['-seen_at'],
                'constraints': [models.UniqueConstraint(fields=('section', 'user'), name='reporting_lease_once')],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('schema_version', models.PositiveSmallIntegerField(verbose_name='Fassung des Schemas')),
                ('content', models.TextField(help_text='JSON in fester Schreibweise, über die die Prüfsumme geht', verbose_name='Inhalt')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='freigegeben von')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='reporting.report', verbose_name='Bericht')),
            ],
            options={
                'verbose_name': 'Datenstand',
                'verbose_name_plural': 'Datenstände',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='reporting_snapshot_sha256')],
            },
        ),
        migrations.CreateModel(
            name='PublicationRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('queued', 'wartet'), ('running', 'läuft'), ('done', 'fertig'), ('failed', 'fehlgeschlagen')], default='queued', max_length=10, verbose_name='Status')),
                ('step', models.CharField(choices=[('wait', 'Wartet auf den Hintergrunddienst'), ('html', 'Text und Tabellen werden gesetzt'), ('render', 'PDF wird erzeugt'), ('check', 'PDF wird geprüft'), ('store', 'Veröffentlichung wird gespeichert')], default='wait', max_length=10, verbose_name='Schritt')),
                ('detail', models.CharField(blank=True, max_length=200, verbose_name='Einzelheit')),
                ('error', models.TextField(blank=True, verbose_name='Fehler')),
                ('requested_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angefordert am')),
                ('heartbeat_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='letztes Lebenszeichen')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='beendet am')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='angefordert von')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='reporting.report', verbose_name='Bericht')),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='reporting.snapshot', verbose_name='Datenstand')),
            ],
            options={
                'verbose_name': 'Veröffentlichungslauf',
                'verbose_name_plural': 'Veröffentlichungsläufe',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'running', 'done', 'failed'])), name='reporting_run_state_valid', violation_error_message='Bitte wählen Sie einen der angebotenen Werte.'), models.CheckConstraint(condition=models.Q(('step__in', ['wait', 'html', 'render', 'check', 'store'])), name='reporting_run_step_valid', violation_error_message='Bitte wählen Sie einen der angebotenen Werte.'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('state__in', ['done', 'failed'])), models.Q(models.Q(('state__in', ['done', 'failed']), _negated=True), ('finished_at__isnull', True)), _connector='OR'), name='reporting_run_finished_at_set'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('error', ''), _negated=True), _connector='OR'), name='reporting_run_failure_has_error'), models.UniqueConstraint(condition=models.Q(('state__in', ('queued', 'running'))), fields=('report',), name='reporting_run_one_active')],
            },
        ),
        migrations.AddField(
            model_name='publication',
            name='snapshot',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='publication', to='reporting.snapshot', verbose_name='Datenstand'),
        ),
    ])]
