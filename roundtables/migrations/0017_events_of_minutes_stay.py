"""Who sent and approved minutes, and when, is not changed once they are approved: the database itself refuses."""

from django.db import migrations

from neuss_integration.foundation.records.guards import refused

OF_APPROVED = "EXISTS (SELECT 1 FROM roundtables_minutes m WHERE m.state = 'approved' AND m.id = OLD.minutes_id)"


class Migration(migrations.Migration):
    dependencies = [("roundtables", "0016_in_quick_steps")]

    operations = [refused("UPDATE", "roundtables_minutesevent", words="approved minutes stay", rows=OF_APPROVED)]
