"""Proposals: put to the council, seconded, amended, withdrawn, decided (SPEC section 4)."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.ballot import (
    AMENDABLE_FOR,
    RUNNING,
    UNSECONDED_AFTER,
    AlreadySecondedError,
    Ballot,
    BallotClosedError,
    BallotKind,
    BallotNotFoundError,
    BallotState,
    Choice,
    Elector,
    Method,
    NothingToAmendError,
    NotProposerError,
    Outcome,
    OwnSecondError,
    Second,
    TooLateToAmendError,
    TooLateToSwitchError,
    TooLateToWithdrawError,
    TooManyProposalsError,
    ensure_amendable,
    ensure_withdrawable,
)
from bot.domain.ballot_rules import duration_of, is_urgent, quorum_of, seconds_needed
from bot.domain.council import Council
from bot.domain.dialog import Dialog
from bot.domain.drafts import ProposalDraft, parse_proposal, whole_text
from bot.domain.ids import BallotId, CouncilId, PersonId
from bot.domain.outgoing import Card, Outgoing
from bot.services.ballots import (
    CARD,
    actor_id,
    earliest_close,
    find_ballot,
    on_close,
    on_open,
    open_ballot,
    open_next,
    plan_close,
)
from bot.services.council import charter_in_force, council_here, get_council
from bot.services.dialogs import Answer, answers, ask, confirm, confirmed
from bot.services.options import open_run_off
from bot.services.outbox import open_card, reply, tell_person, tell_under
from bot.services.ports import Reads, Uow
from bot.services.record import record
from bot.services.roll import ensure_member, ensure_voter, roll_size
from bot.services.schedule import call_off, due_kind, plan


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote the text that somebody else proposes: a person, or the name of a channel or group."""

    person_id: PersonId | None = None
    name: str | None = None


def begin_proposal(uow: Uow, text: str, thread_id: int | None, author: Author | None) -> None:
    """/propose: with a text it is put to the council, alone it is asked for."""
    council = council_here(uow)
    ensure_member(uow, council.council_id)
    if not text.strip():
        ask(uow, council.council_id, "propose", "ask_proposal", thread_id=thread_id)
        return
    confirm_in_private(uow, propose(uow, council.council_id, text, thread_id, author=author))


@answers("propose")
def take_proposal(uow: Uow, dialog: Dialog, answer: Answer) -> None:
    """The text, as it would follow /propose."""
    thread_id = dialog.state.get("thread_id")
    confirm_in_private(uow, propose(uow, dialog.council_id, answer.text, thread_id))


def propose(
    uow: Uow, council_id: CouncilId, text: str, thread_id: int | None, *, author: Author | None = None
) -> Ballot:
    """Put a text to the vote; see bot.domain.drafts for what it may hold besides.

    Raises NotOnRollError, TooManyProposalsError, DurationOutOfRangeError and what parse_proposal raises. The result is
    OPEN, QUEUED (as many cards are open as may be), or SECONDING (others must want it first).
    """
    ensure_member(uow, council_id)
    charter = charter_in_force(get_council(uow, council_id))
    draft = parse_proposal(text)
    duration = duration_of(charter, draft.duration, may_be_urgent=True)
    _ensure_few(uow, council_id, charter.count("open_proposals_per_member"))
    needed = needs_seconds(uow, council_id)
    ballot = Ballot(
        council_id,
        BallotId(uow.new_id()),
        BallotKind.PROPOSAL,
        draft.method,
        BallotState.SECONDING if needed else BallotState.QUEUED,
        draft.text,
        uow.now,
        int(duration.total_seconds()),
        proposer_id=actor_id(uow),
        options=draft.options,
        topics=draft.topics,
        is_urgent=is_urgent(charter, duration),
        thread_id=thread_id,
        subject=_subject(uow, author, needed),
    )
    uow.add(ballot)
    texts = _texts(draft)
    record(uow, council_id, "proposed", ballot.ballot_id, texts=texts, of_person=ballot.proposer_id, seconds=needed)
    return ask_seconds(uow, ballot) if needed else open_ballot(uow, ballot)


def _subject(uow: Uow, author: Author | None, needed: int) -> dict[str, object]:
    subject: dict[str, object] = {"seconds": needed} if needed else {}
    if author is not None and author.person_id != actor_id(uow):
        subject |= {"author_id": author.person_id} if author.person_id else {"author": author.name}
    return subject


def _texts(draft: ProposalDraft) -> dict[str, str]:
    return {"text": draft.text, **{f"option {index + 1}": option for index, option in enumerate(draft.options)}}


def _ensure_few(uow: Uow, council_id: CouncilId, limit: int) -> None:
    if len(own_proposals(uow, council_id, actor_id(uow))) >= limit:
        raise TooManyProposalsError(limit=limit)


