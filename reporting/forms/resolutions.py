"""Forms that link a resolution of a committee with a report, from either side."""

from typing import Any

from django import forms

from measures.forms.resolutions import LinkResolutionForm
from measures.models import Resolution
from neuss_integration.foundation.forms.base import BaseForm
from reporting.models import Report


class ReportResolutionForm(LinkResolutionForm):
    """Which resolution is about the report; those that are linked are not offered."""

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        linked = {str(key) for key in report.resolution_links.standing().values_list("resolution", flat=True)}
        field: Any = self.fields["resolution"]
        field.choices = [(key, name) for key, name in field.choices if key not in linked]


class ResolutionReportForm(BaseForm):
    """Which report the resolution is about; those that are linked are not offered."""

    submit_label = "Verknüpfen"

    report = forms.ModelChoiceField(Report.objects.none(), label="Bericht", empty_label="Bitte wählen")

    def __init__(self, *args: Any, resolution: Resolution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        linked = resolution.report_links.standing().values("report")
        field: Any = self.fields["report"]
        field.queryset = Report.objects.exclude(pk__in=linked).order_by("-period_end", "-pk")
