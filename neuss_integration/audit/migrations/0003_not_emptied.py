"""The log is not emptied either."""

from django.db import migrations

from neuss_integration.foundation.records.guards import not_emptied


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [not_emptied("audit_refuse", "audit_auditentry", "audit_auditlink")]
