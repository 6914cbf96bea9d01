"""Mandates with report-backs: begun, ended, followed by alternates; and what was said of them."""

from bot.domain.ballots.ballot import Ballot
from bot.domain.elections.election import Race
from bot.domain.mandates.mandate import Alternate, Mandate
from bot.services.mandates.mandates import end_mandate, live_mandates
from tests.support import offices


def seat(house, *holders, **named):
    return offices.seat(house, *holders, has_report_backs=True, **named)


def alternates(house, mandate, *people):
    rows = [
        Alternate(house.council_id, mandate.source_ballot_id, rank, person.person_id, mandate.office_id)
        for rank, person in enumerate(people, 1)
    ]
    house.do(lambda uow: uow.add_all(rows))


def live(house):
    return house.read(live_mandates, house.council_id)


def elections(house, *states):
    return [ballot for ballot in house.find(Ballot, kind=Race.KIND) if ballot.state in states]


def end(house, mandate, reason):
    return house.do(lambda uow: end_mandate(uow, mandate_of(uow, mandate), reason))


def mandate_of(uow, mandate):
    return uow.get(Mandate, mandate.council_id, mandate.mandate_id)


def said(house, screen):
    return [house.show(row).text for row in house.screens(screen)]
