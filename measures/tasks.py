"""Jobs of the background worker."""

from typing import Final

from django_tasks import task

from measures.enums import ImportState
from measures.services.catalogue_run import continue_run, stalled_runs
from measures.services.catalogue_undo import continue_undo


@task()
def take_in(import_id: int) -> None:
    """Take in the rest of the rows; the page of the import tells how far it is."""
    continue_run(import_id)


@task()
def take_back(import_id: int) -> None:
    """Take back the rest of the rows; the page of the import tells how far it is."""
    continue_undo(import_id)


def mend_imports() -> int:
    """Imports whose worker died go on, in either direction; how many."""
    stalled = {job: stalled_runs(state) for job, state in JOBS}
    for job, keys in stalled.items():
        for import_id in keys:
            job.enqueue(import_id)
    return sum(map(len, stalled.values()))


JOBS: Final = ((take_in, ImportState.RUNNING), (take_back, ImportState.UNDOING))
