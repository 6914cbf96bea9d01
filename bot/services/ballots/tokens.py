"""The tokens of a ballot's buttons: of its choices, on cards and papers in the group, and of the booth's marks.

They are made of the ballot's key and edition: no two ballots share one, an amended text has others, and so has a ballot
that began anew because its key was lost.
"""

from collections.abc import Iterable

from bot.domain.ballots.ballot import CLEAR, Ballot, ChoiceUnknownError
from bot.domain.ballots.booth import marks_on
from bot.services.ballots.papers import key_of
from bot.services.ground.ports import Reads
from bot.services.ground.tokens import meaning_of, tokens_for


def choice_tokens(reads: Reads, ballot: Ballot) -> dict[str, str]:
    """By choice, and of [Clear my ballot]."""
    return tokens_for(reads, key_of(ballot), _pressed(ballot), ballot.edition)


def mark_tokens(reads: Reads, ballot: Ballot) -> dict[str, str]:
    """By mark (bot/domain/ballots/booth.py), with the two ends of a paper."""
    return tokens_for(reads, key_of(ballot), marks_on(ballot), ballot.edition)


def choice_meant(reads: Reads, ballot: Ballot, token: str) -> str:
    """The choice, or CLEAR. Raises ChoiceUnknownError for what is on no button of this ballot now."""
    return _meant(reads, ballot, _pressed(ballot), token)


def mark_meant(reads: Reads, ballot: Ballot, token: str) -> str:
    """The mark, or an end. Raises ChoiceUnknownError for what is on no button of this paper now."""
    return _meant(reads, ballot, marks_on(ballot), token)


def _pressed(ballot: Ballot) -> tuple[str, ...]:
    return (*ballot.choices, CLEAR)


def _meant(reads: Reads, ballot: Ballot, meanings: Iterable[str], token: str) -> str:
    meaning = meaning_of(reads, key_of(ballot), meanings, token, ballot.edition)
    if meaning is None:
        raise ChoiceUnknownError
    return meaning
