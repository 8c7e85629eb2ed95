"""`load_demo --measures N --rounds R`."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from measures.models import ProgressReport
from neuss_integration.demo.large.building import build_large

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.slow
def test_same_size_makes_the_same_city():
    found = []
    for _ in range(2):
        with transaction.atomic():
            list(build_large(measures=10, rounds=2))
            found.append(list(ProgressReport.objects.values_list("measure__title", "state", "what_happened")))
            transaction.set_rollback(True)
    assert found[0] == found[1]


@pytest.mark.slow
def test_large_city_is_built_once(settings):
    settings.DEMO_MODE = True
    call_command("load_demo", measures=5, rounds=1, stdout=io.StringIO())
    out = io.StringIO()
    call_command("load_demo", measures=5, rounds=1, stdout=out)
    assert out.getvalue() == "Große Stadt: schon vorhanden, unverändert.\n"


@pytest.mark.parametrize("size", [{"measures": 5}, {"rounds": 2}, {"measures": -1, "rounds": 2}])
def test_large_city_wants_both_sizes(settings, size):
    settings.DEMO_MODE = True
    with pytest.raises(CommandError, match="mindestens 1"):
        call_command("load_demo", **size)
