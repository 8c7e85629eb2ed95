"""What is done and how it goes."""

from measures.models.attachment import MeasureAttachment
from measures.models.catalogue_import import CatalogueImport, NameMapping
from measures.models.consultation import AbstractConsultation, Consultation
from measures.models.coverage_note import CoverageNote
from measures.models.evaluation import Evaluation
from measures.models.evidence import AssessmentEvidence
from measures.models.funding import Funding
from measures.models.funding_programme import FundingProgramme
from measures.models.goal_gauge import GoalGauge
from measures.models.handover import Handover
from measures.models.indicator_effect import IndicatorEffect
from measures.models.judgement import Judgement
from measures.models.key_figure import KeyFigure, KeyFigureValue
from measures.models.measure import Measure, MeasureEvent, NumberCounter
from measures.models.milestone import Milestone, MilestoneMove
from measures.models.office_check import CheckAnswer, CheckQuestion, CheckYear, GapFollowUp, OfficeCheck
from measures.models.progress import ProgressEvent, ProgressReport
from measures.models.question import Answer, RoundQuestion
from measures.models.referral import Referral
from measures.models.reported import ChangeProposal, FieldComment, ReportedMilestone, ReportedValue
from measures.models.reporting_round import ReportingRound, RoundEvent, RoundReminder
from measures.models.resolution import Resolution, ResolutionEvent
from measures.models.round_exclusion import RoundExclusion
from measures.models.round_mail import RoundMail
from measures.models.saved_view import SavedView

__all__ = [
    "AbstractConsultation",
    "Answer",
    "AssessmentEvidence",
    "CatalogueImport",
    "ChangeProposal",
    "CheckAnswer",
    "CheckQuestion",
    "CheckYear",
    "Consultation",
    "CoverageNote",
    "Evaluation",
    "FieldComment",
    "Funding",
    "FundingProgramme",
    "GapFollowUp",
    "GoalGauge",
    "Handover",
    "IndicatorEffect",
    "Judgement",
    "KeyFigure",
    "KeyFigureValue",
    "Measure",
    "MeasureAttachment",
    "MeasureEvent",
    "Milestone",
    "MilestoneMove",
    "NameMapping",
    "NumberCounter",
    "OfficeCheck",
    "ProgressEvent",
    "ProgressReport",
    "Referral",
    "ReportedMilestone",
    "ReportedValue",
    "ReportingRound",
    "Resolution",
    "ResolutionEvent",
    "RoundEvent",
    "RoundExclusion",
    "RoundMail",
    "RoundQuestion",
    "RoundReminder",
    "SavedView",
]
