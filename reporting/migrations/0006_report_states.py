"""A report goes into Abstimmung, and is replaced or withdrawn after publication."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('reporting', '0005_no_texts_in_reports')]

    operations = [
        migrations.RemoveConstraint(
            model_name='report',
            name='reporting_report_state_valid',
        ),
        migrations.RemoveConstraint(
            model_name='report',
            name='reporting_report_one_in_work',
        ),
        migrations.AlterField(
            model_name='historicalreport',
            name='state',
            field=models.CharField(choices=[('draft', 'Entwurf'), ('in_review', 'in Abstimmung'), ('released', 'freigegeben'), ('published', 'veröffentlicht'), ('superseded', 'ersetzt'), ('withdrawn', 'zurückgezogen')], default='draft', max_length=20, verbose_name='Status'),
        ),
        migrations.AlterField(
            model_name='report',
            name='state',
            field=models.CharField(choices=[('draft', 'Entwurf'), ('in_review', 'in Abstimmung'), ('released', 'freigegeben'), ('published', 'veröffentlicht'), ('superseded', 'ersetzt'), ('withdrawn', 'zurückgezogen')], default='draft', max_length=20, verbose_name='Status'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'in_review', 'released', 'published', 'superseded', 'withdrawn'])), name='reporting_report_state_valid', violation_error_message='Bitte wählen Sie einen der angebotenen Werte.'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'in_review', 'released'])), fields=('kind',), name='reporting_report_one_in_work', violation_error_message='Es gibt schon eine Fortschreibung in Arbeit. Schließen Sie diese zuerst ab.'),
        ),
    ]
