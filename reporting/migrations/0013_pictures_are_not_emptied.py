"""Nor are the pictures of what is published emptied."""

from django.db import migrations

from neuss_integration.foundation.records.guards import not_emptied


class Migration(migrations.Migration):
    dependencies = [("reporting", "0012_kinds_and_deadline")]

    operations = [not_emptied("reporting_refuse_update", "reporting_picturefile")]
