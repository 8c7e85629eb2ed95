"""Downloads are counted by file and day, without persons."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0009_file_kinds'),
    ]

    operations = [
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
    ]
