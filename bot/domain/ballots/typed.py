"""A vote that somebody typed instead of pressing it: it does not count, and whoever writes one must hear so."""

import re

from bot.domain.ballots.ballot import Ballot
from bot.domain.ground.names import look_of

LIKE_A_CHOICE = frozenset(
    map(look_of, ("yes", "no", "abstain", "aye", "nay", "for", "against", "да", "нет", "за", "против", "воздержусь"))
)
"""As people write them; both languages, whatever the group's is."""

LIKE_A_MARK = re.compile(r"[+-]1?|👍|👎")
_AROUND = " .,!?()"


def is_like_a_vote(ballot: Ballot, text: str) -> bool:
    """Whether the text says nothing but a choice: Yes, No, "+1", or one of the options by its words or number."""
    said = text.strip(_AROUND)
    if LIKE_A_MARK.fullmatch(said):
        return True
    looks = look_of(said)
    numbers = {str(number) for number in range(1, len(ballot.options) + 1)}
    return looks in LIKE_A_CHOICE or said in numbers or (bool(looks) and looks in map(look_of, ballot.options))