def own_proposals(reads: Reads, council_id: CouncilId, person_id: PersonId) -> list[Ballot]:
    """What this member has proposed and is not decided; a run-off is nobody's."""
    running = reads.find(Ballot, council_id=council_id, state=RUNNING, kind=BallotKind.PROPOSAL, proposer_id=person_id)
    return [ballot for ballot in running if ballot.run_off_of_id is None]


# Seconds --------------------------------------------------------------------------------------------------------------


def needs_seconds(reads: Reads, council_id: CouncilId) -> int:
    """How many others must want a proposal before it goes to ballot, by the charter and the size of the roll."""
    return seconds_needed(charter_in_force(get_council(reads, council_id)), roll_size(reads, council_id))


def ask_seconds(uow: Uow, ballot: Ballot) -> Ballot:
    """The card with [Second]; without enough of them the ballot lapses after a time."""
    open_card(uow, ballot.council_id, CARD, ballot.ballot_id, ballot.thread_id)
    plan(uow, ballot.council_id, "end_seconding", ballot.ballot_id, uow.now + UNSECONDED_AFTER)
    return ballot


@dataclass(frozen=True, slots=True)
class Seconded:
    """How far a proposal has come: `got` of `needed` seconds, and the state that follows."""

    ballot: Ballot
    got: int
    needed: int


