"""Reports: posted by the holder, rated and questioned by members, judged after three days."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ballots.tally import Tally
from bot.domain.council.council import Council
from bot.domain.ground.calendar import local_date
from bot.domain.ground.dialog import FILES_LIMIT, Files
from bot.domain.ground.entry import Words
from bot.domain.ground.ids import CouncilId, InstructionId, PersonId, ReportId
from bot.domain.ground.outgoing import Card
from bot.domain.ground.person import Person
from bot.domain.ground.text import EmptyTextError, ensure_text
from bot.domain.mandates.mandate import Mandate, NotHolderError
from bot.domain.reports import entries as reports_entries
from bot.domain.reports.duties import JudgeReport, PostReportFiles
from bot.domain.reports.messages import RatingsLost, ReportCard, ReportFile, ReportRejected
from bot.domain.reports.report import (
    SHOWN_FROM,
    Claim,
    Judged,
    OwnReportError,
    Rated,
    RatingOverError,
    RatingsLostError,
    Report,
    ReportBack,
    ReportEmptyError,
    ReportNotFoundError,
    TooManyFilesError,
    Verdict,
    judge,
)
from bot.domain.roll.member import ON_THE_ROLL, Member
from bot.services.ballots.offers import end_offers
from bot.services.council.council import charter_in_force, get_council
from bot.services.council.panel import ensure_reader
from bot.services.ground.outbox import open_card, tell_person, tell_under
from bot.services.ground.persons import actor_id, topic_here
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import deadline, plan
from bot.services.ground.steps import Live, step_on
from bot.services.ground.voices import all_said, are_lost, are_whole, dispose, lay_out, said_by, say
from bot.services.instructions.instructions import open_instructions
from bot.services.mandates.mandates import check_is_due, ensure_holder, get_mandate, standing_changed
from bot.services.reports.claims import settle_claims
from bot.services.reports.owed import charge_report, ensure_nothing_new, rejected_reports
from bot.services.reports.report_backs import meet, owe
from bot.services.roll.queries import CountRoll
from bot.services.roll.roll import ensure_unnoted
from bot.services.roll.standing import note_secret_act, place_of

FILES_AFTER = timedelta(seconds=5)
"""Files follow the card as replies to it: it must stand first."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a holder reports: a free text, claims by instruction id, files."""

    text: str = ""
    claims: tuple[tuple[InstructionId, Claim], ...] = ()
    files: Files = ()


@dataclass(frozen=True, slots=True)
class Posted:
    """A report that was posted, and the dates it met."""

    report: Report
    met: tuple[ReportBack, ...]


def post_report(
    uow: Uow, mandate: Mandate, written: Written, *, is_nothing_new: bool = False, has_shown_files: bool = False
) -> Posted:
    """Tell the council. Only the holder may; raises what `_checked` raises, and NothingNewTooOftenError.

    `has_shown_files`: the files stand in the group already. A second one within a day is charged.
    """
    ensure_holder(uow, mandate)
    council = get_council(uow, mandate.council_id)
    charter = charter_in_force(council)
    if is_nothing_new:
        ensure_nothing_new(uow, mandate)
    written = Written() if is_nothing_new else _checked(uow, mandate, written)
    charge_report(uow, council, mandate)
    report = _write(uow, mandate, written, is_nothing_new=is_nothing_new)
    running = mandate.nothing_new_running + 1 if is_nothing_new else 0
    mandate = uow.change(mandate, nothing_new_running=running)
    open_card(uow, mandate.council_id, ReportCard(report.report_id), thread_id=topic_here(uow))
    if report.files and not has_shown_files:
        plan(uow, mandate.council_id, PostReportFiles(report.report_id), uow.now + FILES_AFTER)
    plan(uow, mandate.council_id, JudgeReport(report.report_id), uow.now + charter.span("rating_time"))
    met = meet(uow, council, mandate, report)
    standing_changed(uow, get_mandate(uow, mandate.council_id, mandate.mandate_id))
    return Posted(report, met)


def _write(uow: Uow, mandate: Mandate, written: Written, *, is_nothing_new: bool) -> Report:
    report = Report(
        mandate.council_id,
        ReportId(uow.new_id()),
        mandate.mandate_id,
        mandate.person_id,
        written.text,
        uow.now,
        dict(written.claims),
        written.files,
        is_nothing_new,
    )
    uow.add(report)
    lay_out_ratings(uow, report)
    record(
        uow,
        report.council_id,
        reports_entries.Reported(
            text=Words(report.text) if report.text else None,
            mandate_id=report.mandate_id,
            claims=report.claims,
            files=len(report.files),
            is_nothing_new=is_nothing_new,
        ),
        report.report_id,
        of_person=report.person_id,
    )
    return report


