"""What is open now, and the register of decisions."""

from datetime import timedelta

from bot.domain.ballots.ballot import RUNNING, Ballot, BallotState
from bot.domain.ballots.messages import CardHere, CardMoved, Decisions, HowCounted, OpenBallots
from bot.domain.ground.entry import Entry
from bot.domain.ground.ids import BallotId, CouncilId, PersonId
from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.ground.text import ensure_length
from bot.services.ballots.ballots import find_ballot
from bot.services.ballots.electorate import elector_of
from bot.services.ballots.files import show_files
from bot.services.ballots.papers import paper_of
from bot.services.ballots.parts import named_at_end
from bot.services.council.council import council_here
from bot.services.council.panel import ensure_reader
from bot.services.ground.outbox import edit_in_council, redraw, reply
from bot.services.ground.persons import in_private
from bot.services.ground.ports import Reads, SealBrokenError, Uow
from bot.services.ground.signposts import is_seen_by_all

WITH_PAPERS = (BallotState.OPEN, BallotState.SUSPENDED, BallotState.COUNTING)
"""Somebody's paper of such a ballot tells whether they have voted."""

FAR_UP_IDS = 100
FAR_UP_AFTER, OLD_IDS = timedelta(hours=24), 20
"""A card so many messages up is posted anew by /open, a day old one from fewer on: in a quiet group it is still near,
and posting it again would be most of what the group hears. Our judgement."""

SEARCH_LIMIT = 200
"""What is looked for stands above what was found. Our judgement."""

POSTED_ANEW = 3
"""So many at most for one /open: ten cards in a row would drown the chat. Our judgement."""


def show_open(uow: Uow) -> None:
    """/open: what is open, and whether the actor has voted.

    The answer is the asker's: it says what they have voted on. Its lines lead to the cards; those that are far up are
    posted anew only where the group sees the answer too: in private each ballot has a button that shows it whole.
    """
    council = council_here(uow)
    running = running_ballots(uow, council.council_id)
    is_seen = uow.cause.chat_id == council.chat_id and is_seen_by_all(uow, council.council_id, uow.actor)
    moved = _post_anew(uow, council.council_id, running) if is_seen else []
    for ballot in running:
        look_at_card(uow, ballot)
    asked_id = uow.actor.person_id if uow.actor else None
    reply(uow, OpenBallots(asked_id, tuple(moved)), council_id=council.council_id)


