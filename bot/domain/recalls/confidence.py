"""When signals of no confidence open a recall, and how much of their number is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain.charter.charter import Charter
from bot.domain.ground.counting import Threshold

FIFTH: Final = Threshold(1, 5)
TENTH: Final = Threshold(1, 10)

SHOWN_FROM: Final = 30
SHOWN_STEP: Final = 5


@dataclass(frozen=True, slots=True)
class SignalRule:
    """How many signals open a recall.

    1/5 of the base, at least 3 (2 where the base is under 6). Lowered, while a report-back is overdue or a breach
    stands: 1/10, at least 2.
    """

    share: Threshold = FIFTH
    floor: int = 3
    small_floor: int = 2
    small_base: int = 6
    lowered_share: Threshold = TENTH
    lowered_floor: int = 2


SIGNALS: Final = SignalRule()


def signal_rule(charter: Charter) -> SignalRule:
    """The rule as this council's charter has it."""
    return SignalRule(
        charter.fraction("signals_fraction"),
        charter.count("signals_minimum"),
        charter.count("signals_minimum_small"),
        lowered_share=charter.fraction("signals_lowered"),
        lowered_floor=charter.count("signals_lowered_minimum"),
    )


@dataclass(frozen=True, slots=True)
class ShownSignals:
    """What a card says: whether the threshold is reached, of what base, and from a base of 30 a coarse count."""

    needed: int
    base: int
    is_reached: bool
    count: int | None


def signals_needed(base: int, others: int, *, is_lowered: bool = False, rule: SignalRule = SIGNALS) -> int:
    """Tell how many signals open a recall, fractions rounded up, never above the number of other members.

    `base`: the roll past waiting, not resting, without the holder. `others`: everyone on the roll but the holder. At
    least 1 always: where there is nobody else, nothing opens by itself. Lowering never raises, whatever the charter's
    floors are. Raises ValueError unless 0 <= base <= others.
    """
    if not 0 <= base <= others:
        raise ValueError(f"a base of {base} among {others} others")
    wanted = min(_normal(base, rule), _lowered(base, rule)) if is_lowered else _normal(base, rule)
    return max(1, min(wanted, others))


def _normal(base: int, rule: SignalRule) -> int:
    floor = rule.small_floor if base < rule.small_base else rule.floor
    return max(rule.share.needed(base), floor)


def _lowered(base: int, rule: SignalRule) -> int:
    return max(rule.lowered_share.needed(base), rule.lowered_floor)


def show_signals(signals: int, base: int, needed: int) -> ShownSignals:
    """Coarsen a number of signals to what may be shown.

    Under a base of 30 only reached or not; from 30 the count rounded down to fives. An exact count in a small group,
    read before and after somebody's press, would tell who signalled.
    """
    count = signals // SHOWN_STEP * SHOWN_STEP if base >= SHOWN_FROM else None
    return ShownSignals(needed, base, signals >= needed, count)
