"""Proposals: put to the council, seconded, amended, withdrawn, decided (SPEC section 4)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import RUNNING, Ballot, BallotState, Outcome
from bot.domain.ballots.doubtful import doubt_in
from bot.domain.ballots.drafts import ProposalDraft, parse_proposal
from bot.domain.ballots.messages import AskProposal, BallotCard, ConfirmWhen, Proposed
from bot.domain.ballots.rules import is_urgent
from bot.domain.ballots.subject import ProposalSubject
from bot.domain.council.council import Council
from bot.domain.ground.dialog import FILES_LIMIT, Answer, Files
from bot.domain.ground.entry import Words
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import BallotId, CouncilId, PersonId
from bot.domain.ground.person import Sender
from bot.domain.ground.text import EmptyTextError, ProposalEmptyError
from bot.services.ballots.ballots import open_ballot
from bot.services.ballots.charging import charge
from bot.services.ballots.durations import duration_of
from bot.services.ballots.files import plan_files
from bot.services.ballots.options import open_run_off
from bot.services.ballots.planned import plan_opening, wait_for_time
from bot.services.ballots.queue import ensure_may_put
from bot.services.ballots.seconds import await_seconds, needs_seconds
from bot.services.ballots.series import planned_for, series_of
from bot.services.council.council import charter_in_force, council_here, get_council
from bot.services.ground.dialogs import ask, confirm
from bot.services.ground.outbox import open_card, reply
from bot.services.ground.persons import actor_id, identify, in_private
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.roll.roll import ensure_voter


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with a text; `is_shown`: it stands in the group already."""

    files: Files = ()
    is_shown: bool = False


NOTHING = Sent()


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote the text that somebody else proposes: a person, or the name of a channel or group."""

    person_id: PersonId | None = None
    name: str | None = None


def begin_proposal(uow: Uow, text: str, thread_id: int | None, author: Author | None, sent: Sent = NOTHING) -> None:
    """/propose: with a text it is put to the council, alone it is asked for."""
    council = council_here(uow)
    ensure_voter(uow, council.council_id)
    if not text.strip():
        ask(uow, council.council_id, AskProposal(thread_id, sent.files))
        return
    put_or_ask(uow, council.council_id, text, thread_id, author=author, sent=sent)


def propose_by_command(
    uow: Uow,
    text: str,
    thread_id: int | None,
    sender: Sender | None = None,
    name: str | None = None,
    files: Files = (),
) -> None:
    """/propose; of a text that somebody else wrote with its author: a person, or the name of a channel or a bot.

    `files`: what stands in the same message as the text.
    """
    author = Author(identify(uow, sender).person_id) if sender else Author(name=name) if name else None
    begin_proposal(uow, text, thread_id, author, Sent(files, is_shown=not in_private(uow) and author is None))


def take_proposal(uow: Uow, council_id: CouncilId, asked: AskProposal, answer: Answer) -> None:
    """The text, as it would follow /propose."""
    sent = Sent((*asked.files, *answer.files), is_shown=not in_private(uow))
    put_or_ask(uow, council_id, answer.text, asked.thread_id, sent=sent)


def put_or_ask(
    uow: Uow,
    council_id: CouncilId,
    text: str,
    thread_id: int | None,
    *,
    author: Author | None = None,
    sent: Sent = NOTHING,
) -> None:
    """To the vote, once it is plain when that opens. Raises what `propose` raises."""
    doubt = doubt_here(uow, council_id, text)
    if doubt is None:
        confirm_in_private(uow, propose(uow, council_id, text, thread_id, author=author, sent=sent))
        return
    planned, at = doubt
    who = author or Author()
    asked = ConfirmWhen(text, planned, at, thread_id, who.person_id, who.name, sent.files, sent.is_shown)
    confirm(uow, council_id, asked)


def doubt_here(reads: Reads, council_id: CouncilId, text: str) -> tuple[str, datetime | None] | None:
    """The text as it would be planned, and for when, if it leaves that open and a vote could open then, or repeat."""
    planned = doubt_in(text, reads.now.astimezone(ZoneInfo(get_council(reads, council_id).zone)))
    try:
        return (planned, planned_for(reads, council_id, _read(planned))) if planned else None
    except DomainError:
        return None


def propose_when(uow: Uow, council_id: CouncilId, asked: ConfirmWhen) -> None:
    """[On 5 Dec, 18:00], [Repeat it] or [Now]. Raises what `propose` raises."""
    author = Author(asked.author_id, asked.author) if asked.author_id or asked.author else None
    text, sent = asked.text if asked.is_now else asked.planned, Sent(asked.files, asked.is_shown)
    ballot = propose(uow, council_id, text, asked.thread_id, author=author, sent=sent, opens_now=asked.is_now)
    confirm_in_private(uow, ballot)


def _read(text: str, *, opens_now: bool = False) -> ProposalDraft:
    try:
        return parse_proposal(text, opens_now=opens_now)
    except EmptyTextError:
        raise ProposalEmptyError from None


def propose(
    uow: Uow,
    council_id: CouncilId,
    text: str,
    thread_id: int | None,
    *,
    author: Author | None = None,
    sent: Sent = NOTHING,
    opens_now: bool = False,
) -> Ballot:
    """Put a text to the vote; see bot.domain.drafts for what it may hold besides.

    Raises NotOnRollError, StillWaitingError, DurationOutOfRangeError and what ensure_may_put, parse_proposal,
    planned_for and series_of raise. The result is OPEN, QUEUED (as many cards are open as may be, or it opens at a
    time), or SECONDING (others must want it first).
    """
    ensure_voter(uow, council_id)
    draft = _read(text, opens_now=opens_now)
    duration = duration_of(uow, council_id, ProposalSubject.KIND, draft.duration)
    ensure_may_put(uow, council_id, seconds=needs_seconds(uow, council_id), is_planned=draft.plan.on is not None)
    return put_up(uow, council_id, draft, duration, thread_id, author=author, sent=sent)


def put_up(
    uow: Uow,
    council_id: CouncilId,
    draft: ProposalDraft,
    duration: timedelta,
    thread_id: int | None,
    *,
    author: Author | None = None,
    sent: Sent = NOTHING,
) -> Ballot:
    """The actor's proposal, to the vote or to be seconded first; or it waits for its time."""
    opens_at = planned_for(uow, council_id, draft)
    ballot = _written(uow, council_id, draft, duration, author)
    ballot = charge(uow, replace(ballot, thread_id=thread_id, files=sent.files[:FILES_LIMIT]))
    uow.add(ballot)
    if not sent.is_shown:
        plan_files(uow, ballot)
    needed, text, options = ballot.subject.seconds, Words(draft.text), tuple(map(Words, draft.options))
    said = ballots_entries.Proposed(text=text, options=options, seconds=needed)
    record(uow, council_id, said, ballot.ballot_id, of_person=ballot.proposer_id)
    if opens_at is not None:
        plan_opening(uow, ballot, opens_at)
    if needed:
        return ask_seconds(uow, ballot)
    return open_ballot(uow, ballot) if opens_at is None else wait_for_time(uow, ballot)


