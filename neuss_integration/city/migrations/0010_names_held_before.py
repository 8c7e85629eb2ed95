"""Where the example of Neuss was loaded and its names held without anybody giving them, they hold on as entered."""

from django.conf import settings
from django.db import migrations
from django.utils import timezone

LOADED = "Stammdaten geladen"


def enter_names_held_before(apps, schema_editor):
    names, db = apps.get_model("city", "EnteredNames"), schema_editor.connection.alias
    is_example = apps.get_model("city", "HistoricalDepartment").objects.using(db).filter(history_change_reason=LOADED)
    if settings.CITY_NAME_IS_GIVEN or settings.DEMO_MODE or settings.CONTACT_EMAIL.endswith(".example"):
        return
    if names.objects.using(db).exists() or not is_example.exists():
        return
    held = {
        "name": settings.CITY_NAME,
        "full_name": settings.CITY_FULL_NAME,
        "municipality_key": settings.CITY_KEY,
        "land": settings.HOLIDAY_SUBDIVISION,
        "office": settings.OFFICE_NAME,
        "office_article": settings.OFFICE_ARTICLE,
        "committee": settings.COMMITTEE_NAME,
        "committee_article": settings.COMMITTEE_ARTICLE,
        "contact_email": settings.CONTACT_EMAIL,
    }
    now = timezone.now()
    row = held | {"id": 1, "version": 1, "created_at": now, "updated_at": now}
    names.objects.using(db).create(**row)
    past = {"history_date": now, "history_type": "+", "history_change_reason": "Namen der Umgebung übernommen"}
    apps.get_model("city", "HistoricalEnteredNames").objects.using(db).create(**row, **past)


class Migration(migrations.Migration):
    dependencies = [("city", "0009_in_quick_steps")]

    operations = [migrations.RunPython(enter_names_held_before, migrations.RunPython.noop)]
