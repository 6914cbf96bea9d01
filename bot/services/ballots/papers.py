"""Sealed papers: laid out at the opening, rewritten by votes, made a pile at the close (SPEC-RECORD section 1).

While a ballot is open only its key tells whose paper is whose, what it says, and whether it was handed in. The close
makes a pile of them that belongs to nobody, and lets the key be destroyed.
"""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import Ballot, BallotState, Method
from bot.domain.ballots.duties import DestroyKey
from bot.domain.ballots.elector import CastAs, Choice, Elector
from bot.domain.ballots.papers import (
    EMPTY,
    Paper,
    Pile,
    Slot,
    Weighed,
    are_alike,
    length_for,
    many_on,
    message_of,
    pack,
    papers_again,
    unpack,
)
from bot.domain.ballots.rules import is_named
from bot.domain.ballots.schulze import pairs_of
from bot.domain.ballots.tally import Tally
from bot.domain.ground.counting import ABSTAIN, weigh
from bot.domain.ground.due import Due
from bot.domain.ground.due import key_of as due_key
from bot.domain.ground.ids import BallotId, CouncilId, ElectorId
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import plan
from bot.services.ground.seals import rows_sealed
from bot.services.ground.strays import Fate, clear_strays

SEAL_BYTES = 28
"""By so much a sealed paper is longer: nonce and tag."""

KEY = "ballot-"

KEYED = (BallotState.OPENING, BallotState.OPEN, BallotState.SUSPENDED, BallotState.COUNTING)
"""The states in which a ballot has its key."""

ENDED = (BallotState.CLOSED, BallotState.WITHDRAWN)

Marked = list[tuple[Elector, Paper]]


def key_of(ballot: Ballot) -> str:
    """The id of the ballot's key."""
    return f"{KEY}{ballot.ballot_id}"


