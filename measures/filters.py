"""The filter of the list of measures. The query string is its state, with German names."""

import copy
import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString

from measures.enums import ACTIVE_STATES, ENDED_STATES, TROUBLE_LIGHTS, MeasureKind, MeasureState, TrafficLight
from measures.models import Funding, Measure
from measures.querysets import fresh_since
from measures.selectors.filter_choices import CITYWIDE, WITHOUT_DIVISION, filter_choices
from measures.selectors.lacks import ANSWER, MISSING, lacking, unanswered
from measures.selectors.measures import THREE_FACTS
from neuss_integration.foundation.forms.base import FilterForm, GermanDecimalField, PartialDateField, without_unknown
from neuss_integration.foundation.forms.filters import ALL, ChoiceOfKeys
from neuss_integration.foundation.records.data_version import cached_by_version
from neuss_integration.foundation.ui.fields import field_html
from neuss_integration.foundation.ui.lists import Chip, filters_without
from neuss_integration.foundation.ui.texts import german_number

ACTIVE: Final = ("aktiv", "aktiv (geplant, laufend oder ruhend)")
ENDED: Final = ("beendet", "beendet")
TROUBLED: Final = ("rot-gelb", "rot oder gelb")
MONEY: Final = (("mit", "mit Finanzierung"), ("ohne", "ohne Finanzierung"))
FRESHNESS: Final = (
    ("aktuell", "aktuell"), ("veraltet", "veraltet"), ("keiner", "noch kein Bericht"),
    ("nicht-aktuell", "veraltet oder noch kein Bericht"),
)  # fmt: skip
BEGUN: Final = ("ohne-ideen", "alle ohne Ideen")
STATE_GROUPS: Final = {
    ACTIVE[0]: ACTIVE_STATES, ENDED[0]: ENDED_STATES, BEGUN[0]: (*ACTIVE_STATES, *ENDED_STATES),
}  # fmt: skip
GROUPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("Worum es geht", ("handlungsfeld", "erfolgsfaktor", "konzeptziel", "art")),
    ("Wer und für wen", ("fachdienststelle", "dezernat", "traeger", "stadtteil", "zielgruppe")),
    ("Wie es steht", ("status", "ampel", "aktualitaet")),
    ("Wann", ("von", "bis")),
    ("Geld", ("geld", "betrag_von", "betrag_bis")),
    ("Was fehlt", ("fehlt",)),
)


