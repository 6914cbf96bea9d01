"""What a ballot is about, in words: a kind that has more to say than its text registers how (see `headline`)."""

from collections.abc import Callable

from bot.domain.ballots.ballot import Ballot, BallotKind
from bot.services.ground.ports import Reads
from handlers.views.ground.words import Markup, Words, join

Say = Callable[[Words], Markup]
"""The headline in the reader's words, everything it needs already read."""
Headline = Callable[[Reads, Ballot], Say]

HEADLINES: dict[BallotKind, Headline] = {}


def headline(kind: BallotKind) -> Callable[[Headline], Headline]:
    """Register how ballots of this kind say what they are about; names are read when it is drawn, never stored."""

    def register(load: Headline) -> Headline:
        HEADLINES[kind] = load
        return load

    return register


def headline_of(reads: Reads, ballot: Ballot) -> Say:
    """What the ballot is about: by its kind, else its text."""
    load = HEADLINES.get(ballot.kind)
    return load(reads, ballot) if load else lambda t: text_of(ballot, t)


def text_of(ballot: Ballot, t: Words) -> Markup:
    """The text of a ballot, unless its author asked to be forgotten."""
    return join(ballot.text) if ballot.text else t("(The author of this text erased it.)")
