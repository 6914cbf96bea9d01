"""What must be true of mandates by what the record says: a check of `doctor`, see bot.services.record.doctor."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.elections.entries import Elected
from bot.domain.mandates.duties import EndMandate
from bot.domain.mandates.entries import MandateEnded, MandateStarted, SuccessorElected, SuccessorLapsed
from bot.domain.mandates.mandate import Mandate, Successor
from bot.domain.roll.member import ON_THE_ROLL, Member
from bot.services.ground.ports import Reads
from bot.services.ground.schedule import deadline
from bot.services.recalls.confidence import live_recall
from bot.services.record.due_work import is_awake
from bot.services.record.recorded import Recorded, records

AT_MOST_LATE = timedelta(hours=1)
"""A term may be over for so long while the bot is up: what ends it is tried again every few minutes."""


def holders(reads: Reads) -> Iterator[str]:
    """Whoever holds an office was elected to it, as the record says, is on the roll, and only until the term ends."""
    for recorded in records(reads):
        for mandate in reads.find(Mandate, council_id=recorded.council.council_id):
            for what in _wrong_with(recorded, mandate):
                yield f"mandate {mandate.mandate_id}: {what}"
        for successor in reads.find(Successor, council_id=recorded.council.council_id):
            if not _is_as_told(recorded, successor):
                yield f"mandate {successor.mandate_id}: whoever is to take it over is not who was elected to it"
        yield from _gone(recorded)


def _wrong_with(recorded: Recorded, mandate: Mandate) -> Iterator[str]:
    told = recorded.last(MandateStarted, mandate.mandate_id)
    if told is not None:
        yield from _not_as_told(mandate, told)
    yield from _not_elected(recorded, mandate)
    ended = recorded.last(MandateEnded, mandate.mandate_id)
    if mandate.end_reason is not (ended.reason if ended else None):
        yield "the record says otherwise whether it has ended, or why"
    if mandate.is_live:
        yield from _not_to_go_on(recorded.reads, mandate)


def _not_as_told(mandate: Mandate, told: MandateStarted) -> Iterator[str]:
    if mandate.person_id != told.person_id:
        yield "the record says that it was given to somebody else"
    if datetime.fromisoformat(told.ends_at) != mandate.ends_at:
        yield f"the record says that its term ends {told.ends_at}, not {mandate.ends_at.isoformat()}"
    kept = (mandate.office_id, mandate.seat, mandate.source_ballot_id, mandate.is_alternate)
    if kept != (told.office_id, told.seat, told.ballot_id, told.is_alternate):
        yield "the record names another office, another seat or another ballot"


def _not_elected(recorded: Recorded, mandate: Mandate) -> Iterator[str]:
    """The ballot names who was elected and who comes next; nobody else holds a mandate from it."""
    elected = recorded.last(Elected, mandate.source_ballot_id)
    named = (elected.alternates if mandate.is_alternate else elected.people) if elected else ()
    if mandate.person_id not in named:
        yield "the ballot it came from did not elect its holder"


def _not_to_go_on(reads: Reads, mandate: Mandate) -> Iterator[str]:
    place = reads.get(Member, mandate.council_id, mandate.person_id)
    if place is None or place.state not in ON_THE_ROLL:
        yield "its holder is not on the roll"
    if deadline(reads, mandate.council_id, EndMandate(mandate.mandate_id)) is None:
        yield "nothing is planned that would end it with its term"
    is_late = is_awake(reads) and reads.now > mandate.ends_at + AT_MOST_LATE
    if is_late and not _is_decided_on(reads, mandate):
        yield f"its term ended {mandate.ends_at:%Y-%m-%d %H:%M}, and it is still held"


def _is_decided_on(reads: Reads, mandate: Mandate) -> bool:
    """Whether the vote on a recall is being counted, after which it ends."""
    recall = live_recall(reads, mandate)
    ballot = reads.get(Ballot, mandate.council_id, recall.ballot_id) if recall and recall.ballot_id else None
    return ballot is not None and ballot.state is BallotState.COUNTING


def _is_as_told(recorded: Recorded, successor: Successor) -> bool:
    told = recorded.last(SuccessorElected, successor.mandate_id)
    elected = recorded.last(Elected, successor.source_ballot_id)
    return (
        told is not None
        and (told.person_id, told.office_id) == (successor.person_id, successor.office_id)
        and datetime.fromisoformat(told.starts_at) == successor.starts_at
        and elected is not None
        and successor.person_id in elected.people
    )


def _gone(recorded: Recorded) -> Iterator[str]:
    for mandate_id in recorded.missing(Mandate, "mandate_id", MandateStarted):
        yield f"mandate {mandate_id}: stands in the record, but is gone"
    waiting = {row.mandate_id for row in recorded.reads.find(Successor, council_id=recorded.council.council_id)}
    for mandate_id in recorded.missing(Mandate, "mandate_id", SuccessorElected):
        if mandate_id not in waiting and recorded.last(SuccessorLapsed, mandate_id) is None:
            yield f"mandate {mandate_id}: somebody was elected to it, and no longer waits for it"
