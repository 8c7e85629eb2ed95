"""A judgement, and what a Standortbestimmung rests on, is never deleted: the database itself refuses."""

from django.db import migrations

from neuss_integration.foundation.records.guards import refused


class Migration(migrations.Migration):
    dependencies = [("measures", "0028_in_quick_steps")]

    operations = [
        refused("DELETE", "measures_judgement", words="judgements stay"),
        refused("DELETE", "measures_assessmentevidence", words="evidence stays"),
    ]
