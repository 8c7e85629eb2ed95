"""Offices that deliver values of indicators in the demo: one is late, one has sent an invented value to be released."""

import datetime as dt
from decimal import Decimal
from typing import Final

from neuss_integration.city.master_data.completing import known_ids
from neuss_integration.city.models import Department
from neuss_integration.demo.accounts import person
from neuss_integration.demo.profiles import document_called
from neuss_integration.foundation.attachments.checking import check_content
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.models import Indicator, ValueRequest
from success_factors.services.indicators import update_indicator
from success_factors.services.value_requests import ask_for_values, deliver

OWNERS: Final = {"Einbürgerungen pro Jahr": "Integrationsamt", "Ausländeranteil": "Integrationsamt"}
DELIVERED: Final = "Ausländeranteil"
EVIDENCE: Final = "Demonstration: Auswertung, aus der der Wert stammt"
NOTE: Final = "Demonstrationsdaten: Der Wert ist erfunden und noch nicht freigegeben."


def play(today: dt.date) -> bool:
    """Two indicators have an office; both values are asked for, one is sent. False when that was so already."""
    if ValueRequest.objects.exists():
        return False
    known = known_ids(Indicator, "name")
    for name, office in OWNERS.items():
        indicator = Indicator.objects.get(pk=known[name])
        department = Department.objects.get(pk=known_ids(Department, "name")[office])
        values = {"department": department, "rhythm_months": 12, "available_after_months": 3}
        update_indicator(indicator, by=person("koordination"), expected_version=indicator.version, values=values)
    ask_for_values()
    request = ValueRequest.objects.get(indicator__name=DELIVERED)
    deliver(
        request,
        by=person("integrationsamt"),
        expected_version=request.version,
        values={"period": PartialDate(dt.date(today.year - 1, 1, 1), "year"), "source": "Erfunden", "note": NOTE},
        lines=[{"group": "", "value": Decimal("18.5"), "sign": "", "qualifier": "estimated"}],
        submit=True,
        file=check_content("auswertung.docx", document_called(EVIDENCE)),
    )
    return True
