"""The paper of an election as it is printed when the vote opens: who stands on it, under which key and name."""

from dataclasses import replace

from bot.domain.ballots.ballot import Ballot
from bot.domain.elections.messages import Nominated, NomineeNoted
from bot.domain.elections.nominee import Nominee, paper_names
from bot.domain.ground.ids import BallotId, PersonId
from bot.domain.ground.kept import name_of
from bot.domain.ground.outgoing import Outgoing, OutgoingState, message_of
from bot.domain.ground.person import Person
from bot.services.ballots.lots import paper_order
from bot.services.ballots.offers import change_offers
from bot.services.elections.introductions import end_offer
from bot.services.ground.outbox import redraw_told, turn_told
from bot.services.ground.persons import number_of_name
from bot.services.ground.ports import Reads, Uow


def print_paper(uow: Uow, ballot: Ballot, nominees: list[Nominee]) -> tuple[str, ...]:
    """The names as they stand on the paper, in the order that the lot draws of them; each nominee gets their key.

    What is drawn are the names as printed, so that whoever reads the paper can draw them again.
    """
    names = paper_names([told_on_paper(uow, nominee) for nominee in nominees])
    order = paper_order(ballot, names)
    end_asking(uow, ballot)
    for nominee, name in zip(nominees, names, strict=True):
        uow.change(nominee, option=str(order.index(name)))
    return order


def told_on_paper(reads: Reads, nominee: Nominee) -> tuple[str, str | None, int | None]:
    """Name, username and which of several on the roll who bear it: what tells nominees apart."""
    person = reads.get(Person, nominee.person_id)
    return (
        (person.name, person.username, number_of_name(reads, nominee.council_id, person))
        if person
        else ("", None, None)
    )


def end_asking(uow: Uow, ballot: Ballot) -> None:
    """Nominations are over: whoever was asked whether they stand reads that, and no message has a button any more."""
    for nominee in uow.find(Nominee, council_id=ballot.council_id, ballot_id=ballot.ballot_id):
        redraw_told(uow, asked_as(ballot.ballot_id, nominee.person_id), Nominated(ballot.ballot_id))
        end_offer(uow, nominee)
    change_offers(uow, ballot.council_id, ballot.ballot_id)
    for row, said in _noted(uow, ballot):
        turn_told(uow, row, said)


def note_answer(uow: Uow, nominee: Nominee, ballot: Ballot) -> None:
    """Whoever was asked in the group has answered: what asked them says so, and has no button any more."""
    for row, said in _noted(uow, ballot):
        if said.person_id == nominee.person_id:
            turn_told(uow, row, replace(said, state=nominee.state))


def _noted(reads: Reads, ballot: Ballot) -> list[tuple[Outgoing, NomineeNoted]]:
    """What the group was told of nominations in this election, with buttons."""
    rows = reads.find(
        Outgoing, council_id=ballot.council_id, state=OutgoingState.SENT, screen=name_of(NomineeNoted), person_id=None
    )
    mine = [row for row in rows if row.params.get("ballot_id") == ballot.ballot_id and row.verbs]
    return [(row, message_of(NomineeNoted, row)) for row in mine]


def asked_as(ballot_id: BallotId, person_id: PersonId) -> str:
    """The key of the message that asks somebody nominated whether they stand."""
    return f"nominated:{ballot_id}:{person_id}"
