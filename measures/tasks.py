"""Jobs of the background worker."""

from django_tasks import task

from measures.services.catalogue_run import continue_run, stalled_runs


@task()
def take_in(import_id: int) -> None:
    """Take in the rest of the rows; the page of the import tells how far it is."""
    continue_run(import_id)


def mend_imports() -> int:
    """Imports whose worker died go on; how many."""
    stalled = stalled_runs()
    for import_id in stalled:
        take_in.enqueue(import_id)
    return len(stalled)
