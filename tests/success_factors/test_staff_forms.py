"""The table in which the Personalverwaltung enters its numbers."""

import pytest
from django import forms

from success_factors.forms.staff import NumberCell, StaffForm
from tests.factories import make_department

ATTRS = {
    "class": "kern-form-input__input",
    "aria-label": 'Amt "für" <Soziales>: alle',
    "required": False,
    "autofocus": True,
}


@pytest.mark.parametrize("value", [None, "", 0, 1234, '"><script>alert(1)</script>', "1.234"])
def test_cell_is_the_same_element_as_a_text_field(value: object) -> None:
    cells = [each(ATTRS).render("staff-1", value, {"id": "id_staff-1"}) for each in (NumberCell, forms.TextInput)]
    assert cells[0] == cells[1]


@pytest.mark.django_db
def test_cell_tells_the_year_before_and_what_is_wrong_beside_its_field() -> None:
    office = make_department('Amt "für" <Soziales>')
    name = f"staff-{office.pk}"
    sent, told = {name: "<b>viele</b>", "einreichen": "1"}, {office.pk: {"staff": 1234}}
    form = StaffForm(sent, year=2025, offices=[office], stored={}, before=told)
    assert not form.is_valid()
    cells = form.rows()[0].cells
    assert f'<span class="staff__before" id="id_{name}_before">2024: 1.234</span>' in cells
    assert f'<p class="kern-error staff__error" id="id_{name}_error">' in cells
    assert f'aria-describedby="id_{name}_before id_{name}_error"' in cells
    assert ("<b>viele" in cells, "&lt;b&gt;viele" in cells, cells.count("<td ")) == (False, True, 11)
