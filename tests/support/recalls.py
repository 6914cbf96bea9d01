"""A council with one holder, and what leads to a recall: signals, the threshold, delivery, the ballot."""

from bot.domain.ballots.ballot import Ballot
from bot.domain.ground.entry import Entry
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.recalls.recall import Recall
from bot.domain.recalls.subject import RecallSubject
from bot.reads.mandates.signals import explain_threshold
from bot.services.ballots.voting import cast_vote
from bot.services.ground.dialogs import answer_confirm
from bot.services.recalls.confidence import give_signal
from tests.support.council import GROUP, House
from tests.support.offices import mandate_now, seat


def names(count):
    return [f"P{number}" for number in range(count)]


def council_of(size, **kinds):
    house = House()
    holder, *others = house.founded(*names(size))
    (mandate,) = seat(house, holder, **kinds)
    return house, mandate, holder, others


def signal(house, mandate, *people, has_confidence=False):
    for person in people:
        house.do(give_signal, house.council_id, mandate.mandate_id, has_confidence=has_confidence, by=person)


def deliver(house):
    """What delivery does: everything that waits has gone out now."""

    def send(uow):
        for row in uow.find(Outgoing, state=OutgoingState.WAITING):
            uow.change(row, state=OutgoingState.SENT, sent_at=uow.now, chat_id=GROUP, message_id=len(row.key))

    house.do(send)


def reached(house, mandate, others):
    """The threshold is reached and acted on, the holder told."""
    needed = house.read(explain_threshold, mandate_now(house, mandate)).needed
    signal(house, mandate, *others[:needed])
    house.pass_time(hours=1)
    deliver(house)
    return latest(house)


def latest(house):
    return house.find(Recall, order="acts_at")[-1]


def to_ballot(house, mandate, others):
    reached(house, mandate, others)
    house.pass_time(hours=24)
    return ballot_of(house)


def ballot_of(house):
    return [ballot for ballot in house.find(Ballot) if ballot.kind == RecallSubject.KIND][-1]


def vote(house, ballot, choice, *people):
    for person in people:
        house.do(cast_vote, house.council_id, ballot.ballot_id, choice, by=person)


def kinds(house):
    return [entry.kind for entry in house.find(Entry)]


def say_yes(house, by, chat_id=GROUP):
    house.do(answer_confirm, by.person_id, is_yes=True, by=by, chat_id=chat_id)
