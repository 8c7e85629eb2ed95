"""Resolutions of committees are linked with reports, beside what is published."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('measures', '0002_assessment_evidence'),
        ('reporting', '0002_published_is_for_ever'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportResolution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('linked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='verknüpft am')),
                ('removed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='gelöst am')),
                ('linked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='verknüpft von')),
                ('removed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gelöst von')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resolution_links', to='reporting.report', verbose_name='Bericht')),
                ('resolution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_links', to='measures.resolution', verbose_name='Beschluss')),
            ],
            options={
                'verbose_name': 'Beschluss zu einem Bericht',
                'verbose_name_plural': 'Beschlüsse zu Berichten',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('report', 'resolution'), name='reporting_report_resolution_once'), models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False)), _connector='OR'), name='reporting_report_resolution_removed_by'), models.CheckConstraint(condition=models.Q(('removed_at__isnull', True), ('removed_at__gte', models.F('linked_at')), _connector='OR'), name='reporting_report_resolution_removed_after_link')],
            },
        ),
    ]
