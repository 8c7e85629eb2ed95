"""Who works on a report, and who stands in for whom."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from neuss_integration.accounts.models import User
from neuss_integration.foundation.forms.base import BaseForm

WHOLE_OFFICE = "Die ganze Fachdienststelle"


class AssignForm(BaseForm):
    """The colleague who works on a report; nobody in particular is the whole office.

    `notes` say by the id of a person who is absent and who stands in.
    """

    submit_label = "Übergeben"
    person = forms.ChoiceField(
        label="Wer bearbeitet den Bericht?",
        required=False,
        widget=forms.RadioSelect,
        help_text="Diese Person wird erinnert. Antworten können weiterhin alle der Fachdienststelle. Wer hier fehlt, "
        "braucht ein Konto mit der Rolle Ihrer Fachdienststelle; schlagen Sie es unter „Meine Aufgaben“ vor.",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        people: Iterable[User],
        notes: Mapping[int, str],
        chosen: int | None,
    ) -> None:
        super().__init__(data, initial={"person": str(chosen or "")})
        self.people = {str(each.pk): each for each in people}
        field: Any = self.fields["person"]
        labels = {
            key: f"{each.name} ({notes[each.pk]})" if each.pk in notes else each.name
            for key, each in self.people.items()
        }
        field.choices = [("", WHOLE_OFFICE), *labels.items()]
        field.hide_optional = True

    def clean_person(self) -> User | None:
        """The person, or None."""
        return self.people.get(self.cleaned_data["person"])
