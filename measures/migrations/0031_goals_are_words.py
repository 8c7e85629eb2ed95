"""Targets of a goal that is measured by an indicator with words are some of these words: the database refuses others."""

from importlib import import_module

from django.db import migrations

from neuss_integration.foundation.records.guards import refused

words = import_module("success_factors.migrations.0015_values_are_words")
TABLE = "measures_goalgauge"
COLUMNS = ("baseline_value", "first_interim_value", "second_interim_value", "target_value")
ANY = " OR ".join(words.no_word(f"NEW.{column}", owner="NEW.indicator_id") for column in COLUMNS)
LEFT = [words.left_behind(f"{TABLE} g WHERE g.indicator_id = NEW.id", f"g.{column}") for column in COLUMNS]


class Migration(migrations.Migration):
    dependencies = [("measures", "0030_lead_of_rows_without_one"), ("success_factors", "0015_values_are_words")]

    operations = [
        *(refused(action, TABLE, words=words.SENTENCE, rows=ANY, name="words") for action in ("INSERT", "UPDATE")),
        refused(
            "UPDATE",
            "success_factors_indicator",
            words=words.SENTENCE,
            rows=" OR ".join(f"({each})" for each in LEFT),
            name="words_of_gauges",
        ),
    ]
