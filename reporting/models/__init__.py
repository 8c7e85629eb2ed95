"""What is told: the report and its sections, the frozen snapshot, and the publication."""

from reporting.models.consultation import ReportConsultation
from reporting.models.highlight import MAX_CHARACTERS, MAX_CHOICES, Highlight, HighlightChoice
from reporting.models.picture import PictureFile, SectionPicture
from reporting.models.publication import (
    DownloadCount,
    PreparedFile,
    Publication,
    PublicationFile,
    PublicationRun,
    PublishedMeasure,
    Snapshot,
)
from reporting.models.report import Report, ReportEvent
from reporting.models.resolution import ReportResolution
from reporting.models.review import ReportReviewer, SectionComment, SectionLease
from reporting.models.section import FIELD, OWN, Section

__all__ = [
    "FIELD",
    "MAX_CHARACTERS",
    "MAX_CHOICES",
    "OWN",
    "DownloadCount",
    "Highlight",
    "HighlightChoice",
    "PictureFile",
    "PreparedFile",
    "Publication",
    "PublicationFile",
    "PublicationRun",
    "PublishedMeasure",
    "Report",
    "ReportConsultation",
    "ReportEvent",
    "ReportResolution",
    "ReportReviewer",
    "Section",
    "SectionComment",
    "SectionLease",
    "SectionPicture",
    "Snapshot",
]