def _checked(uow: Uow, mandate: Mandate, written: Written) -> Written:
    """Raise TextTooLongError, TooManyFilesError, or ReportEmptyError; claims on what has ended are dropped."""
    if len(written.files) > FILES_LIMIT:
        raise TooManyFilesError(got=len(written.files), limit=FILES_LIMIT)
    bound = {instruction.instruction_id for instruction in open_instructions(uow, mandate)}
    claims = tuple((each, claim) for each, claim in written.claims if each in bound)
    try:
        text = ensure_text(written.text)
    except EmptyTextError:
        if not claims and not written.files:
            raise ReportEmptyError from None
        text = ""
    return Written(text, claims, written.files)


def post_files(uow: Uow, council_id: CouncilId, duty: PostReportFiles) -> None:
    """The files follow as replies to the card, once it stands."""
    report = get_report(uow, council_id, duty.report_id)
    if not any(card.message_id for card in uow.find(Card, council_id=council_id, subject_id=duty.report_id)):
        plan(uow, council_id, PostReportFiles(duty.report_id), uow.now + FILES_AFTER * 12)
        return
    for index in range(len(report.files)):
        _post_file(uow, report, index)


def _post_file(uow: Uow, report: Report, index: int) -> None:
    key = f"report_file:{report.report_id}:{index}"
    tell_under(uow, report.council_id, report.report_id, ReportFile(report.report_id, index), once=key)


def add_files(uow: Uow, council_id: CouncilId, report_id: str, files: Files, *, is_shown: bool) -> Report:
    """Photos and files that the reporter sent by reply; `is_shown`: they stand in the group already.

    Raises NotHolderError or TooManyFilesError.
    """
    report = get_report(uow, council_id, report_id)
    if report.person_id != actor_id(uow):
        raise NotHolderError(name=_name(uow, report.person_id))
    total = len(report.files) + len(files)
    if total > FILES_LIMIT:
        raise TooManyFilesError(got=total, limit=FILES_LIMIT)
    changed = uow.change(report, files=(*report.files, *files))
    record(uow, council_id, reports_entries.ReportFiles(files=total), report_id)
    if not is_shown:
        for index in range(len(report.files), total):
            _post_file(uow, changed, index)
    uow.raise_version(council_id, report_id)
    return changed


def rate(uow: Uow, council_id: CouncilId, report_id: str, *, is_accepted: bool) -> Rated:
    """[Accept] or [Not enough], changeable for three days, and sealed until then. No entry tells of it.

    Raises NotOnRollError, StillWaitingError, OwnReportError, RatingOverError, RatingsLostError.
    """
    ensure_reader(uow, council_id)
    report = get_report(uow, council_id, report_id)
    member = ensure_unnoted(uow, council_id)
    if member.person_id == report.person_id:
        raise OwnReportError
    if report.verdict is not Verdict.OPEN:
        raise RatingOverError(verdict=report.verdict)
    if are_lost(uow, council_id, report_id):
        raise RatingsLostError  # laid out anew now, the moment would tell the rating's
    rated = Rated(is_accepted, max((rating_ends_at(uow, report) or uow.now) - uow.now, timedelta(0)))
    if said_by(uow, council_id, report_id, member.person_id) is is_accepted:
        return rated
    say(uow, council_id, report_id, member.person_id, lambda: raters_on_roll(uow, council_id), is_yes=is_accepted)
    note_secret_act(uow, member)
    _show_in_steps(uow, report, member.person_id)
    return rated


def raters_on_roll(reads: Reads, council_id: CouncilId) -> list[PersonId]:
    """For whom there is a slot: the reporter's own is there for nothing."""
    return [member.person_id for member in reads.find(Member, council_id=council_id, state=ON_THE_ROLL)]


def mend_ratings(uow: Uow, report: Report) -> bool:
    """Whether their key was lost or one is damaged: they are gone, and rating begins anew.

    No entry names who found it by pressing.
    """
    council_id, report_id = report.council_id, report.report_id
    if are_whole(uow, council_id, report_id):
        return False
    record(uow, council_id, reports_entries.RatingsLost(), report_id, is_anonymous=True)
    lay_out_ratings(uow, report)
    uow.memory.drop(_steps_key(report_id))
    uow.change(report, accepts=0, not_enoughs=0)
    rating_time = charter_in_force(get_council(uow, council_id)).span("rating_time")
    plan(uow, council_id, JudgeReport(report_id), uow.now + rating_time)
    key = f"ratings_lost:{report_id}:{uow.now.isoformat()}"
    tell_under(uow, council_id, report_id, RatingsLost(report_id), once=key)
    uow.raise_version(council_id, report_id)
    return True


def lay_out_ratings(uow: Uow, report: Report) -> None:
    """A slot for everybody on the roll."""
    lay_out(uow, report.council_id, report.report_id, raters_on_roll(uow, report.council_id))


