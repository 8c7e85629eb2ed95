from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0006_clean_texts")]

    operations = [
        migrations.AddField(
            model_name="measure",
            name="released_text",
            field=models.TextField(
                blank=True, db_default="", editable=False,
                verbose_name="Text für die Öffentlichkeit, wie er freigegeben ist",
            ),
        ),
    ]
