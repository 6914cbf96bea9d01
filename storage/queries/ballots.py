"""Of ballots."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.sql import ClauseElement

from bot.domain.ballots.elector import Elector
from bot.domain.ballots.papers import Slot
from bot.domain.ground.ids import PersonId
from bot.domain.ground.person import Person
from bot.domain.roll.member import Member, MemberState
from bot.services.ballots.queries import CountRemindable, LastSlot, PageOfSlots, RestingElectors
from storage.queries.asked import Asked
from storage.tables import KEPT


def _statement() -> ClauseElement:
    """The electorate by its key, then each person by theirs."""
    electors, persons = KEPT[Elector].table, KEPT[Person].table
    joined = electors.join(persons, persons.c.person_id == electors.c.holder_id)
    of_ballot = electors.c.council_id == bindparam("council"), electors.c.ballot_id == bindparam("ballot")
    return (
        select(func.count()).select_from(joined).where(*of_ballot, persons.c.is_reachable, persons.c.allows_reminders)
    )


def _values(query: CountRemindable | RestingElectors | LastSlot, _: datetime) -> dict[str, Any]:
    return {"council": query.council_id, "ballot": query.ballot_id}


def _answer(rows: Sequence[Sequence[Any]]) -> int:
    return int(rows[0][0])


COUNT_REMINDABLE: Asked[CountRemindable, int] = Asked(_statement, _values, _answer)


def _resting_statement() -> ClauseElement:
    """Those on the roll who rest, by the index of states, then each elector by their key. Seats never rest."""
    electors, members = KEPT[Elector].table, KEPT[Member].table
    joined = members.join(electors, electors.c.elector_id == members.c.person_id)
    of_ballot = electors.c.council_id == bindparam("council"), electors.c.ballot_id == bindparam("ballot")
    rest = members.c.council_id == bindparam("council"), members.c.state == MemberState.RESTING
    return select(members.c.person_id).select_from(joined).where(*of_ballot, *rest).order_by(members.c.person_id)


def _resting_answer(rows: Sequence[Sequence[Any]]) -> tuple[PersonId, ...]:
    return tuple(PersonId(row[0]) for row in rows)


RESTING_ELECTORS: Asked[RestingElectors, tuple[PersonId, ...]] = Asked(_resting_statement, _values, _resting_answer)


def _names_of_slots() -> Select[tuple[str]]:
    """By the table's key."""
    slots = KEPT[Slot].table
    of_ballot = slots.c.council_id == bindparam("council"), slots.c.ballot_id == bindparam("ballot")
    return select(slots.c.slot).where(*of_ballot)


def _last_statement() -> ClauseElement:
    return _names_of_slots().order_by(KEPT[Slot].table.c.slot.desc()).limit(1)


def _last_answer(rows: Sequence[Sequence[Any]]) -> str:
    return str(rows[0][0]) if rows else ""


LAST_SLOT: Asked[LastSlot, str] = Asked(_last_statement, _values, _last_answer)


def _page_statement() -> ClauseElement:
    return _names_of_slots().order_by(KEPT[Slot].table.c.slot).limit(bindparam("limit"))


def _page_values(query: PageOfSlots, _: datetime) -> dict[str, Any]:
    return {"council": query.council_id, "ballot": query.ballot_id, "limit": query.limit}


def _page_answer(rows: Sequence[Sequence[Any]]) -> tuple[str, ...]:
    return tuple(str(row[0]) for row in rows)


PAGE_OF_SLOTS: Asked[PageOfSlots, tuple[str, ...]] = Asked(_page_statement, _page_values, _page_answer)
