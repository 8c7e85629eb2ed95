from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0014_orders_and_consultations")]

    operations = [
        migrations.AddIndex(
            model_name="measure",
            index=models.Index(fields=["field_of_action", "state", "is_citywide"], name="measures_measure_field_state"),
        ),
        migrations.AddIndex(
            model_name="progressreport",
            index=models.Index(fields=["round", "department", "state"], name="measures_progress_return"),
        ),
    ]
