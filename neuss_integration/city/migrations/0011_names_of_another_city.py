"""Names of Neuss that 0010 entered for a city that only had loaded its example are forgotten, and asked for.

Whose address or mail says Neuss keeps them, and so does who has saved them since. A city that is asked once more has
lost a minute; one that publishes under another name has lost more.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations
from django.utils import timezone

HELD = "Namen der Umgebung übernommen"
REASON = "Namen des Beispiels, von niemandem eingetragen"


def forget_names_of_another_city(apps, schema_editor):
    db = schema_editor.connection.alias
    past = apps.get_model("city", "HistoricalEnteredNames").objects.using(db)
    row = apps.get_model("city", "EnteredNames").objects.using(db).filter(version=1, name="Neuss").first()
    if row is None or not past.filter(history_change_reason=HELD).exists():
        return
    if "neuss" in f"{row.contact_email.rpartition('@')[2]} {urlsplit(settings.SITE_URL).hostname}".lower():
        return
    values = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields}
    past.create(**values, history_date=timezone.now(), history_type="-", history_change_reason=REASON)
    row.delete()


class Migration(migrations.Migration):
    dependencies = [("city", "0010_names_held_before")]

    operations = [migrations.RunPython(forget_names_of_another_city, migrations.RunPython.noop)]
