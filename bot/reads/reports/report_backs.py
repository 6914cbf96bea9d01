"""What a holder owes: the date, the instructions it is about, and what follows from a rejection."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.council.council import Council
from bot.domain.ground.calendar import missed_at
from bot.domain.instructions.instruction import Instruction
from bot.domain.mandates.mandate import Mandate
from bot.domain.reports.duties import ReportMissed
from bot.domain.reports.messages import (
    ReportIsOverdue,
    ReportRejected,
    ReportReminder,
    ReportReminderPublic,
    ReportWasMissed,
)
from bot.domain.reports.report import ReportBack
from bot.reads.ground.audience import Audience
from bot.reads.mandates.holders import Holder, load_holder
from bot.reads.mandates.signals import ThresholdExplained, explain_threshold
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.ports import Reads
from bot.services.ground.schedule import deadline
from bot.services.ground.voices import voice_tokens
from bot.services.instructions.instructions import open_instructions
from bot.services.mandates.mandates import get_mandate


@dataclass(frozen=True, slots=True)
class DutyView:
    """What a holder owes: the office, the open instructions, and the date."""

    mandate: Mandate
    holder: Holder
    title: str
    zone: str
    instructions: list[Instruction]
    row: ReportBack
    missed_at: datetime
    now: datetime
    bot_name: str


About = ReportReminder | ReportReminderPublic | ReportIsOverdue | ReportWasMissed


@dataclass(frozen=True, slots=True)
class MissedView:
    """A missed report-back, and what signals lead to now; `tokens`: what their buttons carry."""

    duty: DutyView
    signals: ThresholdExplained | None
    tokens: Mapping[str, str]


def load_missed(reads: Reads, audience: Audience, message: ReportWasMissed) -> MissedView | None:
    """The report-back with the threshold as it is now; None once it is met."""
    duty = load_duty(reads, audience, message)
    if duty is None:
        return None
    signals = explain_threshold(reads, duty.mandate) if duty.mandate.is_live else None
    return MissedView(duty, signals, voice_tokens(reads, duty.mandate.mandate_id))


def load_duty(reads: Reads, audience: Audience, message: About) -> DutyView | None:
    """The report-back that is owed; None once it is met."""
    row = reads.get(ReportBack, audience.council_id, message.report_back_id)
    if row is None or row.ended_at is not None:
        return None
    mandate = get_mandate(reads, audience.council_id, row.mandate_id)
    council = get_council(reads, audience.council_id)
    return DutyView(
        mandate,
        load_holder(reads, mandate),
        council.title,
        council.zone,
        open_instructions(reads, mandate),
        row,
        _missed_at(reads, council, row),
        reads.now,
        audience.bot_name,
    )


def _missed_at(reads: Reads, council: Council, row: ReportBack) -> datetime:
    """When it is missed, or was."""
    planned = deadline(reads, council.council_id, ReportMissed(row.report_back_id))
    return planned or missed_at(row.due_on, council.zone, charter_in_force(council).span("missed_after"))


@dataclass(frozen=True, slots=True)
class RejectedView:
    """A rejected report and the date of the new one."""

    holder: Holder
    row: ReportBack
    title: str
    is_group: bool


def load_rejected(reads: Reads, audience: Audience, message: ReportRejected) -> RejectedView | None:
    """The new date."""
    row = reads.get(ReportBack, audience.council_id, message.report_back_id)
    if row is None:
        return None
    holder = load_holder(reads, get_mandate(reads, audience.council_id, row.mandate_id))
    return RejectedView(holder, row, get_council(reads, audience.council_id).title, audience.person_id is None)
