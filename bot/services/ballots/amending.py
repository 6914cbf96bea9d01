"""What the proposer may still do: amend a proposal, withdraw it, make one text of its options (SPEC section 4)."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.added import AddedOption
from bot.domain.ballots.ballot import (
    AMENDABLE_FOR,
    NOT_OVER,
    Ballot,
    BallotClosedError,
    BallotNotFoundError,
    BallotState,
    Method,
    NothingToAmendError,
    NotProposerError,
    Second,
    TooLateToAmendError,
    TooLateToSwitchError,
    TooLateToWithdrawError,
    ensure_amendable,
    ensure_withdrawable,
)
from bot.domain.ballots.drafts import ProposalDraft, parse_proposal, whole_text
from bot.domain.ballots.duties import EndAmending, EndOptions
from bot.domain.ballots.entries import Withdrawn
from bot.domain.ballots.messages import Amended, AskAmendment, ConfirmWithdraw, OwnProposals, VoteCleared
from bot.domain.ballots.planned import AT_ONCE, PlanFixedError, ensure_apart
from bot.domain.ballots.rules import is_urgent
from bot.domain.ballots.subject import ProposalSubject
from bot.domain.ground.dialog import Answer, Files
from bot.domain.ground.entry import Words
from bot.domain.ground.ids import BallotId, CouncilId, PersonId
from bot.services.ballots.anew import begin_anew, lay_anew
from bot.services.ballots.ballots import ballot_of_message, find_ballot
from bot.services.ballots.charging import charge
from bot.services.ballots.decisions import has_voted
from bot.services.ballots.durations import duration_of
from bot.services.ballots.endings import end_undecided
from bot.services.ballots.first_voters import voters_so_far
from bot.services.ballots.laying import is_paged, lay_out_from_the_start
from bot.services.ballots.papers import Marked
from bot.services.ballots.proposals import Author, Sent, own_running, put_up
from bot.services.ballots.seconds import await_seconds, seconds_left
from bot.services.ballots.series import add_files, follow_text, following_of, plan_next
from bot.services.council.council import charter_in_force, council_here, get_council
from bot.services.ground.dialogs import ask, confirm
from bot.services.ground.outbox import reply, tell_person, tell_under
from bot.services.ground.persons import actor_id, persons_by_id
from bot.services.ground.ports import Reads, SealBrokenError, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import call_off, deadline, plan
from bot.services.roll.roll import ensure_member, ensure_voter
from bot.services.roll.standing import note_part


def ensure_may_amend(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    """The actor's own proposal, while it can be amended.

    Raises NotOnRollError, StillWaitingError, NotProposerError, BallotClosedError or TooLateToAmendError.
    """
    ballot = _own(uow, council_id, ballot_id, "amend")
    if ballot.run_off_of_id is not None:
        raise TooLateToAmendError(minutes=0, others=0)
    until = deadline(uow, council_id, EndAmending(ballot_id))
    ensure_amendable(ballot, until, uow.now, has_proposer_voted=has_proposer_voted(uow, ballot))
    return ballot


def _own(uow: Uow, council_id: CouncilId, ballot_id: BallotId, act: str) -> Ballot:
    (ensure_voter if act == "amend" else ensure_member)(uow, council_id)
    ballot = find_ballot(uow, council_id, ballot_id)
    if not _allows(ballot, act) or ballot.proposer_id != actor_id(uow):
        raise NotProposerError(act=act)
    if ballot.state is BallotState.SUSPENDED:
        raise BallotClosedError(state=ballot.state, outcome=ballot.outcome)
    return ballot


def _allows(ballot: Ballot, act: str) -> bool:
    """Whether this is done with ballots of its kind."""
    return ballot.subject.IS_WITHDRAWABLE if act == "withdraw" else ballot.subject.IS_AMENDABLE


def has_proposer_voted(reads: Reads, ballot: Ballot) -> bool:
    """Whether one of those who voted is the proposer."""
    if not ballot.voters or ballot.proposer_id is None:
        return False
    return bool(has_voted(reads, ballot, ballot.proposer_id))


def amend(uow: Uow, council_id: CouncilId, ballot_id: BallotId, text: str) -> Ballot:
    """Put another text in the place of the proposal: votes and seconds given to the old one are cleared, and told.

    An open ballot begins its time anew; what was seconded must be seconded again, so that nobody has another text voted
    on than others wanted. It is charged as a proposal is: the group and those who voted hear of each. Raises
    PlanFixedError, RepeatsTooOftenError, and what ensure_may_amend, parse_proposal, duration_of and charge raise.
    """
    ballot = ensure_may_amend(uow, council_id, ballot_id)
    draft = parse_proposal(text)
    if draft.plan != AT_ONCE:
        raise PlanFixedError
    duration = timedelta(seconds=ballot.duration_s)
    if draft.duration is not None:
        duration = duration_of(uow, council_id, ballot.kind, draft.duration)
    if ballot.subject.series is not None:
        ensure_apart(ballot.subject.series, duration)
    is_put_anew = bool(ballot.subject.seconds) and ballot.state in {BallotState.OPEN, BallotState.OPENING}
    if not is_put_anew:
        charge(uow, ballot)
    voted, seconded = _voted_by(uow, ballot), _take_seconds(uow, ballot)
    note_part(uow, council_id, voted, uow.now)
    if is_put_anew:
        return _put_anew(uow, ballot, draft, duration, voted=voted, seconded=seconded)
    amended = _change_text(uow, ballot, draft, duration, is_unvoted=not (voted or ballot.voters))
    said = ballots_entries.Amended(
        text=Words(draft.text), options=tuple(map(Words, draft.options)), cleared=len(voted) + len(seconded)
    )
    record(uow, council_id, said, ballot_id, of_person=ballot.proposer_id)
    uow.raise_version(council_id, ballot_id, is_final=True)
    is_vote = ballot.state is BallotState.OPEN
    _tell_cleared(uow, amended, voted if is_vote else seconded, is_vote=is_vote)
    follow_text(uow, amended)
    return amended


def _change_text(uow: Uow, ballot: Ballot, draft: ProposalDraft, duration: timedelta, *, is_unvoted: bool) -> Ballot:
    """The new text stands on the same ballot, which begins anew as far as it had come."""
    is_unvoted &= ballot.edition == 0 or ballot.subject.was_unvoted
    charter = charter_in_force(get_council(uow, ballot.council_id))
    amended = uow.change(
        ballot,
        text=draft.text,
        options=draft.options,
        method=draft.method,
        topics=draft.topics,
        duration_s=int(duration.total_seconds()),
        is_urgent=is_urgent(charter, duration),
        amended_at=uow.now,
        subject=replace(_next_edition(ballot, takes_options=draft.takes_options), was_unvoted=is_unvoted),
    )
    _drop_added(uow, amended)
    if amended.state is BallotState.OPEN:
        return begin_anew(uow, amended)
    if amended.state is BallotState.OPENING:
        lay_out_from_the_start(uow, amended)
    elif amended.state is BallotState.QUEUED and seconds_left(uow, amended):
        return await_seconds(uow, uow.change(amended, state=BallotState.SECONDING, queued_at=None))
    return amended


def _put_anew(
    uow: Uow,
    ballot: Ballot,
    draft: ProposalDraft,
    duration: timedelta,
    *,
    voted: list[PersonId],
    seconded: list[PersonId],
) -> Ballot:
    """What others wanted put to the vote was the old text: that one ends, and the new one waits for its own seconds.

    With it ends what is to come of its series, which goes on with the new text once that is seconded.
    """
    subject = ballot.about(ProposalSubject)
    sent = Sent(ballot.files, is_shown=True)
    author = Author(subject.author_id, subject.author) if subject.author_id or subject.author else None
    following = following_of(uow, ballot)
    goes_on = following is not None or ballot.opened_at is None
    for ended in filter(None, (following, ballot)):
        end_undecided(uow, ended, Withdrawn)
    again = replace(draft, series=subject.series if goes_on else None)
    anew = put_up(uow, ballot.council_id, again, duration, ballot.thread_id, author=author, sent=sent)
    _tell_cleared(uow, anew, seconded, is_vote=False)
    if voted:
        _tell_cleared(uow, anew, voted, is_vote=True)
    return anew


def _next_edition(ballot: Ballot, *, takes_options: bool = False) -> ProposalSubject:
    return replace(ballot.about(ProposalSubject), edition=ballot.edition + 1, takes_options=takes_options)


def _drop_added(uow: Uow, ballot: Ballot) -> None:
    """Options that the proposer added to the old text go with it; where others added some nothing is amended."""
    uow.remove_all(AddedOption, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    call_off(uow, ballot.council_id, EndOptions(ballot.ballot_id))


def _voted_by(reads: Reads, ballot: Ballot) -> list[PersonId]:
    """Whose votes were given to the old text; they are taken back when it begins anew."""
    return [elector.holder_id for elector, _ in _voted_before(reads, ballot) if elector.holder_id is not None]


def _take_seconds(uow: Uow, ballot: Ballot) -> list[PersonId]:
    """Whose seconds were given to the old text, however long ago: they are taken back here."""
    seconds = uow.find(Second, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    for given in seconds:
        uow.remove(given)
    return [given.person_id for given in seconds]


def _voted_before(reads: Reads, ballot: Ballot) -> Marked:
    """Of what is damaged nobody knows who voted."""
    try:
        return voters_so_far(reads, ballot) if ballot.voters else []
    except SealBrokenError:
        return []


def _tell_cleared(uow: Uow, ballot: Ballot, cleared: list[PersonId], *, is_vote: bool) -> None:
    """Each in private, the proposer of their own vote as well. Where there is nobody else the card alone says it.

    Of those who voted the group hears names only where that reaches nobody: who voted is sealed.
    """
    others = [person_id for person_id in cleared if person_id != ballot.proposer_id]
    subject, what = ballot.ballot_id, "votes" if is_vote else "seconds"
    key = f"amended:{ballot.ballot_id}:{uow.now.isoformat()}:{what}"
    council_id = ballot.council_id
    named = [each.person_id for each in persons_by_id(uow, others) if not (is_vote and each.is_reachable)]
    said = Amended(subject, tuple(named), is_vote, len(others) - len(named))
    if others:
        tell_under(uow, council_id, subject, said, once=key)
    for each in cleared if is_vote else others:
        tell_person(uow, each, VoteCleared(subject, is_vote), once=f"{key}:{each}", council_id=council_id)


def vote_on_whole_text(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    """The proposer makes of the options one text, to be voted Yes or No, until the first vote.

    Raises NotProposerError, BallotClosedError or TooLateToSwitchError.
    """
    ballot = _own(uow, council_id, ballot_id, "whole_text")
    if ballot.state not in NOT_OVER:
        raise BallotClosedError(state=ballot.state, outcome=ballot.outcome)
    is_taken_up = ballot.voters or ballot.subject.others_added
    if is_taken_up or not ballot.options or ballot.run_off_of_id is not None:
        raise TooLateToSwitchError
    whole = whole_text(ProposalDraft(ballot.text, ballot.options, ballot.method, topics=ballot.topics))
    changed = uow.change(ballot, text=whole.text, options=(), method=Method.YES_NO, subject=_next_edition(ballot))
    _drop_added(uow, changed)
    if changed.state is BallotState.OPENING:
        lay_out_from_the_start(uow, changed)
    elif changed.opened_at is not None:
        begin_anew(uow, changed) if is_paged(changed) else lay_anew(uow, changed)
    record(uow, council_id, ballots_entries.OptionsDropped(), ballot_id)
    uow.raise_version(council_id, ballot_id, is_final=True)
    follow_text(uow, changed)
    return changed


def ensure_may_withdraw(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    """What the actor put to the council, until another votes.

    Raises NotProposerError, BallotClosedError, TooLateToWithdrawError.
    """
    ballot = _own(uow, council_id, ballot_id, "withdraw")
    if ballot.run_off_of_id is not None:
        raise TooLateToWithdrawError
    ensure_withdrawable(ballot, has_proposer_voted=has_proposer_voted(uow, ballot))
    return ballot


def withdraw(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    """Take the proposal back; what waits in the queue moves up."""
    return end_undecided(uow, ensure_may_withdraw(uow, council_id, ballot_id), Withdrawn)


def begin_amending(uow: Uow, ballot: Ballot, text: str, files: Files = ()) -> None:
    """/amend or [Amend]: with a text it takes the old one's place, alone it is asked for."""
    ballot = ensure_may_amend(uow, ballot.council_id, ballot.ballot_id)
    if text.strip():
        add_files(uow, amend(uow, ballot.council_id, ballot.ballot_id, text), files)
    else:
        ask(uow, ballot.council_id, AskAmendment(ballot.ballot_id, files))


