"""Handlungsfelder as master data."""

from typing import Any, ClassVar, Final

from neuss_integration.foundation.forms.base import GermanIntegerField
from neuss_integration.maintenance.forms import ItemForm, Sections
from neuss_integration.maintenance.kinds.city import DIVISION_HELP, SPONSOR_HELP, offer_divisions
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
        fields = ("name", "is_priority", "position", "division", "sponsor", "valid_from")
        help_texts = {"division": DIVISION_HELP, "sponsor": SPONSOR_HELP}

    sections: ClassVar[Sections] = (
        ("Name und Platz", ("name", "is_priority", "position")),
        ("Verantwortung", ("division", "sponsor")),
        ("Gültigkeit", ("valid_from",)),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_divisions(self)


FIELDS_OF_ACTION: Final = Kind(
    slug="handlungsfelder",
    model=FieldOfAction,
    form=FieldOfActionForm,
    about="Die Felder des Integrationskonzepts, ihre Reihenfolge und ihre Schwerpunkte",
    icon="grid",
    columns=("is_priority", "position"),
    page="success_factors:field-detail",
)
