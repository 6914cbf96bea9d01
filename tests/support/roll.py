"""Short words for what stands in a council: its roll, its record, its one ballot, its cards."""

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.elector import Elector
from bot.domain.ground.entry import Entry
from bot.domain.ground.outgoing import Card
from bot.domain.removals.entries import Left
from bot.domain.roll.entries import MemberRests
from bot.domain.roll.member import Member, MemberState
from bot.services.ballots.proposals import propose
from bot.services.council.council import get_council
from bot.services.council.delivery import mark_drawn
from bot.services.ground.record import record
from bot.services.roll.standing import base_changed, count_place


def member(house, person):
    return house.one(Member, council_id=house.council_id, person_id=person.person_id)


def council(house):
    return house.do(get_council, house.council_id)


def off_the_roll(uow, council_id, person):
    """Their place alone is gone, as when it ended in the middle of something else."""
    known = uow.get(Member, council_id, person.person_id)
    count_place(uow, council_id, known.state, uow.change(known, state=MemberState.LEFT).state)
    record(uow, council_id, Left(), person.person_id)


def let_rest(house, *people):
    """They have been silent for long, all at once."""

    def rest(uow):
        for person in people:
            known = uow.get(Member, house.council_id, person.person_id)
            count_place(uow, house.council_id, known.state, uow.change(known, state=MemberState.RESTING).state)
            record(uow, house.council_id, MemberRests(), person.person_id)
        base_changed(uow, house.council_id, {person.person_id for person in people})

    house.do(rest)


def kinds(house):
    return [entry.kind for entry in house.find(Entry, council_id=house.council_id)]


def voters(house, ballot):
    return {row.elector_id for row in house.find(Elector, council_id=house.council_id, ballot_id=ballot.ballot_id)}


def put(house, by, text="Buy a barrel"):
    return house.do(propose, house.council_id, text, None, by=by)


def ballot_now(house):
    return house.one(Ballot, council_id=house.council_id)


def drawn(house):
    """Every card stands in the group, as after delivery."""
    for number, card in enumerate(house.find(Card, council_id=house.council_id), 100):
        house.do(mark_drawn, house.council_id, card.card_id, card.version, council(house).chat_id, number)
