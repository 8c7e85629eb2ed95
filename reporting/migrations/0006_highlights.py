"""Which measures the Koordination picks for „Was gelungen ist“ and „Was nicht gelungen ist“."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('measures', '0006_clean_texts'),
        ('reporting', '0005_published_stays'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HighlightChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='geändert am')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='Version')),
                ('side', models.CharField(choices=[('worked', 'Was gelungen ist'), ('not_worked', 'Was nicht gelungen ist')], max_length=20, verbose_name='Seite')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='highlight_choices', to='reporting.report', verbose_name='Bericht')),
            ],
            options={
                'verbose_name': 'Auswahl eines Berichts',
                'verbose_name_plural': 'Auswahlen von Berichten',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Highlight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='geändert am')),
                ('position', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Platz')),
                ('text', models.TextField(blank=True, help_text='Leer gilt der Wortlaut des Sachstands.', validators=[django.core.validators.MaxLengthValidator(600)], verbose_name='Wortlaut')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='highlights', to='measures.measure', verbose_name='Maßnahme')),
                ('choice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='reporting.highlightchoice', verbose_name='Auswahl')),
            ],
            options={
                'verbose_name': 'ausgewählte Maßnahme',
                'verbose_name_plural': 'ausgewählte Maßnahmen',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalHighlight',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, verbose_name='geändert am')),
                ('position', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Platz')),
                ('text', models.TextField(blank=True, help_text='Leer gilt der Wortlaut des Sachstands.', validators=[django.core.validators.MaxLengthValidator(600)], verbose_name='Wortlaut')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('choice', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reporting.highlightchoice', verbose_name='Auswahl')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('measure', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='measures.measure', verbose_name='Maßnahme')),
            ],
            options={
                'verbose_name': 'historical ausgewählte Maßnahme',
                'verbose_name_plural': 'historical ausgewählte Maßnahmen',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalHighlightChoice',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, verbose_name='geändert am')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='Version')),
                ('side', models.CharField(choices=[('worked', 'Was gelungen ist'), ('not_worked', 'Was nicht gelungen ist')], max_length=20, verbose_name='Seite')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reporting.report', verbose_name='Bericht')),
            ],
            options={
                'verbose_name': 'historical Auswahl eines Berichts',
                'verbose_name_plural': 'historical Auswahlen von Berichten',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddConstraint(
            model_name='highlightchoice',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['worked', 'not_worked'])), name='reporting_highlight_side_valid', violation_error_message='Bitte wählen Sie einen der angebotenen Werte.'),
        ),
        migrations.AddConstraint(
            model_name='highlightchoice',
            constraint=models.UniqueConstraint(fields=('report', 'side'), name='reporting_highlight_side_once'),
        ),
        migrations.AddConstraint(
            model_name='highlight',
            constraint=models.UniqueConstraint(fields=('choice', 'measure'), name='reporting_highlight_measure_once'),
        ),
        migrations.AddConstraint(
            model_name='highlight',
            constraint=models.UniqueConstraint(condition=models.Q(('position__isnull', False)), fields=('choice', 'position'), name='reporting_highlight_position_once'),
        ),
        migrations.AddConstraint(
            model_name='highlight',
            constraint=models.CheckConstraint(condition=models.Q(('position__isnull', True), ('position__range', (1, 10)), _connector='OR'), name='reporting_highlight_position_range'),
        ),
    ]
