"""Jobs of the background worker that an installation of before 0.2 may still have waiting."""

from django_tasks import task

from neuss_integration.accounts.enums import Occasion
from neuss_integration.accounts.mails import password_link
from neuss_integration.accounts.models import User


@task()
def send_password_link(user_id: int, origin: str, occasion: str, attempt: int = 1) -> None:
    """The mail waits in the outbox, as it does at once since; kept for jobs that waited while the program changed."""
    if user := User.objects.filter(pk=user_id, is_active=True).first():
        password_link(user, Occasion(occasion)).send()
