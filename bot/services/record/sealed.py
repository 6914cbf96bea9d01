"""What is sealed has its key, which opens all of it; of what is over neither is left (SPEC-RECORD section 1)."""

from collections.abc import Iterator

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.duties import DestroyKey
from bot.domain.ballots.papers import Slot
from bot.domain.ground.inbox import Incoming
from bot.domain.ground.voices import Voice, VoiceKey
from bot.services.ballots.papers import KEYED, electors_of, is_sealed, open_all
from bot.services.ground.ports import Reads, SealBrokenError
from bot.services.ground.schedule import deadline
from bot.services.ground.voices import are_whole

LAID_OUT = (BallotState.OPEN, BallotState.SUSPENDED, BallotState.COUNTING)


def sealed(reads: Reads) -> Iterator[str]:
    """What is open has its key, which opens all of it; what is over has neither key nor sealed rows (invariant 7)."""
    for ballot in reads.find(Ballot, state=KEYED):
        if (what := trouble_with(reads, ballot)) is not None:
            yield f"ballot {ballot.ballot_id}: {what}"
    yield from _left_of_ballots(reads)
    yield from _voices(reads)
    yield from _updates(reads)


def trouble_with(reads: Reads, ballot: Ballot) -> str | None:
    """Why the papers of an open ballot cannot all be opened; None if they can."""
    if not is_sealed(reads, ballot):
        return "its key is lost"
    try:
        opened = len(open_all(reads, ballot))
    except SealBrokenError:
        return "its key does not open every paper"
    if ballot.state not in LAID_OUT:
        return None
    slots = reads.count(Slot, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    electors = len(electors_of(reads, ballot))
    if opened == slots == electors:
        return None
    return f"{slots} sealed papers, of which {opened} are somebody's, but {electors} electors"


def _left_of_ballots(reads: Reads) -> Iterator[str]:
    for slot in reads.find(Slot, first_of=("council_id", "ballot_id")):
        ballot = reads.get(Ballot, slot.council_id, slot.ballot_id)
        if ballot is None or ballot.state not in KEYED:
            yield f"ballot {slot.ballot_id}: is not open, and sealed papers of it are kept"
    over = tuple(state for state in BallotState if state not in KEYED)
    for ballot in reads.find(Ballot, state=over):
        is_planned = deadline(reads, ballot.council_id, DestroyKey(ballot.ballot_id)) is not None
        if is_sealed(reads, ballot) and not is_planned:
            yield f"ballot {ballot.ballot_id}: is not open, and its key is kept"


def _voices(reads: Reads) -> Iterator[str]:
    for key in reads.find(VoiceKey):
        if not are_whole(reads, key.council_id, key.subject_id):
            yield f"signals or ratings on {key.subject_id}: their key is lost, or does not open them"
    for voice in reads.find(Voice, first_of=("council_id", "subject_id")):
        if reads.get(VoiceKey, voice.council_id, voice.subject_id) is None:
            yield f"signals or ratings on {voice.subject_id}: are over, and sealed rows of them are kept"


def _updates(reads: Reads) -> Iterator[str]:
    waiting = reads.find(Incoming, done_on=None)
    if lost := sum(not reads.sealing.has_key(row.key_id) for row in waiting):
        yield f"{lost} updates wait whose key is lost"
