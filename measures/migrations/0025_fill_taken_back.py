"""What an import told of each row that was taken back moves to a list of its own; begun ones are finished."""

from django.db import migrations
from django.utils import timezone


def move_out(apps, schema_editor):
    for each in _undone(apps, ["done", "undone"]):
        rows = [result for result in reversed(each.results) if "undone" in result]
        if not rows:
            continue
        each.taken_back = [[result["line"], result.pop("undone")] for result in rows]
        if each.state == "done":
            each.state, each.heartbeat_at = "undoing", timezone.now()
        each.save(update_fields=["results", "taken_back", "state", "heartbeat_at"])


def move_back(apps, schema_editor):
    for each in _undone(apps, ["undoing", "undone"]):
        reasons = {line: why for line, why in each.taken_back}
        for result in each.results:
            if "back" in result and result["line"] in reasons:
                result["undone"] = reasons[result["line"]]
        each.state = "done" if each.state == "undoing" else each.state
        each.save(update_fields=["results", "state"])


def _undone(apps, states):
    imports = apps.get_model("measures", "CatalogueImport").objects.filter(state__in=states)
    return [imports.get(pk=key) for key in imports.values_list("pk", flat=True)]


class Migration(migrations.Migration):
    dependencies = [("measures", "0024_imports_taken_back")]

    operations = [migrations.RunPython(move_out, move_back)]
