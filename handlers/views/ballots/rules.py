"""The rule of a ballot in plain words before its close, and the integers behind its result afterwards."""

from typing import Any

from bot.domain.ballots.ballot import ABSTAIN, NO, NONE, REOPEN, YES, Ballot, BallotState, Method
from bot.domain.ballots.rules import is_named, rule_of
from bot.domain.ballots.subject import CharterSubject, ProposalSubject, SeriesEndSubject
from bot.domain.ballots.tally import Tally
from bot.domain.elections.election import Race
from bot.domain.ground.counting import MAJORITY, Threshold, YesNoRule
from bot.domain.ground.text import cut_utf16
from bot.domain.instructions.subjects import InstructionEndSubject, InstructionSubject, WaiverSubject
from bot.domain.recalls.subject import RecallSubject
from bot.domain.removals.subject import RemovalSubject
from bot.reads.ballots.headings import HEADINGS
from handlers.views.ground.menu import N_
from handlers.views.ground.words import Markup, Words, join


def choice_word(ballot: Ballot, choice: str, t: Words) -> str:
    """What is written on the button of a choice."""
    words = {
        YES: t.plain("Yes"),
        NO: t.plain("No"),
        ABSTAIN: t.plain("Abstain"),
        NONE: t.plain("None of these"),
        REOPEN: t.plain("Reopen nominations"),
    }
    # A nominee who had their name erased leaves an empty place on the paper.
    return words[choice] if choice in words else ballot.options[int(choice)] or t.plain("a former member")


MANY_OPTIONS = 6
OPTION_UNITS = 50
"""With more options than that each is shortened in the result, which names them up to three times."""


def brief_word(ballot: Ballot, choice: str, t: Words) -> str:
    """The same for lists, cut where there are many options."""
    word = choice_word(ballot, choice, t)
    return cut_utf16(word, OPTION_UNITS) if len(ballot.options) > MANY_OPTIONS else word


def share(threshold: Threshold, t: Words) -> str:
    """A share as people say it: "at least 2/3", "more than 1/2"."""
    values = {"share": f"{threshold.numerator}/{threshold.denominator}"}
    return t.plain("more than {share}", **values) if threshold.strict else t.plain("at least {share}", **values)


def rule_line(ballot: Ballot, t: Words) -> Markup:
    """When this ballot adopts, by the rule it opened under."""
    rule = rule_of(ballot)
    turnout = t("At least {needed} of {electorate} must vote.", needed=ballot.quorum, electorate=ballot.electorate)
    match ballot.method:
        case Method.YES_NO:
            return _yes_no_line(ballot, rule, t)
        case Method.ONE if ballot.run_off_of_id is not None:
            words = t("Run-off: an option passes with more than half of all choices; a tie adopts nothing.")
        case Method.ONE:
            words = t(
                "An option passes with more than half of all choices; "
                "else the first two go to a run-off (a second vote)."
            )
        case Method.MANY:
            words = t(
                "Press as many as you like. The option with the most votes passes, "
                "if they are more than those for [None of these]."
            )
        case Method.RANK:
            words = t(
                "Rank the options, the best first. The one that most prefer to each other one passes, "
                "[None of these] included (method of Schulze)."
            )
        case Method.APPROVAL if ballot.run_off_of_id is not None:
            words = t(
                "Run-off: whoever has the most votes is elected, if they are more than those for [Reopen nominations]; "
                "a tie is decided by lot."
            )
        case Method.APPROVAL:
            words = t(
                "Whoever has the most votes is elected, if they are more than those for [Reopen nominations]; "
                "a tie goes to a run-off (a second vote)."
            )
        case Method.STV:
            words = t(
                "The seats are shared out in proportion to the votes (single transferable vote, as in Scotland); "
                "a tie that earlier rounds do not break is decided by lot."
            )
    return join(words, last_round(ballot, t), turnout, stricter(rule, t), by=" ")


def last_round(ballot: Ballot, t: Words) -> Markup:
    """Of the methods whose rule is the same in both rounds, what is different in the second."""
    if ballot.run_off_of_id is None or ballot.method not in {Method.MANY, Method.RANK}:
        return Markup()
    return t("This is the run-off, so a tie adopts nothing.")


def stricter(rule: YesNoRule, t: Words) -> Markup:
    """What is asked of the winner among options beyond the method's own rule."""
    if rule.approval == MAJORITY:
        return Markup()
    return t("The winner also needs {share} of those who do not abstain.", share=share(rule.approval, t))


