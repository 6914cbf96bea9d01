"""What must always be true of the database (SPEC section 16), recomputed: a read model that repairs nothing.

Each check is a function of the reads that yields what is wrong, in words for an operator and without a choice, a text
or a name. `examine` runs them all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot.domain.ballots.ballot import (
    COUNTED_AT_CLOSE,
    Ballot,
    BallotState,
    was_counted,
)
from bot.domain.ballots.duties import CloseBallot, CountBallot
from bot.domain.ballots.elector import Choice, Elector
from bot.domain.ballots.entries import BallotClosed
from bot.domain.ballots.rules import is_named
from bot.domain.ballots.tally import Tally
from bot.domain.council.council import Council
from bot.domain.ground.entry import Entry
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import CouncilId, ElectorId
from bot.domain.ground.inbox import GENERATION, InboxKey, Incoming, key_at
from bot.domain.ground.kept import NotReadableError
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.ground.refusal import Refusal
from bot.domain.mandates.mandate import Mandate
from bot.services.ballots.closing import recount
from bot.services.ballots.papers import papers_of, pile_from, pile_of
from bot.services.ground.filters import MoreThan
from bot.services.ground.ports import Check, NotStoredError, Reads
from bot.services.ground.record import facts_about
from bot.services.ground.schedule import deadline
from bot.services.ground.voices import are_whole
from bot.services.recalls.confidence import live_recall, signals_against, stands_unwritten
from bot.services.recalls.thresholds import threshold_of
from bot.services.record.due_work import is_awake
from bot.services.record.queries import CountElectorate, EntriesNaming, KindsTold
from bot.services.record.recorded import records
from bot.services.record.sealed import trouble_with
from bot.services.record.verify import Fault, verify_record

R = TypeVar("R")
PAGE = 1000

CHOICE_WORDS = frozenset({"choice", "pick", "picks", "paper", "has_confidence"})
"""Names under which something about a person could tell their choice."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it must be; `check` names the check that found it."""

    check: str
    what: str


def examine(reads: Reads) -> list[Finding]:
    """Everything that is wrong, check by check."""
    return [Finding(name, what) for name, check in reads.registers.checks.items() for what in _found(reads, check)]


def _found(reads: Reads, check: Check) -> Iterator[str]:
    """What a row holds that cannot be read may stop one check; the others go on."""
    try:
        yield from check(reads)
    except NotReadableError as error:
        yield f"not looked at to its end: {error} cannot be read"
    except NotStoredError as error:
        yield f"not looked at to its end: {error}"
    except OSError as error:
        yield f"not looked at to its end: {Path(error.filename or '').name} cannot be read ({type(error).__name__})"
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, DomainError) as error:
        yield f"not looked at to its end: a row is not as it must be ({type(error).__name__})"


def _pages(reads: Reads, kind: type[R], by: str, after: int | str, /, **equal: Any) -> Iterator[R]:
    """Every such row behind `after`, a page read at a time: a record of years does not have to fit into memory."""
    while found := reads.find(kind, order=by, limit=PAGE, **{**equal, by: MoreThan(after)}):
        yield from found
        after = getattr(found[-1], by)


def _ballots(reads: Reads, *states: BallotState) -> list[Ballot]:
    return reads.find(Ballot, state=states)


def _choices(reads: Reads, ballot: Ballot) -> list[Choice]:
    """Of a ballot by name; a secret one has none."""
    return reads.find(Choice, council_id=ballot.council_id, ballot_id=ballot.ballot_id)


AT_WORK = timedelta(seconds=5)
"""A bot that runs while it is examined writes entries later than the examination began."""


def clock(reads: Reads) -> Iterator[str]:
    """Nothing in the record lies in the future: a clock set back would hold deadlines up."""
    for council in reads.find(Council):
        for newest in reads.find(Entry, order="-sequence", limit=1, council_id=council.council_id):
            if newest.at > reads.now + AT_WORK:
                yield f"it is {reads.now}, but the record of council {council.council_id} goes on to {newest.at}"


