"""The end of a vote: it takes no more votes, its papers are counted, and what follows comes about.

A small ballot is counted with its end, in one transaction. A large one is counted after it, in parts between which
others write; nothing of it can change meanwhile, and what is counted so far is in memory alone: a stop begins it again.
A close that fails leaves that behind as well: the vote is over, its count is tried again, and `doctor` says so.
"""

from dataclasses import dataclass, replace

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import COUNTED_AT_CLOSE, Ballot, BallotState, Outcome
from bot.domain.ballots.decided import Decided
from bot.domain.ballots.duties import CloseBallot, CountBallot
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.papers import Pile, joined
from bot.domain.ballots.results import Figures, RollSizes
from bot.domain.ballots.tally import Tally
from bot.domain.council.council import people_in
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.outgoing import Priority
from bot.domain.ground.pauses import Pausing, run_through
from bot.services.ballots.ahead import papers_at_close
from bot.services.ballots.anew import lose_papers
from bot.services.ballots.ballots import open_next
from bot.services.ballots.clearing import clear_booths
from bot.services.ballots.laying import PAGE, is_paged
from bot.services.ballots.lots import context_of
from bot.services.ballots.offers import end_offers
from bot.services.ballots.papers import Marked, counting_key, dispose, pile_from, pile_of, weighed
from bot.services.ballots.parts import names_of, note_voters
from bot.services.council.council import get_council
from bot.services.ground.outbox import tell_under
from bot.services.ground.ports import Decide, Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import deadline, plan, postpone
from bot.services.roll.queries import CountRoll


@dataclass(frozen=True, slots=True)
class _Count:
    """Everybody's paper, whose were handed in, and the count of those, as far as it is."""

    papers: Marked
    voters: list[Elector]
    parts: Pausing[tuple[Pile, Decided]]


def close_ballot(uow: Uow, council_id: CouncilId, duty: CloseBallot) -> None:
    """Decide, write the result, and bring about what follows; of a large ballot the count comes after it.

    A ballot that is not open any more is left alone.
    """
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is None or ballot.state is not BallotState.OPEN:
        return
    if is_paged(ballot):
        end_voting(uow, council_id, duty)
    elif (count := _begin(uow, ballot)) is not None:
        _finish(uow, ballot, count, *run_through(count.parts))


def end_voting(uow: Uow, council_id: CouncilId, duty: CloseBallot) -> None:
    """It takes no votes from now on, and is counted as soon as it can be: also in place of a close that failed."""
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is not None and ballot.state is BallotState.OPEN:
        uow.change(ballot, state=BallotState.COUNTING)
        uow.raise_version(council_id, duty.ballot_id)
        plan(uow, council_id, CountBallot(duty.ballot_id), uow.now, since_at=uow.now)


def count_page(uow: Uow, council_id: CouncilId, duty: CountBallot) -> None:
    """Due work: the next part of the count; with the last one the ballot is closed."""
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is None or ballot.state is not BallotState.COUNTING:
        return
    known = uow.memory.recall(counting_key(ballot))
    count = known if isinstance(known, _Count) else _begin(uow, ballot)
    if count is None:
        return
    # Before it goes on: if this is rolled back it is counted from the start.
    uow.memory.keep(counting_key(ballot), count)
    try:
        next(count.parts)
    except StopIteration as done:
        _finish(uow, ballot, count, *done.value)
    else:
        postpone(uow, council_id, duty, uow.now)


def _begin(uow: Uow, ballot: Ballot) -> _Count | None:
    """Open the papers. If they cannot all be opened (None) the ballot begins anew."""
    papers = papers_at_close(uow, ballot)
    marked = [(elector, paper) for elector, paper in papers if paper.picks is not None]
    voters = [elector for elector, _ in marked]
    if (len(voters), sum(elector.weight for elector in voters)) != (ballot.voters, ballot.voted):
        _begin_anew(uow, ballot)
        return None
    decide, context = uow.registers.deciders[ballot.method], context_of(uow, ballot)
    return _Count(papers, voters, _counted(ballot, marked, decide, context))


