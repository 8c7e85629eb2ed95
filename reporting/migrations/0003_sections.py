"""A report is made of sections."""

import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('city', '0001_initial'),
        ('reporting', '0002_published_is_for_ever'),
        ('success_factors', '0005_goals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                'verbose_name': 'Abschnitt eines Berichts',
                'verbose_name_plural': 'Abschnitte von Berichten',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='historicalsection',
            name='field_of_action',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='success_factors.fieldofaction', verbose_name='Handlungsfeld'),
        ),
        migrations.AddField(
            model_name='historicalsection',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalsection',
            name='report',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reporting.report', verbose_name='Bericht'),
        ),
        migrations.AddField(
            model_name='section',
            name='field_of_action',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report_sections', to='success_factors.fieldofaction', verbose_name='Handlungsfeld'),
        ),
        migrations.AddField(
            model_name='section',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='reporting.report', verbose_name='Bericht'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(condition=models.Q(('field_of_action__isnull', True), models.Q(('kind', 'own'), _negated=True)), fields=('report', 'kind'), name='reporting_section_kind_once'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(condition=models.Q(('field_of_action__isnull', False)), fields=('report', 'field_of_action'), name='reporting_section_field_once'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('field_of_action__isnull', False), ('kind', 'field')), models.Q(models.Q(('kind', 'field'), _negated=True), ('field_of_action__isnull', True)), _connector='OR'), name='reporting_section_field_of_its_kind'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='reporting_section_has_title', violation_error_message='Bitte geben Sie dem Abschnitt eine Überschrift.'),
        ),
    ]
