"""The paper of an election as it is printed when the vote opens."""

from bot.domain.ballots.ballot import Ballot
from bot.domain.elections.nominee import Nominee, paper_names
from bot.domain.ground.person import Person
from bot.services.ballots.lots import paper_order
from bot.services.ground.ports import Uow


def print_paper(uow: Uow, ballot: Ballot, nominees: list[Nominee]) -> tuple[str, ...]:
    """The names as they stand on the paper, in the order that the lot draws of them; each nominee gets their key.

    What is drawn are the names as printed, so that whoever reads the paper can draw them again.
    """
    people = [uow.get(Person, nominee.person_id) for nominee in nominees]
    names = paper_names([(person.name, person.username) if person else ("", None) for person in people])
    order = paper_order(ballot, names)
    for nominee, name in zip(nominees, names, strict=True):
        uow.change(nominee, option=str(order.index(name)))
    return order
