"""What must be true of ballots by what the record says: a check of `doctor`."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.ballots.added import AddedOption, takes_options
from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.drafts import ProposalDraft, whole_text
from bot.domain.ballots.duties import EndOptions, RemindHalf, RemindLast
from bot.domain.ballots.entries import (
    Amended,
    BallotClosed,
    BallotOpened,
    CouncilReminded,
    Lapsed,
    OptionAdded,
    OptionsDropped,
    Proposed,
    ReminderSkipped,
    RunOffOpened,
    VotersReminded,
    Withdrawn,
)
from bot.domain.ballots.rules import half_time, last_reminder_at
from bot.domain.charter.entries import CharterProposed
from bot.domain.elections.duties import EndNominations
from bot.domain.elections.entries import ElectionCalled
from bot.domain.ground.due import Duty
from bot.domain.ground.entry import Fact
from bot.domain.instructions.entries import InstructionProposed, WaiverProposed
from bot.domain.removals.duties import OpenRemoval
from bot.domain.removals.entries import RemovalAsked, RemovalReplied
from bot.domain.removals.subject import RemovalSubject
from bot.services.ballots.planned import is_waiting, opens_at_of
from bot.services.ground.ports import Reads
from bot.services.ground.schedule import began_at, deadline
from bot.services.record.recorded import Recorded, is_other, records

ENDS = (BallotClosed, Withdrawn, Lapsed)
PUT = (Proposed, InstructionProposed, RemovalAsked, ElectionCalled, CharterProposed)
BEGINNINGS = (*PUT, WaiverProposed, BallotOpened)
TEXTS = (*PUT, Amended, OptionsDropped, OptionAdded)


def ballots(reads: Reads) -> Iterator[str]:
    """A ballot reads as it was put, has ended as the record says or not at all, and reminds of itself."""
    for recorded in records(reads):
        for ballot in reads.find(Ballot, council_id=recorded.council.council_id):
            for what in _wrong_with(recorded, ballot):
                yield f"ballot {ballot.ballot_id}: {what}"
        for ballot_id in recorded.missing(Ballot, "ballot_id", *BEGINNINGS):
            yield f"ballot {ballot_id}: stands in the record, but is gone"


def _wrong_with(recorded: Recorded, ballot: Ballot) -> Iterator[str]:
    ends = recorded.about(ballot.ballot_id, *ENDS)
    yield from _wrong_end(ballot, ends[-1] if ends else None)
    told = recorded.about(ballot.ballot_id, *TEXTS)
    if told and _reads_otherwise(ballot, told):
        yield "it does not read as it was put to the vote"
    if isinstance(ballot.subject, RemovalSubject) and _is_other_removal(recorded, ballot):
        yield "it is about somebody else than was recorded, or their reply is another"
    if ballot.run_off_of_id is not None and recorded.last(RunOffOpened, ballot.ballot_id) is not None:
        first = recorded.reads.get(Ballot, ballot.council_id, ballot.run_off_of_id)
        if first is not None and first.text and first.text != ballot.text:
            yield "it does not read as the first vote did"
    yield from _wrong_added(recorded.reads, ballot, told)
    yield from _unplanned(recorded.reads, ballot)
    if ballot.state is BallotState.OPEN:
        yield from _unreminded(recorded, ballot)


def _wrong_end(ballot: Ballot, end: Fact | None) -> Iterator[str]:
    """`end`: the entry that says how it ended."""
    if isinstance(end, BallotClosed):
        if (ballot.state, ballot.outcome, ballot.number) != (BallotState.CLOSED, end.outcome, end.number):
            yield f"the record says that it closed, {end.outcome}, and has its number"
        if end.papers is not None and end.papers != ballot.voters:
            yield f"the record says that {end.papers} voted, not {ballot.voters}"
    elif (ballot.state is BallotState.WITHDRAWN) != (end is not None):
        yield f"it is kept as {ballot.state}, and the record says otherwise"
    elif ballot.state is BallotState.CLOSED:
        yield "it is closed, and the record does not know of it"


def _reads_otherwise(ballot: Ballot, told: list[Fact]) -> bool:
    """By what was put last, with what was added to it since; a text that was erased may be any."""
    told = _with_added(told)
    match told[-1]:
        case Proposed(text=text, options=options) | Amended(text=text, options=options):
            is_erased = not text or not all(options)
            return not is_erased and (ballot.text, ballot.options) != (text, _options(ballot, options))
        case InstructionProposed(text=text) | RemovalAsked(grounds=text):
            return is_other(ballot.text, text)
        case ElectionCalled(office=office):
            return ballot.text != office
        case CharterProposed(rule=rule, old=old, new=new):
            return ballot.text != f"{rule}: {old} → {new}"
        case _:
            return _is_another_whole(ballot, told[:-1])


def _with_added(told: list[Fact]) -> list[Fact]:
    """Options that members added, as if they had stood there from the beginning."""
    read: list[Fact] = []
    for fact in told:
        last = read[-1] if read else None
        if isinstance(fact, OptionAdded) and isinstance(last, Proposed | Amended):
            read[-1] = replace(last, options=(*last.options, fact.option))
        else:
            read.append(fact)
    return read


def _wrong_added(reads: Reads, ballot: Ballot, told: list[Fact]) -> Iterator[str]:
    """Who added an option stands in a row of its own, for the limit of each member."""
    places: set[int] = set()
    for fact in told:
        places = {*places, fact.place} if isinstance(fact, OptionAdded) else set()
    rows = reads.find(AddedOption, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    if {row.place for row in rows} != places:
        yield f"{len(places)} options were added to it by the record, and {len(rows)} are noted as added"


def _options(ballot: Ballot, options: tuple[str, ...]) -> tuple[str, ...]:
    """Of a ballot that was erased the options are dots; a text that stands has all of them."""
    return options if ballot.text else ballot.options


def _is_another_whole(ballot: Ballot, told: list[Fact]) -> bool:
    """The options were made lines of the text."""
    match told[-1] if told else None:
        case Proposed(text=text, options=options) | Amended(text=text, options=options):
            is_erased = not text or not all(options)
            return not is_erased and ballot.text != whole_text(ProposalDraft(text, options, ballot.method)).text
        case _:
            return False


def _is_other_removal(recorded: Recorded, ballot: Ballot) -> bool:
    subject = ballot.about(RemovalSubject)
    asked, replied = recorded.last(RemovalAsked, ballot.ballot_id), recorded.last(RemovalReplied, ballot.ballot_id)
    if asked is not None and asked.person_id != subject.person_id:
        return True
    return is_other(subject.reply, replied.reply if replied else None)


def _unplanned(reads: Reads, ballot: Ballot) -> Iterator[str]:
    """What waits for its opening; a duty that is held waits too."""
    waits_for: dict[BallotState, Duty] = {
        BallotState.NOMINATING: EndNominations(ballot.ballot_id),
        BallotState.REPLY: OpenRemoval(ballot.ballot_id),
    }
    if is_waiting(ballot) and opens_at_of(reads, ballot) is None:
        yield "it waits for a time at which it opens, and nothing is planned"
    is_open = ballot.state in {BallotState.OPEN, BallotState.SUSPENDED}
    if is_open and takes_options(ballot) and began_at(reads, ballot.council_id, EndOptions(ballot.ballot_id)) is None:
        yield "options may be added to it, and nothing is planned that would end that"
    duty = waits_for.get(ballot.state)
    if duty is not None and deadline(reads, ballot.council_id, duty) is None:
        yield f"it is kept as {ballot.state}, and nothing is planned that would go on with it"


def _unreminded(recorded: Recorded, ballot: Ballot) -> Iterator[str]:
    """A reminder that is still ahead is planned, unless one was sent before the close was moved."""
    reads, council_id, ballot_id = recorded.reads, ballot.council_id, ballot.ballot_id
    reminded = recorded.about(ballot_id, CouncilReminded, VotersReminded, ReminderSkipped)
    halves = [fact for fact in reminded if isinstance(fact, CouncilReminded | ReminderSkipped) and fact.which == "half"]
    lasts = [fact for fact in reminded if fact not in halves]
    for at, duty, said in (
        (half_time(ballot), RemindHalf(ballot_id), halves),
        (last_reminder_at(ballot), RemindLast(ballot_id), lasts),
    ):
        if at is not None and at > reads.now and not said and deadline(reads, council_id, duty) is None:
            yield f"the reminder of {at:%Y-%m-%d %H:%M} is not planned"
