from django.db import migrations

from neuss_integration.foundation.records import data_version


def create(apps, schema_editor):
    data_version.create_table(schema_editor.connection, schema_editor.execute, data_version.WORK)


def drop(apps, schema_editor):
    data_version.drop_table(schema_editor.connection, schema_editor.execute, data_version.WORK)


class Migration(migrations.Migration):
    dependencies = [("operations", "0002_data_version")]

    operations = [migrations.RunPython(create, drop)]
