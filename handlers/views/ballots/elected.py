"""What an election came to, in words: who is elected, or why nobody is, with the integers behind it."""

from bot.domain.ballots.ballot import Ballot, Outcome
from bot.domain.ballots.names import Names
from bot.domain.ballots.results import ResultOfElection, ResultOfStv, WhyEnded
from bot.domain.elections.election import race_of
from handlers.views.ballots.papers import key_word, key_words
from handlers.views.ballots.tally import tally
from handlers.views.ground.words import Markup, Words, join

NAMES_IN_LINE = 8


def is_counted(ballot: Ballot) -> bool:
    """Whether papers were counted: without nominees, or once void, there is nothing to tell of a count."""
    return ballot.outcome is not Outcome.VOID and ballot.result is not None


def election_outcome(ballot: Ballot, t: Words) -> Markup:
    """The result for pictures and /why."""
    names = Names(ballot, ballot.options)
    if not is_counted(ballot):
        return outcome_line(names, t)
    return join(outcome_line(names, t), count_line(names, t), turnout_line(ballot, t), alternates_line(names, t))


def alternates_line(names: Names, t: Words) -> Markup:
    """Who acts if the mandate ends early: the next in this count."""
    result = names.ballot.came_to(ResultOfElection)
    alternates = result.seating.next if result.seating else result.alternates
    if not alternates:
        return Markup("")
    shown = key_words(names, alternates[:NAMES_IN_LINE], t)
    more = len(alternates) - NAMES_IN_LINE
    if more > 0:
        return t("Next in the count: {names} and {more} more.", names=shown, more=more)
    return t("Next in the count: {names}.", names=shown)


def nobody_line(t: Words) -> Markup:
    """The office stays empty."""
    return t("Nobody stands. The office is vacant; it will be offered again.")


def outcome_line(names: Names, t: Words) -> Markup:
    """The outcome in one sentence."""
    if names.ballot.is_practice and names.ballot.outcome is not Outcome.ELECTED:
        return t("Nobody was elected.")
    match names.ballot.outcome:
        case Outcome.VOID:
            return _void_line(names.ballot, t)
        case Outcome.ELECTED:
            return join(_elected_line(names, t), _open_seats_line(names.ballot, t), by=" ")
        case Outcome.RUN_OFF:
            tied = key_words(names, names.ballot.came_to(ResultOfElection).tied, t)
            return t("A tie: {names}. A run-off between them is open now.", names=tied)
        case Outcome.REOPEN:
            return t("Nobody was elected: nobody had more than [Reopen nominations]. Nominations are open again.")
        case _:
            return _vacant_line(names.ballot, t)


def _void_line(ballot: Ballot, t: Words) -> Markup:
    if ballot.ended is not None and ballot.ended.why is WhyEnded.LEFT:
        return t("This vote does not count: nobody is left on the paper. Nominations are open again.")
    return t(
        "This vote does not count: somebody on the paper lost the office by recall, or resigned facing one. A new "
        "election is open."
    )


def _elected_line(names: Names, t: Words) -> Markup:
    """Who was seated; winners who could not take the office any more are named, and passed over."""
    result = names.ballot.came_to(ResultOfElection)
    seated, gone = (result.seating.seated, result.seating.passed_over) if result.seating else (result.winners, ())
    tied = key_words(names, result.tied, t)
    elected = join(
        t("Elected: <b>{names}</b>.", names=key_words(names, seated, t)),
        t("{names} were tied in the run-off too, so the lot decided.", names=tied) if tied else "",
        by=" ",
    )
    if not gone:
        return elected
    values = {"gone": key_words(names, gone, t)}
    if not seated:
        return t("{gone} won, but cannot take the office any more. The office will be offered again.", **values)
    return join(elected, t("{gone} won, but cannot take the office any more.", **values), by=" ")


def _vacant_line(ballot: Ballot, t: Words) -> Markup:
    if ballot.result is None:
        return nobody_line(t)
    if ballot.came_to(ResultOfElection).why == "no_quorum":
        return t("Nobody was elected: too few voted. The office will be offered again.")
    return t("Nobody was elected. The office will be offered again.")


def _open_seats_line(ballot: Ballot, t: Words) -> Markup:
    result = ballot.result
    if not isinstance(result, ResultOfStv):
        return Markup("")
    if (n := result.reopened) > 0:
        return t.n("{n} seat stays open for new nominations.", "{n} seats stay open for new nominations.", n)
    return t.n("{n} seat stays vacant.", "{n} seats stay vacant.", result.vacant) if result.vacant else Markup("")


def count_line(names: Names, t: Words) -> Markup:
    """How many marked each name; of a count by transferable vote the first preferences and the quota."""
    result = names.ballot.came_to(ResultOfElection)
    counts = result.counts
    keys = sorted(counts, key=lambda key: (not key.isdecimal(), -counts[key], key))
    rows = join(*tally([(key_word(names, key, t), counts[key]) for key in keys], t))
    if not isinstance(result, ResultOfStv) or not result.quota:
        return rows
    quota = t(
        "{papers} papers for {seats} seats: {quota} votes are enough to be elected.",
        papers=result.papers,
        seats=len(race_of(names.ballot).seats),
        quota=result.quota,
    )
    return join(quota, t("First choices:"), rows)


def turnout_line(ballot: Ballot, t: Words) -> Markup:
    """How many voted, and how many had to."""
    result = ballot.came_to(ResultOfElection)
    if not result.abstain:
        return t.n(
            "{voted} of {electorate} voted; {n} was needed.",
            "{voted} of {electorate} voted; {n} were needed.",
            result.quorum,
            voted=result.voted,
            electorate=ballot.electorate,
        )
    return t.n(
        "{voted} of {electorate} voted, {abstained} of them abstained; {n} was needed.",
        "{voted} of {electorate} voted, {abstained} of them abstained; {n} were needed.",
        result.quorum,
        voted=result.voted,
        electorate=ballot.electorate,
        abstained=result.abstain,
    )
