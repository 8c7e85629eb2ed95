from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("measures", "0008_fill_released_text")]

    operations = [
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=Q(public_text_released_at__isnull=True) | Q(released_text=F("public_text")),
                name="measures_measure_released_text_as_read",
            ),
        ),
    ]
