"""Forms of needs: raise and change, take to another state, merge."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from crispy_forms.layout import HTML, Fieldset, Layout, LayoutObject, Row
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from measures.forms.choices import EMPTY_CHOICE, ObjectField, ObjectsField, offer
from measures.models import Measure
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from neuss_integration.city.models import District, Organisation, TargetGroup
from neuss_integration.foundation.forms.base import BaseForm, GermanDateField
from neuss_integration.foundation.records.workflow import Transition
from neuss_integration.foundation.words.city_terms import lazily_worded
from roundtables.enums.needs import NeedOrigin, NeedState
from roundtables.models import Meeting, Need, RoundTable
from roundtables.querysets.meetings import organisations_of
from roundtables.selectors.needs import similar_needs
from roundtables.services.needs import MEMBER_ORIGINS, RELATIONS, writable_names
from roundtables.workflows.needs import NEED_WORKFLOW
from success_factors.models import FieldOfAction, SuccessFactor

SECTIONS: Final[tuple[tuple[str, tuple[str | tuple[str, ...], ...]], ...]] = (
    ("Was fehlt", ("round_table", "title", "confirm_duplicate", "description", "service")),
    ("Wer hat es gemeldet", ("origin", "meeting", ("raised_on", "raised_by_organisation"), "raised_by_name")),
    ("Für wen und wo", ("target_groups", "is_citywide", "districts")),
    ("Platz im Integrationskonzept", ("field_of_action", "success_factors")),
    ("Was daraus wurde", ("outcome", "is_public")),
)
ASKED_OF_MEMBERS: Final = ("round_table", "title", "confirm_duplicate", "description")
"""What a need takes to be raised; everything else a member may add, and the office sees to."""
EXPLANATIONS: Final = {
    "discuss": "Der Runde Tisch berät darüber.",
    "prioritise": "Der Bedarf gehört zu denen, die zuerst bearbeitet werden.",
    "forward": "Ein Gremium oder eine Fachdienststelle ist am Zug.",
    "take_over": "Eine Maßnahme nimmt den Bedarf auf. Bitte wählen Sie sie unten aus.",
    "give_up": "Der Bedarf bleibt im Register, mit der Begründung.",
    "reopen": "Der Runde Tisch berät noch einmal darüber.",
}


class NeedForm(BaseForm):
    """A need; those who are not the Koordination are offered their own tables and none of the office's fields."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput, label="Formularkennung")
    confirm_duplicate = forms.BooleanField(
        required=False, widget=forms.HiddenInput, label="Es ist ein weiterer, eigener Bedarf"
    )
    round_table = ObjectField(label="Runder Tisch", help_text="Hier wird der Bedarf beraten.")
    title = forms.CharField(label="Titel", max_length=200, help_text="In einem Satz: Was fehlt wem?")
    description = forms.CharField(
        label="Beschreibung",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Was haben Sie beobachtet? Wie viele Menschen betrifft es? Bitte nennen Sie keine Privatpersonen.",
    )
    service = forms.CharField(
        label="Betroffene Dienstleistung",
        required=False,
        max_length=200,
        help_text="Nur wenn es eine Hürde gibt: bei welcher Stelle oder welchem Angebot, zum Beispiel „Bürgeramt“",
    )
    origin = forms.ChoiceField(label="Wo wurde der Bedarf genannt?", widget=forms.RadioSelect)
    meeting = ObjectField(label="Sitzung", required=False, help_text="Wenn er in einer Sitzung genannt wurde")
    raised_on = GermanDateField(label="Gemeldet am")
    raised_by_organisation = ObjectField(label="Gemeldet von (Organisation)", required=False)
    raised_by_name = forms.CharField(
        label="Gemeldet von (Person oder Funktion)",
        required=False,
        max_length=150,
        help_text=lazily_worded("Steht nur {office.im}, nie im Bericht"),
    )
    target_groups = ObjectsField(label="Zielgruppen", required=False)
    is_citywide = forms.BooleanField(label="Gilt für die ganze Stadt", required=False)
    districts = ObjectsField(label="Stadtteile", required=False)
    field_of_action = ObjectField(label="Handlungsfeld", required=False)
    success_factors = ObjectsField(label="Erfolgsfaktoren", required=False)
    outcome = forms.CharField(
        label="Was daraus wurde",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Bei einer Hürde: was getan wurde. Steht auf der Seite des Bedarfs und im Bericht.",
    )
    is_public = forms.BooleanField(
        label=lazily_worded("Freigegeben für {committee} und Öffentlichkeit"),
        required=False,
        help_text=lazily_worded(
            "Ohne Häkchen lesen nur {office.nominative} und die Mitglieder des Runden Tisches den Bedarf."
        ),
    )

    def __init__(self, *args: Any, user: Any, need: Need | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.need = user, need
        self.similar: list[Need] = []
        self.is_office = access_of(user).has(Permission.MANAGE_TABLES)
        for name in set(self.fields) - writable_names(user) - {"version", "submission_key", "confirm_duplicate"}:
            del self.fields[name]
        if need is not None:
            self.initial.update(stored_values(need, self.fields))
        else:
            self.initial.setdefault("raised_on", timezone.localdate())
        self._offer_lists()

    def _offer_lists(self) -> None:
        tables = RoundTable.objects.inside_of(self.user).in_german_order()
        lists: dict[str, Iterable[Any]] = {
            "round_table": tables,
            "meeting": Meeting.objects.visible_to(self.user).order_by("-starts_at", "-pk")[:50],
            "raised_by_organisation": self._organisations(),
            "target_groups": TargetGroup.objects.in_german_order(),
            "districts": District.objects.in_official_order(),
            "field_of_action": FieldOfAction.objects.in_concept_order(),
            "success_factors": SuccessFactor.objects.order_by("number"),
        }
        for name, rows in lists.items():
            chosen = self.initial.get(name)
            offer(self.fields[name], list(rows), chosen if isinstance(chosen, list) else [chosen])
        choice: Any = self.fields["origin"]
        choice.choices = [pair for pair in NeedOrigin.choices if self.is_office or pair[0] in MEMBER_ORIGINS]
        seated = list(self.fields["round_table"].rows)  # type: ignore[attr-defined]
        if len(seated) == 1:
            self.initial["round_table"] = seated[0]
        if self.need is None and not self.is_office:
            self.initial.setdefault("origin", NeedOrigin.BETWEEN)
        speaks_for = list(self.fields["raised_by_organisation"].rows)  # type: ignore[attr-defined]
        if self.need is None and not self.is_office and len(speaks_for) == 1:
            self.initial.setdefault("raised_by_organisation", speaks_for[0])

    def _organisations(self) -> QuerySet[Organisation]:
        """All for the office; for members those they sit for, and the one that is stored."""
        found = Organisation.objects.in_german_order()
        if self.is_office:
            return found
        stored = self.need.raised_by_organisation_id if self.need else None
        return found.filter(Q(pk__in=organisations_of(self.user)) | Q(pk=stored))

    def get_layout(self) -> LayoutObject:
        """Sections with the fields that are there; the question about a duplicate only when it comes up.

        Members who raise a need see three fields; the others open on demand, or when something in them is wrong.
        """
        if self.is_office or self.need is not None:
            return Layout("version", "submission_key", *self._sections(()))
        asked = [row for row in map(self._row, ASKED_OF_MEMBERS) if row is not None]
        is_open = " open" if set(self.errors) - {*ASKED_OF_MEMBERS, NON_FIELD_ERRORS} else ""
        more = HTML(f'<details class="form-more"{is_open}><summary>Weitere Angaben (freiwillig)</summary>')
        return Layout("version", "submission_key", *asked, more, *self._sections(ASKED_OF_MEMBERS), HTML("</details>"))

    def _sections(self, besides: Sequence[str]) -> list[Fieldset]:
        found = [
            (legend, [row for row in map(self._row, rows) if row is not None and row not in besides])
            for legend, rows in SECTIONS
        ]
        return [Fieldset(legend, *shown) for legend, shown in found if shown]

    def _row(self, row: str | tuple[str, ...]) -> Any:
        if row == "confirm_duplicate" and not self.similar:
            return None
        if isinstance(row, str):
            return row if row in self.fields else None
        return Row(*row)

    def clean(self) -> dict[str, Any]:
        """The rules between fields, each as a sentence at the field to change."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_citywide") and cleaned.get("districts"):
            self.add_error(
                "districts",
                "Der Bedarf gilt für die ganze Stadt oder für einzelne Stadtteile, nicht beides. "
                "Bitte nehmen Sie das Häkchen bei „Gilt für die ganze Stadt“ oder die Stadtteile heraus.",
            )
        if cleaned.get("meeting") and cleaned.get("origin") not in (None, NeedOrigin.MEETING):
            self.add_error(
                "meeting", "Bitte wählen Sie bei „Wo wurde der Bedarf genannt?“ die Sitzung oder hier keine Sitzung."
            )
        self._ask_about_duplicates(cleaned)
        return cleaned

    def _ask_about_duplicates(self, cleaned: dict[str, Any]) -> None:
        """A need like another one is possible, but not by mistake."""
        title, table = cleaned.get("title"), cleaned.get("round_table")
        if not title or table is None or title == self.initial.get("title"):
            return
        besides = self.need.pk if self.need else None
        key = cleaned.get("submission_key")
        self.similar = similar_needs(title, table=table, user=self.user, besides=besides, key=key)
        if self.similar:
            self.fields["confirm_duplicate"].widget = forms.CheckboxInput()
        if self.similar and not cleaned.get("confirm_duplicate"):
            names = "; ".join(f"{need.number} „{need.title}“" for need in self.similar)
            self.add_error(
                "confirm_duplicate",
                f"Ähnliche Bedarfe gibt es schon: {names}. Bitte prüfen Sie das. "
                "Wenn es wirklich ein weiterer ist, setzen Sie das Häkchen und speichern Sie noch einmal.",
            )

    def values(self) -> dict[str, Any]:
        names = writable_names(self.user)
        return {name: value for name, value in self.cleaned_data.items() if name in names}


def stored_values(need: Need, names: Iterable[str]) -> dict[str, Any]:
    """The values of `need` as the form shows them; one query per relation."""
    found = {"version": need.version} | {
        name: getattr(need, name) for name in names if hasattr(need, name) and name not in RELATIONS
    }
    for name in ("round_table", "meeting", "raised_by_organisation", "field_of_action"):
        found[name] = getattr(need, f"{name}_id")
    for name in RELATIONS:
        found[name] = list(getattr(need, name).order_by().values_list("pk", flat=True))
    return found


class NeedStateForm(BaseForm):
    """Which step, why, and into which measures."""

    submit_label = "Status ändern"

    transition = forms.ChoiceField(label="Was soll geschehen?", widget=forms.RadioSelect)
    measures = ObjectsField(label="Maßnahmen, die den Bedarf aufnehmen", required=False)
    reason = forms.CharField(
        label="Begründung",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nötig, wenn ein Bedarf nicht weiterverfolgt oder noch einmal beraten wird. "
        "Sie steht auf der Seite des Bedarfs und im Bericht.",
    )

    def __init__(self, *args: Any, need: Need, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["transition"]
        for name in ("reason", "measures"):
            self.fields[name].hide_optional = True  # type: ignore[attr-defined]
        choice.choices = [(name, step.label) for name, step in NEED_WORKFLOW.transitions.items()]
        choice.widget.choices = [(step.name, _explained(step)) for step in NEED_WORKFLOW.from_state(need.state)]
        rows = Measure.objects.visible_to(user).only("number", "title").order_by("sort_key", "pk")
        offer(self.fields["measures"], rows, [])

    def clean(self) -> dict[str, Any]:
        """A step that needs a reason has one, and the step into a measure has a measure."""
        cleaned = super().clean() or self.cleaned_data
        chosen = NEED_WORKFLOW.transitions.get(cleaned.get("transition", ""))
        if chosen and chosen.needs_reason and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", f"Bitte begründen Sie den Schritt „{chosen.label}“.")
        return cleaned


class MergeForm(BaseForm):
    """Which need goes on for both."""

    submit_label = "Zusammenführen"

    into = ObjectField(
        label="Geht auf in", help_text="Dieser Bedarf bleibt stehen. Beide behalten ihre Nummer und ihre Herkunft."
    )
    reason = forms.CharField(label="Bemerkung", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Need.objects.standing().filter(round_table=need.round_table_id).exclude(pk=need.pk)
        field: Any = self.fields["into"]
        offer(field, others.only("number", "title").order_by("-number"), [])
        field.choices[0] = EMPTY_CHOICE


def _explained(step: Transition) -> SafeString:
    return format_html(
        '<strong>{}</strong> → {}<br><span class="choice-hint">{}{}</span>',
        step.label,
        NeedState(step.target).label,
        EXPLANATIONS[step.name],
        " Braucht eine Begründung." if step.needs_reason else "",
    )
