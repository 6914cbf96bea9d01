"""What is read for the answers of /why: each figure again from what was stored when it happened."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ballots.ballot import Ballot, was_counted
from bot.domain.ballots.decided import Decided
from bot.domain.charter.charter import Charter
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.recall import Recall
from bot.domain.record.messages import WhyBallot, WhyMandate, WhyRecall, WhyRefusal, WhyReminder, WhyReport
from bot.domain.reports.report import Report, ReportBack
from bot.domain.roll.member import Member
from bot.reads.ballots.headings import Heading, TextHeading, heading_of
from bot.reads.ground.audience import Audience
from bot.reads.mandates.holders import Holder, load_holder
from bot.reads.mandates.signals import ThresholdExplained, explain_threshold
from bot.services.ballots.anew import lost_at
from bot.services.ballots.closing import is_as_piled, recount
from bot.services.ballots.papers import tells_by_itself
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.ports import Reads
from bot.services.reports.reports import rating_ends_at


@dataclass(frozen=True, slots=True)
class Recount:
    """A closed ballot counted again by the rules it opened under."""

    decided: Decided
    is_same: bool


def recount_ballot(reads: Reads, ballot: Ballot) -> Recount | None:
    """Count a closed ballot again, from its kept papers; None if it is not closed or was decided without a count."""
    if not was_counted(ballot):
        return None
    decided = recount(reads, ballot)
    is_same = ballot.result is not None and ballot.result.agrees_with(decided.result)
    return Recount(decided, decided.outcome is ballot.outcome and is_same and is_as_piled(reads, ballot))


@dataclass(frozen=True, slots=True)
class BallotWhy:
    """A ballot, counted again if it is closed. `tells`: the result says what each chose. `anew_at`: key lost."""

    ballot: Ballot
    heading: Heading
    recount: Recount | None
    tells: bool
    anew_at: datetime | None


def load_ballot_why(reads: Reads, audience: Audience, message: WhyBallot) -> BallotWhy | None:
    """The count is done anew here; the choices themselves do not leave it."""
    ballot = reads.get(Ballot, audience.council_id, message.ballot_id)
    if ballot is None:
        return None
    # An election is named by its office alone: its result says below what it was.
    heading = TextHeading(ballot.text) if ballot.subject.FILLS_SEATS else heading_of(reads, ballot)
    recount, tells = recount_ballot(reads, ballot), tells_by_itself(reads, ballot)
    return BallotWhy(ballot, heading, recount, tells, lost_at(reads, ballot))


@dataclass(frozen=True, slots=True)
class RefusalWhy:
    """A refusal, and (if the reader asks for their own) how they stand on the roll now."""

    refusal: WhyRefusal
    me: Member | None
    is_own: bool
    now: datetime


def load_refusal_why(reads: Reads, audience: Audience, message: WhyRefusal) -> RefusalWhy:
    """The refusal as it was stored."""
    is_own = bool(audience.council_id and message.person_id)
    me = reads.get(Member, audience.council_id, message.person_id) if is_own else None
    return RefusalWhy(message, me, is_own, reads.now)


@dataclass(frozen=True, slots=True)
class MandateWhy:
    """A mandate and its threshold; `now` is None once it has ended."""

    mandate: Mandate
    holder: Holder
    now: ThresholdExplained | None


def load_mandate_why(reads: Reads, audience: Audience, message: WhyMandate) -> tuple[list[MandateWhy], Charter]:
    """The thresholds of these mandates, recomputed."""
    mandates = [reads.get(Mandate, audience.council_id, mandate_id) for mandate_id in message.mandate_ids]
    views = [
        MandateWhy(one, load_holder(reads, one), explain_threshold(reads, one) if one.is_live else None)
        for one in mandates
        if one is not None
    ]
    return views, charter_in_force(get_council(reads, audience.council_id))


def load_recall_why(reads: Reads, audience: Audience, message: WhyRecall) -> tuple[Recall, Holder] | None:
    """The recall with the integers that were stored when its threshold was reached."""
    recall = reads.get(Recall, audience.council_id, message.recall_id)
    mandate = reads.get(Mandate, audience.council_id, recall.mandate_id) if recall else None
    return (recall, load_holder(reads, mandate)) if recall and mandate else None


@dataclass(frozen=True, slots=True)
class ReportWhy:
    """A report, and until when members can press if they still can."""

    report: Report
    holder: Holder
    until: datetime | None


def load_report_why(reads: Reads, audience: Audience, message: WhyReport) -> ReportWhy | None:
    """The report and its integers."""
    report = reads.get(Report, audience.council_id, message.report_id)
    mandate = reads.get(Mandate, audience.council_id, report.mandate_id) if report else None
    if report is None or mandate is None:
        return None
    return ReportWhy(report, load_holder(reads, mandate), rating_ends_at(reads, report))


@dataclass(frozen=True, slots=True)
class ReminderWhy:
    """A reminder with the duty behind it."""

    reminder: WhyReminder
    ballot: Ballot | None
    owed: ReportBack | None
    holder: Holder | None
    charter: Charter | None
    zone: str
    bot_name: str


def load_reminder_why(reads: Reads, audience: Audience, message: WhyReminder) -> ReminderWhy:
    """The ballot or the report-back it reminded of."""
    council_id, ballot_id = message.about_id, message.ballot_id
    owed = reads.get(ReportBack, council_id, message.report_back_id) if message.report_back_id else None
    mandate = reads.get(Mandate, council_id, owed.mandate_id) if owed else None
    council = get_council(reads, council_id) if council_id else None
    return ReminderWhy(
        message,
        reads.get(Ballot, council_id, ballot_id) if ballot_id else None,
        owed,
        load_holder(reads, mandate) if mandate else None,
        charter_in_force(council) if council else None,
        council.zone if council else "",
        audience.bot_name,
    )
