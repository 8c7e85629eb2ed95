"""The questions of the Selbstcheck as master data."""

from typing import Any, ClassVar, Final

from measures.models import CheckQuestion
from neuss_integration.foundation.forms.base import GermanIntegerField
from neuss_integration.maintenance.forms import ItemForm, Sections
from neuss_integration.maintenance.kinds.kind import Kind
from success_factors.models import FieldOfAction


class CheckQuestionForm(ItemForm):
    position = GermanIntegerField(
        label="Reihenfolge", min_value=1, max_value=999, help_text="Kleine Zahlen fragt das Formular zuerst"
    )

    class Meta:
        model = CheckQuestion
        fields = ("name", "short_name", "help_text", "kind", "position", "field_of_action", "valid_from")
        help_texts = {
            "name": "Einmal gestellt, bleibt der Wortlaut; ein neuer ist eine neue Frage, die dieser nachfolgt",
            "short_name": "Für die Spalten der Übersicht",
            "help_text": "Was gemeint ist, in einem Satz",
            "field_of_action": "Wohin eine Maßnahme gehört, die aus einer Lücke entsteht",
        }

    sections: ClassVar[Sections] = (
        ("Frage", ("name", "short_name", "help_text", ("kind", "position"))),
        ("Was daraus folgt", ("field_of_action",)),
        ("Gültigkeit", ("valid_from",)),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = FieldOfAction.objects.filter(pk=self.instance.field_of_action_id)
        offered: Any = FieldOfAction.objects.current() | chosen
        self.fields["field_of_action"].queryset = offered.in_concept_order()  # type: ignore[attr-defined]


CHECK_QUESTIONS: Final = Kind(
    slug="selbstcheck-fragen",
    model=CheckQuestion,
    form=CheckQuestionForm,
    about="Was jede Fachdienststelle einmal im Jahr über ihre Dienstleistungen gefragt wird",
    icon="checklist",
    columns=("short_name", "kind", "position"),
)
