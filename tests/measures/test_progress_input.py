"""The form of a progress report against everything people and machines type: never a server error, nothing lost."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.models import ProgressReport
from measures.services.progress import FIELDS
from tests.factories import World, sign_in
from tests.measures.answers import task_of

NASTY = (
    "", " ", "\x00", "\u202eabc", "\ufeff", "😀" * 50, "<script>alert(1)</script>", "=1+1", "../../etc/passwd",
    "' OR 1=1 --", "x" * 1_000_000, "{{ 7*7 }}", "%s%d", "\r\n\r\n", "\ud7ff", "0", "-0", "-1", "1.234", "1.234,5",
    "1e999", "NaN", "Infinity", "9" * 400, "٣", "½", "01.01.0001", "31.02.2026", "null", "green", "paused", "idea",
)  # fmt: skip
VALUES = st.sampled_from(NASTY) | st.text(alphabet=st.characters(codec="utf-8"), max_size=200)
FORMS = st.dictionaries(
    st.sampled_from([*FIELDS, "version", "action", "choice-cost", "stored-cost"]), VALUES, max_size=6
)


@pytest.mark.slow
@pytest.mark.parametrize("action", ["draft", "submit", "autosave", "nonsense"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=FORMS)
def test_progress_form_survives_every_input(client: Client, world: World, action: str, typed: dict[str, str]) -> None:
    task = ProgressReport.objects.first() or task_of(world)
    sign_in(client, world.jugendamt_person)
    answer = client.post(task.get_absolute_url(), {"version": str(task.version), "action": action} | typed)
    assert answer.status_code in (200, 302, 409)
    assert "<script>alert(1)" not in answer.content.decode()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.dictionaries(st.sampled_from(["action", "version", "comment"]), VALUES))
def test_decision_survives_every_input(client: Client, world: World, typed: dict[str, str]) -> None:
    task = ProgressReport.objects.first() or task_of(world, state="submitted")
    answer = sign_in(client, world.koordination).post(f"/sachstand/{task.pk}/pruefen/", typed)
    assert answer.status_code in (200, 302)
    assert "<script>alert(1)" not in answer.content.decode()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    typed=st.dictionaries(
        st.sampled_from(["title", "period_start", "due_on", "instructions", "submission_key"]), VALUES
    )
)
def test_round_form_survives_every_input(client: Client, world: World, typed: dict[str, str]) -> None:
    valid = {"title": "Runde", "period_start": "01.01.2025", "period_end": "31.12.2025", "due_on": "31.12.2025"}
    answer = sign_in(client, world.koordination).post("/berichtsrunden/neu/", valid | typed)
    assert answer.status_code in (200, 302)
    assert "<script>alert(1)" not in answer.content.decode()