def _written(
    uow: Uow, council_id: CouncilId, draft: ProposalDraft, duration: timedelta, author: Author | None
) -> Ballot:
    """The ballot as it was written, and what the charter says of it."""
    subject, ballot_id = _subject(uow, author, needs_seconds(uow, council_id)), BallotId(uow.new_id())
    series = series_of(uow, ballot_id, council_id, draft, duration)
    return Ballot(
        council_id,
        ballot_id,
        ProposalSubject.KIND,
        draft.method,
        BallotState.SECONDING if subject.seconds else BallotState.QUEUED,
        draft.text,
        uow.now,
        int(duration.total_seconds()),
        proposer_id=actor_id(uow),
        options=draft.options,
        topics=draft.topics,
        is_urgent=is_urgent(charter_in_force(get_council(uow, council_id)), duration),
        subject=replace(subject, takes_options=draft.takes_options, series=series),
    )


def ask_seconds(uow: Uow, ballot: Ballot) -> Ballot:
    """The card with [Second], until enough others want it."""
    open_card(uow, ballot.council_id, BallotCard(ballot.ballot_id), thread_id=ballot.thread_id)
    return await_seconds(uow, ballot)


def _subject(uow: Uow, author: Author | None, needed: int) -> ProposalSubject:
    if author is None or author.person_id == actor_id(uow):
        return ProposalSubject(seconds=needed)
    return ProposalSubject(seconds=needed, author_id=author.person_id, author=None if author.person_id else author.name)


def own_running(reads: Reads, council_id: CouncilId, person_id: PersonId) -> list[Ballot]:
    """What this member has put to the council and is not decided; a run-off is nobody's."""
    running = reads.find(Ballot, council_id=council_id, state=RUNNING, proposer_id=person_id)
    return [ballot for ballot in running if ballot.run_off_of_id is None]


# Opening and closing --------------------------------------------------------------------------------------------------


def close_proposal(uow: Uow, _: Council, ballot: Ballot) -> None:
    """A first round without a winner leads to a run-off; else the card and the register show the result."""
    if ballot.outcome is Outcome.RUN_OFF:
        open_run_off(uow, ballot)


def confirm_in_private(uow: Uow, ballot: Ballot) -> None:
    """What was proposed in private shows in the group: say so where it was written."""
    if in_private(uow):
        reply(uow, Proposed(ballot.ballot_id), council_id=ballot.council_id)