def show_ballot(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> None:
    """One ballot, whole, to the actor: to read its text, or to vote in private. Raises CouncilForeignError."""
    ensure_reader(uow, council_id)
    ballot = find_ballot(uow, council_id, ballot_id)
    if ballot.state in RUNNING:
        look_at_card(uow, ballot)
    reply(uow, uow.registers.kinds[ballot.kind].shown_whole(ballot_id), council_id=council_id)
    if in_private(uow):
        show_files(uow, ballot)


def ensure_may_look(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> None:
    """Before [More] leads to the private chat. Raises CouncilForeignError, BallotNotFoundError."""
    ensure_reader(uow, council_id)
    find_ballot(uow, council_id, ballot_id)


def show_how(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> None:
    """How a ballot is counted, for the actor. Raises CouncilForeignError."""
    ensure_reader(uow, council_id)
    ballot = find_ballot(uow, council_id, ballot_id)
    reply(uow, HowCounted(ballot.ballot_id), council_id=council_id)


def point_to_card(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> None:
    """[Card 1] under /open in a group whose messages have no addresses. Raises CouncilForeignError."""
    ensure_reader(uow, council_id)
    ballot = find_ballot(uow, council_id, ballot_id)
    if ballot.state in RUNNING:
        look_at_card(uow, ballot)
    card = card_of(uow, ballot)
    under = card.message_id if card is not None and card.chat_id == uow.cause.chat_id else None
    reply(uow, CardHere(ballot_id), council_id=council_id, under=under)


def look_at_card(uow: Uow, ballot: Ballot) -> None:
    """Somebody looks for it: it is drawn again, which tells whether it was deleted; then it is posted anew at once."""
    for card in uow.find(Card, council_id=ballot.council_id, subject_id=ballot.ballot_id, is_gone=False):
        uow.change(card, version=card.version + 1, is_dirty=True, is_looked_for=True)


def running_ballots(reads: Reads, council_id: CouncilId) -> list[Ballot]:
    """What is open, comes next, or waits, oldest first."""
    order = {state: place for place, state in enumerate((BallotState.OPEN, BallotState.SUSPENDED, *RUNNING))}
    found = reads.find(Ballot, council_id=council_id, state=RUNNING)
    return sorted(found, key=lambda ballot: (min(order[ballot.state], 2), ballot.ballot_id))


def card_of(reads: Reads, ballot: Ballot) -> Card | None:
    """The newest card that shows this ballot."""
    cards = reads.find(Card, council_id=ballot.council_id, subject_id=ballot.ballot_id, is_gone=False)
    return cards[-1] if cards else None


def _post_anew(uow: Uow, council_id: CouncilId, running: list[Ballot]) -> list[BallotId]:
    """Post the cards that are far up once more; return whose they are. The old ones say so and lose their buttons."""
    far = [card for card in (card_of(uow, ballot) for ballot in running) if card is not None and _is_far_up(uow, card)]
    for card in far[:POSTED_ANEW]:
        key = f"moved:{card.card_id}:{card.message_id}"
        edit_in_council(uow, council_id, CardMoved(BallotId(card.subject_id)), card.message_id or 0, once=key)
        uow.change(card, message_id=None, created_at=uow.now, version=card.version + 1, is_dirty=True)
    return [BallotId(card.subject_id) for card in far[:POSTED_ANEW]]


def _is_far_up(uow: Uow, card: Card) -> bool:
    if card.message_id is None or uow.cause.message_id is None:
        return False
    is_old = uow.now - card.created_at > FAR_UP_AFTER
    return uow.cause.message_id - card.message_id > (OLD_IDS if is_old else FAR_UP_IDS)


def has_voted(reads: Reads, ballot: Ballot, person_id: PersonId | None) -> bool | None:
    """Whether this person has voted on it; None if not asked. On what is damaged nobody has: it begins anew."""
    elector = elector_of(reads, ballot, person_id) if person_id else None
    try:
        return paper_of(reads, ballot, elector.elector_id).picks is not None if elector else None
    except SealBrokenError:
        return False


def has_voted_on_any(reads: Reads, council_id: CouncilId, person_id: PersonId) -> bool:
    """Whether this person has voted on something that is open."""
    ballots = reads.find(Ballot, council_id=council_id, state=WITH_PAPERS)
    return any(has_voted(reads, ballot, person_id) for ballot in ballots)


def took_part(reads: Reads, ballot: Ballot, person_id: PersonId) -> bool:
    """Whether the person voted on it: while it is open by their sealed paper, then by the entry of its close.

    Before papers were sealed each vote had an entry of its own.
    """
    if ballot.state in WITH_PAPERS:
        return bool(has_voted(reads, ballot, person_id))
    named = named_at_end(reads, ballot)
    if named is not None:
        elector = elector_of(reads, ballot, person_id)
        return elector is not None and elector.elector_id in named
    entries = reads.find(Entry, council_id=ballot.council_id, subject_id=ballot.ballot_id, kind="voted")
    return any(entry.actor_id == person_id for entry in entries)


def show_decisions(uow: Uow, search: str) -> None:
    """/decisions, with words to look for. Raises TextTooLongError."""
    council = council_here(uow)
    ensure_length(search, SEARCH_LIMIT)
    reply(uow, Decisions(search, 0, is_all=False), council_id=council.council_id)


def turn_decisions(uow: Uow, council_id: CouncilId, page: int, *, is_all: bool) -> None:
    """Another page of the register in the same message, with the words it was asked for. Raises CouncilForeignError."""
    ensure_reader(uow, council_id)
    message_id = uow.cause.message_id
    if message_id is None:
        return
    shown = uow.find(Outgoing, chat_id=uow.cause.chat_id, message_id=message_id)
    search = next((row.params["search"] for row in shown if "search" in row.params), "")
    redraw(uow, Decisions(search, page, is_all), council_id=council_id)
