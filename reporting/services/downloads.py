"""Counting downloads without keeping who it was."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from reporting.models import DownloadCount, PublicationFile


@transaction.atomic
def count_download(file: PublicationFile) -> None:
    """One more download of `file` today. No person is kept."""
    counted, _ = DownloadCount.objects.get_or_create(file=file, day=timezone.localdate())
    DownloadCount.objects.filter(pk=counted.pk).update(count=F("count") + 1)
