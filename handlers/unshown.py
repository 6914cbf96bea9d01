"""What waits to be said, or stands as a card, and is nothing that this release can show: for `doctor`."""

from collections.abc import Iterator

from bot.domain.ground.kept import NotReadableError
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState
from bot.services.ground.ports import Reads
from bot.services.record.unreadable import is_whole, shortened
from handlers.screens import Screens

GIVEN_UP = "not readable"
"""The trouble of a message that was dropped for that."""


def unshown(reads: Reads, screens: Screens) -> Iterator[str]:
    """Messages and cards by table and key. One whose JSON is none stands among the rows that cannot be read."""
    said = ((name, row) for name, row in reads.scan(Outgoing) if row is not None and is_whole(row))
    yield from shortened(name for name, row in said if _is_odd(row, screens))
    cards = ((name, card) for name, card in reads.scan(Card) if card is not None and not card.is_gone)
    yield from shortened(name for name, card in cards if not _is_known(card, screens))


def _is_odd(row: Outgoing, screens: Screens) -> bool:
    if row.state is OutgoingState.DROPPED:
        return row.trouble == GIVEN_UP
    return row.state is not OutgoingState.SENT and not _is_known(row, screens)


def _is_known(row: Outgoing | Card, screens: Screens) -> bool:
    try:
        screens.message(row)
    except NotReadableError:
        return False
    return True
