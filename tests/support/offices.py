"""Offices held without going through an election, for tests of what comes after one."""

from __future__ import annotations

from typing import Any

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import Ballot, BallotState, Method, Outcome
from bot.domain.elections import entries as elections_entries
from bot.domain.elections.election import Race
from bot.domain.ground.ids import BallotId
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import Mandate
from bot.services.council.council import get_council
from bot.services.elections.offices import find_office, make_office
from bot.services.ground.ports import Uow
from bot.services.ground.record import record
from bot.services.mandates.mandates import start_mandate
from bot.services.mandates.terms import term_end
from bot.services.reports.report_backs import lapse
from tests.support.council import House


def seat(
    house: House,
    *holders: Person,
    office: str = "Treasurer",
    method: Method = Method.APPROVAL,
    has_report_backs: bool = False,
) -> list[Mandate]:
    """These people hold this office from now for a full term, elected by one ballot; unless said, none must report."""
    mandates = house.do(_seat, house, holders, office, method)
    if not has_report_backs:
        house.do(_free_of_reports, mandates)
    return mandates


def _free_of_reports(uow: Uow, mandates: list[Mandate]) -> None:
    for mandate in mandates:
        lapse(uow, mandate)


def _seat(uow: Uow, house: House, holders: tuple[Person, ...], name: str, method: Method) -> list[Mandate]:
    council = get_council(uow, house.council_id)
    office = find_office(uow, council.council_id, name) or make_office(uow, council.council_id, name, len(holders))
    source = Ballot(
        council.council_id, BallotId(uow.new_id()), Race.KIND, method, BallotState.CLOSED, "",
        uow.now, 0, office_id=office.office_id, outcome=Outcome.ELECTED, closed_at=uow.now,
        subject=Race(office.name, office.key, tuple(range(1, len(holders) + 1)), 0),
    )  # fmt: skip
    uow.add(source)
    record(uow, council.council_id, ballots_entries.BallotClosed(Outcome.ELECTED), source.ballot_id)
    mandates = [
        start_mandate(uow, council, office, holder.person_id, number, source.ballot_id, term_end(council, uow.now))
        for number, holder in enumerate(holders, 1)
    ]
    people, ids = (tuple(each.person_id for each in mandates), tuple(each.mandate_id for each in mandates))
    record(uow, council.council_id, elections_entries.Elected(people, (), ids), source.ballot_id)
    return mandates


def mandate_now(house: House, mandate: Mandate) -> Mandate:
    """The same mandate as it is stored now."""
    found: Any = house.one(Mandate, mandate_id=mandate.mandate_id)
    return found  # type: ignore[no-any-return]
