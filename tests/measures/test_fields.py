"""Fields of a measure: each is said once and has its place in a form."""

from measures.fields import FIELDS, INITIAL_STATE, PERIOD_COLUMNS, RELATIONS
from measures.forms.measure import MeasureForm
from measures.forms.sections import ContactForm, PublicTextForm, TiesForm
from measures.models import Measure
from tests.factories import World


def test_every_field_that_people_write_is_said_once() -> None:
    meta = Measure._meta
    written = [each for each in (*meta.fields, *meta.many_to_many) if each.editable and not each.primary_key]
    names = [PERIOD_COLUMNS.get(field.name, field.name) for field in FIELDS]
    assert sorted(names) == sorted(each.name for each in written)


def test_every_field_stands_in_one_form(world: World) -> None:
    measure = world.praeventionsnetz
    main = MeasureForm().fields.keys() - {"version", "submission_key", "confirm_duplicate"}
    others = [ContactForm(measure=measure), PublicTextForm(measure=measure)]
    others.append(TiesForm(measure=measure, user=world.koordination))
    names = [*main, *(name for form in others for name in form.names)]
    assert sorted(names) == sorted(field.name for field in FIELDS)


def test_columns_of_files_and_keys_of_reports_are_of_one_field() -> None:
    for name in ("column", "snapshot_key"):
        keys = [getattr(field, name) for field in FIELDS if getattr(field, name)]
        assert len(keys) == len(set(keys))


def test_history_keeps_every_relation() -> None:
    assert {field.name for field in Measure.history.model._history_m2m_fields} == set(RELATIONS)


def test_state_is_not_written_after_the_measure_is_entered(world: World) -> None:
    form = MeasureForm(instance=world.praeventionsnetz)
    assert not set(INITIAL_STATE) & form.fields.keys()