def lay_out(uow: Uow, ballot: Ballot, electors: Iterable[Elector]) -> None:
    """An empty paper for everybody, in an order that tells nothing; in place of those that there were."""
    uow.sealing.make_key(key_of(ballot))
    uow.remove_all(Slot, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    uow.add_all(empty_papers(uow, ballot, sorted(slot_name(uow, ballot, elector.elector_id) for elector in electors)))


def lay_out_wider(uow: Uow, ballot: Ballot, papers: Marked) -> None:
    """Papers as they are, each in a slot of another name: that some came later is told by none of them."""
    uow.remove_all(Slot, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    length = length_for(ballot)
    named = ((slot_name(uow, ballot, elector.elector_id), paper) for elector, paper in papers)
    ordered = sorted(named, key=lambda each: each[0])
    uow.add_all(_sealed(uow, ballot, slot, pack(ballot.choices, paper, length)) for slot, paper in ordered)


def empty_papers(uow: Uow, ballot: Ballot, slots: Iterable[str]) -> list[Slot]:
    """One for each slot."""
    empty = pack(ballot.choices, EMPTY, length_for(ballot))
    return [_sealed(uow, ballot, slot, empty) for slot in slots]


def lay_out_anew(uow: Uow, ballot: Ballot) -> None:
    """What was handed in or marked is gone; who may vote stays as it was frozen."""
    uow.memory.drop(live_key(ballot))
    uow.remove_all(Choice, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    lay_out(uow, ballot, electors_of(uow, ballot))


def restore_papers(uow: Uow, ballot: Ballot) -> bool:
    """Seal what stands in the open; False if that is not all that was handed in. Of a secret ballot it goes by that."""
    choices = uow.find(Choice, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    if len(choices) != ballot.voters or (not choices and _had_papers(uow, ballot)):
        return False
    lay_out(uow, ballot, electors_of(uow, ballot))
    for choice in choices:
        is_instructed = choice.cast_as is CastAs.INSTRUCTED
        keep_paper(uow, ballot, choice.elector_id, Paper(choice.picks, choice.sequence, is_instructed))
    if not is_named(ballot):
        uow.remove_all(Choice, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
        uow.truncate_log()
    return True


def _had_papers(reads: Reads, ballot: Ballot) -> bool:
    """Whether something was sealed that cannot be opened; before papers were, nobody had voted and nothing was."""
    return reads.count(Slot, council_id=ballot.council_id, ballot_id=ballot.ballot_id) > 0


def is_sealed(reads: Reads, ballot: Ballot) -> bool:
    """Whether its papers can be opened; not before the opening, after the close, or if the key was lost."""
    return reads.sealing.has_key(key_of(ballot))


def paper_of(reads: Reads, ballot: Ballot, elector_id: ElectorId) -> Paper:
    """What this elector has on it; the empty paper where there is nothing to open."""
    slot = slot_of(reads, ballot, elector_id) if is_sealed(reads, ballot) else None
    return opened(reads, ballot, slot) if slot is not None else EMPTY


def keep_paper(uow: Uow, ballot: Ballot, elector_id: ElectorId, paper: Paper) -> None:
    """Seal it anew in its slot, as long as what stood there. LookupError if the elector has none."""
    slot = slot_of(uow, ballot, elector_id)
    if slot is None:
        raise LookupError("this elector has no slot")
    rewrite(uow, ballot, slot, paper)


def slot_of(reads: Reads, ballot: Ballot, elector_id: ElectorId) -> Slot | None:
    """Where this elector's paper lies. Raises KeyLostError, or SealBrokenError for a row that cannot be read."""
    name = slot_name(reads, ballot, elector_id)
    with rows_sealed():
        return reads.get(Slot, ballot.council_id, ballot.ballot_id, name)


def opened(reads: Reads, ballot: Ballot, slot: Slot) -> Paper:
    """What the paper in it says. Raises KeyLostError or SealBrokenError."""
    return unpack(ballot.choices, reads.sealing.open(key_of(ballot), slot.sealed, ballot.ballot_id, slot.slot))


def booth_of(reads: Reads, ballot: Ballot, slot: Slot) -> int:
    """In which message the booth of this paper is shown, also if its text has changed since; 0 if in none."""
    return message_of(reads.sealing.open(key_of(ballot), slot.sealed, ballot.ballot_id, slot.slot))


def was_filled_in_before(reads: Reads, ballot: Ballot, elector_id: ElectorId) -> bool:
    """Whether this elector handed in when fewer could be chosen. Raises KeyLostError or SealBrokenError."""
    slot = slot_of(reads, ballot, elector_id)
    if slot is None:
        return False
    packed = reads.sealing.open(key_of(ballot), slot.sealed, ballot.ballot_id, slot.slot)
    return many_on(packed) < len(ballot.choices) and unpack(ballot.choices, packed).picks is not None


def rewrite(uow: Uow, ballot: Ballot, slot: Slot, paper: Paper) -> None:
    """Put this paper in it; a vote has found the slot already, and finds it once."""
    packed = pack(ballot.choices, paper, len(slot.sealed) - SEAL_BYTES)
    uow.change(slot, sealed=_sealed(uow, ballot, slot.slot, packed).sealed)


def electors_of(reads: Reads, ballot: Ballot) -> list[Elector]:
    """The whole frozen electorate."""
    return reads.find(Elector, council_id=ballot.council_id, ballot_id=ballot.ballot_id)


def slots_of(reads: Reads, ballot: Ballot, limit: int | None = None) -> list[Slot]:
    """All there are, or so many. Raises SealBrokenError for a row that cannot be read."""
    with rows_sealed():
        return reads.find(Slot, council_id=ballot.council_id, ballot_id=ballot.ballot_id, limit=limit)


def open_all(reads: Reads, ballot: Ballot) -> Marked:
    """Everybody's paper, in memory alone; none where there is nothing to open."""
    if not is_sealed(reads, ballot):
        return []
    slots = {slot.slot: slot for slot in slots_of(reads, ballot)}
    found = (
        (elector, slots.get(slot_name(reads, ballot, elector.elector_id))) for elector in electors_of(reads, ballot)
    )
    return [(elector, opened(reads, ballot, slot)) for elector, slot in found if slot is not None]


def handed_in(reads: Reads, ballot: Ballot) -> Marked:
    """The papers of those who have voted, while the ballot is open."""
    return [(elector, paper) for elector, paper in open_all(reads, ballot) if paper.picks is not None]


def papers_of(reads: Reads, ballot: Ballot) -> Weighed:
    """Every paper with what it weighs, without whose it is: of a closed ballot from its pile, else by opening them."""
    pile = pile_of(reads, ballot)
    return papers_again(pile) if pile is not None else weighed(handed_in(reads, ballot))


def pile_of(reads: Reads, ballot: Ballot) -> Pile | None:
    """The papers of a closed ballot that was counted."""
    return reads.get(Pile, ballot.council_id, ballot.ballot_id)


def tells_by_itself(reads: Reads, ballot: Ballot) -> bool:
    """Whether the result of this secret ballot says what each chose, as all chose the same."""
    pile = pile_of(reads, ballot) if ballot.state is BallotState.CLOSED and not is_named(ballot) else None
    return pile is not None and are_alike(pile)


def pile_from(ballot: Ballot, papers: Weighed) -> Pile:
    """Of each paper the pile keeps what a recount needs and no more.

    Yes/no, one choice and approvals: totals; Schulze: its pairs; STV: the rankings, sorted.
    """
    pile = Pile(ballot.council_id, ballot.ballot_id, len(papers), sum(weight for _, weight in papers))
    match ballot.method:
        case Method.STV:
            return replace(pile, rankings=tuple(sorted(weigh(papers).items())))
        case Method.RANK:
            firsts = [(picks[:1], weight) for picks, weight in papers]
            tiers = [(tuple((pick,) for pick in picks if pick != ABSTAIN), weight) for picks, weight in papers]
            return replace(pile, totals=Tally.of(firsts), pairs=pairs_of(ballot.choices[:-1], tiers))
        case _:
            heads = Tally.of((picks, 1) for picks, _ in papers)
            return replace(pile, totals=Tally.of(papers), heads=heads)


def dispose(uow: Uow, ballot: Ballot) -> None:
    """Nothing sealed is kept of what is over, and its key is destroyed as soon as that is on disk."""
    for key in (each(ballot) for each in IN_MEMORY):
        uow.memory.drop(key)
    uow.remove_all(Slot, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    if uow.sealing.has_key(key_of(ballot)):
        plan(uow, ballot.council_id, DestroyKey(ballot.ballot_id), uow.now)
        uow.truncate_log()


def destroy_key(uow: Uow, council_id: CouncilId, duty: DestroyKey) -> None:
    """Due work, so after the commit that noted it; done again after a crash in its midst."""
    uow.sealing.destroy_key(f"{KEY}{duty.ballot_id}")
    record(uow, council_id, ballots_entries.PapersDestroyed(), duty.ballot_id)
    uow.truncate_log()


def clear_orphans(uow: Uow) -> None:
    """Keys of ballots that are over, and, after a while, of openings that were rolled back."""
    needed = {key_of(ballot) for ballot in uow.find(Ballot, state=KEYED)}
    clear_strays(uow, (KEY,), needed, lambda key_id: _fate(uow, BallotId(key_id.removeprefix(KEY))))


def _fate(reads: Reads, ballot_id: BallotId) -> Fate:
    """Of the key of a ballot that has none: one that is still to come was open in what a backup took the place of."""
    if reads.count(Due, key=due_key(DestroyKey(ballot_id)), done_at=None):
        return Fate.NOTED
    if reads.count(Ballot, ballot_id=ballot_id, state=KEYED):
        return Fate.NEEDED  # its row cannot be read now, and its papers are to be counted once it can
    return Fate.OVER if reads.count(Ballot, ballot_id=ballot_id, state=ENDED) else Fate.STRAY


def live_key(ballot: Ballot) -> str:
    """Under which the live counts are kept in memory."""
    return f"live:{ballot.ballot_id}"


def ahead_key(ballot: Ballot) -> str:
    """Under which papers that were opened ahead of the close are kept in memory."""
    return f"ahead:{ballot.ballot_id}"


def counting_key(ballot: Ballot) -> str:
    """Under which it is kept in memory how far the papers of what is over are counted."""
    return f"counting:{ballot.ballot_id}"


def slots_key(ballot: Ballot) -> str:
    """Under which the slots of a large electorate are kept in memory, until all of them are laid out."""
    return f"slots:{ballot.ballot_id}"


def voters_key(ballot: Ballot) -> str:
    """Under which the first ones who voted are kept in memory (bot/services/ballots/first_voters.py)."""
    return f"voters:{ballot.ballot_id}"


def booths_key(ballot: Ballot) -> str:
    """Under which it is kept in memory how far booths of an old text were turned into what it is now."""
    return f"booths:{ballot.ballot_id}"


IN_MEMORY = (live_key, slots_key, ahead_key, counting_key, voters_key, booths_key)
"""All that is kept there of a ballot that is not over."""


def weighed(marked: Marked) -> Weighed:
    """What was handed in, without whose it is."""
    return [(paper.picks, elector.weight) for elector, paper in marked if paper.picks is not None]


def slot_name(reads: Reads, ballot: Ballot, elector_id: ElectorId) -> str:
    """Where this elector's paper lies or will lie. Raises KeyLostError."""
    about = (ballot.ballot_id, elector_id, *(("wider",) if ballot.is_widened else ()))
    return reads.sealing.slot(key_of(ballot), *about)


def _sealed(uow: Uow, ballot: Ballot, slot: str, packed: bytes) -> Slot:
    sealed = uow.sealing.seal(key_of(ballot), packed, ballot.ballot_id, slot)
    return Slot(ballot.council_id, ballot.ballot_id, slot, sealed)
