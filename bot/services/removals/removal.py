"""Removal: asked for with grounds, answered by the person, decided by ballot (SPEC section 2).

The person concerned is not in the electorate: as in a recall, nobody is a judge in their own cause. A reply is printed
on the ballot, which opens a day after it was asked for. All of it goes on if the person leaves the roll, who joins
again once it is decided (services/roll): leaving is no way round it. Nobody who has left can be charged anew.
"""

from dataclasses import replace

from bot.domain.ballots.ballot import RUNNING, Ballot, BallotState, Method, Outcome
from bot.domain.council.council import Council
from bot.domain.ground.dialog import Answer
from bot.domain.ground.due import Moved
from bot.domain.ground.entry import Words
from bot.domain.ground.ids import BallotId, CouncilId, PersonId
from bot.domain.ground.outgoing import Card
from bot.domain.ground.person import Person
from bot.domain.ground.text import ensure_text
from bot.domain.removals import entries as removals_entries
from bot.domain.removals.duties import OpenRemoval
from bot.domain.removals.messages import RemovalCard, RemovalClosed, RemovalReplied, RemovalSelf
from bot.domain.removals.questions import AskRemovalGrounds, AskRemovalReply, ConfirmRemoval
from bot.domain.removals.removal import (
    NoReplyDueError,
    NotRemovableError,
    OwnRemovalError,
    RemovalInFoundingError,
    RemovalRunsError,
)
from bot.domain.removals.subject import RemovalSubject
from bot.domain.roll.member import Member, MemberState
from bot.services.ballots.ballots import CARD as BALLOT_CARD
from bot.services.ballots.ballots import find_ballot, open_ballot
from bot.services.ballots.charging import charge
from bot.services.ballots.durations import duration_s
from bot.services.ballots.queue import ensure_may_open
from bot.services.council.council import charter_in_force, council_here, get_council
from bot.services.ground.dialogs import ask, confirm, confirm_person
from bot.services.ground.naming import Who, settle
from bot.services.ground.outbox import open_card, redraw_told, reply, tell_person
from bot.services.ground.persons import actor_id, topic_here
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import plan
from bot.services.removals.leaving import end_membership
from bot.services.roll.roll import ensure_voter
from bot.services.roll.standing import place_of

TEXT_AT_MOST = 1500
"""Grounds and reply each, in UTF-16 units: one card holds both in full."""


def ask_to_remove(uow: Uow, who: Who) -> None:
    """/remove @name grounds: check, then ask back. Nothing is stored before [Yes]."""
    council = council_here(uow)
    ensure_voter(uow, council.council_id)
    _ensure_founded(uow, council)
    ensure_may_open(uow, council.council_id)
    found, rest = settle(uow, council.council_id, who)
    if rest:
        ensure_text(rest, TEXT_AT_MOST)
    if len(found) == 1:
        _ensure_removable(uow, council.council_id, found[0].person_id)
    confirm_person(uow, council.council_id, ConfirmRemoval(), who)


def _ensure_founded(uow: Uow, council: Council) -> None:
    if council.is_founding(uow.now):
        raise RemovalInFoundingError(ends_at=council.founding_ends_at)


def _ensure_removable(uow: Uow, council_id: CouncilId, person_id: PersonId) -> None:
    if person_id == actor_id(uow):
        raise OwnRemovalError
    if place_of(uow, council_id, person_id) is None:
        person = uow.get(Person, person_id)
        raise NotRemovableError(name=person.name if person else "")
    if running_removal(uow, council_id, person_id) is not None:
        raise RemovalRunsError


def running_removal(reads: Reads, council_id: CouncilId, person_id: PersonId) -> Ballot | None:
    """The removal of this person that is under way, if any."""
    running = reads.find(Ballot, council_id=council_id, kind=RemovalSubject.KIND, state=RUNNING)
    return next((ballot for ballot in running if ballot.about(RemovalSubject).person_id == person_id), None)


def go_on_with_removal(uow: Uow, council_id: CouncilId, question: ConfirmRemoval) -> None:
    """[Yes]: with grounds it begins, without it asks for them."""
    _ensure_may_begin(uow, council_id, question.person_id)
    if question.rest:
        begin_removal(uow, council_id, question.person_id, question.rest)
    else:
        ask(uow, council_id, AskRemovalGrounds(question.person_id))


def take_grounds(uow: Uow, council_id: CouncilId, question: AskRemovalGrounds, answer: Answer) -> None:
    """The grounds were asked for, and here they are."""
    _ensure_may_begin(uow, council_id, question.person_id)
    begin_removal(uow, council_id, question.person_id, answer.text)


def take_other_grounds(uow: Uow, council_id: CouncilId, question: ConfirmRemoval, answer: Answer) -> None:
    """Other grounds instead of [Yes]: they are asked about as the first were."""
    confirm(uow, council_id, replace(question, rest=ensure_text(answer.text, TEXT_AT_MOST)))


