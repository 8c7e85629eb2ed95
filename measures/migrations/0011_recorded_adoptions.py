"""The resolution that was entered by hand for the adoption of a Fassung is the one that adopted it."""

from django.db import migrations


def tie(apps, schema_editor):
    resolutions = apps.get_model("measures", "Resolution").objects.using(schema_editor.connection.alias)
    editions = apps.get_model("success_factors", "ConceptEdition").objects.using(schema_editor.connection.alias)
    for edition in editions.filter(state="adopted", committee__isnull=False):
        entered = resolutions.filter(
            editions=edition,
            committee=edition.committee_id,
            resolved_date=edition.adopted_date,
            result__in=["approved", "amended"],
        )
        if found := entered.order_by("pk").first():
            resolutions.filter(pk=found.pk).update(adopts=edition)


class Migration(migrations.Migration):
    dependencies = [("measures", "0010_adoption")]

    operations = [migrations.RunPython(tie, migrations.RunPython.noop)]
