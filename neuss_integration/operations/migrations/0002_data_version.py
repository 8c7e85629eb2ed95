from django.db import migrations

from neuss_integration.foundation.records import data_version
from neuss_integration.operations import master_data  # noqa: F401 – the databases of tests are made anew with it


def create(apps, schema_editor):
    data_version.create_table(schema_editor.connection, schema_editor.execute)


def drop(apps, schema_editor):
    data_version.drop_table(schema_editor.connection, schema_editor.execute)


class Migration(migrations.Migration):
    dependencies = [("operations", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
