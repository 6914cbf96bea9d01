"""Ballot papers in words: the names on a paper, and what somebody put on it."""

from collections.abc import Sequence

from bot.domain.ballots.booth import RANKED
from bot.domain.ballots.names import Names
from bot.domain.ground.counting import ABSTAIN
from handlers.views.ballots.rules import choice_word
from handlers.views.ground.words import Words


def key_word(names: Names, key: str, t: Words) -> str:
    """What one key is called."""
    if not key.isdecimal():
        return choice_word(names.ballot, key, t)
    return names.names[int(key)] or t.plain("a former member")


def key_words(names: Names, keys: Sequence[str], t: Words) -> str:
    """Several keys, as a list."""
    return ", ".join(key_word(names, key, t) for key in keys)


def paper_words(names: Names, picks: Sequence[str], t: Words) -> str:
    """All of a paper: "1. Anna 2. Ben" where it is a ranking, else "Anna, Ben"."""
    if names.ballot.method not in RANKED or ABSTAIN in picks:
        return key_words(names, picks, t)
    numbered = enumerate(picks, 1)
    return " ".join(t.plain("{place}. {name}", place=place, name=key_word(names, key, t)) for place, key in numbered)
