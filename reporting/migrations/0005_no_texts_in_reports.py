"""The texts of a report stand in its sections."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('reporting', '0004_move_texts')]

    operations = [
        migrations.RemoveField(
            model_name='historicalreport',
            name='foreword',
        ),
        migrations.RemoveField(
            model_name='historicalreport',
            name='outlook',
        ),
        migrations.RemoveField(
            model_name='historicalreport',
            name='procedure',
        ),
        migrations.RemoveField(
            model_name='historicalreport',
            name='proposed_resolution',
        ),
        migrations.RemoveField(
            model_name='report',
            name='foreword',
        ),
        migrations.RemoveField(
            model_name='report',
            name='outlook',
        ),
        migrations.RemoveField(
            model_name='report',
            name='procedure',
        ),
        migrations.RemoveField(
            model_name='report',
            name='proposed_resolution',
        ),
    ]