def second(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Seconded:
    """The actor wants this put to ballot; the last second that was missing opens it.

    Raises BallotClosedError, NotOnRollError, StillWaitingError, OwnSecondError or AlreadySecondedError.
    """
    ballot = find_ballot(uow, council_id, ballot_id)
    if ballot.state is not BallotState.SECONDING:
        raise BallotClosedError(state=ballot.state, outcome=ballot.outcome)
    member = ensure_voter(uow, council_id)
    if member.person_id == ballot.proposer_id:
        raise OwnSecondError
    needed = int(ballot.subject["seconds"])
    got = uow.count(Second, council_id=council_id, ballot_id=ballot_id)
    if uow.get(Second, council_id, ballot_id, member.person_id) is not None:
        raise AlreadySecondedError(got=got, needed=needed)
    uow.add(Second(council_id, ballot_id, member.person_id, uow.now))
    record(uow, council_id, "seconded", ballot_id)
    uow.raise_version(council_id, ballot_id)
    if got + 1 >= needed:
        call_off(uow, council_id, "end_seconding", ballot_id)
        ballot = open_ballot(uow, ballot)
    return Seconded(ballot, got + 1, needed)


@due_kind("end_seconding")
def end_seconding(uow: Uow, council_id: CouncilId, ballot_id: str) -> None:
    """Not enough others wanted it in time: it lapses, and the council is told."""
    ballot = uow.get(Ballot, council_id, ballot_id)
    if ballot is None or ballot.state is not BallotState.SECONDING:
        return
    got = uow.count(Second, council_id=council_id, ballot_id=ballot_id)
    _end(uow, ballot, "lapsed", why="unseconded", got=got, needed=ballot.subject["seconds"])
    tell_under(uow, council_id, ballot_id, f"unseconded:{ballot_id}", "unseconded", ballot_id=ballot_id)


# Amending and withdrawing ---------------------------------------------------------------------------------------------


def ensure_may_amend(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    """The actor's own proposal, while it can be amended. Raises NotProposerError, TooLateToAmendError."""
    ballot = _own(uow, council_id, ballot_id, "amend")
    if ballot.run_off_of_id is not None:
        raise TooLateToAmendError(minutes=0, others=0)
    ensure_amendable(ballot, uow.now, has_proposer_voted=has_proposer_voted(uow, ballot))
    return ballot


def _own(uow: Uow, council_id: CouncilId, ballot_id: BallotId, act: str) -> Ballot:
    ballot = find_ballot(uow, council_id, ballot_id)
    if ballot.kind is not BallotKind.PROPOSAL or ballot.proposer_id != actor_id(uow):
        raise NotProposerError(act=act)
    return ballot


def has_proposer_voted(reads: Reads, ballot: Ballot) -> bool:
    """Whether one of those who voted is the proposer."""
    if not ballot.voted or ballot.proposer_id is None:
        return False
    elector = reads.get(Elector, ballot.council_id, ballot.ballot_id, ballot.proposer_id)
    return elector is not None and elector.voted_at is not None


def amend(uow: Uow, council_id: CouncilId, ballot_id: BallotId, text: str) -> Ballot:
    """Put another text in the place of the proposal: votes and seconds given to the old one are cleared, and told.

    An open ballot begins its time anew. Raises what ensure_may_amend, parse_proposal and duration_of raise.
    """
    ballot = ensure_may_amend(uow, council_id, ballot_id)
    charter = charter_in_force(get_council(uow, council_id))
    draft = parse_proposal(text)
    asked = draft.duration or timedelta(seconds=ballot.duration_s)
    duration = duration_of(charter, asked, may_be_urgent=True)
    amended = uow.change(
        ballot,
        text=draft.text,
        options=draft.options,
        method=draft.method,
        topics=draft.topics,
        duration_s=int(duration.total_seconds()),
        is_urgent=is_urgent(charter, duration),
        amended_at=uow.now,
    )
    cleared = _clear_votes(uow, amended)
    if amended.state is BallotState.OPEN:
        amended = _begin_anew(uow, amended)
    texts = _texts(draft)
    record(uow, council_id, "amended", ballot_id, texts=texts, of_person=ballot.proposer_id, cleared=len(cleared))
    uow.raise_version(council_id, ballot_id)
    _tell_cleared(uow, amended, cleared)
    return amended


def _clear_votes(uow: Uow, ballot: Ballot) -> list[PersonId]:
    """Take away what was given to the old text; return whose it was."""
    for choice in uow.find(Choice, council_id=ballot.council_id, ballot_id=ballot.ballot_id):
        uow.remove(choice)
    electors = uow.find(Elector, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    voted = [elector for elector in electors if elector.voted_at is not None]
    for elector in voted:
        uow.change(elector, voted_at=None)
    seconds = uow.find(Second, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    for given in seconds if ballot.state is BallotState.SECONDING else ():
        uow.remove(given)
    given_by = [given.person_id for given in seconds if ballot.state is BallotState.SECONDING]
    return [elector.person_id for elector in voted] + given_by


def _begin_anew(uow: Uow, ballot: Ballot) -> Ballot:
    council = get_council(uow, ballot.council_id)
    closes_at = earliest_close(council, uow.now, ballot.duration_s)
    anew = uow.change(ballot, voted=0, counts={}, quorum_at=None, extended_at=None, closes_at=closes_at)
    return plan_close(uow, uow.change(anew, quorum=quorum_of(anew)))


def _tell_cleared(uow: Uow, ballot: Ballot, cleared: list[PersonId]) -> None:
    others = [person_id for person_id in cleared if person_id != ballot.proposer_id]
    subject, key = ballot.ballot_id, f"amended:{ballot.ballot_id}:{uow.now.isoformat()}"
    is_vote = ballot.state is BallotState.OPEN
    council_id = ballot.council_id
    tell_under(uow, council_id, subject, key, "amended", ballot_id=subject, cleared=others, is_vote=is_vote)
    for other in others:
        tell_person(
            uow, other, f"{key}:{other}", "vote_cleared", council_id=council_id, ballot_id=subject, is_vote=is_vote
        )


def vote_on_whole_text(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    """The proposer makes of the options one text, to be voted Yes or No, until the first vote.

    Raises NotProposerError, BallotClosedError or TooLateToSwitchError.
    """
    ballot = _own(uow, council_id, ballot_id, "whole_text")
    if ballot.state not in RUNNING:
        raise BallotClosedError(state=ballot.state, outcome=ballot.outcome)
    if ballot.voted or not ballot.options or ballot.run_off_of_id is not None:
        raise TooLateToSwitchError
    whole = whole_text(ProposalDraft(ballot.text, ballot.options, ballot.method, topics=ballot.topics))
    changed = uow.change(ballot, text=whole.text, options=(), method=Method.YES_NO)
    record(uow, council_id, "options_dropped", ballot_id)
    uow.raise_version(council_id, ballot_id)
    return changed


def ensure_may_withdraw(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    """The actor's own proposal, until another votes. Raises NotProposerError, TooLateToWithdrawError."""
    ballot = _own(uow, council_id, ballot_id, "withdraw")
    if ballot.run_off_of_id is not None:
        raise TooLateToWithdrawError
    ensure_withdrawable(ballot, has_proposer_voted=has_proposer_voted(uow, ballot))
    return ballot


def withdraw(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    """Take the proposal back; what waits in the queue moves up."""
    return _end(uow, ensure_may_withdraw(uow, council_id, ballot_id), "withdrawn")


def _end(uow: Uow, ballot: Ballot, kind: str, **why: object) -> Ballot:
    """Not decided, and over."""
    ended = uow.change(ballot, state=BallotState.WITHDRAWN, closed_at=uow.now, remind_at=None, result=why)
    for work in ("close_ballot", "end_seconding", "end_amending"):
        call_off(uow, ballot.council_id, work, ballot.ballot_id)
    record(uow, ballot.council_id, kind, ballot.ballot_id, result=why)
    uow.raise_version(ballot.council_id, ballot.ballot_id, is_final=True)
    open_next(uow, ballot.council_id)
    return ended


def begin_amending(uow: Uow, ballot: Ballot, text: str) -> None:
    """/amend or [Amend]: with a text it takes the old one's place, alone it is asked for."""
    ballot = ensure_may_amend(uow, ballot.council_id, ballot.ballot_id)
    if text.strip():
        amend(uow, ballot.council_id, ballot.ballot_id, text)
    else:
        ask(uow, ballot.council_id, "amend", "ask_amendment", ballot_id=ballot.ballot_id)


@answers("amend")
def take_amendment(uow: Uow, dialog: Dialog, answer: Answer) -> None:
    """The new text."""
    amend(uow, dialog.council_id, dialog.state["ballot_id"], answer.text)


def begin_withdrawing(uow: Uow, ballot: Ballot) -> None:
    """/withdraw or [Withdraw]: asks first."""
    ballot = ensure_may_withdraw(uow, ballot.council_id, ballot.ballot_id)
    confirm(uow, ballot.council_id, "withdraw", "confirm_withdraw", ballot_id=ballot.ballot_id)


@confirmed("withdraw")
def withdraw_confirmed(uow: Uow, dialog: Dialog) -> None:
    """[Yes]: the rules are looked at again, as somebody may have voted meanwhile."""
    withdraw(uow, dialog.council_id, dialog.state["ballot_id"])


def begin_by_command(uow: Uow, act: str, text: str, replied_to: int | None) -> None:
    """/amend and /withdraw: the proposal meant, or the actor's own ones to pick from."""
    council_id = council_here(uow).council_id
    ensure_member(uow, council_id)
    own = own_proposals(uow, council_id, actor_id(uow))
    if replied_to is None and len(own) > 1 and not text.strip():
        reply(uow, "own_proposals", council_id=council_id, act=act, ballots=[ballot.ballot_id for ballot in own])
        return
    ballot = meant_proposal(uow, council_id, replied_to, act)
    if act == "amend":
        begin_amending(uow, ballot, text)
    else:
        begin_withdrawing(uow, ballot)


def ballot_of_message(reads: Reads, chat_id: int, message_id: int) -> Ballot | None:
    """The ballot whose card, or a message about which, stands in this message."""
    for card in reads.find(Card, chat_id=chat_id, message_id=message_id):
        found = reads.get(Ballot, card.council_id, card.subject_id)
        if found is not None:
            return found
    for row in reads.find(Outgoing, chat_id=chat_id, message_id=message_id):
        if "ballot_id" in row.params:
            return reads.get(Ballot, row.council_id, row.params["ballot_id"])
    return None


def meant_proposal(uow: Uow, council_id: CouncilId, replied_to: int | None, act: str) -> Ballot:
    """Which proposal /amend or /withdraw means: the card it replies to, or the actor's only one that runs.

    Raises BallotNotFoundError for a reply to something else, NothingToAmendError with what fits otherwise.
    """
    if replied_to is not None and uow.cause.chat_id is not None:
        found = ballot_of_message(uow, uow.cause.chat_id, replied_to)
        if found is None or found.council_id != council_id:
            raise BallotNotFoundError
        return found
    own = own_proposals(uow, council_id, actor_id(uow))
    if len(own) != 1:
        raise NothingToAmendError(act=act, fitting=[ballot.ballot_id for ballot in own])
    return own[0]


# Opening and closing --------------------------------------------------------------------------------------------------


@on_open(BallotKind.PROPOSAL)
def see_amending_end(uow: Uow, ballot: Ballot) -> None:
    """[Amend] goes from the card when its time is over."""
    if ballot.run_off_of_id is None:
        plan(uow, ballot.council_id, "end_amending", ballot.ballot_id, uow.now + AMENDABLE_FOR)


@due_kind("end_amending")
def end_amending(uow: Uow, council_id: CouncilId, ballot_id: str) -> None:
    """Draw the card without [Amend]."""
    ballot = uow.get(Ballot, council_id, ballot_id)
    if ballot is not None and ballot.state is BallotState.OPEN:
        uow.raise_version(council_id, ballot_id)


@on_close(BallotKind.PROPOSAL)
def close_proposal(uow: Uow, _: Council, ballot: Ballot) -> None:
    """A first round without a winner leads to a run-off; else the card and the register show the result."""
    if ballot.outcome is Outcome.RUN_OFF:
        open_run_off(uow, ballot)


def said_in_private(uow: Uow) -> bool:
    """Whether the act was made in the actor's private chat."""
    return uow.actor is not None and uow.cause.chat_id == uow.actor.telegram_id


def confirm_in_private(uow: Uow, ballot: Ballot) -> None:
    """What was proposed in private shows in the group: say so where it was written."""
    if said_in_private(uow):
        reply(uow, "proposed", council_id=ballot.council_id, ballot_id=ballot.ballot_id)
