"""The filters of needs and proposals. The query string is their state, with German names."""

from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from measures.filters import CITYWIDE
from neuss_integration.city.models import District, TargetGroup
from neuss_integration.foundation.forms.filters import ChoiceOfKeys, ListFilter
from neuss_integration.foundation.words.nouns import count_of
from roundtables.enums.needs import NeedOrigin, NeedState, ProposalState
from roundtables.models import Need, Proposal, RoundTable
from roundtables.querysets.needs import LONG_UNANSWERED
from success_factors.models import FieldOfAction, SuccessFactor

MERGED: Final = "zusammengefuehrt"
WAITING: Final = "lange"
RELEASED: Final = (("ja", "freigegeben"), ("offen", "nicht freigegeben"))


class NeedFilter(ListFilter):
    """Which needs are listed; merged ones only when asked for."""

    tisch = ChoiceOfKeys(label="Runder Tisch", field_name="round_table")
    status = ChoiceOfKeys(label="Status", by="in_state")
    herkunft = ChoiceOfKeys(label="Woher", field_name="origin")
    handlungsfeld = ChoiceOfKeys(label="Handlungsfeld", field_name="field_of_action")
    erfolgsfaktor = ChoiceOfKeys(label="Erfolgsfaktor", field_name="success_factors__number")
    stadtteil = ChoiceOfKeys(label="Stadtteil", by="in_district")
    zielgruppe = ChoiceOfKeys(label="Zielgruppe", field_name="target_groups")
    freigabe = ChoiceOfKeys(label="Freigabe", by="is_released")
    jahr = ChoiceOfKeys(label="Jahr der Meldung", field_name="raised_on__year")
    wartet = ChoiceOfKeys(label="Ohne Antwort", by="waits_long")

    def __init__(self, data: QueryDict | None, queryset: QuerySet[Need], user: Any) -> None:
        super().__init__(data, queryset, _choices(user, queryset))

    def filter_queryset(self, queryset: Any) -> Any:
        """Merged needs are left out unless the state asks for them or a search names one."""
        found = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data
        return (
            found if MERGED in (chosen.get("status") or ()) or chosen.get("suche") else found.filter(merged_into=None)
        )

    def search(self, queryset: Any, name: str, value: str) -> Any:
        """Each word is part of the folded text."""
        return queryset.matching(value)

    def in_state(self, queryset: Any, name: str, value: str) -> Any:
        """In this state, or merged into another need."""
        return queryset.exclude(merged_into=None) if value == MERGED else queryset.filter(state=value)

    def is_released(self, queryset: Any, name: str, value: str) -> Any:
        """Released for all, or not."""
        return queryset.filter(is_public=value == RELEASED[0][0])

    def waits_long(self, queryset: Any, name: str, value: str) -> Any:
        """Reported long ago, and nobody has answered."""
        return queryset.unanswered_since(timezone.localdate() - LONG_UNANSWERED)

    def in_district(self, queryset: Any, name: str, value: str) -> Any:
        """In the Stadtteil of this number, or for the whole city."""
        if value == CITYWIDE:
            return queryset.filter(is_citywide=True)
        chosen = Need.districts.through.objects.filter(district__number=value)
        return queryset.filter(Q(pk__in=chosen.values("need_id")))


def _choices(user: Any, needs: QuerySet[Need]) -> dict[str, list[tuple[str, str]]]:
    """What can be filtered by; six queries."""
    tables = RoundTable.objects.visible_to(user).in_german_order().values_list("pk", "name")
    fields = FieldOfAction.objects.in_concept_order().values_list("pk", "name")
    factors = SuccessFactor.objects.order_by("number").values_list("number", "title")
    districts = District.objects.in_official_order().values_list("number", "name")
    groups = TargetGroup.objects.in_german_order().values_list("pk", "name")
    years = needs.order_by("-raised_on__year").values_list("raised_on__year", flat=True).distinct()
    return {
        "tisch": [(str(key), name) for key, name in tables],
        "status": [*NeedState.choices, (MERGED, "zusammengeführt")],
        "herkunft": list(NeedOrigin.choices),
        "handlungsfeld": [(str(key), name) for key, name in fields],
        "erfolgsfaktor": [(str(number), f"{number}. {title}") for number, title in factors],
        "stadtteil": [
            (CITYWIDE, "ganze Stadt"),
            *((str(number), f"{number:02d} {name}") for number, name in districts),
        ],
        "zielgruppe": [(str(key), name) for key, name in groups],
        "freigabe": list(RELEASED),
        "wartet": [(WAITING, f"seit über {count_of(LONG_UNANSWERED.days, 'Tag', dative=True)}")],
        "jahr": [(str(year), str(year)) for year in years],
    }


class ProposalFilter(ListFilter):
    """Which proposals are listed."""

    SEARCHED = ("number", "title", "description", "quantity")

    tisch = ChoiceOfKeys(label="Runder Tisch", field_name="round_table")
    status = ChoiceOfKeys(label="Status", field_name="state")
    handlungsfeld = ChoiceOfKeys(label="Handlungsfeld", field_name="field_of_action")
    jahr = ChoiceOfKeys(label="Jahr", field_name="created_at__year")

    def __init__(self, data: QueryDict | None, queryset: QuerySet[Proposal], user: Any) -> None:
        tables = RoundTable.objects.visible_to(user).in_german_order().values_list("pk", "name")
        fields = FieldOfAction.objects.in_concept_order().values_list("pk", "name")
        seen = Proposal.objects.visible_to(user)
        years = seen.order_by("-created_at__year").values_list("created_at__year", flat=True).distinct()
        offered = {
            "tisch": [(str(key), name) for key, name in tables],
            "status": list(ProposalState.choices),
            "handlungsfeld": [(str(key), name) for key, name in fields],
            "jahr": [(str(year), str(year)) for year in years],
        }
        super().__init__(data, queryset, offered)
