"""Proposals put, voted on and looked at, and the council's rules set, for tests of ballots."""

from bot.domain.ballots.ballot import Ballot
from bot.domain.council.council import Council
from bot.domain.ground.outgoing import Card
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.charter.charter import change_charter
from bot.services.council.delivery import mark_drawn
from tests.support.council import GROUP

MANY = tuple(f"P{number}" for number in range(25))


def proposed(house, by, text="Buy a barrel", **named):
    return house.do(propose, house.council_id, text, None, by=by, **named)


def change(house, rule, value, by):
    """A change of the charter is put to the vote."""
    ballot = house.do(change_charter, house.council_id, rule, value, by=by)
    assert ballot is not None
    return ballot


def vote(house, ballot, choice, *voters):
    casts = [house.do(cast_vote, house.council_id, ballot.ballot_id, choice, by=voter) for voter in voters]
    return casts[-1]


def now(house, ballot):
    return house.one(Ballot, ballot_id=ballot.ballot_id)


def charter(house, **rules):
    council = house.one(Council, council_id=house.council_id)
    house.do(lambda uow: uow.change(council, charter={**council.charter, **rules}))


def labels(screen):
    return [button.label for row in screen.keyboard for button in row]


def place_card(house, ballot, message_id=77):
    card = house.one(Card, subject_id=ballot.ballot_id)
    house.do(mark_drawn, house.council_id, card.card_id, card.version, GROUP, message_id)
    return message_id


def shown(house, name):
    return house.show(house.screens(name)[-1])