def take_amendment(uow: Uow, council_id: CouncilId, asked: AskAmendment, answer: Answer) -> None:
    """The new text."""
    add_files(uow, amend(uow, council_id, asked.ballot_id, answer.text), (*asked.files, *answer.files))


def begin_withdrawing(uow: Uow, ballot: Ballot) -> None:
    """/withdraw or [Withdraw]: asks first."""
    ballot = ensure_may_withdraw(uow, ballot.council_id, ballot.ballot_id)
    confirm(uow, ballot.council_id, ConfirmWithdraw(ballot.ballot_id))


def withdraw_confirmed(uow: Uow, council_id: CouncilId, asked: ConfirmWithdraw) -> None:
    """[Yes]: the rules are looked at again, as somebody may have voted meanwhile."""
    following = following_of(uow, find_ballot(uow, council_id, asked.ballot_id)) if asked.is_whole else None
    withdraw(uow, council_id, asked.ballot_id)
    if following is not None:
        end_undecided(uow, following, Withdrawn)


def begin_by_command(uow: Uow, act: str, text: str, replied_to: int | None, files: Files = ()) -> None:
    """/amend and /withdraw: the proposal meant, or the actor's own ones to pick from."""
    council_id = council_here(uow).council_id
    ensure_member(uow, council_id)
    own = _own_running(uow, council_id, act)
    if replied_to is None and len(own) > 1 and not text.strip():
        reply(uow, OwnProposals(act, tuple(ballot.ballot_id for ballot in own)), council_id=council_id)
        return
    ballot = meant_proposal(uow, council_id, replied_to, act)
    if act == "amend":
        begin_amending(uow, ballot, text, files)
    else:
        begin_withdrawing(uow, ballot)