def _show_in_steps(uow: Uow, report: Report, rater_id: PersonId) -> None:
    """Where enough may rate, card and row follow as those of a ballot do, a step late (services/ground/steps.py)."""
    council = get_council(uow, report.council_id)
    if raters_of(uow, council, report) < SHOWN_FROM:
        return
    key = _steps_key(report.report_id)
    known = uow.memory.recall(key)
    before = known if isinstance(known, Live) else Live(Tally())
    accepts, not_enoughs = counted(uow, report)
    shown = step_on(uow, key, before, rater_id, Tally((("accepts", accepts), ("not_enoughs", not_enoughs))))
    if shown is not None and dict(shown) != {"accepts": report.accepts, "not_enoughs": report.not_enoughs}:
        uow.change(report, **shown)
        uow.raise_version(report.council_id, report.report_id)


def _steps_key(report_id: str) -> str:
    return f"ratings:{report_id}"


def counted(reads: Reads, report: Report) -> tuple[int, int]:
    """(accepts, not enoughs) of a report that is rated still, by opening what was said; not to be shown as they are."""
    said = all_said(reads, report.council_id, report.report_id).values()
    return sum(said), len(said) - sum(said)


def judge_report(uow: Uow, council_id: CouncilId, duty: JudgeReport) -> None:
    """The three days are over: the verdict, and what follows from it."""
    report = uow.get(Report, council_id, duty.report_id)
    if report is None or report.verdict is not Verdict.OPEN or mend_ratings(uow, report):
        return
    accepts, not_enoughs = counted(uow, report)
    report = uow.change(report, accepts=accepts, not_enoughs=not_enoughs)
    uow.memory.drop(_steps_key(report.report_id))
    dispose(uow, council_id, report.report_id)
    council, mandate = get_council(uow, council_id), get_mandate(uow, council_id, report.mandate_id)
    judged = judged_now(uow, council, report)
    report = uow.change(report, verdict=judged.verdict, result=judged.bar)
    record(
        uow,
        council_id,
        reports_entries.ReportJudged(
            verdict=judged.verdict,
            accepts=judged.accepts,
            not_enoughs=judged.not_enoughs,
            needed=judged.bar.needed,
            members=judged.bar.members,
        ),
        duty.report_id,
    )
    uow.raise_version(council_id, duty.report_id, is_final=True)
    end_offers(uow, council_id, duty.report_id)
    settle_claims(uow, report)
    if judged.verdict is Verdict.REJECTED and mandate.is_live:
        _ask_again(uow, council, mandate, report)
    if judged.verdict is not Verdict.NOTED and mandate.is_live:
        standing_changed(uow, get_mandate(uow, council_id, mandate.mandate_id))


def rating_ends_at(reads: Reads, report: Report) -> datetime | None:
    """Until when the report can be rated; None once it is judged."""
    return deadline(reads, report.council_id, JudgeReport(report.report_id))


def judged_now(reads: Reads, council: Council, report: Report) -> Judged:
    """By the charter in force; the members are those who may rate: past waiting, not resting, without the reporter."""
    charter = charter_in_force(council)
    raters = raters_of(reads, council, report)
    share, minimum = charter.fraction("rejection_fraction"), charter.count("rejection_minimum")
    return judge(report.accepts, report.not_enoughs, raters, share, minimum)


def raters_of(reads: Reads, council: Council, report: Report) -> int:
    """How many may rate it."""
    reporter = place_of(reads, council.council_id, report.person_id)
    base = reads.ask(CountRoll(council.council_id)).base
    return base - (reporter is not None and reporter.may_vote(reads.now))


def _ask_again(uow: Uow, council: Council, mandate: Mandate, report: Report) -> None:
    """A new report is due in 3 days; two rejected call for a confidence check."""
    charter = charter_in_force(council)
    again_at = min(uow.now + charter.span("rejected_again_after"), mandate.ends_at)
    due_on = local_date(again_at, council.zone)
    row = owe(uow, council, mandate, due_on)
    tell_under(
        uow,
        council.council_id,
        report.report_id,
        ReportRejected(report.report_id, row.report_back_id),
        once=f"rejected:{report.report_id}",
    )
    tell_person(
        uow,
        mandate.person_id,
        ReportRejected(report.report_id, row.report_back_id),
        once=f"rejected_private:{report.report_id}",
        council_id=council.council_id,
    )
    if rejected_reports(uow, mandate) % charter.count("confidence_check_rejected") == 0:
        check_is_due(uow, mandate, "rejected")


def get_report(reads: Reads, council_id: CouncilId, report_id: str) -> Report:
    """The report, or ReportNotFoundError."""
    report = reads.get(Report, council_id, report_id)
    if report is None:
        raise ReportNotFoundError
    return report


def _name(reads: Reads, person_id: PersonId) -> str:
    person = reads.get(Person, person_id)
    return person.name if person else ""