def _begin_anew(uow: Uow, ballot: Ballot) -> None:
    """What is sealed again from what stands in the open is counted once more."""
    opened = lose_papers(uow, uow.change(ballot, state=BallotState.OPEN))
    close = CloseBallot(ballot.ballot_id)
    if opened.state is BallotState.OPEN and deadline(uow, ballot.council_id, close) is None:
        plan(uow, ballot.council_id, close, uow.now)


def _counted(ballot: Ballot, marked: Marked, decide: Decide, context: str) -> Pausing[tuple[Pile, Decided]]:
    """The pile, and what it comes to; a few milliseconds between two pauses."""
    pile = yield from _piled(ballot, marked)
    decided = yield from decide(ballot, pile, context)
    return pile, decided


def _piled(ballot: Ballot, marked: Marked) -> Pausing[Pile]:
    pile = pile_from(ballot, [])
    for start in range(0, len(marked), PAGE):
        pile = joined(pile, pile_from(ballot, weighed(marked[start : start + PAGE])))
        yield
    return pile


def _finish(uow: Uow, ballot: Ballot, count: _Count, pile: Pile, decided: Decided) -> None:
    """Write the result, and what follows it."""
    uow.add(pile)
    clear_booths(uow, ballot, count.papers)
    closed = _numbered(uow, _closed(uow, ballot, pile, decided))
    _record_close(uow, closed, count.voters)
    uow.raise_version(closed.council_id, closed.ballot_id, is_final=True)
    dispose(uow, closed)
    end_offers(uow, closed.council_id, closed.ballot_id)
    council = get_council(uow, closed.council_id)
    uow.registers.kinds[closed.kind].on_close(uow, council, closed)
    _tell_result(uow, closed)
    note_voters(uow, closed, count.voters)
    open_next(uow, closed.council_id)


def _closed(uow: Uow, ballot: Ballot, pile: Pile, decided: Decided) -> Ballot:
    return uow.change(
        ballot,
        counts=Tally() if ballot.method in COUNTED_AT_CLOSE else pile.totals,
        state=BallotState.CLOSED,
        closed_at=uow.now,
        outcome=decided.outcome,
        result=replace(decided.result, roll=_roll(uow, ballot.council_id)),
    )


def _numbered(uow: Uow, closed: Ballot) -> Ballot:
    """What binds has a number in the register of decisions."""
    if closed.outcome not in {Outcome.ADOPTED, Outcome.ELECTED} or closed.is_practice:
        return closed
    council = get_council(uow, closed.council_id)
    council = uow.change(council, decisions=council.decisions + 1)
    return uow.change(closed, number=council.decisions)


def _record_close(uow: Uow, closed: Ballot, voters: list[Elector]) -> None:
    assert closed.outcome is not None
    said = ballots_entries.BallotClosed(
        outcome=closed.outcome,
        result=Figures.of(closed.result),
        number=closed.number,
        papers=closed.voters,
        took_part=names_of(voters),
    )
    record(uow, closed.council_id, said, closed.ballot_id)


def _tell_result(uow: Uow, closed: Ballot) -> None:
    """The card becomes the result. What must be heard beside it goes before all that follows."""
    told_as = uow.registers.kinds[closed.kind].told_as
    if told_as is not None:
        said, key = told_as(closed.ballot_id), f"picture:{closed.ballot_id}"
        tell_under(uow, closed.council_id, closed.ballot_id, said, once=key, priority=Priority.RESULT)


def recount(reads: Reads, ballot: Ballot) -> Decided:
    """What a closed ballot comes to when it is counted again, by its pile."""
    pile = pile_of(reads, ballot) or pile_from(ballot, [])
    return run_through(reads.registers.deciders[ballot.method](ballot, pile, context_of(reads, ballot)))


def is_as_piled(reads: Reads, ballot: Ballot) -> bool:
    """Whether the counts that a closed ballot shows are those of its papers; of rankings it shows none."""
    pile = pile_of(reads, ballot)
    return pile is None or ballot.method in COUNTED_AT_CLOSE or pile.totals == ballot.counts


def _roll(reads: Reads, council_id: CouncilId) -> RollSizes:
    """How large the council was at the close: result cards print it (SPEC section 2, "resting")."""
    now = reads.ask(CountRoll(council_id))
    chat_size = get_council(reads, council_id).chat_size
    return RollSizes(now.everybody, now.resting, people_in(chat_size))
