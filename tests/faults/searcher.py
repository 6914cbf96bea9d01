"""Who has every state of the database after each vote, its bytes and backups, and the keys that are left in the end.

He knows too when which choice was pressed, as Telegram does, but not by whom. Each attack names the ballots (or what is
signalled on) and people whose choice it tells.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.papers import unpack
from bot.domain.ballots.tally import Picks
from bot.domain.ground import voices
from bot.domain.ground.ids import PersonId
from bot.services.ballots.papers import key_of
from bot.services.ground.ports import SealBrokenError
from storage.keys import KeyFolder
from storage.sealing import Sealer
from storage.tables import metadata

Joined = set[tuple[str, str]]
"""Ballots (or what was signalled on) and the people whose choice on them was found."""

Row = tuple[Any, ...]
Telling = tuple[str, Row]


@dataclass(frozen=True)
class State:
    """The database at one moment: its rows in the order in which they lie there."""

    tables: dict[str, list[Row]]

    @cached_property
    def sets(self) -> dict[str, set[Row]]:
        return {name: set(rows) for name, rows in self.tables.items()}

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """What it tells of the counts of each ballot."""
        return {row["ballot_id"]: json.loads(row["counts"]) for row in self.named_ballots}

    named_ballots: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Press:
    """What Telegram saw: when something was chosen on what, and which state it left. Who did, he is not told."""

    subject: str
    by: str
    at: datetime
    state: int


@dataclass
class Evidence:
    """All that the searcher has; `truth` is what the test alone knows."""

    keys: Path
    truth: dict[tuple[str, str], Picks] = field(default_factory=dict)
    voices: dict[tuple[str, str], bool] = field(default_factory=dict)
    ballots: dict[str, Ballot] = field(default_factory=dict)
    states: list[State] = field(default_factory=list)
    presses: list[Press] = field(default_factory=list)
    in_bytes: Joined = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    chats: dict[str, str] = field(default_factory=dict)

    def add_bytes(self, content: bytes) -> None:
        """A person's id, and soon behind it what they chose."""
        people = b"|".join(sorted(person.encode() for person in self.people))
        if not people:
            return
        behind = re.compile(rb"(" + people + rb').{0,48}?(\["[^]\x00]*\])', re.DOTALL)
        found = {(who.decode(), what) for who, what in behind.findall(content)}
        self.in_bytes |= {(on, by) for (on, by), picks in self.truth.items() if (by, packed(picks)) in found}
        ways = ((by, is_yes, raw(by, is_yes)) for by in self.people for is_yes in (True, False))
        said = {
            (by, is_yes) for by, is_yes, one in ways if one in content or (bytes(4) + one).hex().encode() in content
        }
        self.in_bytes |= {(on, by) for (on, by), is_yes in self.voices.items() if (by, is_yes) in said}

    def dues(self, state: int) -> set[Row]:
        """What is to be done, or was, as it stood then; without the number of the transaction."""
        return {row[: len(metadata.tables["due"].columns)] for row in self.states[state].tables["due"]}

    def first_presses(self) -> list[Press]:
        """As if nobody had changed their mind."""
        known = {(press.subject, press.by): press for press in reversed(self.presses)}
        return sorted(known.values(), key=lambda press: press.at)

    def by_attack(self) -> dict[str, Joined]:
        """What each attack tells, if it tells anything."""
        attacks = (in_rows, by_keys, by_steps, by_moments, by_order, by_commits, by_duties)
        found = {"in_bytes": self.in_bytes} | {attack.__name__: attack(self) for attack in attacks}
        return {name: joined for name, joined in found.items() if joined}

    def found(self) -> Joined:
        """By whatever attack."""
        return set().union(*self.by_attack().values())


def _says(content: bytes, voice: bytes) -> bool:
    """As it is, or as a dump writes it."""
    return voice in content or (bytes(4) + voice).hex().encode() in content


def packed(picks: Picks) -> bytes:
    return json.dumps(picks, separators=(",", ":")).encode()


def raw(person_id: str, is_yes: bool) -> bytes:
    return voices.pack(PersonId(person_id), is_yes)


