"""What is released today is the text that is there: every change took the release back."""

from django.db import migrations
from django.db.models import F


def forwards(apps, schema_editor):
    measures = apps.get_model("measures", "Measure").objects.filter(public_text_released_at__isnull=False)
    measures.update(released_text=F("public_text"))


class Migration(migrations.Migration):
    dependencies = [("measures", "0007_released_text")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
