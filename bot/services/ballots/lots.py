"""Public lots: a seed is promised before the ballot opens and shown with the result (bot/domain/ballots/lot.py draws).

The context of a draw names the ballot and what is drawn, and, for draws made at the close, the digest of the record's
last entry then: nobody knew it when the seed was promised, so whoever made the seed could not tell whom it would draw.
"""

from collections.abc import Iterable

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import Ballot, paper_context
from bot.domain.ballots.lot import Lot, commitment, draw_order
from bot.domain.ballots.results import ResultOfElection
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import head_of, record


def promise_lot(uow: Uow, ballot: Ballot) -> Ballot:
    """Make the seed of a ballot that is about to open, and publish the promise of it."""
    seed = uow.new_secret()
    promise = commitment(bytes.fromhex(seed))
    record(uow, ballot.council_id, ballots_entries.LotPromised(commitment=promise), ballot.ballot_id)
    return uow.change(ballot, lot_seed=seed, lot_commitment=promise)


def paper_order(ballot: Ballot, names: Iterable[str]) -> tuple[str, ...]:
    """In which order names stand on the paper: by the lot, as being first is worth votes."""
    return draw_order(_seed(ballot), paper_context(ballot), tuple(names))


def context_of(reads: Reads, ballot: Ballot) -> str:
    """What a lot at its close is drawn for; a later recount draws the same by the context that was kept."""
    kept = ballot.result.lot if isinstance(ballot.result, ResultOfElection) else None
    return kept.context if kept else f"{ballot.ballot_id}:result:{head_of(reads, ballot.council_id)}"


def draw_lot(ballot: Ballot, context: str, keys: Iterable[str]) -> Lot:
    """Draw all keys of the paper."""
    order = draw_order(_seed(ballot), context, tuple(keys))
    return Lot(ballot.lot_seed or "", ballot.lot_commitment or "", context, order)


def _seed(ballot: Ballot) -> bytes:
    if ballot.lot_seed is None:
        raise LookupError("no lot was promised")
    return bytes.fromhex(ballot.lot_seed)
