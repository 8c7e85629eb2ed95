"""What was published for those who were asked gets no more readers: tables, organisations, moved goals and comments.

The portal has its guard since 0014. A link that is made twice is none more, so the guards speak after the row is there.
"""

from django.db import migrations

SENTENCE = "answers were published for fewer readers"
PUBLISHED = (
    "EXISTS (SELECT 1 FROM roundtables_goalcomment c JOIN roundtables_putgoal p ON p.id = c.put_goal_id "
    "WHERE p.{column} = NEW.{key} AND c.public_text <> '')"
)
OF_ROUND = PUBLISHED.format(column="round_id", key="commentround_id")
MOVED = "NEW.commentround_id <> OLD.commentround_id OR NEW.{other} <> OLD.{other}"
GUARDS = [
    *(
        (f"roundtables_commentround_{name}", event, f"{OF_ROUND}{which}")
        for name, other in (("round_tables", "roundtable_id"), ("organisations", "organisation_id"))
        for event, which in (("INSERT", ""), ("UPDATE", f" AND ({MOVED.format(other=other)})"))
    ),
    (
        "roundtables_putgoal",
        "UPDATE",
        f"NEW.round_id <> OLD.round_id AND {PUBLISHED.format(column='id', key='id')}",
    ),
    ("roundtables_goalcomment", "UPDATE", "NEW.put_goal_id <> OLD.put_goal_id AND NEW.public_text <> ''"),
]


def _names():
    return [(f"{table}_readers_{event.lower()}", table, event, condition) for table, event, condition in GUARDS]


def forbid(apps, schema_editor):
    for name, table, event, condition in _names():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
                f"RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                "RETURN NULL; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {name} AFTER {event} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
            )


def allow(apps, schema_editor):
    for name, table, _event, _condition in _names():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION {name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("roundtables", "0014_answers_for_their_readers")]

    operations = [migrations.RunPython(forbid, allow)]
