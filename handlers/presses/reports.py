"""Reports, and the questions under them."""

from dataclasses import dataclass

from bot.domain.ground.ids import CouncilId, InstructionId, MandateId, ReportId
from handlers.callbacks import Press


@dataclass(frozen=True, slots=True)
class ReportBackPress(Press):
    """[Report back], or the office picked."""

    VERB = "mh"
    BY_LINK = True

    council_id: CouncilId
    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class ClaimPress(Press):
    """[Kept], [Under way] or [Not possible] beside an instruction."""

    VERB = "mi"

    council_id: CouncilId
    instruction_id: InstructionId
    claim: str


@dataclass(frozen=True, slots=True)
class SendReportPress(Press):
    """[Send the report]."""

    VERB = "mj"

    council_id: CouncilId
    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class NothingNewPress(Press):
    """[Nothing new]."""

    VERB = "mk"

    council_id: CouncilId
    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class OnlyNothingNewPress(Press):
    """[Only "nothing new"], beside a draft that is left out then."""

    VERB = "tn"

    council_id: CouncilId
    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class RatePress(Press):
    """[Accept] (1) or [Not enough] (0) under a report of the release before tokens."""

    VERB = "ml"
    IS_SECRET = True

    council_id: CouncilId
    report_id: ReportId
    is_accepted: int


@dataclass(frozen=True, slots=True)
class AskReporterPress(Press):
    """[Ask] under a report."""

    VERB = "mm"

    council_id: CouncilId
    report_id: ReportId


@dataclass(frozen=True, slots=True)
class QuestionsPress(Press):
    """[Questions and answers], shown below the report."""

    VERB = "mn"

    council_id: CouncilId
    report_id: ReportId


@dataclass(frozen=True, slots=True)
class QuestionsPagePress(Press):
    """Another page of them, in place."""

    VERB = "mo"

    council_id: CouncilId
    report_id: ReportId
    page: int


@dataclass(frozen=True, slots=True)
class ShowReportPress(Press):
    """One of the reports listed under a mandate, shown whole."""

    VERB = "mp"

    council_id: CouncilId
    report_id: ReportId


@dataclass(frozen=True, slots=True)
class RatingPress(Press):
    """[Accept] or [Not enough] under a report, by its token."""

    VERB = "tt"
    IS_SECRET = True

    council_id: CouncilId
    report_id: ReportId
    token: str
