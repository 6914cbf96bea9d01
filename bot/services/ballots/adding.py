"""Members add options to a ballot whose proposer allowed it, in the first third of its time.

Nothing that was handed in changes by that: options come behind the others. Who voted before hears of it once, when the
time to add some is over. That message waits in memory alone: a row would name who had voted by then.
"""

from dataclasses import replace
from typing import Any

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.added import AddedOption, ensure_adds, ensure_takes
from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.drafts import ensure_option
from bot.domain.ballots.duties import EndOptions, TellOfOptions
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.messages import AskOption, OptionsNew, OptionTaken
from bot.domain.ballots.subject import ProposalSubject
from bot.domain.ground.dialog import Answer
from bot.domain.ground.entry import Words
from bot.domain.ground.ids import BallotId, CouncilId
from bot.services.ballots.ballots import find_ballot
from bot.services.ballots.electorate import elector_of
from bot.services.ballots.papers import is_sealed, was_filled_in_before
from bot.services.ballots.voting import why_not_in_electorate
from bot.services.ground.dialogs import ask
from bot.services.ground.outbox import reply
from bot.services.ground.persons import actor_id, persons_by_id
from bot.services.ground.ports import Reads, SealBrokenError, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import deadline, plan
from bot.services.ground.unwritten import tell_unwritten
from bot.services.roll.roll import ensure_voter
from bot.services.roll.standing import places_of

PAGE = 100
"""Electors of one page: some 10 ms of the writer."""


def ensure_may_add(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    """The ballot, if the actor may vote in it and add an option now.

    Raises NotOnRollError, StillWaitingError, NotInElectorateError, BallotClosedError, OptionsFixedError,
    AddedEnoughError.
    """
    ensure_voter(uow, council_id)
    ballot, person_id = find_ballot(uow, council_id, ballot_id), actor_id(uow)
    ensure_takes(ballot, deadline(uow, council_id, EndOptions(ballot_id)), uow.now)
    if elector_of(uow, ballot, person_id) is None:
        raise why_not_in_electorate(uow, ballot, person_id)
    ensure_adds(uow.count(AddedOption, council_id=council_id, ballot_id=ballot_id, person_id=person_id))
    return ballot


def press_add_option(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> None:
    """[Add an option]: its words are asked for."""
    ensure_may_add(uow, council_id, ballot_id)
    ask(uow, council_id, AskOption(ballot_id))


def take_option(uow: Uow, council_id: CouncilId, asked: AskOption, answer: Answer) -> None:
    """Its words."""
    added = add_option(uow, council_id, asked.ballot_id, answer.text)
    reply(uow, OptionTaken(added.ballot_id, len(added.options) - 1), council_id=council_id)


def add_option(uow: Uow, council_id: CouncilId, ballot_id: BallotId, text: str) -> Ballot:
    """Put one more option on the paper, behind the others. Raises what ensure_may_add and ensure_option raise."""
    ballot = ensure_may_add(uow, council_id, ballot_id)
    option = ensure_option(ballot.text, ballot.options, text, ballot.method)
    place, person_id = len(ballot.options), actor_id(uow)
    subject = ballot.about(ProposalSubject)
    others = subject.others_added + (person_id != ballot.proposer_id)
    added = uow.change(ballot, options=(*ballot.options, option), subject=replace(subject, others_added=others))
    uow.add(AddedOption(council_id, ballot_id, place, person_id))
    said = ballots_entries.OptionAdded(place=place, option=Words(option))
    record(uow, council_id, said, ballot_id, of_person=person_id)
    uow.raise_version(council_id, ballot_id)
    return added


def end_options(uow: Uow, council_id: CouncilId, duty: EndOptions) -> None:
    """[Add an option] goes from the card; if somebody pressed it, who had voted by then is told."""
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is None or ballot.state is not BallotState.OPEN:
        return
    uow.raise_version(council_id, ballot.ballot_id)
    if uow.count(AddedOption, council_id=council_id, ballot_id=ballot.ballot_id):
        plan(uow, council_id, TellOfOptions(ballot.ballot_id), uow.now)


def tell_of_options(uow: Uow, council_id: CouncilId, duty: TellOfOptions) -> None:
    """Due work: the next page of electors. What is over, or begins anew, has nobody to tell."""
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is None or ballot.state is not BallotState.OPEN or not is_sealed(uow, ballot):
        return
    own: dict[str, Any] = {"council_id": council_id, "ballot_id": ballot.ballot_id}
    page = uow.find(Elector, order="elector_id", limit=PAGE, skip=duty.asked, **own)
    _tell(uow, ballot, [elector for elector in page if _voted_before(uow, ballot, elector)])
    if len(page) == PAGE:
        plan(uow, council_id, TellOfOptions(ballot.ballot_id, duty.asked + PAGE), uow.now)


def _tell(uow: Uow, ballot: Ballot, electors: list[Elector]) -> None:
    places = places_of(uow, ballot.council_id, [each.holder_id for each in electors if each.holder_id is not None])
    for person in persons_by_id(uow, [place.person_id for place in places]):
        if person.is_reachable:
            tell_unwritten(uow, person, OptionsNew(ballot.ballot_id), council_id=ballot.council_id)


def _voted_before(reads: Reads, ballot: Ballot, elector: Elector) -> bool:
    """Of what is damaged nobody knows."""
    try:
        return was_filled_in_before(reads, ballot, elector.elector_id)
    except SealBrokenError:
        return False
