"""A value of an indicator with words is the place of one of them: the database itself refuses any other number.

`steps` has one a line; ja and nein are 1 and 0. No figure of a Stadtteil is a word.
"""

from django.db import migrations

from neuss_integration.foundation.records.guards import refused

SENTENCE = "the value is none of the words of its indicator"
FIRST = "CASE WHEN {kind} = 'yes_no' THEN 0 ELSE 1 END"
LAST = "CASE WHEN {kind} = 'yes_no' THEN 1 ELSE length({steps}) - length(replace({steps}, '\n', '')) + 1 END"
NO_PLACE = f"NOT ({{value}} BETWEEN {FIRST} AND {LAST} AND {{value}} = round({{value}}))"
OTHER_WORDS = "{kind} <> 'number' AND " + NO_PLACE
OF = "EXISTS (SELECT 1 FROM success_factors_indicator i{joined} WHERE i.id = {owner} AND {rule})"


def no_word(value, *, owner, joined=""):
    """The condition for NEW that its column `value` is a number, and none of the words of the indicator `owner`."""
    rule = OTHER_WORDS.format(kind="i.value_kind", steps="i.steps", value=value)
    return OF.format(joined=joined, owner=owner, rule=rule)


def left_behind(rows, value):
    """The condition for NEW, an indicator with another kind or other steps, that some of its `rows` are none of them."""
    changed = "(NEW.value_kind <> OLD.value_kind OR NEW.steps <> OLD.steps)"
    rule = OTHER_WORDS.format(kind="NEW.value_kind", steps="NEW.steps", value=value)
    return f"{changed} AND EXISTS (SELECT 1 FROM {rows} AND {rule})"


OWN = OTHER_WORDS.format(kind="NEW.value_kind", steps="NEW.steps", value="NEW.target_value")
RULES = {
    "success_factors_indicatorvalue": no_word("NEW.value", owner="NEW.indicator_id"),
    "success_factors_requestedvalue": no_word(
        "NEW.value",
        joined=" JOIN success_factors_valuerequest r ON r.indicator_id = i.id",
        owner="i.id AND r.id = NEW.request_id",
    ),
    "success_factors_areavalue": OF.format(joined="", owner="NEW.indicator_id", rule="i.value_kind <> 'number'"),
    "success_factors_indicator": OWN,
}
LEFT = {
    "values": left_behind("success_factors_indicatorvalue v WHERE v.indicator_id = NEW.id", "v.value"),
    "requests": left_behind(
        "success_factors_requestedvalue v JOIN success_factors_valuerequest r ON r.id = v.request_id "
        "WHERE r.indicator_id = NEW.id",
        "v.value",
    ),
    "areas": "NEW.value_kind <> 'number' AND NEW.value_kind <> OLD.value_kind AND EXISTS "
    "(SELECT 1 FROM success_factors_areavalue v WHERE v.indicator_id = NEW.id)",
}


class Migration(migrations.Migration):
    dependencies = [("success_factors", "0014_value_words")]

    operations = [
        *(
            refused(action, table, words=SENTENCE, rows=rule, name="words")
            for table, rule in RULES.items()
            for action in ("INSERT", "UPDATE")
        ),
        *(
            refused("UPDATE", "success_factors_indicator", words=SENTENCE, rows=rule, name=f"words_of_{name}")
            for name, rule in LEFT.items()
        ),
    ]
