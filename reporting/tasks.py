"""Jobs of the background worker."""

from django_tasks import task

from reporting.publication.worker import execute_run


@task()
def run_publication(run_id: int) -> None:
    """Make and publish the PDF of the run; its row tells how it went."""
    execute_run(run_id)
