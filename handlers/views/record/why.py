"""The answers of /why: every condition with its integers, counted again from what was stored."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.ballots.ballot import BEFORE_OPENING, Ballot, BallotState
from bot.domain.ballots.results import ResultOfYesNo, WhyEnded
from bot.domain.charter.charter import Charter
from bot.domain.ground.counting import Check, CheckName
from bot.domain.recalls.recall import Recall
from bot.domain.record.messages import WhyInPrivate
from bot.domain.reports.report import Report, ReportBack, Verdict
from bot.domain.roll.member import ON_THE_ROLL, MemberState
from bot.reads.mandates.holders import Holder
from bot.reads.mandates.signals import ThresholdExplained
from bot.reads.record.why import (
    BallotWhy,
    MandateWhy,
    RefusalWhy,
    ReminderWhy,
    ReportWhy,
)
from handlers.views.ballots.headings import heading_words
from handlers.views.ballots.outcomes import alike_line, outcome_lines
from handlers.views.ballots.rules import rule_line
from handlers.views.ballots.times import opening_line
from handlers.views.charter.words import CHOICES, rule_sentence
from handlers.views.elections.results import paper_line
from handlers.views.ground.errors import words_for_code
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Fields, Markup, Words, join
from handlers.views.mandates.signals import blocked_lines, threshold_line

HEADLINE_UNITS = 300


def _never_counted(ballot: Ballot, t: Words) -> str:
    if ballot.ended is not None and ballot.ended.why is WhyEnded.UNSECONDED:
        return t("It lapsed because too few seconded it, so nothing was counted.")
    if ballot.ended is not None and ballot.ended.why is WhyEnded.NOBODY_ASKED:
        return t("It lapsed because nobody could vote when it was to open, so nothing was counted.")
    if ballot.subject.IS_WITHDRAWABLE:
        return t("It was withdrawn before anybody else voted, so nothing was counted.")
    return t("It ended without a vote, so nothing was counted.")


def render_ballot_why(view: BallotWhy, t: Words) -> Screen:
    """Who could vote, by which rule, and each condition with its integers."""
    head = join(t("<b>Why?</b>"), _short(heading_words(view.heading, t)))
    return Screen(join(head, join(*_because(view, t)), by="\n\n"))


def _because(view: BallotWhy, t: Words) -> Iterator[str]:
    ballot = view.ballot
    if ballot.state is BallotState.OPENING:
        yield opening_line(t)
        yield t("Who may vote, and by which rule, was fixed when it was called to the vote.")
        return
    if ballot.state in BEFORE_OPENING:
        yield t("This ballot is not open yet; its rule is fixed when it opens.")
        return
    if ballot.state is BallotState.WITHDRAWN:
        yield _never_counted(ballot, t)
        return
    if ballot.opened_at is not None:
        yield _electorate(ballot, ballot.opened_at, t)
        if view.anew_at is not None:
            when = t.time(view.anew_at)
            yield t("What opens its papers was lost. It began anew {when}, and only votes since then count.", when=when)
        yield t("Rule: {rule}", rule=rule_line(ballot, t))
    if ballot.state is BallotState.CLOSED:
        yield from _closed(view, t)
    else:
        values = {"voted": ballot.voted, "electorate": ballot.electorate}
        yield t("Until now {voted} of {electorate} voted. It is counted at the close.", **values)


def _short(headline: Markup) -> Markup:
    """The first lines of what it is about; cut where a line ends, so that no markup breaks."""
    kept: list[Markup] = []
    used = 0
    for line in headline.split("\n"):
        used += len(line)
        if kept and used > HEADLINE_UNITS:
            break
        kept.append(Markup(line))
    return join(*kept)


def _electorate(ballot: Ballot, opened_at: datetime, t: Words) -> Markup:
    return t(
        "It opened {when}. Only those who could vote then may vote in it: {electorate}. It keeps the rules of that "
        "moment, whatever the charter says today.",
        when=t.time(opened_at),
        electorate=ballot.electorate,
    )


def _closed(view: BallotWhy, t: Words) -> list[Markup]:
    ballot, recount = view.ballot, view.recount
    lines = []
    if ballot.extended_at:
        lines.append(t("It was extended once: enough voters took part only near its end."))
    if recount is None:
        lines.append(join(outcome_lines(ballot, t)) if ballot.ended else t("It ended without a count."))
        return lines
    if isinstance(recount.decided.result, ResultOfYesNo):
        lines += [_check(check, t) for check in recount.decided.result.checks]
    lines.append(join(outcome_lines(ballot, t), alike_line(view.ballot, t, tells=view.tells)))
    lines.append(paper_line(ballot, t))
    same = t("Counted again just now: the result is the same.")
    lines.append(
        same if recount.is_same else t("⚠️ Counted again just now: the result differs. Tell whoever runs the bot.")
    )
    if ballot.is_practice:
        lines.append(t("Fewer than 3 could vote, so it was practice and binds nobody."))
    if isinstance(ballot.result, ResultOfYesNo) and (refused := ballot.result.not_applied):
        lines.append(t("It was not applied: {why}", why=words_for_code(refused.code, refused.fields, t)))
    return lines


def _check(check: Check, t: Words) -> Markup:
    """One condition: "✓ Turnout: 13 of 50 needed, 20 took part"."""
    values = {"got": check.got, "needed": check.needed, "of": check.of, "mark": "✓" if check.met else "✗"}
    match check.name:
        case CheckName.APPROVAL:
            return t("{mark} Yes among the {of} Yes and No: {needed} needed, {got} counted.", **values)
        case CheckName.TURNOUT:
            return t("{mark} Turnout: {needed} of {of} needed, {got} took part.", **values)
        case CheckName.YES_OF_ELECTORATE:
            return t("{mark} Yes among all {of} voters: {needed} needed, {got} counted.", **values)
        case CheckName.FLOOR_TURNOUT:
            return t("{mark} Fewest voters in any ballot: {needed} of {of} needed, {got} took part.", **values)
        case _:
            return t("{mark} Fewest Yes: {needed} of {of} needed, {got} counted.", **values)


def render_refusal_why(view: RefusalWhy, t: Words) -> Screen:
    """What was refused, when, by which rule, and how it stands now."""
    at, words = view.refusal.refused_at, words_for_code(view.refusal.code, view.refusal.fields, t)
    head = t("<b>Why?</b> At {when} this was refused:", when=t.time(at))
    return Screen(join(join(head, words), _standing(view, t), by="\n\n"))


def render_in_private(_: WhyInPrivate, t: Words) -> Screen:
    """Where to read what concerns one person alone."""
    return Screen(t("That is for you alone: open the private chat with me and send /why there."))


def _standing(view: RefusalWhy, t: Words) -> Markup:
    me = view.me
    if not view.is_own:
        return Markup("")
    if me is None or me.state not in ON_THE_ROLL:
        return t("Now: you are not on the roll of this council. [Join the roll] puts you on it.")
    if me.state is MemberState.RESTING:
        return t("Now: you are resting, so ballots open without you. Vote or send /join, and you are back.")
    if me.is_waiting(view.now):
        return t(
            "Now: you are on the roll and may vote in ballots that open after {when}.", when=t.time(me.may_vote_at)
        )
    return t("Now: you are on the roll and may vote in ballots that opened after {when}.", when=t.time(me.may_vote_at))


def render_mandate_why(view: tuple[list[MandateWhy], Charter], t: Words) -> Screen:
    """How many signals a recall needs, of whom, and why it did or did not open."""
    mandates, charter = view
    return Screen(join(*(_threshold(one, charter, t) for one in mandates), by="\n\n"))


def _threshold(view: MandateWhy, charter: Charter, t: Words) -> Markup:
    head = t("<b>{name}, {office}</b>", name=view.holder.name, office=view.holder.office)
    now = view.now
    if now is None:
        return join(head, t("This mandate has ended, so no recall can open on it."))
    return join(
        head,
        t.n(
            "The threshold is reckoned from {n} member: without the holder, {waiting} still waiting, and {resting} "
            "resting, whose signals count all the same.",
            "The threshold is reckoned from {n} members: without the holder, {waiting} still waiting, and {resting} "
            "resting, whose signals count all the same.",
            now.base, waiting=now.waiting, resting=now.resting,
        ),
        rule_sentence("signals_fraction", charter.text("signals_fraction"), t),
        rule_sentence(_minimum(now), charter.text(_minimum(now)), t),
        *_lowered(now, charter.text("signals_lowered"), t),
        threshold_line(now.shown, t),
        *blocked_lines(now, t),
    )  # fmt: skip


SMALL_BASE = 6


def _minimum(now: ThresholdExplained) -> str:
    return "signals_minimum_small" if now.base < SMALL_BASE else "signals_minimum"


def _lowered(now: ThresholdExplained, share: str, t: Words) -> list[str]:
    """What lowers the threshold; `blocked_lines` says from what number."""
    lines: list[str] = [rule_sentence("signals_lowered", share, t)] if now.is_overdue or now.breaches else []
    if now.breaches:
        lines.append(t.n("{n} breach of an instruction stands.", "{n} breaches of instructions stand.", now.breaches))
    return lines


def render_recall_why(view: tuple[Recall, Holder], t: Words) -> Screen:
    """Why this recall opened."""
    recall, holder = view
    return Screen(
        join(
            t("<b>Why a recall of {name}, {office}?</b>", name=holder.name, office=holder.office),
            t(
                "At {when} signals of no confidence reached the threshold: {needed} of the {base} members who counted.",
                when=t.time(recall.reached_at), needed=recall.needed, base=recall.base,
            ),
            t("The threshold was lowered, because a report-back was overdue or an instruction was breached.")
            if recall.is_lowered
            else t("It was the usual threshold."),
            t("Once reached it stands: the holder may reply, then the council votes, whatever signals do meanwhile."),
        )
    )  # fmt: skip


def render_report_why(view: ReportWhy, t: Words) -> Screen:
    """The verdict with the integers behind it."""
    report = view.report
    counts = t("Accept {yes} · Not enough {no}", yes=report.accepts, no=report.not_enoughs)
    head = t("<b>Report of {name}, {office}</b>", name=view.holder.name, office=view.holder.office)
    if report.verdict is Verdict.OPEN:
        when = t.time(view.until) if view.until else ""
        return Screen(join(head, t("Members can press until {when}; then it is counted.", when=when)))
    return Screen(join(head, counts, _verdict(report, t)))


def _verdict(report: Report, t: Words) -> Markup:
    values = {
        "no": report.not_enoughs, "yes": report.accepts,
        "needed": report.result.needed, "members": report.result.members,
    }  # fmt: skip
    if report.verdict is Verdict.REJECTED:
        return t("Rejected: {no} is more than {yes}, and at least {needed} of {members} members pressed it.", **values)
    if report.verdict is Verdict.ACCEPTED:
        return t("Accepted: {yes} is more than {no}.", **values)
    return t("Noted: {yes} is not more than {no}, and a rejection needs {needed} of {members} members.", **values)


def render_reminder_why(view: ReminderWhy, t: Words) -> Screen:
    """Which duty brought the reminder, and how to end it."""
    at = view.reminder.sent_at
    head = t("<b>Why this reminder?</b> It was sent {when}.", when=t.time(at))
    if view.owed is not None and view.holder is not None and view.charter is not None:
        return Screen(join(head, _owed(view, view.owed, view.holder, view.charter, t)))
    if view.ballot is None:
        return Screen(join(head, t("What it was about is not there any more.")))
    if view.reminder.reminder == "ballot_reminder":
        return Screen(
            join(
                head,
                t("You may vote in this ballot, you had not voted, and you allow reminders."),
                t("/reminders off ends them."),
            )
        )
    ballot = view.ballot
    values = {"needed": ballot.quorum, "electorate": ballot.electorate}
    return Screen(
        join(
            head,
            t("A council is told once at half time, and once before the end if too few have voted."),
            t("This ballot needs {needed} of {electorate} to take part.", **values),
        )
    )


def _owed(view: ReminderWhy, owed: ReportBack, holder: Holder, charter: Charter, t: Words) -> Markup:
    reminders = t.plain(CHOICES["reminders"][charter.choice("reminders")])
    return join(
        t(
            "{name} ({office}) owes the council a report by the end of {date}, in the time of {zone}.",
            name=holder.name, office=holder.office, date=t.day(owed.due_on), zone=view.zone,
        ),
        t("The charter reminds {when}. A report ends it: /reportback@{bot}", when=reminders, bot=view.bot_name),
    )  # fmt: skip


def say_nothing_to_explain(_: Fields, t: Words) -> str:
    return t.plain(
        "There is nothing to explain here. Send /why as a reply to a card, or /why 12 for decision 12, "
        "or /why @name for a mandate holder."
    )


def say_no_threshold(_: Fields, t: Words) -> str:
    return t.plain("This person holds no mandate here, so there is no threshold to explain.")
