"""The paper of an election: who stands on it, under which key and name."""

from datetime import date

from bot.domain.elections.nominee import Nominee, paper_names
from bot.domain.ground.person import Person
from bot.domain.roll.member import Member
from bot.services.ground.ports import Reads, Uow


def print_paper(uow: Uow, nominees: list[Nominee]) -> tuple[str, ...]:
    """Give each nominee their key, and return the names in that order as they stand on the paper."""
    for key, nominee in enumerate(nominees):
        uow.change(nominee, option=str(key))
    return paper_names([told_on_paper(uow, nominee) for nominee in nominees])


def told_on_paper(reads: Reads, nominee: Nominee) -> tuple[str, str | None, date | None]:
    """Name, username and day of joining: what tells nominees apart."""
    person = reads.get(Person, nominee.person_id)
    member = reads.get(Member, nominee.council_id, nominee.person_id)
    joined = member.joined_at.date() if member else None
    return (person.name, person.username, joined) if person else ("", None, joined)
