"""Papers of a ballot: sealed while it is open, a pile that belongs to nobody once it is closed (SPEC-RECORD section 1).

Everything one elector has on a ballot is one paper of one length, in one slot: what is handed in, what is marked in the
booth and not handed in, or nothing yet. So neither the number of slots nor their size says who has voted.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, repeat

from bot.domain.ballots.added import takes_options
from bot.domain.ballots.approval import Marks
from bot.domain.ballots.ballot import ABSTAIN, NONE, REOPEN, Ballot
from bot.domain.ballots.tally import Picks, Tally
from bot.domain.ground.counting import weigh
from bot.domain.ground.ids import BallotId, CouncilId
from bot.domain.ground.text import OPTIONS_LIMIT

Weighed = list[tuple[Picks, int]]
"""What papers say, and what each weighs."""

SEALED_IN_STEPS = 32
"""Papers are padded to a multiple of so many bytes."""

_HEAD = 13
_ENDS = 2
"""None of these (or Reopen nominations), and Abstain."""

_IS_HANDED_IN, _IS_DRAFTED, _IS_INSTRUCTED = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Slot:
    """One elector's paper. `slot` is a keyed hash: only who has the ballot's key can say whose it is, or open it."""

    council_id: CouncilId
    ballot_id: BallotId
    slot: str
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Paper:
    """What an elector has on a ballot. `picks`: handed in, None if nothing was; keys, for rankings best first.

    `draft`: marked in the booth and not handed in; `page`: where they are there; `message_id`: the booth's message, in
    the private chat of who may cast it, 0 if none. `sequence` counts what was handed in.
    """

    picks: Picks | None = None
    sequence: int = 0
    is_instructed: bool = False
    draft: Picks | None = None
    page: int = 0
    message_id: int = 0

    def __repr__(self) -> str:
        """No log and no error shows what it says."""
        return "<sealed>"


@dataclass(frozen=True, slots=True)
class Pile:
    """The papers of a closed ballot, without person, time or order. `voters`: how many there are; `weight`: of all.

    `totals`: what the papers weigh that say so, by key, and `heads` how many they are. `pairs`: of rankings by Schulze,
    what the papers weigh that put one above the other, in the order of the names; `totals` then says what stands first.
    `rankings`: by STV, sorted, each with what those that say so weigh.
    """

    council_id: CouncilId
    ballot_id: BallotId
    voters: int
    weight: int
    totals: Tally = field(default_factory=Tally)
    heads: Tally = field(default_factory=Tally)
    pairs: tuple[tuple[int, ...], ...] = ()
    rankings: tuple[tuple[Picks, int], ...] = ()


EMPTY = Paper()


def marks_of(pile: Pile, struck: tuple[str, ...] = ()) -> Marks:
    """Approvals, added up as the pile keeps them; those of a name that was struck are nobody's."""
    by_name = {key: number for key, number in pile.totals.items() if key not in {ABSTAIN, *struck}}
    return Marks(by_name, pile.weight, pile.totals.get(ABSTAIN, 0))


def joined(pile: Pile, other: Pile) -> Pile:
    """The papers of both, of one ballot, in one pile."""
    pairs = tuple(tuple(map(sum, zip(*rows, strict=True))) for rows in zip(pile.pairs, other.pairs, strict=True))
    return replace(
        pile,
        voters=pile.voters + other.voters,
        weight=pile.weight + other.weight,
        totals=_added(pile.totals, other.totals),
        heads=_added(pile.heads, other.heads),
        pairs=pairs,
        rankings=tuple(sorted(weigh((*pile.rankings, *other.rankings)).items())),
    )


def _added(one: Tally, other: Tally) -> Tally:
    return Tally.of(((key,), number) for key, number in (*one.items(), *other.items()))


def length_of(choices: Sequence[str]) -> int:
    """How many bytes a paper with these keys takes, whatever it says."""
    return _length(len(choices))


def length_for(ballot: Ballot) -> int:
    """How long its papers are: where options may be added there is room for all that there may ever be."""
    return _length(OPTIONS_LIMIT + _ENDS if takes_options(ballot) else len(ballot.choices))


