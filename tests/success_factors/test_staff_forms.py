"""The table in which the Personalverwaltung enters its numbers."""

import pytest
from django import forms

from success_factors.forms.staff import NumberCell

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
