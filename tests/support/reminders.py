"""Reminders of ballots in a house: what was proposed, who voted, what was said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.council.council import Council
from bot.domain.ground.entry import Entry
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from tests.support.council import House

if TYPE_CHECKING:
    from bot.domain.ballots.ballot import Ballot
    from bot.domain.ground.ids import PersonId
    from bot.domain.ground.person import Person

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eve")


def by_day() -> House:
    """A house where it is day when the reminders of what was proposed in it at 11:00 UTC are due."""
    house = House()
    house.do(lambda uow: uow.change(uow.get(Council, house.council_id), zone="Asia/Tokyo"))
    return house


def proposed(house: House, by: Person, text: str = "Buy a barrel") -> Ballot:
    return house.do(propose, house.council_id, text, None, by=by)


def vote(house: House, ballot: Ballot, choice: str, *voters: Person) -> None:
    for voter in voters:
        house.do(cast_vote, house.council_id, ballot.ballot_id, choice, by=voter)


def told(house: House, screen: str) -> list[tuple[PersonId | None, str]]:
    return [(row.person_id, house.show(row).text) for row in house.screens(screen)]


def entries(house: House, kind: str) -> list[dict[str, Any]]:
    return [entry.data for entry in house.find(Entry) if entry.kind == kind]
