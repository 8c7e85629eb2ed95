"""A report can be corrected by another, and has the day of the meeting it is made for."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('reporting', '0007_review')]

    operations = [
        migrations.AddField(
            model_name='historicalreport',
            name='meeting_on',
            field=models.DateField(blank=True, null=True, verbose_name='Sitzung des Gremiums'),
        ),
        migrations.AddField(
            model_name='historicalreport',
            name='replaces',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reporting.report', verbose_name='berichtigt'),
        ),
        migrations.AddField(
            model_name='report',
            name='meeting_on',
            field=models.DateField(blank=True, null=True, verbose_name='Sitzung des Gremiums'),
        ),
        migrations.AddField(
            model_name='report',
            name='replaces',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='reporting.report', verbose_name='berichtigt'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('replaces', models.F('id')), _negated=True), name='reporting_report_not_own_correction'),
        ),
    ]
