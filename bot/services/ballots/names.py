"""Ballot papers: the names on them as they were printed."""

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.names import Names
from bot.domain.elections.nominee import Nominee
from bot.domain.ground.person import Person
from bot.services.ground.ports import Reads


def load_names(reads: Reads, ballot: Ballot) -> Names:
    """The names as they were printed on the paper; options of a proposal are their own."""
    rows = reads.find(Nominee, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    gone = {row.option for row in rows if _is_forgotten(reads, row)}
    return Names(ballot, tuple("" if str(key) in gone else name for key, name in enumerate(ballot.options)))


def _is_forgotten(reads: Reads, row: Nominee) -> bool:
    person = reads.get(Person, row.person_id)
    return person is None or person.forgotten_at is not None