def _length(many: int) -> int:
    needed = _HEAD + 2 * many
    return -(-needed // SEALED_IN_STEPS) * SEALED_IN_STEPS


def pack(choices: Sequence[str], paper: Paper, length: int) -> bytes:
    """The paper as bytes of this length; ValueError if it does not fit."""
    flags = _IS_HANDED_IN * (paper.picks is not None) | _IS_DRAFTED * (paper.draft is not None)
    head = bytes((flags | _IS_INSTRUCTED * paper.is_instructed, paper.page, len(choices)))
    numbers = (paper.sequence & 0xFFFF).to_bytes(2) + paper.message_id.to_bytes(8, signed=True)
    packed = head + numbers + b"".join(_packed(choices, picks or ()) for picks in (paper.picks, paper.draft))
    if len(packed) > length:
        raise ValueError("the paper is longer than its slot")
    return packed.ljust(length, b"\0")


def unpack(choices: Sequence[str], packed: bytes) -> Paper:
    """The way back. A paper that was filled in before options were added says what it said."""
    flags, page, many = packed[:3]
    choices = _as_then(choices, many)
    picks, draft = (packed[_HEAD + many * part : _HEAD + many * (part + 1)] for part in (0, 1))
    return Paper(
        _unpacked(choices, picks) if flags & _IS_HANDED_IN else None,
        int.from_bytes(packed[3:5]),
        bool(flags & _IS_INSTRUCTED),
        _unpacked(choices, draft) if flags & _IS_DRAFTED else None,
        page,
        message_of(packed),
    )


def many_on(packed: bytes) -> int:
    """How many keys there were when it was filled in."""
    return packed[2]


def _as_then(choices: Sequence[str], many: int) -> Sequence[str]:
    """Options are added behind the others, before the two keys with which every paper over options ends."""
    return choices if many == len(choices) else (*choices[: many - _ENDS], *choices[-_ENDS:])


def message_of(packed: bytes) -> int:
    """In which message the booth is shown, whatever text the paper was made for."""
    return int.from_bytes(packed[5:_HEAD], signed=True)


def _packed(choices: Sequence[str], picks: Picks) -> bytes:
    return bytes(choices.index(pick) + 1 for pick in picks).ljust(len(choices), b"\0")


def _unpacked(choices: Sequence[str], packed: bytes) -> Picks:
    return tuple(choices[place - 1] for place in packed if place)


def are_alike(pile: Pile) -> bool:
    """Whether all who voted chose the same: then the result tells what each of them chose.

    Of Schulze's pairs each is everybody's or nobody's if all ranked alike.
    """
    if pile.rankings:
        return len(pile.rankings) == 1
    weights = [*pile.totals.values(), *chain.from_iterable(pile.pairs)]
    return pile.voters > 0 and all(weight in {0, pile.weight} for weight in weights)


def papers_again(pile: Pile) -> Weighed:
    """Papers that count as those of the pile did; of approvals there is one way of many in which they may have been.

    Whoever approves anything approves at least one, once each: dealt out in turn, the totals give papers of that kind.
    """
    if pile.rankings:
        return [(tuple(picks), weight) for picks, weight in pile.rankings]
    alone = {key: pile.totals[key] for key in (ABSTAIN, NONE, REOPEN) if key in pile.totals}
    papers: Weighed = [((key,), weight) for key, weight in alone.items()]
    marks = {key: number for key, number in pile.totals.items() if key not in alone}
    return papers + _dealt(marks, pile.weight - sum(alone.values()))


def _dealt(totals: dict[str, int], weight: int) -> Weighed:
    """The marks laid out key by key and dealt in turn to papers of weight 1."""
    marks = chain.from_iterable(repeat(key, number) for key, number in sorted(totals.items()))
    dealt: list[list[str]] = [[] for _ in range(weight)]
    for place, mark in enumerate(marks):
        dealt[place % weight].append(mark)
    return sorted(Counter(tuple(paper) for paper in dealt).items())
