"""Jobs of the background worker."""

from django_tasks import task

from reporting.publication.proof import make_proof
from reporting.publication.worker import execute_run


@task()
def run_publication(run_id: int) -> None:
    """Make the files of the run; its row tells how it went."""
    execute_run(run_id)


@task()
def set_proof(report_id: int, asked_by: int | None = None) -> None:
    """Set the draft as PDF; the page of the proof tells how it went, and a mail to the person `asked_by`."""
    make_proof(report_id, asked_by)
