"""Ballot papers in words: what an election is called, the names on its paper, and what somebody put on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.ballots.ballot import ABSTAIN, Ballot, BallotKind
from bot.domain.ballots.booth import RANKED
from bot.domain.elections.nominee import Nominee
from bot.domain.ground.person import Person
from bot.services.ground.ports import Reads
from handlers.views.ballots.headlines import Say, headline_of
from handlers.views.ballots.rules import choice_word
from handlers.views.ground.words import Markup, Words


@dataclass(frozen=True, slots=True)
class Names:
    """What the keys of a paper are called; an empty name is that of somebody who had it erased."""

    ballot: Ballot
    names: tuple[str, ...]

    def of(self, key: str, t: Words) -> str:
        """One key."""
        if not key.isdecimal():
            return choice_word(self.ballot, key, t)
        return self.names[int(key)] or t.plain("a former member")

    def all(self, keys: Sequence[str], t: Words) -> str:
        """Several keys, as a list."""
        return ", ".join(self.of(key, t) for key in keys)

    def listed(self, picks: Sequence[str], t: Words) -> str:
        """All of a paper: "1. Anna 2. Ben" where it is a ranking, else "Anna, Ben"."""
        if self.ballot.method not in RANKED or ABSTAIN in picks:
            return self.all(picks, t)
        numbered = enumerate(picks, 1)
        return " ".join(t.plain("{place}. {name}", place=place, name=self.of(key, t)) for place, key in numbered)


def load_names(reads: Reads, ballot: Ballot) -> Names:
    """The names as they were printed on the paper; options of a proposal are their own."""
    rows = reads.find(Nominee, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    gone = {row.option for row in rows if _is_forgotten(reads, row)}
    return Names(ballot, tuple("" if str(key) in gone else name for key, name in enumerate(ballot.options)))


def _is_forgotten(reads: Reads, row: Nominee) -> bool:
    person = reads.get(Person, row.person_id)
    return person is None or person.forgotten_at is not None


def paper_title(reads: Reads, ballot: Ballot) -> Say:
    """What the paper is about."""
    if ballot.kind is BallotKind.ELECTION:
        return lambda t: title(ballot, t)
    return headline_of(reads, ballot)


def title(ballot: Ballot, t: Words) -> Markup:
    """The first line of everything about an election."""
    if ballot.run_off_of_id is not None:
        return t("<b>Run-off: {office}</b>", office=ballot.text)
    if ballot.subject.get("is_replacement"):
        return t("<b>Replacement election: {office}</b>", office=ballot.text)
    return t("<b>Election: {office}</b>", office=ballot.text)
