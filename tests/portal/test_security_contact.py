"""Whom to tell of a weak spot."""

import datetime as dt

import pytest
from django.utils import timezone

pytestmark = pytest.mark.django_db


def test_who_finds_a_weak_spot_reads_whom_to_tell(client, settings) -> None:
    address = "/.well-known/security.txt"
    lines = dict(line.split(": ", 1) for line in client.get(address).text.splitlines())
    assert lines["Contact"] == f"mailto:{settings.CONTACT_EMAIL}"
    assert lines["Canonical"].endswith(address)
    assert (
        dt.timedelta(days=100) < dt.datetime.fromisoformat(lines["Expires"]) - timezone.now() < dt.timedelta(days=365)
    )
    settings.SECURITY_CONTACT = "https://www.neuss.example/sicherheit"
    assert "Contact: https://www.neuss.example/sicherheit\n" in client.get(address).text
