"""Texts that are stored lose what nobody sees, as forms and files do now."""

from django.db import migrations

from neuss_integration.foundation.records.text_cleaning import clean_texts


def forwards(apps, schema_editor):
    clean_texts(apps, "measures")


class Migration(migrations.Migration):
    dependencies = [("measures", "0005_whole_lists")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
