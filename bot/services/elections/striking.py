"""Who leaves the roll stands nowhere any more: neither in nominations nor on a paper that is being voted on.

A name that is struck keeps its place on the paper, as others are known by theirs; what was marked for it counts as if
it stood on no paper. Where nobody is left the vote is void, and nominations open again.
"""

from dataclasses import replace

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.results import WhyEnded
from bot.domain.elections import entries as elections_entries
from bot.domain.elections.election import Race, race_of
from bot.domain.elections.messages import NomineeNoted
from bot.domain.elections.nominee import Nominee, NomineeState
from bot.domain.ground.ids import CouncilId, PersonId
from bot.services.ballots.endings import void
from bot.services.council.council import get_council
from bot.services.elections.candidacies import open_nominations
from bot.services.elections.elections import nominate_again, nominees_changed
from bot.services.elections.introductions import end_offer, erase_introduction
from bot.services.ground.outbox import tell_under
from bot.services.ground.ports import Uow
from bot.services.ground.record import record
from bot.services.mandates.mandates import get_office

VOTED_ON = (BallotState.OPENING, BallotState.OPEN, BallotState.SUSPENDED)

LEFT = "left"
"""What is said of them, where others are noted as nominated or standing."""


def strike(uow: Uow, council_id: CouncilId, person_id: PersonId) -> None:
    """From every election of this council that is not over; who stood is said to all."""
    for ballot in open_nominations(uow, council_id):
        nominee = uow.get(Nominee, council_id, ballot.ballot_id, person_id)
        if nominee is not None:
            _withdraw(uow, ballot, nominee)
    for ballot in uow.find(Ballot, council_id=council_id, kind=Race.KIND, state=VOTED_ON):
        nominee = uow.get(Nominee, council_id, ballot.ballot_id, person_id)
        if nominee is not None and nominee.option is not None:
            _strike_from_paper(uow, ballot, nominee, nominee.option)


def _withdraw(uow: Uow, ballot: Ballot, nominee: Nominee) -> None:
    """Nominations must not end early on account of nobody."""
    end_offer(uow, nominee)
    uow.remove(erase_introduction(uow, nominee))
    nominees_changed(uow, ballot)
    if nominee.state is NomineeState.ACCEPTED:
        _tell(uow, ballot, nominee.person_id)


def _strike_from_paper(uow: Uow, ballot: Ballot, nominee: Nominee, key: str) -> None:
    race = race_of(ballot)
    struck = tuple(dict.fromkeys((*race.struck, key)))
    ballot = uow.change(ballot, subject=replace(race, struck=struck))
    said = elections_entries.NomineeStruck(person_id=nominee.person_id)
    record(uow, ballot.council_id, said, ballot.ballot_id)
    erase_introduction(uow, nominee)
    _tell(uow, ballot, nominee.person_id)
    if len(struck) == len(ballot.options):
        _begin_anew(uow, ballot)


def _begin_anew(uow: Uow, ballot: Ballot) -> None:
    """Only [Reopen nominations] is left on the paper, so they reopen."""
    assert ballot.office_id is not None
    council, office = get_council(uow, ballot.council_id), get_office(uow, ballot.council_id, ballot.office_id)
    void(uow, ballot, WhyEnded.LEFT)
    nominate_again(uow, council, office, ballot, race_of(ballot).seats)


def _tell(uow: Uow, ballot: Ballot, person_id: PersonId) -> None:
    said, once = NomineeNoted(ballot.ballot_id, person_id, LEFT), f"nominee_left:{ballot.ballot_id}:{person_id}"
    tell_under(uow, ballot.council_id, ballot.ballot_id, said, once=once)
