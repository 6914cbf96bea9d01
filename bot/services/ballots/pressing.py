"""Presses on cards and papers: none counts for a text that whoever pressed has not read (`edition`)."""

from bot.domain.ballots.answers import Seconded, VoteCast
from bot.domain.ballots.ballot import Ballot, BallotState, ChoiceUnknownError, ensure_edition, ensure_open
from bot.domain.ballots.booth import ABSTENTION, SUBMIT
from bot.domain.ballots.messages import BallotPrivate
from bot.domain.ballots.names import Names
from bot.domain.ground.ids import BallotId, CouncilId
from bot.services.ballots import booth
from bot.services.ballots.amending import begin_amending, begin_withdrawing
from bot.services.ballots.anew import ensure_papers, lost_at
from bot.services.ballots.ballots import find_ballot
from bot.services.ballots.names import load_names
from bot.services.ballots.seconds import second
from bot.services.ballots.tokens import choice_meant, mark_meant
from bot.services.ballots.voting import cast_on
from bot.services.ground.ports import Uow
from bot.services.ground.unwritten import redraw_unwritten


def press_choice(uow: Uow, council_id: CouncilId, ballot_id: BallotId, choice: str, edition: int) -> VoteCast:
    """A choice on a card. Raises BallotAmendedError, and what `cast_on` raises."""
    ballot = find_ballot(uow, council_id, ballot_id)
    ensure_edition(ballot, edition)
    return cast_on(uow, ballot, choice)


def press_in_private(uow: Uow, council_id: CouncilId, ballot_id: BallotId, choice: str, edition: int) -> VoteCast:
    """The private form of a card is a message like any other: it is drawn again with the vote."""
    cast = press_choice(uow, council_id, ballot_id, choice, edition)
    _redraw_private(uow, cast)
    return cast


def press_token(uow: Uow, council_id: CouncilId, ballot_id: BallotId, token: str, edition: int) -> VoteCast:
    """A choice on a card, by its token. Raises BallotAmendedError, ChoiceUnknownError, and what `cast_on` raises."""
    ballot = _current(uow, council_id, ballot_id, edition)
    return cast_on(uow, ballot, choice_meant(uow, ballot, token))


def press_token_in_private(uow: Uow, council_id: CouncilId, ballot_id: BallotId, token: str, edition: int) -> VoteCast:
    """The private form of a card, as in `press_in_private`."""
    cast = press_token(uow, council_id, ballot_id, token, edition)
    _redraw_private(uow, cast)
    return cast


def _redraw_private(uow: Uow, cast: VoteCast) -> None:
    if not cast.ballot.subject.FILLS_SEATS:
        redraw_unwritten(uow, BallotPrivate(cast.ballot.ballot_id), council_id=cast.ballot.council_id)


def renew_if_lost(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> bool:
    """A button that means nothing may mean that the key is lost: then the ballot begins anew, and says so.

    Whether it did, now or before: then the card pressed is not drawn again yet.
    """
    ballot = find_ballot(uow, council_id, ballot_id)
    if ballot.state is BallotState.OPEN:
        ensure_papers(uow, ballot)
    return lost_at(uow, ballot) is not None


def _current(uow: Uow, council_id: CouncilId, ballot_id: BallotId, edition: int, *, is_paper: bool = False) -> Ballot:
    ballot = find_ballot(uow, council_id, ballot_id)
    ensure_edition(ballot, edition, is_paper=is_paper)
    ensure_open(ballot)
    return ballot


def press_second(uow: Uow, council_id: CouncilId, ballot_id: BallotId, edition: int) -> Seconded:
    """[Second]. Raises BallotAmendedError, and what `second` raises."""
    ensure_edition(find_ballot(uow, council_id, ballot_id), edition)
    return second(uow, council_id, ballot_id)


def press_amend(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> None:
    """[Amend]: the new text is asked for."""
    begin_amending(uow, find_ballot(uow, council_id, ballot_id), "")


def press_withdraw(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> None:
    """[Withdraw]: asks first."""
    begin_withdrawing(uow, find_ballot(uow, council_id, ballot_id))


def press_mark(
    uow: Uow, council_id: CouncilId, ballot_id: BallotId, mark: str, edition: int
) -> tuple[Names, tuple[str, ...]]:
    """A mark on a paper; return what is on it now. Raises BallotAmendedError, and what `mark_paper` raises."""
    booth.ensure_same_text(uow, council_id, ballot_id, edition)
    ballot, picks = booth.mark_paper(uow, council_id, ballot_id, mark)
    return load_names(uow, ballot), picks


def press_submit(
    uow: Uow, council_id: CouncilId, ballot_id: BallotId, edition: int, *, is_abstention: bool
) -> tuple[Names, VoteCast]:
    """[Submit] or [Abstain]. Raises BallotAmendedError, and what `submit_paper` raises."""
    booth.ensure_same_text(uow, council_id, ballot_id, edition)
    cast = booth.submit_paper(uow, council_id, ballot_id, is_abstention=is_abstention)
    return load_names(uow, cast.ballot), cast


def press_rank(uow: Uow, council_id: CouncilId, ballot_id: BallotId, key: str, edition: int) -> tuple[Names, VoteCast]:
    """A name on the paper in the group. Raises BallotAmendedError, and what `rank_here` raises."""
    booth.ensure_same_text(uow, council_id, ballot_id, edition)
    cast = booth.rank_here(uow, council_id, ballot_id, key)
    return load_names(uow, cast.ballot), cast


def press_mark_token(
    uow: Uow, council_id: CouncilId, ballot_id: BallotId, token: str, edition: int
) -> tuple[Names, tuple[str, ...]]:
    """As `press_mark`, by its token."""
    ballot = _current(uow, council_id, ballot_id, edition, is_paper=True)
    return press_mark(uow, council_id, ballot_id, mark_meant(uow, ballot, token), edition)


def press_end_token(
    uow: Uow, council_id: CouncilId, ballot_id: BallotId, token: str, edition: int
) -> tuple[Names, VoteCast]:
    """As `press_submit`, by the token of [Submit] or [Abstain]. Raises ChoiceUnknownError."""
    ballot = _current(uow, council_id, ballot_id, edition, is_paper=True)
    end = mark_meant(uow, ballot, token)
    if end not in {SUBMIT, ABSTENTION}:
        raise ChoiceUnknownError
    return press_submit(uow, council_id, ballot_id, edition, is_abstention=end == ABSTENTION)


def press_rank_token(
    uow: Uow, council_id: CouncilId, ballot_id: BallotId, token: str, edition: int
) -> tuple[Names, VoteCast]:
    """As `press_rank`, by its token."""
    ballot = _current(uow, council_id, ballot_id, edition, is_paper=True)
    return press_rank(uow, council_id, ballot_id, choice_meant(uow, ballot, token), edition)
