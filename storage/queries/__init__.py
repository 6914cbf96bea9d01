"""The named queries: what a use-case asks of a list that grows, answered in one statement. Both engines, one contract.

The questions stand beside the use-cases (bot/services/<noun>/queries.py), their SQL here, in a module for each noun.
"""

from collections.abc import Mapping
from typing import Any

from bot.services.ballots.queries import CountRemindable, LastSlot, PageOfSlots, RestingElectors
from bot.services.ground.ports import Query
from bot.services.ground.queries import CouncilsAfter, LikeOnRoll, NamedOnRoll
from bot.services.mandates.queries import StandingMandates
from bot.services.record.queries import CountElectorate, CountLostKeys, CountPlaces, EntriesNaming, KindsTold
from bot.services.roll.queries import CountRoll, LanguagesOnRoll, PageOfRoll
from storage.queries import ballots, councils, mandates, persons, record, roll
from storage.queries.asked import Asked

QUERIES: Mapping[type[Query[Any]], Asked[Any, Any]] = {
    NamedOnRoll: persons.NAMED_ON_ROLL,
    LikeOnRoll: persons.LIKE_ON_ROLL,
    CouncilsAfter: councils.COUNCILS_AFTER,
    CountRemindable: ballots.COUNT_REMINDABLE,
    RestingElectors: ballots.RESTING_ELECTORS,
    LastSlot: ballots.LAST_SLOT,
    PageOfSlots: ballots.PAGE_OF_SLOTS,
    CountRoll: roll.COUNT_ROLL,
    LanguagesOnRoll: roll.LANGUAGES_ON_ROLL,
    PageOfRoll: roll.PAGE_OF_ROLL,
    StandingMandates: mandates.STANDING_MANDATES,
    CountLostKeys: record.COUNT_LOST_KEYS,
    CountPlaces: record.COUNT_PLACES,
    KindsTold: record.KINDS_TOLD,
    EntriesNaming: record.ENTRIES_NAMING,
    CountElectorate: record.COUNT_ELECTORATE,
}
"""Every question with its answer; tests/storage/test_queries.py holds that none is missing."""
