"""`manage.py migrate`: Django's own, quicker."""

from typing import Any
from unittest import mock

from django.core.management.commands import migrate

from neuss_integration.foundation.records.quick_migrations import QuickExecutor


class Command(migrate.Command):
    """The same tables and rows; a new database takes less than half of the time."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Django names its executor nowhere but in its module."""
        with mock.patch.object(migrate, "MigrationExecutor", QuickExecutor):
            super().handle(*args, **options)