def state_of(engine: Engine) -> State:
    """On PostgreSQL every row says besides, as its last column, in which transaction it was written."""
    more = ", xmin::text::bigint" if engine.dialect.name == "postgresql" else ""
    with engine.connect() as connection:
        found = {name: connection.execute(text(f"SELECT *{more} FROM {name}")) for name in metadata.tables}
        tables = {name: [tuple(row) for row in rows] for name, rows in found.items()}
        ballots = connection.execute(text("SELECT ballot_id, counts FROM ballots")).mappings().all()
    return State(tables, tuple(ballots))


def in_rows(month: Evidence) -> Joined:
    """Papers and voices that need no key to be read, in slots that need none to be found."""
    found: Joined = set()
    for state in month.states:
        for _, ballot_id, slot, sealed, *_ in state.tables["slots"]:
            if (ballot_id, slot) in month.truth and unpack(month.ballots[ballot_id].choices, sealed[12:-16]).picks:
                found.add((ballot_id, slot))
        for _, subject, slot, sealed, *_ in state.tables["voices"]:
            if (subject, slot) in month.voices and voices.unpack(sealed[12:-16])[1] is not None:
                found.add((subject, slot))
    return found


def by_keys(month: Evidence) -> Joined:
    """What the keys that are left when all is over open in older states."""
    sealer = Sealer(KeyFolder(month.keys, is_ours=False))
    return _papers_opened(month, sealer) | _voices_opened(month, sealer)


def _papers_opened(month: Evidence, sealer: Sealer) -> Joined:
    found: Joined = set()
    kept = {row for state in month.states for row in state.sets["slots"]}
    for ballot_id, person_id in month.truth:
        key_id = key_of(month.ballots[ballot_id])
        if sealer.has_key(key_id):
            slot = sealer.slot(key_id, ballot_id, person_id)
            papers = (row[3] for row in kept if row[2] == slot)
            found |= {(ballot_id, person_id) for paper in papers if _open(sealer, key_id, paper, ballot_id, slot)}
    return found


def _voices_opened(month: Evidence, sealer: Sealer) -> Joined:
    found: Joined = set()
    kept = {row for state in month.states for row in state.sets["voices"]}
    for key_id in (each for each in sealer.key_ids() if each.startswith(voices.KEY)):
        for _, subject, slot, sealed, *_ in kept:
            opened = _open(sealer, key_id, sealed, subject, slot)
            if opened and voices.unpack(opened)[1] is not None:
                found.add((subject, str(voices.unpack(opened)[0])))
    return found & month.voices.keys()


def _open(sealer: Sealer, key_id: str, sealed: bytes, *about: str) -> bytes:
    try:
        return sealer.open(key_id, sealed, *about)
    except SealBrokenError:
        return b""


def by_steps(month: Evidence) -> Joined:
    """Two states whose counts differ by one paper, between which rows tell that one person acted."""
    found: Joined = set()
    for ballot_id in month.ballots:
        told = [(at, state.counts[ballot_id]) for at, state in enumerate(month.states) if ballot_id in state.counts]
        changes = [told[0], *(later for sooner, later in pairwise(told) if sooner[1] != later[1])]
        for (since, before), (until, after) in pairwise(changes):
            moved = [after.get(key, 0) - before.get(key, 0) for key in before.keys() | after.keys()]
            acted = {person for at in range(since, until) for person in acted_between(month, at)}
            if sum(map(abs, moved)) in {1, 2} and abs(sum(moved)) < 2 and len(acted) == 1:
                found.add((ballot_id, acted.pop()))
    return found


def acted_between(month: Evidence, at: int) -> set[str]:
    """Whose rows changed from one state to the next."""
    return {person for row in new_rows(month, at) for person in persons_in(row, month.people)}


def new_rows(month: Evidence, at: int) -> Iterable[Row]:
    """What the next state has that this one has not; a ballot's own row names nobody but who proposed it."""
    before, after = month.states[at].sets, month.states[at + 1].sets
    return (row for name, rows in after.items() if name != "ballots" for row in rows - before.get(name, set()))


def persons_in(row: Row, people: set[str]) -> set[str]:
    return {value for value in row if isinstance(value, str)} & people


