"""Values of Neuss from public sources, entered through the services."""

import tomllib
from decimal import Decimal
from pathlib import Path

from neuss_integration.city.master_data.completing import known_ids
from neuss_integration.demo.accounts import person
from neuss_integration.demo.measures import key_of, partial_date
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.enums import IndicatorDirection, IndicatorScope
from success_factors.models import Indicator, IndicatorValue, SuccessFactor
from success_factors.models.value_words import place_of
from success_factors.services.indicators import create_indicator, record_value

FILE = Path(__file__).parent / "answers" / "indicator_values.toml"
WORDS_FILE = FILE.with_name("word_indicators.toml")
_COPIED = ("group", "qualifier", "note", "starts_new_series")


def record() -> bool:
    """All values of the file are there. False when they were already."""
    begun, known = IndicatorValue.objects.count(), known_ids(Indicator, "name")
    for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["values"]:
        values = {name: row[name] for name in _COPIED if name in row}
        record_value(
            Indicator.objects.get(pk=known[row["indicator"]]),
            by=person("koordination"),
            period=partial_date(row["period"]),
            values=values | {"value": Decimal(row["value"]), "source": row["source"]},
            confirmed=True,
            decision=row.get("decision", ""),
            reason=row.get("reason", ""),
            submission_key=key_of("value", f"{row['indicator']}-{row['period']}-{row['value']}"),
        )
    _record_words()
    return IndicatorValue.objects.count() > begun


def _record_words() -> None:
    """The invented indicators whose values are words."""
    by = person("koordination")
    for row in tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))["indicators"]:
        if Indicator.objects.filter(name=row["name"]).exists():
            continue
        card = {name: row.get(name, "") for name in ("name", "definition", "value_kind", "steps")}
        card |= {"scope": IndicatorScope.CITY, "direction": IndicatorDirection.UP, "rhythm_months": 36}
        factors = SuccessFactor.objects.filter(number=row["factor"])
        card |= {"data_source": "Demonstrationsdaten", "success_factors": factors}
        indicator = create_indicator(by=by, values=card)
        for year, word in row["values"]:
            value = {"value": place_of(indicator.words, word), "source": "Demonstrationsdaten: Der Wert ist erfunden."}
            record_value(indicator, by=by, period=PartialDate.from_parts(year), values=value)