def _own_running(uow: Uow, council_id: CouncilId, act: str) -> list[Ballot]:
    return [ballot for ballot in own_running(uow, council_id, actor_id(uow)) if _allows(ballot, act)]


def meant_proposal(uow: Uow, council_id: CouncilId, replied_to: int | None, act: str) -> Ballot:
    """Which proposal /amend or /withdraw means: the card it replies to, or the actor's only one that runs.

    Raises BallotNotFoundError for a reply to something else, NothingToAmendError with what fits otherwise.
    """
    if replied_to is not None and uow.cause.chat_id is not None:
        found = ballot_of_message(uow, uow.cause.chat_id, replied_to)
        if found is None or found.council_id != council_id:
            raise BallotNotFoundError
        return found
    own = _own_running(uow, council_id, act)
    if len(own) != 1:
        raise NothingToAmendError(act=act, fitting=[ballot.ballot_id for ballot in own])
    return own[0]


def follow_opening(uow: Uow, ballot: Ballot) -> None:
    """[Amend] goes from the card when its time is over; a run-off nobody amends. The next of a series is planned."""
    plan_next(uow, ballot)
    if ballot.run_off_of_id is None:
        plan(uow, ballot.council_id, EndAmending(ballot.ballot_id), uow.now + AMENDABLE_FOR)


def end_amending(uow: Uow, council_id: CouncilId, duty: EndAmending) -> None:
    """Draw the card without [Amend]."""
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is not None and ballot.state is BallotState.OPEN:
        uow.raise_version(council_id, duty.ballot_id)