def by_moments(month: Evidence) -> Joined:
    """Rows that name one person and tell the moment at which Telegram saw a choice."""
    found: Joined = set()
    for press in month.presses:
        moment = {int(press.at.timestamp() * 1_000_000), press.at.isoformat()}
        for row in new_rows(month, press.state - 1):
            if not moment.isdisjoint(row) and len(who := persons_in(row, month.people)) == 1:
                found.add((press.subject, who.pop()))
    return found


def by_commits(month: Evidence) -> Joined:
    """Commits that rewrite a slot and name somebody: a log tells whose it is by that, and how often it was marked."""
    found: Joined = set()
    for at in range(len(month.states) - 1):
        subjects = {subject for name in ("slots", "voices") for subject in _rewritten(month, at, name)}
        rows = changed_rows(month, at) if subjects else ()
        named = {person for row in rows for person in named_in(row, month)}
        found |= {(subject, person) for subject in subjects for person in named}
    return found


def _rewritten(month: Evidence, at: int, table: str) -> set[str]:
    """On what a slot was rewritten that stood there before."""
    before, after = ({row[:3]: row[3] for row in month.states[one].tables[table]} for one in (at, at + 1))
    return {str(slot[1]) for slot, sealed in after.items() if before.get(slot, sealed) != sealed}


def by_duties(month: Evidence) -> Joined:
    """Signals and ratings after which something else is due: its row tells in which hour somebody said something."""
    told = (press for press in month.presses if (press.subject, press.by) in month.voices)
    return {(press.subject, press.by) for press in told if month.dues(press.state) != month.dues(press.state - 1)}


def changed_rows(month: Evidence, at: int) -> Iterable[Row]:
    """What the next state has that this one has not, and what has gone; not the slots, nor what they are about.

    Without the number of the transaction: it is no chat, though it may read like one.
    """
    before, after = month.states[at].sets, month.states[at + 1].sets
    names = after.keys() - {"ballots", "reports", "slots", "voices"}
    changed = {name: after[name] ^ before.get(name, set()) for name in names}
    return (row[: len(metadata.tables[name].columns)] for name, rows in changed.items() for row in rows)


def named_in(row: Row, month: Evidence) -> set[str]:
    """By their id or their private chat, anywhere in it."""
    texts = [str(value) for value in row if not isinstance(value, bytes)]
    found = {person for person in month.people if any(person in text for text in texts)}
    return found | {person for chat, person in month.chats.items() if chat in texts}


def by_order(month: Evidence) -> Joined:
    """Rows of a ballot that lie, or can be put by any column, in the order in which Telegram saw the choices."""
    found: Joined = set()
    for subject in {press.subject for press in month.presses}:
        told = [press.by for press in month.presses if press.subject == subject]
        orders = {tuple(dict.fromkeys(told)), tuple(dict.fromkeys(reversed(told)))}
        last = max(press.state for press in month.presses if press.subject == subject)
        for state in (month.states[last], month.states[-1]):
            if any(_is_ordered(rows, subject, month.people, orders) for rows in state.tables.values()):
                found |= {(subject, person) for person in told}
    return found


def _is_ordered(rows: list[Row], subject: str, people: set[str], orders: set[tuple[str, ...]]) -> bool:
    """All rows of the subject that name one person, or those of them that are alike in one column."""
    telling = [(who.pop(), row) for row in rows if subject in row and len(who := persons_in(row, people)) == 1]
    columns = range(len(telling[0][1]) if telling else 0)
    alike = [[each for each in telling if each[1][at] == value] for at in columns for value in _values(telling, at)]
    everybody = set().union(*orders)
    whole = [some for some in (telling, *alike) if everybody <= set(_people(some))]
    ways = [sorted(some, key=partial(_place, at)) for some in whole for at in columns]
    return any(_people(way) in orders for some in (*whole, *ways) for way in (some, some[::-1]))


def _values(telling: list[Telling], column: int) -> set[Any]:
    return {row[column] for _, row in telling}


def _place(column: int, telling: Telling) -> tuple[str, Any]:
    value = telling[1][column]
    return type(value).__name__, value or 0


def _people(way: list[Telling]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(who for who, _ in way))