class GapFilter(filters.MultipleChoiceFilter):
    """Kinds of data that are missing; each chosen one must be missing."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [(key, label) for key, (label, _) in MISSING.items()]
        super().__init__(choices=choices, widget=forms.CheckboxSelectMultiple, **kwargs)

    def filter(self, qs: Any, value: Any) -> Any:
        """Measures without all that is named in `value`."""
        for key in value or ():
            qs = qs.filter(self._answered_in() if key == ANSWER else lacking(key))
        return qs

    def _answered_in(self) -> Q:
        """Without an answer between the days that are asked for; without days, without any."""
        sent = self.parent.sent_form.cleaned_data
        first, last = sent.get("von"), sent.get("bis")
        if not (first or last):
            return lacking(ANSWER)
        return unanswered(first.date if first else dt.date.min, last.last_day if last else dt.date.max)


class AmountFilter(filters.Filter):
    field_class = GermanDecimalField


class PeriodFilter(filters.Filter):
    """A year, month or day."""

    field_class = PartialDateField


class MeasureFilter(filters.FilterSet):
    """Which measures are listed. Unknown values do not filter."""

    suche = filters.CharFilter(
        label="Suche", method="search", widget=forms.TextInput(attrs={"type": "search", "data-search": True})
    )
    handlungsfeld = ChoiceOfKeys(label="Handlungsfeld", field_name="field_of_action")
    erfolgsfaktor = ChoiceOfKeys(label="Erfolgsfaktor", by="with_factor")
    fachdienststelle = ChoiceOfKeys(label="Fachdienststelle", by="of_department")
    dezernat = ChoiceOfKeys(label="Dezernat", by="in_division")
    traeger = ChoiceOfKeys(label="Träger", by="of_organisation")
    stadtteil = ChoiceOfKeys(label="Stadtteil", by="in_district")
    zielgruppe = ChoiceOfKeys(label="Zielgruppe", by="for_target_group")
    konzeptziel = ChoiceOfKeys(label="Ziel", field_name="goals")
    art = ChoiceOfKeys(MeasureKind.choices, label="Art", field_name="kind")
    status = ChoiceOfKeys(
        [ACTIVE, ENDED, BEGUN, *MeasureState.choices], label="Status", by="in_state", help_text=THREE_FACTS["state"]
    )
    ampel = ChoiceOfKeys(
        [TROUBLED, *TrafficLight.choices], label="Ampel", by="with_light", help_text=THREE_FACTS["light"]
    )
    aktualitaet = ChoiceOfKeys(
        FRESHNESS, label="Aktualität des Berichts", by="of_age", help_text=THREE_FACTS["freshness"]
    )
    von = PeriodFilter(label="Läuft ab", method="from_day", help_text="Zum Beispiel 2024 oder 03.2024")
    bis = PeriodFilter(label="Läuft bis", method="until_day", help_text="Offene Enden zählen mit")
    geld = ChoiceOfKeys(MONEY, label="Finanzierung", by="with_money")
    betrag_von = AmountFilter(
        label="Geplant ab (Euro)", method="from_amount", decimal_places=2, help_text="Zum Beispiel 10.000"
    )
    betrag_bis = AmountFilter(label="Geplant bis (Euro)", method="up_to_amount", decimal_places=2)
    fehlt = GapFilter(label="Fehlende Angaben")

    class Meta:
        model = Measure
        fields: tuple[str, ...] = ()
        form = FilterForm

    def __init__(self, data: QueryDict | None, queryset: QuerySet[Measure]) -> None:
        self.sent = frozenset(name for name in self.declared_filters if data and any(data.getlist(name)))
        self.base_filters = {name: each for name, each in self.declared_filters.items() if name in self.sent}
        super().__init__(data, queryset)
        _offer(self.filters, filter_choices() if self.sent else {})
        self.labels = {
            name: dict(each.extra["choices"]) for name, each in self.filters.items() if "choices" in each.extra
        }

    @cached_property
    def sent_form(self) -> FilterForm:
        """The form of what the address names, and no more: the other fields cost most of a list and filter nothing."""
        return self.get_form_class()(self.data)

    @cached_property
    def form(self) -> FilterForm:
        """The form with all fields."""
        return whole_form(self.data)

    @property
    def errors(self) -> Any:
        """What is wrong with what was sent."""
        return self.sent_form.errors

    def filter_queryset(self, queryset: Any) -> Any:
        """The measures that all sent filters let through."""
        for name, value in self.sent_form.cleaned_data.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def search(self, queryset: Any, name: str, value: str) -> Any:
        """Each word is part of the folded text."""
        return queryset.matching(value)

    def with_factor(self, queryset: Any, name: str, value: str) -> Any:
        """Counted for the Erfolgsfaktor of this number."""
        return queryset.filter(success_factors__number=value)

    def of_department(self, queryset: Any, name: str, value: str) -> Any:
        """Led or supported by the office."""
        supported = Measure.contributing_departments.through.objects.filter(department=int(value))
        return queryset.filter(Q(lead_department=value) | Q(pk__in=supported.values("measure_id")))

    def in_division(self, queryset: Any, name: str, value: str) -> Any:
        """Led by an office of the Dezernat, or by one of the city that stands in none."""
        if value == WITHOUT_DIVISION[0]:
            return queryset.filter(lead_department__division=None, lead_department__is_external=False)
        return queryset.filter(lead_department__division=value)

    def of_organisation(self, queryset: Any, name: str, value: str) -> Any:
        """Carried out by the organisation, or with it as partner."""
        carried = Measure.carriers.through.objects.filter(organisation=int(value))
        partnered = Measure.partners.through.objects.filter(organisation=int(value))
        return queryset.filter(Q(pk__in=carried.values("measure_id")) | Q(pk__in=partnered.values("measure_id")))

    def in_district(self, queryset: Any, name: str, value: str) -> Any:
        """In the Stadtteil of this number, or for the whole city."""
        return queryset.filter(is_citywide=True) if value == CITYWIDE else queryset.filter(districts__number=value)

    def for_target_group(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(target_groups=value)

    def in_state(self, queryset: Any, name: str, value: str) -> Any:
        """In the state, or in one of a group of states."""
        return queryset.filter(state__in=STATE_GROUPS.get(value, (value,)))

    def with_light(self, queryset: Any, name: str, value: str) -> Any:
        """With this light in the last accepted report; „keine Angabe“ also where there is none yet."""
        lights = TROUBLE_LIGHTS if value == TROUBLED[0] else (value,)
        light = Q(latest_progress__traffic_light__in=lights)
        return queryset.filter(light | Q(latest_progress=None) if value == TrafficLight.UNKNOWN else light)

    def of_age(self, queryset: Any, name: str, value: str) -> Any:
        """With a last accepted report of this age."""
        if value == "keiner":
            return queryset.filter(latest_progress=None)
        if value == "nicht-aktuell":
            return queryset.stale()
        age = "gte" if value == "aktuell" else "lt"
        return queryset.filter(**{f"latest_progress__decided_at__{age}": fresh_since()})

    def from_day(self, queryset: Any, name: str, value: Any) -> Any:
        """Not over before the day; open ends are not over, unless the measure has ended."""
        has_end = queryset.filter(Q(end_date=None) | Q(end_date__gte=value.date))
        return has_end.exclude(pk__in=Measure.objects.ended_before(value.date).values("pk"))

    def until_day(self, queryset: Any, name: str, value: Any) -> Any:
        """Begun until the day, as far as the beginning is known; a planned one counts from its entry."""
        later = Q(start_date=None, state=MeasureState.PLANNED, created_at__date__gt=value.last_day)
        return queryset.exclude(later).filter(Q(start_date=None) | Q(start_date__lte=value.last_day))

    def in_period(self, queryset: Any, period: Any) -> Any:
        """Those of `queryset` that run on a day of `period`, as the filters of the time say."""
        return self.until_day(self.from_day(queryset, "", period), "", period)

    def with_money(self, queryset: Any, name: str, value: str) -> Any:
        """With some funding, or with none."""
        funded = Funding.objects.values("measure")
        return queryset.filter(pk__in=funded) if value == "mit" else queryset.exclude(pk__in=funded)

    def from_amount(self, queryset: Any, name: str, value: Decimal) -> Any:
        """With planned funding of all sources and years of at least `value` Euro."""
        return queryset.filter(pk__in=_planned().filter(total__gte=value).values("measure"))

    def up_to_amount(self, queryset: Any, name: str, value: Decimal) -> Any:
        """With planned funding of at most `value` Euro; measures without any do not count as cheap."""
        return queryset.filter(pk__in=_planned().filter(total__lte=value).values("measure"))

    def leave_out_unknown(self) -> list[str]:
        """Takes values that do not exist out of account; a sentence for each."""
        return without_unknown(self.sent_form, self.filters)

    def chips(self, request: HttpRequest) -> Iterator[Chip]:
        """The filters that apply, each with the address of the list without it."""
        for name, value in self.sent_form.cleaned_data.items():
            label = self.filters[name].label
            if isinstance(value, list):
                prefix = "" if name == "fehlt" else f"{label}: "
                for each in value:
                    yield f"{prefix}{self.labels[name][each]}", filters_without(request, name, each)
            elif value:
                yield f"{label}: {self._shown(name, value)}", filters_without(request, name)

    def _shown(self, name: str, value: Any) -> str:
        if isinstance(value, Decimal):
            return str(german_number(value))
        return f"„{value}“" if name == "suche" else str(self.labels.get(name, {}).get(value, value))

    @property
    def panel(self) -> SafeString:
        """The fields besides the search, under the headings of GROUPS."""
        return SafeString(
            "".join(
                f'<fieldset class="listing-filter__group"><legend>{heading}</legend>'
                f"{''.join(map(self.drawn, names))}</fieldset>"
                for heading, names in GROUPS
            )
        )

    def drawn(self, name: str) -> SafeString:
        """The field `name`; most are empty, and those look the same for all."""
        return field_html(self.sent_form[name]) if name in self.sent else self._empty[name]

    @property
    def search_field(self) -> SafeString:
        return self.drawn("suche")

    @cached_property
    def _empty(self) -> Mapping[str, SafeString]:
        return _empty_fields()


@cached_by_version
def _empty_fields() -> Mapping[str, SafeString]:
    form = whole_form(QueryDict())
    return MappingProxyType({name: field_html(form[name]) for name in form.fields})


def whole_form(data: QueryDict) -> FilterForm:
    """The form with all fields, whatever is sent."""
    found = copy.deepcopy(MeasureFilter.declared_filters)
    for each in found.values():
        each.model = Measure
    _offer(found, filter_choices())
    return type("WholeFilterForm", (FilterForm,), {name: each.field for name, each in found.items()})(data)


def _offer(wanted: Mapping[str, Any], choices: Mapping[str, Any]) -> None:
    for name in wanted.keys() & choices.keys():
        wanted[name].extra["choices"] = [ALL, *choices[name]]


def _planned() -> Any:
    """The planned Euro of each measure, as `total`."""
    return Funding.objects.order_by().values("measure").annotate(total=Sum("planned"))