def _yes_no_line(ballot: Ballot, rule: YesNoRule, t: Words) -> Markup:
    values: dict[str, Any] = {
        "needed": ballot.quorum,
        "electorate": ballot.electorate,
        "share": share(rule.approval, t),
        "yes": yes_needed(ballot, rule),
    }
    is_majority = rule.approval == MAJORITY
    if rule.yes_of_electorate is None:
        if is_majority:
            return t("It passes if Yes beats No and at least {needed} of {electorate} vote.", **values)
        return t("It passes if {share} of Yes and No are Yes and at least {needed} of {electorate} vote.", **values)
    if is_majority:
        return t(
            "It passes if Yes beats No, at least {yes} of {electorate} vote Yes, and at least {needed} vote.", **values
        )
    return t(
        "It passes if {share} of Yes and No are Yes, at least {yes} of {electorate} vote Yes, "
        "and at least {needed} vote.",
        **values,
    )


def yes_needed(ballot: Ballot, rule: YesNoRule) -> int:
    """How many Yes the rule asks of the electorate, floor included."""
    of_all = rule.yes_of_electorate.needed(ballot.electorate) if rule.yes_of_electorate else 0
    return max(of_all, min(rule.floor_yes, ballot.electorate))


def counts_line(counts: Tally, t: Words) -> Markup:
    """Yes, No and Abstain as they stand."""
    return t("Yes {yes} · No {no} · Abstain {abstain}", **{name: counts.get(name, 0) for name in (YES, NO, ABSTAIN)})


TELLS_BY_ITSELF_BELOW = 5
"""Electors: with fewer the result may tell who chose what (SPEC-RECORD section 1)."""


def secret_line(ballot: Ballot, t: Words) -> Markup:
    """From whom the choice is secret, and from whom it is not (SPEC section 12)."""
    if is_named(ballot):
        return t("Voted by name: everybody here sees who chose what.")
    told = t(
        "Your choice is secret. After the close nothing that is kept here can tell how you voted; until then whoever "
        "runs this bot could. Telegram saw your press."
    )
    is_open = ballot.state is BallotState.OPEN
    rare = t("The rankings stay, without names: a rare one could be recognised.")
    return join(
        told,
        few_line(t) if is_open and ballot.electors < TELLS_BY_ITSELF_BELOW else "",
        rare if is_open and ballot.method is Method.STV else "",
        by=" ",
    )


def few_line(t: Words) -> Markup:
    """What secrecy is not where two or three vote."""
    return t("So few may vote here that the result may tell by itself.")


def remindable_line(ballot: Ballot, remindable: int, t: Words) -> Markup:
    """How many have a private chat with the bot and want to be reminded."""
    return t.n(
        "{n} of {electorate} can be reminded privately.",
        "{n} of {electorate} can be reminded privately.",
        remindable,
        electorate=ballot.electorate,
    )


def roll_line(ballot: Ballot, t: Words) -> Markup:
    """How large the council was at the close."""
    sizes = ballot.result.roll if ballot.result else None
    if sizes is None:
        return Markup()
    return join(
        t.n("{n} on the roll", "{n} on the roll", sizes.roll),
        t.n("{n} resting", "{n} resting", sizes.resting),
        t.n("{n} in the chat", "{n} in the chat", sizes.chat) if sizes.chat else "",
        by=" · ",
    )


def kind_name(ballot: Ballot, t: Words) -> str:
    """What kind of ballot this is, in a word or two."""
    if ballot.run_off_of_id is not None:
        return t.plain("Run-off")
    return t.plain("Urgent proposal") if ballot.is_urgent else t.plain(KIND_NAMES[ballot.kind])


KIND_NAMES = {
    ProposalSubject.KIND: N_("Proposal"),
    Race.KIND: N_("Election"),
    RecallSubject.KIND: N_("Recall"),
    InstructionSubject.KIND: N_("Instruction"),
    CharterSubject.KIND: N_("Charter change"),
    RemovalSubject.KIND: N_("Removal from the roll"),
    InstructionEndSubject.KIND: N_("End of an instruction"),
    WaiverSubject.KIND: N_("Waiver of a breach"),
    SeriesEndSubject.KIND: N_("End of a series"),
}
assert set(KIND_NAMES) == set(HEADINGS)