def _ensure_may_begin(uow: Uow, council_id: CouncilId, person_id: PersonId) -> None:
    ensure_voter(uow, council_id)
    _ensure_founded(uow, get_council(uow, council_id))
    ensure_may_open(uow, council_id)
    _ensure_removable(uow, council_id, person_id)


def begin_removal(uow: Uow, council_id: CouncilId, person_id: PersonId, grounds: str) -> Ballot:
    """The card with the grounds goes up, the person hears of it and has a day to reply before the ballot opens."""
    text = ensure_text(grounds, TEXT_AT_MOST)
    charter = charter_in_force(get_council(uow, council_id))
    opens_at = uow.now + charter.span("reply_time")
    ballot = Ballot(
        council_id,
        BallotId(uow.new_id()),
        RemovalSubject.KIND,
        Method.YES_NO,
        BallotState.REPLY,
        text,
        uow.now,
        duration_s(uow, council_id, RemovalSubject.KIND),
        proposer_id=actor_id(uow),
        thread_id=topic_here(uow),
        subject=RemovalSubject(person_id),
    )
    charge(uow, ballot)
    uow.add(ballot)
    record(
        uow,
        council_id,
        removals_entries.RemovalAsked(grounds=Words(text), person_id=person_id, opens_at=opens_at.isoformat()),
        ballot.ballot_id,
        of_person=ballot.proposer_id,
    )
    open_card(uow, council_id, RemovalCard(ballot.ballot_id), thread_id=ballot.thread_id)
    plan(uow, council_id, OpenRemoval(ballot.ballot_id), opens_at)
    key = f"removal:{ballot.ballot_id}"
    tell_person(uow, person_id, RemovalSelf(ballot.ballot_id), once=key, council_id=council_id)
    return ballot


def tell_more_time(uow: Uow, moved: Moved, duty: OpenRemoval) -> None:
    """The person hears that the time to reply ends later now, and can read until when; the card is drawn again."""
    ballot = uow.get(Ballot, moved.council_id, duty.ballot_id)
    if ballot is not None and ballot.state is BallotState.REPLY:
        key = f"removal:{ballot.ballot_id}:{moved.due_at.isoformat()}"
        person_id = ballot.about(RemovalSubject).person_id
        tell_person(uow, person_id, RemovalSelf(ballot.ballot_id), once=key, council_id=moved.council_id)


def ask_for_reply(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> None:
    """[Reply], by the person concerned: they write it where they pressed. Raises NoReplyDueError."""
    ballot = _replying(uow, council_id, ballot_id)
    ask(uow, council_id, AskRemovalReply(ballot.ballot_id))


def take_reply(uow: Uow, council_id: CouncilId, question: AskRemovalReply, answer: Answer) -> None:
    """The reply, printed on the ballot; a later one takes its place until the ballot opens."""
    ballot = _replying(uow, council_id, question.ballot_id)
    text = ensure_text(answer.text, TEXT_AT_MOST)
    uow.change(ballot, subject=replace(ballot.about(RemovalSubject), reply=text))
    record(
        uow,
        ballot.council_id,
        removals_entries.RemovalReplied(reply=Words(text)),
        ballot.ballot_id,
        of_person=actor_id(uow),
    )
    uow.raise_version(ballot.council_id, ballot.ballot_id)
    reply(uow, RemovalReplied(ballot.ballot_id), council_id=ballot.council_id)


def _replying(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    ballot = find_ballot(uow, council_id, ballot_id)
    is_mine = isinstance(ballot.subject, RemovalSubject) and ballot.subject.person_id == actor_id(uow)
    if not is_mine or ballot.state is not BallotState.REPLY:
        raise NoReplyDueError(is_mine=is_mine)
    return ballot


def open_removal(uow: Uow, council_id: CouncilId, duty: OpenRemoval) -> None:
    """The time to reply is over: the members decide, also where the person has left the roll meanwhile."""
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is None or ballot.state is not BallotState.REPLY:
        return
    redraw_told(uow, f"removal:{ballot.ballot_id}", RemovalSelf(ballot.ballot_id))
    for card in uow.find(Card, council_id=council_id, subject_id=duty.ballot_id):
        uow.change(card, screen=BALLOT_CARD)
    open_ballot(uow, ballot)


def close_removal(uow: Uow, council: Council, ballot: Ballot) -> None:
    """Adopted: the membership ends, with every mandate that rested on it. The person hears the result."""
    person_id = ballot.about(RemovalSubject).person_id
    key = f"removal_closed:{ballot.ballot_id}"
    tell_person(uow, person_id, RemovalClosed(ballot.ballot_id), once=key, council_id=council.council_id)
    member = uow.get(Member, council.council_id, person_id)
    if ballot.outcome is not Outcome.ADOPTED or ballot.is_practice or member is None:
        return
    record(uow, council.council_id, removals_entries.Removed(ballot_id=ballot.ballot_id), person_id)
    end_membership(uow, member, MemberState.REMOVED)
