"""Handlungsfelder as master data."""

from typing import ClassVar, Final

from neuss_integration.foundation.forms.base import GermanIntegerField
from neuss_integration.maintenance.forms import ItemForm, Sections
from neuss_integration.maintenance.kinds.kind import Kind
from success_factors.models import FieldOfAction


class FieldOfActionForm(ItemForm):
    position = GermanIntegerField(
        label="Reihenfolge",
        min_value=1,
        max_value=999,
        help_text="Kleine Zahlen stehen vorn, Schwerpunkte immer zuerst",
    )

    class Meta:
        model = FieldOfAction
        fields = ("name", "is_priority", "position", "valid_from")

    sections: ClassVar[Sections] = (
        ("Name und Platz", ("name", "is_priority", "position")),
        ("Gültigkeit", ("valid_from",)),
    )


FIELDS_OF_ACTION: Final = Kind(
    slug="handlungsfelder",
    model=FieldOfAction,
    form=FieldOfActionForm,
    about="Die Felder des Integrationskonzepts, ihre Reihenfolge und ihre Schwerpunkte",
    icon="grid",
    columns=("is_priority", "position"),
    page="success_factors:field-detail",
)
