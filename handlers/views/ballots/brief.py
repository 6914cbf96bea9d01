"""The short lines of a card: the rule with until when, how many voted, from whom the choice is secret."""

from typing import Any

from bot.domain.ballots.ballot import Ballot, BallotState, Method
from bot.domain.ballots.rules import is_named, rule_of, shows_counts
from bot.domain.ground.counting import MAJORITY, YesNoRule
from handlers.views.ballots.rules import (
    TELLS_BY_ITSELF_BELOW,
    counts_line,
    few_line,
    last_round,
    share,
    stricter,
    yes_needed,
)
from handlers.views.ground.words import Markup, Words, join


def rule_until(ballot: Ballot, t: Words) -> Markup:
    """What wins, how many must vote, until when."""
    until = t("Until {when}.", when=t.until(ballot.closes_at)) if ballot.closes_at else ""
    if ballot.method is Method.YES_NO:
        return join(_yes_no(ballot, rule_of(ballot), t), until, by=" ")
    wins = (WINS[ballot.method](ballot, t), last_round(ballot, t), stricter(rule_of(ballot), t))
    return join(*wins, counts_if(ballot, t), until, by=" ")


def counts_if(ballot: Ballot, t: Words) -> Markup:
    """How many must take part."""
    return t.n(
        "Counts if {n} of {electorate} votes.",
        "Counts if {n} of {electorate} vote.",
        ballot.quorum,
        electorate=ballot.electorate,
    )


def _yes_no(ballot: Ballot, rule: YesNoRule, t: Words) -> Markup:
    """That more Yes than No is enough is said where anything else is asked as well."""
    is_majority, yes = rule.approval == MAJORITY, yes_needed(ballot, rule)
    values: dict[str, Any] = {"electorate": ballot.electorate, "share": share(rule.approval, t)}
    counts = counts_if(ballot, t)
    if rule.yes_of_electorate is None:
        return counts if is_majority else join(t("Passes if {share} say Yes.", **values), counts, by=" ")
    counts = counts if ballot.quorum > yes else Markup()
    if is_majority:
        passes = t.n("Passes if {n} of {electorate} says Yes, and more say Yes than No.",
                     "Passes if {n} of {electorate} say Yes, and more say Yes than No.", yes, **values)  # fmt: skip
    else:
        passes = t.n("Passes if {n} of {electorate} says Yes, and {share} of Yes and No.",
                     "Passes if {n} of {electorate} say Yes, and {share} of Yes and No.", yes, **values)  # fmt: skip
    return join(passes, counts, by=" ")


def _one(ballot: Ballot, t: Words) -> Markup:
    if ballot.run_off_of_id is not None:
        return t("More than half wins; a tie adopts nothing.")
    return t("More than half wins; otherwise the top two again.")


def _most(_: Ballot, t: Words) -> Markup:
    return t("Press as many as you like; the most votes win.")


def _ranked(_: Ballot, t: Words) -> Markup:
    return t("Press [Vote] and rank them, the best first.")


def _approved(_: Ballot, t: Words) -> Markup:
    return t("Press everybody whom you would accept; the most votes win.")


WINS = {
    Method.ONE: _one,
    Method.MANY: _most,
    Method.RANK: _ranked,
    Method.APPROVAL: _approved,
    Method.STV: _ranked,
}
assert {*WINS, Method.YES_NO} == set(Method)


def turnout_brief(ballot: Ballot, t: Words) -> Markup:
    """How many voted so far; of a Yes or No also how, where that may be shown."""
    voted = t("{voted} of {electorate} voted", voted=ballot.voted, electorate=ballot.electorate)
    is_counted = ballot.method is Method.YES_NO and shows_counts(ballot) and (ballot.counts or is_named(ballot))
    return join(voted, counts_line(ballot.counts, t), by=" · ") if is_counted else voted


def secret_brief(ballot: Ballot, t: Words) -> Markup:
    """The secrecy in one line; [More] says from whom, and until when."""
    if is_named(ballot):
        return t("Voted by name: everybody here sees who chose what.")
    if ballot.state is BallotState.OPEN and ballot.electors < TELLS_BY_ITSELF_BELOW:
        return join(t("Your choice is secret."), few_line(t), by=" ")
    return t("Your choice is secret.")
