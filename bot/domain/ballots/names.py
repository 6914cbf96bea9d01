"""What the keys of a ballot paper are called."""

from dataclasses import dataclass

from bot.domain.ballots.ballot import Ballot


@dataclass(frozen=True, slots=True)
class Names:
    """What the keys of a paper are called, by their number; an empty name is that of somebody who had it erased."""

    ballot: Ballot
    names: tuple[str, ...]
