"""Live counts of sealed papers: in memory alone, and shown in steps (services/ground/steps.py)."""

from contextlib import suppress

from bot.domain.ballots.ballot import COUNTED_AT_CLOSE, Ballot, BallotState
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.rules import counts_in_steps, is_named
from bot.domain.ballots.tally import Picks, Tally
from bot.services.ballots.papers import handed_in, live_key
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.steps import Live, step_on


def counts_before(uow: Uow, ballot: Ballot) -> Live | None:
    """The counts before a vote is written; None for ballots whose counts nobody sees before the close."""
    if ballot.method in COUNTED_AT_CLOSE or not counts_in_steps(ballot):
        return None
    known = uow.memory.recall(live_key(ballot))
    if isinstance(known, Live):
        return known
    return Live(_counted(uow, ballot) if ballot.voters else Tally())


def count_ahead(reads: Reads) -> list[tuple[Ballot, Tally]]:
    """At a start, beside the writer: opening all papers of a large electorate takes longer than a vote may wait."""
    counted: list[tuple[Ballot, Tally]] = []
    for ballot in reads.find(Ballot, state=BallotState.OPEN):
        if ballot.voters and ballot.method not in COUNTED_AT_CLOSE and counts_in_steps(ballot):
            # What is damaged or has lost its key begins anew when it is needed; whatever else is wrong with one ballot
            # (a row or a key that cannot be read, a paper that says what is no choice) shows when somebody needs it.
            with suppress(Exception):
                counted.append((ballot, _counted(reads, ballot)))
    return counted


def keep_ahead(uow: Uow, counted: list[tuple[Ballot, Tally]]) -> None:
    """Before the first vote is taken; what has changed since it was counted is counted when it is needed."""
    for ballot, counts in counted:
        if uow.get(Ballot, ballot.council_id, ballot.ballot_id) == ballot:
            uow.memory.keep(live_key(ballot), Live(counts))


def _counted(reads: Reads, ballot: Ballot) -> Tally:
    return Tally.of((paper.picks or (), elector.weight) for elector, paper in handed_in(reads, ballot))


def counts_after(uow: Uow, ballot: Ballot, before: Live | None, elector: Elector, old: Picks, new: Picks) -> Tally:
    """What the ballot's row says of the counts after this vote: by name they are exact, else as last published."""
    if before is None:
        is_exact = ballot.method not in COUNTED_AT_CLOSE and is_named(ballot)
        return ballot.counts.changed(old, new, elector.weight) if is_exact else ballot.counts
    counts = before.counts.changed(old, new, elector.weight)
    shown = step_on(uow, live_key(ballot), before, elector.elector_id, counts)
    return ballot.counts if shown is None else shown
