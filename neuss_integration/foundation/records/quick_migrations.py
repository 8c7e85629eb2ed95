"""Runs migrations with the few models that each step needs.

Django draws all two hundred models before each migration whose models are not drawn, and every related one anew after
each of its steps: nine tenths of the time of a new database, and of an upgrade.
"""

import copy
from typing import Any

from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from neuss_integration.foundation.records.migration_operations import CreateTables
from neuss_integration.foundation.records.small_states import Small


class QuickExecutor(MigrationExecutor):
    """Forwards only; backwards is Django's."""

    def _migrate_all_forwards(
        self, state: Any, plan: Any, full_plan: Any, fake: bool, fake_initial: bool
    ) -> Any:  # Django's, without drawing all models before each migration
        waiting = {migration for migration, _ in plan}
        for migration, _ in full_plan:
            if migration in waiting:
                state = self.apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        return state

    def apply_migration(self, state: Any, migration: Any, fake: bool = False, fake_initial: bool = False) -> Any:
        """The migration has run and is recorded, as ever; the state is as after it, and undrawn where it changed."""
        return super().apply_migration(state, quick(migration), fake=fake, fake_initial=fake_initial)


def quick(migration: Migration) -> Migration:
    """The same migration, each step with the few models it needs."""
    found = copy.copy(migration)
    is_quick = (Small, CreateTables)
    steps = [each if isinstance(each, is_quick) else Small(each) for each in migration.operations]
    vars(found)["operations"] = steps
    return found
