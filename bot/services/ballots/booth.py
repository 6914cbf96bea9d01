"""The private booth: the paper is filled in mark by mark, sealed in its elector's slot, and handed in whole."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.ballots.answers import VoteCast
from bot.domain.ballots.ballot import CLEAR, Ballot, BallotState, ChoiceUnknownError, ensure_edition, ensure_open
from bot.domain.ballots.booth import (
    IN_BOOTH,
    NAMES_ON_A_PAGE,
    RANKED,
    BoothPaper,
    filled_in,
    handed_in,
    marked,
    names_on,
)
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.messages import BallotPrivate, PaperHere, PaperInBooth
from bot.domain.ballots.papers import EMPTY, Paper
from bot.domain.ground.ids import BallotId, CouncilId, PersonId
from bot.domain.ground.outgoing import Outgoing, message_of
from bot.domain.ground.person import Person
from bot.services.ballots.anew import ensure_papers
from bot.services.ballots.ballots import find_ballot
from bot.services.ballots.electorate import elector_of
from bot.services.ballots.papers import keep_paper, paper_of
from bot.services.ballots.voting import cast_picks, clear_paper, why_not_in_electorate
from bot.services.ground.outbox import tell_under
from bot.services.ground.persons import actor_id, sees_alone
from bot.services.ground.ports import KeyLostError, Reads, SealBrokenError, Uow
from bot.services.ground.unwritten import edit_unwritten, redraw_unwritten, reply_unwritten
from bot.services.roll.standing import place_of

LED_AT_LEAST, LED_AT_MOST = timedelta(seconds=5), timedelta(hours=1)
"""A second press within this was led to private in vain: it is none by mistake, nor one of another day."""


def ensure_may_enter(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    """The ballot, if it is open, voted in a booth, and the actor in its electorate.

    Raises BallotNotFoundError, BallotClosedError, NotInElectorateError, ChoiceUnknownError.
    """
    ballot = find_ballot(uow, council_id, ballot_id)
    ensure_open(ballot)
    if ballot.method not in IN_BOOTH:
        raise ChoiceUnknownError
    member = place_of(uow, council_id, actor_id(uow))
    if elector_of(uow, ballot, actor_id(uow)) is None or member is None or member.is_waiting(uow.now):
        raise why_not_in_electorate(uow, ballot, actor_id(uow))
    return ensure_papers(uow, ballot)


def enter_booth(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    """[Vote]: the paper, as it is recorded now or as it was left. Raises SealBrokenError for one that is damaged."""
    ballot = ensure_may_enter(uow, council_id, ballot_id)
    recorded_picks(uow, ballot, actor_id(uow))  # what is damaged is found here, where somebody can be told
    reply_unwritten(uow, PaperInBooth(ballot_id), council_id=council_id)
    return ballot


def lead_to_booth(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Ballot | None:
    """[Vote] in a group that can show nobody anything alone: the ballot, whose booth is in private.

    None: who was led there already, and has not opened that chat since, finds a paper in the group. That is remembered
    in memory alone. Raises what `ensure_may_enter` raises.
    """
    ballot = ensure_may_enter(uow, council_id, ballot_id)
    person_id = actor_id(uow)
    person, key = uow.get(Person, person_id), f"led:{ballot_id}:{person_id}"
    led_at: datetime | None = uow.memory.held(key)
    if person is None or person.is_reachable:
        return ballot
    if led_at is None or not LED_AT_LEAST <= uow.now - led_at < LED_AT_MOST:
        uow.memory.hold(key, led_at if led_at is not None and uow.now - led_at < LED_AT_LEAST else uow.now)
        return ballot
    uow.memory.hold(key, None)
    open_paper_here(uow, council_id, ballot_id)
    return None


def ensure_same_text(uow: Uow, council_id: CouncilId, ballot_id: BallotId, edition: int) -> None:
    """Raise BallotAmendedError for a button on a paper of an earlier text."""
    ensure_edition(find_ballot(uow, council_id, ballot_id), edition, is_paper=True)


def mark_paper(uow: Uow, council_id: CouncilId, ballot_id: BallotId, mark: str) -> tuple[Ballot, tuple[str, ...]]:
    """A name put on the paper or taken off, the last ones struck out; nothing counts before [Submit]."""
    ballot = ensure_may_enter(uow, council_id, ballot_id)
    shown = left_paper(uow, ballot, actor_id(uow))
    picks = marked(ballot, shown.picks, mark)
    _keep(uow, ballot, picks, shown.page)
    _draw_again(uow, ballot)
    return ballot, picks


def turn_page(uow: Uow, council_id: CouncilId, ballot_id: BallotId, page: int) -> None:
    """Other names of a long paper."""
    ballot = ensure_may_enter(uow, council_id, ballot_id)
    shown = left_paper(uow, ballot, actor_id(uow))
    _keep(uow, ballot, shown.picks, min(max(page, 0), pages_of(ballot) - 1))
    _draw_again(uow, ballot)


def submit_paper(uow: Uow, council_id: CouncilId, ballot_id: BallotId, *, is_abstention: bool) -> VoteCast:
    """[Submit] or [Abstain]: the whole paper is recorded as one value, in place of the one before.

    An abstention in place of what is marked or submitted asks first.
    """
    ballot = ensure_may_enter(uow, council_id, ballot_id)
    shown = left_paper(uow, ballot, actor_id(uow))
    _keep(uow, ballot, shown.picks, 0)
    picks = () if is_abstention else shown.picks
    cast = cast_picks(uow, ballot, handed_in(picks), marked=shown.picks)
    _draw_again(uow, ballot)
    return cast


def rank_here(uow: Uow, council_id: CouncilId, ballot_id: BallotId, key: str) -> VoteCast:
    """A name pressed on the paper in the group: ranked next and recorded at once; the answer alone tells what stands.

    `key` "clear" empties the paper. For those who cannot use the private chat. Raises ChoiceUnknownError.
    """
    ballot = ensure_may_enter(uow, council_id, ballot_id)
    if ballot.method not in RANKED:
        raise ChoiceUnknownError
    if key == CLEAR:
        return clear_paper(uow, ballot)
    known = recorded_picks(uow, ballot, actor_id(uow))
    known = tuple(pick for pick in known if pick not in ballot.subject.struck)
    return cast_picks(uow, ballot, handed_in(marked(ballot, filled_in(known), f"+{key}")))


def open_paper_here(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> None:
    """A paper in the group, once a day; it shows the names and nobody's choices."""
    ballot = ensure_may_enter(uow, council_id, ballot_id)
    key = f"paper_here:{ballot_id}:{ballot.edition}:{uow.now.date()}"
    tell_under(uow, council_id, ballot_id, PaperHere(ballot_id), once=key)


