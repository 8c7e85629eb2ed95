from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_initial")]

    operations = [
        migrations.AddConstraint(
            model_name="reportinground",
            constraint=models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("period_start")),
                name="measures_round_due_after_start",
                violation_error_message="Die Rückmeldefrist liegt vor dem Beginn des Berichtszeitraums. "
                "Bitte prüfen Sie beide Angaben.",
            ),
        ),
    ]
