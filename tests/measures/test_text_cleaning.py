"""Rows from before lose what nobody sees, and their history says so."""

from django.apps import apps

from measures.models import Measure
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.text_cleaning import REASON, clean_texts
from tests.factories import World


def test_stored_texts_are_cleaned_with_history(world: World) -> None:
    net = world.praeventionsnetz
    Measure.objects.filter(pk=net.pk).update(
        title="Sprach\u00adtreff", description="u\u0308ber", search_text="sprach\u00adtreff"
    )
    assert clean_texts(apps, "measures") == 1
    cleaned = Measure.objects.get(pk=net.pk)
    assert (cleaned.title, cleaned.description, cleaned.search_text) == ("Sprachtreff", "über", "sprachtreff")
    record = cleaned.history.latest()
    assert (record.title, record.history_change_reason, record.history_user) == ("Sprachtreff", REASON, None)
    assert (cleaned.version, clean_texts(apps, "measures")) == (net.version + 1, 0)


def test_name_that_would_meet_another_stays(world: World) -> None:
    Department.objects.filter(pk=world.stadtbibliothek.pk).update(name="Jugend\u00adamt")
    assert clean_texts(apps, "city") == 0
    assert Department.objects.get(pk=world.stadtbibliothek.pk).name == "Jugend\u00adamt"
