"""Ballots of every kind: what opens them. What a kind does besides stands in the registers.

bot/services/registers lists for each BallotKind what comes before the vote, what opening and closing do, and for each
method how its votes are decided. This file knows none of it.
"""

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import (
    ABSTAIN,
    NO,
    YES,
    Ballot,
    BallotNotFoundError,
    BallotState,
    Outcome,
    never_waits,
)
from bot.domain.ballots.decided import Decided
from bot.domain.ballots.duties import LayOut
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.messages import BallotCard, BallotUnasked
from bot.domain.ballots.papers import Pile
from bot.domain.ballots.results import Ended, Figures, ResultOfYesNo, WhyEnded
from bot.domain.ballots.rules import (
    heads_of,
    quorum_of,
    rule_of,
    rules_for,
)
from bot.domain.ballots.tally import Tally
from bot.domain.council.council import Council
from bot.domain.ground.counting import decide_yes_no
from bot.domain.ground.ids import BallotId, CouncilId
from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.ground.pauses import AT_ONCE, Pausing
from bot.services.ballots.anew import open_anew
from bot.services.ballots.clearing import end_uncounted
from bot.services.ballots.electorate import asks_anybody, freeze, is_practice
from bot.services.ballots.laying import begin_pages, is_large, lay_page, renew_key
from bot.services.ballots.papers import (
    lay_out,
)
from bot.services.ballots.planned import opens_at_of, wait_for_time
from bot.services.ballots.queue import has_room, queue_ballot, queue_of
from bot.services.ballots.times import earliest_close, plan_close
from bot.services.council.absence import stand_still
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.outbox import open_card, tell_council
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import postpone

CARD = "ballot"


def begin(uow: Uow, ballot: Ballot) -> Ballot:
    """Put to the council what a member called for: with the vote, or what comes before it; or in the queue."""
    if opens_at_of(uow, ballot) is not None:
        return wait_for_time(uow, ballot)
    begins = uow.registers.kinds[ballot.kind].begins_with
    if begins is None:
        return open_ballot(uow, ballot)
    return begins(uow, ballot) if has_room(uow, ballot) else queue_ballot(uow, ballot)


def open_ballot(uow: Uow, ballot: Ballot) -> Ballot:
    """Put a stored ballot to the vote, or in the queue if as many cards are open, or of one member, as may be.

    What shows a card already (nominations, a reply) opens at once, and so does what never waits. The result is OPEN,
    QUEUED, or OPENING where many may vote.
    """
    has_card = ballot.state in {BallotState.NOMINATING, BallotState.REPLY}
    if not has_card and not never_waits(ballot) and not has_room(uow, ballot):
        return queue_ballot(uow, ballot)
    return _open(uow, ballot)


def open_next(uow: Uow, council_id: CouncilId) -> None:
    """Open what waits, in order, as far as there is room: after every close and withdrawal."""
    for ballot in queue_of(uow, council_id):
        if has_room(uow, ballot):
            (uow.registers.kinds[ballot.kind].begins_with or _open)(uow, ballot)


def _open(uow: Uow, ballot: Ballot) -> Ballot:
    """Freeze the rules and the electorate, and put it to the vote; a large electorate is laid out first.

    Where nobody could vote nothing opens (SPEC section 2).
    """
    council = get_council(uow, ballot.council_id)
    if not asks_anybody(uow, council, ballot.without):
        return _leave_unasked(uow, ballot)
    frozen = uow.change(ballot, rules=charter_in_force(council))
    if is_large(council):
        return begin_pages(uow, frozen)
    electors = freeze(uow, council, frozen)
    lay_out(uow, frozen, electors)
    practice = is_practice(uow, council, frozen, len(electors))
    weight = sum(elector.weight for elector in electors)
    return _put_to_vote(uow, council, frozen, electors=len(electors), electorate=weight, is_practice=practice)


def _leave_unasked(uow: Uow, ballot: Ballot) -> Ballot:
    """It lapses, and the council is told: a vote of nobody would decide nothing, and yet close as one."""
    council_id, why = ballot.council_id, Ended(WhyEnded.NOBODY_ASKED)
    lapsed = end_uncounted(uow, ballot, [], state=BallotState.WITHDRAWN, ended=why)
    record(uow, council_id, ballots_entries.Lapsed(Figures.of(why)), ballot.ballot_id)
    tell_council(uow, council_id, BallotUnasked(ballot.ballot_id), once=f"unasked:{ballot.ballot_id}")
    if (follow := uow.registers.kinds[ballot.kind].on_unasked) is not None:
        follow(uow, lapsed)
    return lapsed


def lay_out_page(uow: Uow, council_id: CouncilId, duty: LayOut) -> None:
    """Due work while a ballot is opening; with the last page it is put to the vote."""
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is None or ballot.state is not BallotState.OPENING or renew_key(uow, ballot):
        return
    if not lay_page(uow, ballot):
        postpone(uow, council_id, duty, uow.now)
        return
    if ballot.opened_at is not None:
        open_anew(uow, ballot)
        return
    council = get_council(uow, council_id)
    many = uow.count(Elector, council_id=council_id, ballot_id=duty.ballot_id)
    practice = is_practice(uow, council, ballot, many)
    _put_to_vote(uow, council, ballot, electors=many, electorate=many, is_practice=practice)


def _put_to_vote(uow: Uow, council: Council, ballot: Ballot, **asked: int) -> Ballot:
    """Set the close, post the card. In the founding window a ballot closes at the window's end at the earliest."""
    closes_at = earliest_close(council, uow.now, ballot.duration_s)
    rules = rules_for(ballot.rules, ballot.subject, asked["electors"])
    opened = uow.change(ballot, state=BallotState.OPEN, opened_at=uow.now, rules=rules, **asked)
    opened = uow.change(opened, quorum=quorum_of(opened))
    opened = plan_close(uow, opened, closes_at)
    _show(uow, opened)
    record(
        uow,
        ballot.council_id,
        ballots_entries.BallotOpened(
            ballot_kind=ballot.kind, electorate=opened.electorate, quorum=opened.quorum, closes_at=closes_at.isoformat()
        ),
        ballot.ballot_id,
    )
    if (follow := uow.registers.kinds[opened.kind].on_open) is not None:
        follow(uow, opened)
    return stand_still(uow, opened)


def _show(uow: Uow, ballot: Ballot) -> None:
    """The card: the one that showed the ballot before it opened, or a new one."""
    if uow.count(Card, council_id=ballot.council_id, subject_id=ballot.ballot_id):
        uow.raise_version(ballot.council_id, ballot.ballot_id)
    else:
        open_card(uow, ballot.council_id, BallotCard(ballot.ballot_id), thread_id=ballot.thread_id)


def decide_yes_no_ballot(ballot: Ballot, pile: Pile, _: str) -> Pausing[Decided]:
    """By the rule the ballot opened under."""
    yield from AT_ONCE
    tally = pile.totals.by_yes_no
    heads = heads_of(ballot, yes=pile.heads.get(YES, 0))
    decided = decide_yes_no(tally, ballot.electorate, rule_of(ballot), heads)
    counts = ((YES, tally.yes), (NO, tally.no), (ABSTAIN, tally.abstain))
    result = ResultOfYesNo(counts=Tally(counts), checks=decided.checks)
    return Decided(Outcome(decided.outcome), result)


def find_ballot(reads: Reads, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    """The ballot, or BallotNotFoundError."""
    ballot = reads.get(Ballot, council_id, ballot_id)
    if ballot is None:
        raise BallotNotFoundError
    return ballot


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
