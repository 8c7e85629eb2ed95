"""People are asked about a report, and say something to its sections."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('city', '0003_places_on_the_map'),
        ('reporting', '0006_report_states'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportReviewer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invited_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='gefragt am')),
                ('read_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='durchgesehen am')),
            ],
            options={
                'verbose_name': 'Beteiligung an einer Abstimmung',
                'verbose_name_plural': 'Beteiligungen an Abstimmungen',
                'ordering': ['invited_at', 'pk'],
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
            ],
            options={
                'verbose_name': 'Anmerkung zu einem Abschnitt',
                'verbose_name_plural': 'Anmerkungen zu Abschnitten',
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SectionLease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='zuletzt dabei')),
            ],
            options={
                'verbose_name': 'Anwesenheit in einem Abschnitt',
                'verbose_name_plural': 'Anwesenheiten in Abschnitten',
                'ordering': ['-seen_at'],
            },
        ),
        migrations.AddField(
            model_name='reportreviewer',
            name='invited_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gefragt von'),
        ),
        migrations.AddField(
            model_name='reportreviewer',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviewers', to='reporting.report', verbose_name='Bericht'),
        ),
        migrations.AddField(
            model_name='reportreviewer',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_reviews', to=settings.AUTH_USER_MODEL, verbose_name='Person'),
        ),
        migrations.AddField(
            model_name='sectioncomment',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='geschrieben von'),
        ),
        migrations.AddField(
            model_name='sectioncomment',
            name='resolved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='erledigt von'),
        ),
        migrations.AddField(
            model_name='sectioncomment',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='reporting.section', verbose_name='Abschnitt'),
        ),
        migrations.AddField(
            model_name='sectionlease',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leases', to='reporting.section', verbose_name='Abschnitt'),
        ),
        migrations.AddField(
            model_name='sectionlease',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Person'),
        ),
        migrations.AddConstraint(
            model_name='reportreviewer',
            constraint=models.UniqueConstraint(fields=('report', 'user'), name='reporting_reviewer_once'),
        ),
        migrations.AddConstraint(
            model_name='reportreviewer',
            constraint=models.CheckConstraint(condition=models.Q(('read_at__isnull', True), ('read_at__gte', models.F('invited_at')), _connector='OR'), name='reporting_reviewer_read_after_invitation'),
        ),
        migrations.AddConstraint(
            model_name='sectioncomment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('resolved_at__isnull', True), ('resolved_by__isnull', True)), models.Q(('resolved_at__isnull', False), ('resolved_by__isnull', False)), _connector='OR'), name='reporting_comment_resolved_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='sectioncomment',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='reporting_comment_has_text', violation_error_message='Bitte schreiben Sie Ihre Anmerkung.'),
        ),
        migrations.AddConstraint(
            model_name='sectionlease',
            constraint=models.UniqueConstraint(fields=('section', 'user'), name='reporting_lease_once'),
        ),
    ]