def left_paper(reads: Reads, ballot: Ballot, person_id: PersonId) -> BoothPaper:
    """The paper as it was left; else one that says what is recorded."""
    paper = _paper(reads, ballot, person_id)
    picks = filled_in(paper.picks or ()) if paper.draft is None else paper.draft
    return BoothPaper(tuple(pick for pick in picks if pick not in ballot.subject.struck), paper.page)


def recorded_picks(reads: Reads, ballot: Ballot, person_id: PersonId) -> tuple[str, ...]:
    """What the person handed in; empty if nothing."""
    return _paper(reads, ballot, person_id).picks or ()


def _paper(reads: Reads, ballot: Ballot, person_id: PersonId) -> Paper:
    elector = elector_of(reads, ballot, person_id)
    return paper_of(reads, ballot, elector.elector_id) if elector is not None else EMPTY


@dataclass(frozen=True, slots=True)
class Booth:
    """What the paper shows: what is marked, and what is recorded (None: nothing was handed in)."""

    ballot: Ballot
    paper: BoothPaper
    recorded: tuple[str, ...] | None
    keys: tuple[str, ...]
    page: int
    pages: int


def look_into_booth(reads: Reads, council_id: CouncilId, ballot_id: BallotId, person_id: PersonId) -> Booth:
    """The paper of one person, for them alone. Names keep their places, so that a second tap meets no other."""
    ballot = find_ballot(reads, council_id, ballot_id)
    paper = left_paper(reads, ballot, person_id)
    pages = pages_of(ballot)
    page = min(paper.page, pages - 1)
    keys = names_on(ballot)[page * NAMES_ON_A_PAGE : (page + 1) * NAMES_ON_A_PAGE]
    return Booth(ballot, paper, _paper(reads, ballot, person_id).picks, keys, page, pages)


def pages_of(ballot: Ballot) -> int:
    """Pages of the paper."""
    return max(1, -(-len(names_on(ballot)) // NAMES_ON_A_PAGE))


def _keep(uow: Uow, ballot: Ballot, picks: tuple[str, ...], page: int) -> None:
    """Sealed with it: in which message the booth is shown, so that the close can clear it."""
    ensure_open(ballot)
    elector = elector_of(uow, ballot, actor_id(uow))
    if elector is None:
        raise why_not_in_electorate(uow, ballot, actor_id(uow))
    paper = paper_of(uow, ballot, elector.elector_id)
    shown_in = (uow.cause.message_id or 0) if sees_alone(uow) else paper.message_id
    _leave_other(uow, ballot, elector, paper, shown_in)
    keep_paper(uow, ballot, elector.elector_id, replace(paper, draft=picks, page=page, message_id=shown_in))


def note_booth(uow: Uow, row: Outgoing, message_id: int) -> None:
    """A booth stands in a new message: sealed at once, also if nothing is pressed in it, so that the close clears it.

    What showed the paper before shows the ballot alone: there is one booth, and no other says what was so once.
    """
    ballot = find_ballot(uow, row.council_id, message_of(PaperInBooth, row).ballot_id)
    voter_id = row.person_id or row.asker_id
    person = uow.get(Person, voter_id) if voter_id else None
    elector = elector_of(uow, ballot, person.person_id) if person is not None else None
    if person is None or elector is None:
        return
    if ballot.state is not BallotState.OPEN:
        edit_unwritten(uow, person, PaperInBooth(ballot.ballot_id), message_id, council_id=row.council_id)
        return
    # It has gone out all the same: where nothing can be opened the ballot begins anew, and its booths with it.
    with suppress(KeyLostError, SealBrokenError):
        _move_booth(uow, ballot, elector, message_id)


def _move_booth(uow: Uow, ballot: Ballot, elector: Elector, message_id: int) -> None:
    paper = paper_of(uow, ballot, elector.elector_id)
    _leave_other(uow, ballot, elector, paper, message_id)
    keep_paper(uow, ballot, elector.elector_id, replace(paper, message_id=message_id))


def _leave_other(uow: Uow, ballot: Ballot, elector: Elector, paper: Paper, message_id: int) -> None:
    person = uow.get(Person, elector.holder_id) if elector.holder_id else None
    if person is not None and paper.message_id not in {0, message_id}:
        said = BallotPrivate(ballot.ballot_id)
        edit_unwritten(uow, person, said, paper.message_id, council_id=ballot.council_id)


def _draw_again(uow: Uow, ballot: Ballot) -> None:
    """Nowhere but where they alone see it: forged, a press would put somebody's paper where a card stands."""
    if sees_alone(uow):
        redraw_unwritten(uow, PaperInBooth(ballot.ballot_id), council_id=ballot.council_id)
