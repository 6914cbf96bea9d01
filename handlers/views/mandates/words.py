"""What stands of a mandate in a word or a line: how it ended, its instructions, its reports."""

from bot.domain.instructions.instruction import Instruction, InstructionAnswer, InstructionState
from bot.domain.mandates.mandate import EndReason
from bot.domain.reports.report import Report, ReportBack, ReportBackState
from bot.reads.mandates.holders import Holder
from handlers.views.ground.words import Markup, Words, mention


def mention_of(holder: Holder) -> Markup:
    """The name that leads to them, so that Telegram tells them of the message."""
    return mention(holder.name, holder.telegram_id)


def end_word(reason: EndReason | None, t: Words) -> str:
    """Why a mandate ended, in a few words."""
    words = {
        EndReason.TERM: t.plain("the term was over"),
        EndReason.RESIGNED: t.plain("resigned"),
        EndReason.RESIGNED_FACING_RECALL: t.plain("resigned facing recall"),
        EndReason.RECALLED: t.plain("recalled"),
        EndReason.LEFT: t.plain("left the council"),
        EndReason.REMOVED: t.plain("removed from the roll"),
        EndReason.REPLACED: t.plain("the elected holder took over"),
    }
    return words[reason or EndReason.TERM]


def instruction_state(instruction: Instruction, t: Words) -> str:
    """The state of an instruction in one or two words; while it is open, with what the holder said."""
    match instruction.state:
        case InstructionState.KEPT:
            return t.plain("kept")
        case InstructionState.OVERTAKEN:
            return t.plain("overtaken")
        case InstructionState.BROKEN:
            return t.plain("broken")
        case InstructionState.WITHDRAWN:
            return t.plain("withdrawn")
        case _:
            return t.plain("open, {answer}", answer=answer_word(instruction.answer, t))


def answer_word(answer: InstructionAnswer, t: Words) -> str:
    """What the holder said to an instruction."""
    match answer:
        case InstructionAnswer.ACCEPTED:
            return t.plain("accepted")
        case InstructionAnswer.REFUSED:
            return t.plain("refused")
        case InstructionAnswer.NOT_ACCEPTED:
            return t.plain("not accepted")
        case _:
            return t.plain("not answered yet")


def owed_line(row: ReportBack, t: Words) -> Markup:
    """A report-back that no report has met yet."""
    day = t.day(row.due_on)
    if row.state is ReportBackState.OVERDUE:
        return t("<b>Overdue: the report-back of {day}</b>", day=day)
    if row.state is ReportBackState.MISSED:
        return t("<b>Missed: the report-back of {day}</b>, still owed", day=day)
    if row.series_on is None:
        return t("New report, as one was rejected: by the end of {day}", day=day)
    return t("Next report-back: by the end of {day}", day=day)


def missed_line(row: ReportBack, t: Words) -> Markup:
    """A report-back that was missed and is owed no more: that it was missed stays."""
    day = t.day(row.due_on)
    if row.report_id is None or row.ended_at is None:
        return t("Missed: the report-back of {day}", day=day)
    return t("Missed: the report-back of {day}, reported late on {date}", day=day, date=t.date(row.ended_at))


def report_line(report: Report, t: Words) -> Markup:
    """A report in a list: its day and what members made of it."""
    return t("{date}, {verdict}", date=t.date(report.posted_at), verdict=verdict_word(report, t))


def verdict_word(report: Report, t: Words) -> str:
    """What members made of a report."""
    match report.verdict.value:
        case "accepted":
            return t.plain("accepted")
        case "rejected":
            return t.plain("rejected")
        case "noted":
            return t.plain("noted")
        case _:
            return t.plain("being rated")