def electorates(reads: Reads) -> Iterator[str]:
    """Those counted are distinct members of the electorate as it was frozen (invariant 1)."""
    for ballot in _ballots(reads, BallotState.OPEN, BallotState.CLOSED):
        frozen = reads.ask(CountElectorate(ballot.council_id, ballot.ballot_id))
        if (frozen.electors, frozen.weight) != (ballot.electors, ballot.electorate):
            yield (
                f"ballot {ballot.ballot_id}: {frozen.electors} electors of weight {frozen.weight}, "
                f"but it says {ballot.electors} of weight {ballot.electorate}"
            )
        if strangers := _strangers(reads, ballot):
            yield f"ballot {ballot.ballot_id}: counts {strangers} who are not in its electorate"
        if frozen.outsiders:
            yield f"ballot {ballot.ballot_id}: {frozen.outsiders} electors were never on the roll"


def _strangers(reads: Reads, ballot: Ballot) -> int:
    took_part = _took_part(reads, ballot)
    if not took_part:
        return 0
    known = reads.keys(Elector, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    return len(took_part.difference(elector_id for *_, elector_id in known))


def _took_part(reads: Reads, ballot: Ballot) -> set[ElectorId]:
    """Of a closed ballot by its entry, of one by name by its choices; of an open secret one only the key tells."""
    named = {ElectorId(choice.elector_id) for choice in _choices(reads, ballot)}
    ends = facts_about(reads, BallotClosed, ballot.council_id, ballot.ballot_id)
    return named.union(*(end.took_part or () for end in ends))


def tallies(reads: Reads) -> Iterator[str]:
    """As many papers as voters, and the counts of a closed ballot are those of its pile (invariant 1)."""
    for ballot in _ballots(reads, BallotState.OPEN, BallotState.CLOSED):
        if ballot.state is BallotState.CLOSED and not was_counted(ballot):
            continue
        if ballot.state is BallotState.OPEN and trouble_with(reads, ballot) is not None:
            continue
        voters, weight, counts = _counted_again(reads, ballot)
        if (voters, weight) != (ballot.voters, ballot.voted):
            yield (
                f"ballot {ballot.ballot_id}: says that {ballot.voters} of weight {ballot.voted} voted, "
                f"a recount finds {voters} of weight {weight}"
            )
        if counts is not None and counts != ballot.counts:
            yield f"ballot {ballot.ballot_id}: its tally differs from a recount"


def _counted_again(reads: Reads, ballot: Ballot) -> tuple[int, int, Tally | None]:
    """How many voted, what they weigh, and the counts where the ballot's must be exact."""
    closed = pile_of(reads, ballot)
    pile = closed or pile_from(ballot, papers_of(reads, ballot))
    is_exact = ballot.method not in COUNTED_AT_CLOSE and (closed is not None or is_named(ballot))
    return pile.voters, pile.weight, pile.totals if is_exact else None


def results(reads: Reads) -> Iterator[str]:
    """A closed ballot came to what its own rules make of its papers, and nothing was cast after the close (1 and 2)."""
    for ballot in _ballots(reads, BallotState.CLOSED):
        if ballot.closed_at is None or ballot.outcome is None:
            yield f"ballot {ballot.ballot_id}: closed without a time or an outcome"
            continue
        if late := sum(choice.cast_at > ballot.closed_at for choice in _choices(reads, ballot)):
            yield f"ballot {ballot.ballot_id}: {late} votes are younger than its close"
        if was_counted(ballot):
            decided = recount(reads, ballot)
            is_same = ballot.result is not None and ballot.result.agrees_with(decided.result)
            if decided.outcome is not ballot.outcome or not is_same:
                yield f"ballot {ballot.ballot_id}: its result differs from a recount by its own rules"


def open_ballots(reads: Reads) -> Iterator[str]:
    """Every open ballot has a close, and work planned that closes it then; one that is counted is counted on."""
    for ballot in _ballots(reads, BallotState.COUNTING):
        if deadline(reads, ballot.council_id, CountBallot(ballot.ballot_id)) is None:
            yield f"ballot {ballot.ballot_id}: its time is over, and nothing is planned that would count it"
    for ballot in _ballots(reads, BallotState.OPEN):
        if ballot.opened_at is None or ballot.closes_at is None:
            yield f"ballot {ballot.ballot_id}: open without a time of opening or closing"
        planned_at = deadline(reads, ballot.council_id, CloseBallot(ballot.ballot_id))
        if planned_at is None:
            yield f"ballot {ballot.ballot_id}: open, and nothing is planned that would close it"
        elif ballot.closes_at is not None and ballot.closes_at != planned_at:
            yield f"ballot {ballot.ballot_id}: it says another close than is planned"


def mandates(reads: Reads) -> Iterator[str]:
    """Each office has at most one live mandate per seat, and each mandate the ballot it came from (invariant 3)."""
    holders: dict[tuple[str, str, int], int] = {}
    for mandate in reads.find(Mandate):
        source = reads.get(Ballot, mandate.council_id, mandate.source_ballot_id)
        if source is None or not source.subject.FILLS_SEATS or source.office_id != mandate.office_id:
            yield f"mandate {mandate.mandate_id}: the ballot it came from is no election to its office"
        elif source.state is not BallotState.CLOSED:
            yield f"mandate {mandate.mandate_id}: the ballot it came from is not closed"
        if (mandate.ended_at is None) != (mandate.end_reason is None):
            yield f"mandate {mandate.mandate_id}: its end and the reason for it disagree"
        if mandate.is_live:
            place = (mandate.council_id, mandate.office_id, mandate.seat)
            holders[place] = holders.get(place, 0) + 1
    for (_, office_id, seat), number in holders.items():
        if number > 1:
            yield f"office {office_id}: seat {seat} has {number} live mandates"


def thresholds(reads: Reads) -> Iterator[str]:
    """Where signals reach the threshold, a recall stands (invariant 5)."""
    if not is_awake(reads):
        return
    for mandate in reads.find(Mandate, ended_at=None):
        if not are_whole(reads, mandate.council_id, mandate.mandate_id):
            continue
        is_reached = threshold_of(reads, mandate).opens_at(signals_against(reads, mandate))
        # Until the full hour only the note among the signals tells so.
        if is_reached and live_recall(reads, mandate) is None and not stands_unwritten(reads, mandate):
            yield f"mandate {mandate.mandate_id}: its threshold is reached, and no recall stands"


def messages(reads: Reads) -> Iterator[str]:
    """Every message was sent once, waits, or says why it was not (invariant 5)."""
    for row in reads.find(Outgoing, state=OutgoingState.SENT, sent_at=None):
        yield f"message {row.outgoing_id} ({row.screen}): sent, nobody knows when"
    given_up = reads.find(Outgoing, state=(OutgoingState.SHELVED, OutgoingState.DROPPED), trouble=None)
    for row in given_up:
        yield f"message {row.outgoing_id} ({row.screen}): {row.state} without a reason"


def chain(reads: Reads) -> Iterator[str]:
    """Each council's record verifies from its first entry, without a gap, and its texts match it (invariant 6)."""
    for council_id in _chains(reads):
        for finding in verify_record(reads, council_id).findings:
            yield f"council {council_id}: {BROKEN[finding.fault].format(finding.sequence)}"


BROKEN = {
    Fault.CHAIN: "the record does not verify from entry {} on",
    Fault.TEXT: "a text of entry {} is not the one that was recorded",
    Fault.HEAD: "the record ends with entry {}, but not as the council has it",
}


def _chains(reads: Reads) -> list[CouncilId]:
    return [row.council_id for row in reads.find(Entry, sequence=1)] + [
        council.council_id
        for council in reads.find(Council)
        if not reads.count(Entry, council_id=council.council_id, sequence=1)
    ]


def entries(reads: Reads) -> Iterator[str]:
    """Councils, members, ballots, votes and mandates stand in the record as they stand in the tables (invariant 6)."""
    for recorded in records(reads):
        council_id = recorded.council.council_id
        told: dict[str, set[str]] = {}
        voted: dict[str, set[str | None]] = {}
        for chain in recorded.chains:
            for subject_id, kinds in reads.ask(KindsTold(chain)).items():
                told.setdefault(subject_id, set()).update(kinds)
            for entry in _pages(reads, Entry, "sequence", 0, council_id=chain, kind="voted"):
                voted.setdefault(entry.subject_id, set()).add(entry.actor_id)
        if not told:
            yield f"council {council_id}: has no record"
        for ballot in reads.find(Ballot, council_id=council_id):
            yield from _unrecorded(reads, ballot, told.get(ballot.ballot_id, set()), voted.get(ballot.ballot_id, set()))
        for mandate in reads.find(Mandate, council_id=council_id):
            if mandate.mandate_id not in told:
                yield f"mandate {mandate.mandate_id}: has no entry"


def _unrecorded(reads: Reads, ballot: Ballot, told: set[str], voted: set[str | None]) -> Iterator[str]:
    if not told:
        yield f"ballot {ballot.ballot_id}: has no entry"
    if ballot.opened_at is not None and "ballot_opened" not in told:
        yield f"ballot {ballot.ballot_id}: its opening has no entry"
    if was_counted(ballot) and "ballot_closed" not in told:
        yield f"ballot {ballot.ballot_id}: its close has no entry"
    if missing := {choice.elector_id for choice in _choices(reads, ballot)} - voted:
        yield f"ballot {ballot.ballot_id}: {len(missing)} votes have no entry"


def secrecy(reads: Reads) -> Iterator[str]:
    """Nothing joins a person to a choice, but a ballot by name (invariant 7)."""
    for ballot in _ballots(reads, BallotState.OPEN, BallotState.CLOSED):
        if _choices(reads, ballot) and not is_named(ballot):
            yield f"ballot {ballot.ballot_id}: is secret, and keeps who chose what"
    for entry in reads.ask(EntriesNaming(tuple(sorted(CHOICE_WORDS)))):
        is_vote = entry.kind in {"voted", "signalled"}
        if (is_vote and entry.data) or (entry.actor_id is not None and _tells(entry.data)):
            yield f"council {entry.council_id}: entry {entry.sequence} ({entry.kind}) may tell somebody's choice"
    for refusal in reads.find(Refusal):
        if _tells(refusal.fields):
            yield f"council {refusal.council_id}: a refusal ({refusal.code}) may tell somebody's choice"
    for row in _pages(reads, Outgoing, "outgoing_id", ""):
        if _tells(row.params):
            yield f"message {row.outgoing_id} ({row.screen}): may tell somebody's choice"


def _tells(value: Any) -> bool:
    """Whether a name within says that a choice follows."""
    if isinstance(value, dict):
        return not CHOICE_WORDS.isdisjoint(value) or any(_tells(part) for part in value.values())
    return isinstance(value, list | tuple) and any(_tells(part) for part in value)


def inbox(reads: Reads) -> Iterator[str]:
    """What is done was blanked, and no key outlives what it seals: nothing keeps who pressed what (invariant 7)."""
    kept = sum(row.done_on is not None and row.sealed != b"" for row in _pages(reads, Incoming, "update_id", -1))
    if kept:
        yield f"{kept} updates are done but not blanked"
    if is_awake(reads) and (old := [key for key in reads.find(InboxKey) if _is_old(reads, key)]):
        yield f"{len(old)} keys of the inbox have nothing left to seal, and are still there"


def _is_old(reads: Reads, key: InboxKey) -> bool:
    """Whether it should have gone: those before and after this time may be on their way out (a clock set back)."""
    is_young = key.key_id in {key_at(reads.now + each * GENERATION) for each in (-1, 0, 1)}
    return not key.is_over and not is_young and not reads.count(Incoming, key_id=key.key_id, done_on=None)
