"""Presses on mandates, instructions and reports; all of their verbs begin with "m"."""

from dataclasses import dataclass

from bot.domain.ground import ids
from handlers.callbacks import press


@press("ma")
@dataclass(frozen=True, slots=True)
class MandatePress:
    """[Everything about this mandate], shown below the card."""

    council_id: ids.CouncilId
    mandate_id: ids.MandateId


@press("mb")
@dataclass(frozen=True, slots=True)
class MandatePagePress:
    """Another page of a mandate, in place."""

    council_id: ids.CouncilId
    mandate_id: ids.MandateId
    page: int


@press("mc")
@dataclass(frozen=True, slots=True)
class MandateListPress:
    """Another page of the list, in place."""

    council_id: ids.CouncilId
    page: int


@press("md")
@dataclass(frozen=True, slots=True)
class ResignPress:
    """An office to resign from."""

    council_id: ids.CouncilId
    mandate_id: ids.MandateId


@press("mx")
@dataclass(frozen=True, slots=True)
class InstructPress:
    """[Instruct]."""

    council_id: ids.CouncilId
    mandate_id: ids.MandateId


@press("mf")
@dataclass(frozen=True, slots=True)
class InstructionAnswerPress:
    """[Accept] (1) or [Refuse] (0)."""

    council_id: ids.CouncilId
    instruction_id: ids.InstructionId
    is_accepted: int


@press("mg")
@dataclass(frozen=True, slots=True)
class InstructionEndPress:
    """[Withdraw this instruction] or [Declare it broken]; `state` is the InstructionState it would have."""

    council_id: ids.CouncilId
    instruction_id: ids.InstructionId
    state: str


@press("mh", by_link=True)
@dataclass(frozen=True, slots=True)
class ReportBackPress:
    """[Report back], or the office picked."""

    council_id: ids.CouncilId
    mandate_id: ids.MandateId


@press("mi")
@dataclass(frozen=True, slots=True)
class ClaimPress:
    """[Kept], [Under way] or [Not possible] beside an instruction."""

    council_id: ids.CouncilId
    instruction_id: ids.InstructionId
    claim: str


@press("mj")
@dataclass(frozen=True, slots=True)
class SendReportPress:
    """[Send the report]."""

    council_id: ids.CouncilId
    mandate_id: ids.MandateId


@press("mk")
@dataclass(frozen=True, slots=True)
class NothingNewPress:
    """[Nothing new]."""

    council_id: ids.CouncilId
    mandate_id: ids.MandateId


@press("ml")
@dataclass(frozen=True, slots=True)
class RatePress:
    """[Accept] (1) or [Not enough] (0) under a report."""

    council_id: ids.CouncilId
    report_id: ids.ReportId
    is_accepted: int


@press("mm")
@dataclass(frozen=True, slots=True)
class AskReporterPress:
    """[Ask] under a report."""

    council_id: ids.CouncilId
    report_id: ids.ReportId


@press("mn")
@dataclass(frozen=True, slots=True)
class QuestionsPress:
    """[Questions and answers], shown below the report."""

    council_id: ids.CouncilId
    report_id: ids.ReportId


@press("mo")
@dataclass(frozen=True, slots=True)
class QuestionsPagePress:
    """Another page of them, in place."""

    council_id: ids.CouncilId
    report_id: ids.ReportId
    page: int


@press("mp")
@dataclass(frozen=True, slots=True)
class ShowReportPress:
    """One of the reports listed under a mandate, shown whole."""

    council_id: ids.CouncilId
    report_id: ids.ReportId
