"""The short lines of a card: the rule with until when, how many voted, from whom the choice is secret."""

from typing import Any

from bot.domain.ballots.ballot import Ballot, BallotState, Method
from bot.domain.ballots.booth import RANKED
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
    """What to do until when, and by which rule it counts; where the buttons say what to do, in one line."""
    if ballot.method in TO_DO:
        rule = (_wins(ballot, t), last_round(ballot, t), stricter(rule_of(ballot), t), counts_if(ballot, t))
        return join(TO_DO[ballot.method](ballot, t), join(*rule, by=" "))
    until = t("Until {when}.", when=t.until(ballot.closes_at)) if ballot.closes_at else ""
    if ballot.method is Method.YES_NO:
        return join(_yes_no(ballot, rule_of(ballot), t), until, by=" ")
    return join(_one(ballot, t), stricter(rule_of(ballot), t), counts_if(ballot, t), until, by=" ")


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


def _wins(ballot: Ballot, t: Words) -> Markup:
    return Markup() if ballot.method in RANKED else t("The most votes win.")


def _mark_any(ballot: Ballot, t: Words) -> Markup:
    return t("Press as many as you like, until {when}.", when=_end(ballot, t))


def _rank(ballot: Ballot, t: Words) -> Markup:
    return t("Press [Vote] and rank them, the best first, until {when}.", when=_end(ballot, t))


def _accept_all(ballot: Ballot, t: Words) -> Markup:
    return t("Press everybody whom you would accept, until {when}.", when=_end(ballot, t))


def _end(ballot: Ballot, t: Words) -> Markup | str:
    return t.until(ballot.closes_at) if ballot.closes_at else t.plain("the close")


TO_DO = {Method.MANY: _mark_any, Method.RANK: _rank, Method.APPROVAL: _accept_all, Method.STV: _rank}
assert {*TO_DO, Method.YES_NO, Method.ONE} == set(Method)
"""Of methods whose buttons do not say what to do with them."""


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
