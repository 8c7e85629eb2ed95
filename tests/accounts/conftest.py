"""Fixtures for accounts: a clean cache for the limits, and the jobs of the worker run by hand."""

from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django_tasks_db.models import DBTaskResult

from neuss_integration.accounts.tasks import send_password_link


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """No test is locked out by another one."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def delivered(db: None) -> Callable[[], list[EmailMessage]]:
    """Does what the worker would do with the waiting jobs, and gives the mails sent so far."""

    def deliver() -> list[EmailMessage]:
        for job in DBTaskResult.objects.order_by("enqueued_at"):
            send_password_link.call(*job.args_kwargs["args"], **job.args_kwargs["kwargs"])
        DBTaskResult.objects.all().delete()
        return mail.outbox

    return deliver
